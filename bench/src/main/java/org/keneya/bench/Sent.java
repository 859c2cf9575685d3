// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bundles sent once each. What the server refused is sent again afterwards, one by one and outside of the measured time:
 * servers refuse transactions that get in each other's way, and a client has to repeat them.
 *
 * @param resources of the bundles that were taken at once
 * @param kept resources of all that were taken in the end
 */
record Sent(Drive.Outcome outcome, long resources, long kept) {
    private static final int TRIES = 3;

    static Sent of(Requests requests, int connections, List<Sample.Bundle> bundles) throws IOException {
        Drive.Outcome outcome = drive(requests, connections, bundles);
        long offered = resources(bundles);
        if (outcome.errors() == 0) {
            return new Sent(outcome, offered, offered);
        }
        List<Sample.Bundle> refused = absent(requests, bundles);
        long taken = offered - resources(refused);
        for (int i = 0; i < TRIES && !refused.isEmpty(); i++) {
            drive(requests, 1, refused);
            refused = absent(requests, refused);
        }
        return new Sent(outcome, taken, offered - resources(refused));
    }

    private static Drive.Outcome drive(Requests requests, int connections, List<Sample.Bundle> bundles)
            throws IOException {
        List<byte[]> waiting =
                bundles.stream().map(bundle -> requests.post("", bundle.json())).toList();
        AtomicInteger next = new AtomicInteger();
        return Drive.run(requests.base(), connections, Duration.ZERO, Duration.ofHours(1), (worker, random) -> {
            int at = next.getAndIncrement();
            return at < waiting.size() ? waiting.get(at) : null;
        });
    }

    /** Asks the server which bundles are not there, by their patient. */
    private static List<Sample.Bundle> absent(Requests requests, List<Sample.Bundle> bundles) throws IOException {
        List<Sample.Bundle> absent = new ArrayList<>();
        try (Wire wire = new Wire(requests.base())) {
            for (Sample.Bundle bundle : bundles) {
                if (!bundle.patient().isEmpty() && wire.exchange(requests.get("/Patient/" + bundle.patient())) != 200) {
                    absent.add(bundle);
                }
            }
        }
        return absent;
    }

    private static long resources(List<Sample.Bundle> bundles) {
        return bundles.stream().mapToLong(Sample.Bundle::resources).sum();
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("resources", resources);
        values.put("resourcesPerSecond", resources / outcome.seconds());
        if (kept > resources) {
            values.put("keptInTheEnd", kept);
        }
        return values;
    }
}
