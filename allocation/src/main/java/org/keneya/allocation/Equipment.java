// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Codes of equipment as bits, numbered as they are met: comparing what is there with what is needed is one operation. */
final class Equipment {
    /** Stands for whatever is needed and nobody has. */
    private static final long UNHEARD_OF = 1L << 63;

    private final Map<String, Long> bits = new HashMap<>();

    /** @throws IllegalArgumentException for the 64th code */
    long kept(Collection<String> codes) {
        long mask = 0;
        for (String code : codes) {
            if (bits.size() == 63 && !bits.containsKey(code)) {
                throw new IllegalArgumentException("more than 63 kinds of equipment");
            }
            mask |= bits.computeIfAbsent(code, _ -> 1L << bits.size());
        }
        return mask;
    }

    long asked(Collection<String> codes) {
        long mask = 0;
        for (String code : codes) {
            mask |= bits.getOrDefault(code, UNHEARD_OF);
        }
        return mask;
    }
}
