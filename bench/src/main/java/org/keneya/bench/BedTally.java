// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.util.Map;
import java.util.TreeMap;

/** What one kind of request saw, over all connections. */
final class BedTally {
    private final Latencies latencies = new Latencies();
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private String firstError = "";
    private long bytes;

    synchronized void add(long nanos, int status, String answer) {
        latencies.add(nanos);
        statuses.merge(status, 1L, Long::sum);
        bytes += answer.length();
        if ((status < 200 || status > 299) && firstError.isEmpty()) {
            firstError = answer.substring(0, Math.min(300, answer.length()));
        }
    }

    Drive.Outcome outcome(double seconds) {
        return new Drive.Outcome(latencies, seconds, statuses, bytes, latencies.count(), firstError);
    }
}
