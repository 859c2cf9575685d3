// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * How much one person may have done at the same time, so that nobody can hold every connection to the database. Who asks more
 * at once waits for their own requests, then is refused; others notice nothing.
 */
@Component
public final class Turns {
    private final LoadingCache<Object, Semaphore> searches;
    private final LoadingCache<Object, Semaphore> heavy;
    private final long patience;
    private final Counter refusals;

    Turns(LimitSettings settings, MeterRegistry measures) {
        searches = places(settings.searches());
        heavy = places(settings.heavy());
        patience = settings.patience().toMillis();
        refusals = Counter.builder("edge.limited").tag("limit", "at-once").register(measures);
    }

    /** A place is forgotten when no request holds it: never earlier, for then there would be two of it. */
    private static LoadingCache<Object, Semaphore> places(int size) {
        return Caffeine.newBuilder().weakValues().build(person -> new Semaphore(size, true));
    }

    /** One request being carried out; to be closed when it is answered. */
    public record Turn(Semaphore place) implements AutoCloseable {
        @Override
        public void close() {
            place.release();
        }
    }

    /**
     * Waits for a free place; fails with 429 when there is none within the patience.
     *
     * @param person whose requests share the places
     * @param isHeavy an export, a whole record or the like, rather than a search
     */
    public Turn take(Object person, boolean isHeavy) {
        Semaphore place = (isHeavy ? heavy : searches).get(person);
        try {
            if (place.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
                return new Turn(place);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        refusals.increment();
        throw Limits.tooMany("Too many requests of this caller are being carried out at the same time", 1);
    }
}
