// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.util.Arrays;

/** Every single latency, in nanoseconds: percentiles are exact. Not safe for several threads; add them up afterwards. */
final class Latencies {
    private long[] nanos = new long[4096];
    private int count;
    private boolean sorted;

    void add(long latency) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = latency;
        sorted = false;
    }

    void addAll(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.nanos[i]);
        }
    }

    int count() {
        return count;
    }

    /** The latency that a share of all do not exceed, in milliseconds; 0 when there are none. */
    double millis(double share) {
        if (count == 0) {
            return 0;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        int at = (int) Math.ceil(share * count) - 1;
        return nanos[Math.clamp(at, 0, count - 1)] / 1e6;
    }
}
