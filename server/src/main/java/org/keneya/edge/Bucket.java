// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one caller may still ask. A token bucket kept as one number, the time at which it will be full again (the generic cell
 * rate algorithm, ITU-T I.371): each request moves it on by one step, and is refused when that would be further away than the
 * whole bucket. One compare-and-set a request, no lock, nothing to refill.
 */
final class Bucket {
    private final AtomicLong full;
    private final Rate rate;

    /** A full bucket; {@code now} in nanoseconds of a clock that never goes back. */
    Bucket(Rate rate, long now) {
        this.rate = rate;
        this.full = new AtomicLong(now);
    }

    /**
     * What came of one request.
     *
     * @param rate what the bucket allows
     * @param left requests that would be answered now
     * @param pause nanoseconds until the next is answered, {@code 0} when this one is
     * @param untilFull nanoseconds until the bucket is full again
     */
    record Taken(Rate rate, long left, long pause, long untilFull) {
        boolean isRefused() {
            return pause > 0;
        }
    }

    Taken take(long now) {
        long step = rate.step();
        long whole = step * rate.requests();
        while (true) {
            long before = full.get();
            long after = (before - now < 0 ? now : before) + step;
            if (after - now > whole) {
                return new Taken(rate, 0, after - now - whole, before - now);
            }
            if (full.compareAndSet(before, after)) {
                return new Taken(rate, (whole - (after - now)) / step, 0, after - now);
            }
        }
    }

    /** How long until one request would be answered, nanoseconds; takes nothing. */
    long pause(long now) {
        long step = rate.step();
        return Math.max(0, Math.max(0, full.get() - now) + step - step * rate.requests());
    }
}
