// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bundles sent once each.
 *
 * @param resources of the bundles that were taken
 */
record Sent(Drive.Outcome outcome, long resources) {

    static Sent of(Requests requests, int connections, List<Sample.Bundle> bundles) throws IOException {
        List<byte[]> waiting = bundles.stream()
                .map(bundle -> requests.post("", bundle.json()))
                .toList();
        AtomicInteger next = new AtomicInteger();
        URI base = requests.base();
        Drive.Outcome outcome = Drive.run(base, connections, Duration.ZERO, Duration.ofHours(1), (worker, random) -> {
            int at = next.getAndIncrement();
            return at < waiting.size() ? waiting.get(at) : null;
        });
        return new Sent(
                outcome,
                outcome.errors() == 0
                        ? bundles.stream().mapToLong(Sample.Bundle::resources).sum()
                        : taken(requests, bundles));
    }

    /** Asks the server which bundles are there, by their patient. */
    private static long taken(Requests requests, List<Sample.Bundle> bundles) throws IOException {
        long taken = 0;
        try (Wire wire = new Wire(requests.base())) {
            for (Sample.Bundle bundle : bundles) {
                if (bundle.patient().isEmpty() || wire.exchange(requests.get("/Patient/" + bundle.patient())) == 200) {
                    taken += bundle.resources();
                }
            }
        }
        return taken;
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("resources", resources);
        values.put("resourcesPerSecond", resources / outcome.seconds());
        return values;
    }
}
