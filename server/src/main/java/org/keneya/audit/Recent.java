// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** The patients somebody saw within a time that moves along, and how many different ones. Not for several threads. */
final class Recent {
    private final ArrayDeque<Seen> seen = new ArrayDeque<>();
    private final Map<Long, Integer> times = new HashMap<>();

    private record Seen(long at, long patient) {}

    void add(Entry entry, Duration within) {
        for (long patient : entry.patients()) {
            seen.add(new Seen(entry.at(), patient));
            times.merge(patient, 1, Integer::sum);
        }
        while (!seen.isEmpty() && seen.getFirst().at() < entry.at() - within.toMillis()) {
            times.computeIfPresent(seen.removeFirst().patient(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    int different() {
        return times.size();
    }
}
