// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was made of definitions, by a key that names their versions, so that nothing in it can be stale. Holds a bounded weight;
 * what was used longest ago goes first. What is heavier than all that may be held is handed out and not kept.
 */
final class Remembered<V> {
    private final Map<String, V> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private final Object[] making = new Object[64];
    private final ToLongFunction<V> weigh;
    private final long most;
    private long weight;

    Remembered(long most, ToLongFunction<V> weigh) {
        this.most = most;
        this.weigh = weigh;
        for (int i = 0; i < making.length; i++) {
            making[i] = new Object();
        }
    }

    /** The value of a key, made by one thread at a time when it is not there. */
    V get(String key, Supplier<V> make) {
        V known = peek(key);
        if (known != null) {
            return known;
        }
        synchronized (making[Math.floorMod(key.hashCode(), making.length)]) {
            known = peek(key);
            if (known != null) {
                return known;
            }
            V made = make.get();
            put(key, made);
            return made;
        }
    }

    @Nullable
    V peek(String key) {
        synchronized (byKey) {
            return byKey.get(key);
        }
    }

    void put(String key, V value) {
        long own = weigh.applyAsLong(value);
        if (own > most) {
            return;
        }
        synchronized (byKey) {
            V before = byKey.put(key, value);
            weight += own - (before == null ? 0 : weigh.applyAsLong(before));
            Iterator<V> oldest = byKey.values().iterator();
            while (weight > most && oldest.hasNext()) {
                weight -= weigh.applyAsLong(oldest.next());
                oldest.remove();
            }
        }
    }

    long weight() {
        synchronized (byKey) {
            return weight;
        }
    }
}
