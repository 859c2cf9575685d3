// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * Measures the bed service: emergencies at offered rates, then as many as can be; each bed that is given is confirmed and later
 * released. {@code --jdbc URL} measures besides, on the same PostgreSQL, how many single rows can be changed durably.
 */
public final class Beds {
    private static final String[] KNOWN = {
        "base",
        "token",
        "token-command",
        "rates",
        "connections",
        "peak-connections",
        "seconds",
        "warm-up",
        "rounds",
        "taken",
        "jdbc",
        "jdbc-connections",
        "process",
        "name",
        "results"
    };

    private Beds() {}

    public static void main(String[] arguments) throws IOException {
        Options options = Options.of(arguments, KNOWN);
        URI base = URI.create(options.text("base", "http://localhost:8080"));
        Results results = new Results(
                Path.of(options.text("results", "bench/results")), options.text("name", "beds"), Map.of("base", base));
        String jdbc = options.text("jdbc", "");
        if (!jdbc.isEmpty()) {
            for (int connections : options.numbers("jdbc-connections", "1,8,32")) {
                Drive.Outcome outcome = PgSingleRows.run(jdbc, connections, options.number("seconds", 10));
                results.measured("one row, one commit", connections, outcome, Map.of());
            }
        }
        String token = options.token();
        BedCalls calls;
        try (Wire wire = new Wire(base)) {
            int status = wire.exchange(BedCalls.get(base, token, "/api/hospitals?limit=5000"));
            if (status != 200) {
                throw new IOException("GET /api/hospitals answers with HTTP " + status);
            }
            calls = new BedCalls(base, token, wire.text());
        }
        results.noted("census", Map.of("hospitals", calls.hospitals()));
        for (int round = 0; round < options.number("rounds", 1); round++) {
            for (int rate : options.numbers("rates", "500,1000,2000")) {
                if (rate > 0) {
                    measure(options, results, base, calls, rate, options.number("connections", 64));
                }
            }
            for (int connections : options.numbers("peak-connections", "32,64,128")) {
                if (connections > 0) {
                    measure(options, results, base, calls, 0, connections);
                }
            }
        }
        System.out.println("Raw results: " + results.file());
    }

    private static void measure(Options options, Results results, URI base, BedCalls calls, int rate, int connections)
            throws IOException {
        int seconds = options.number("seconds", 20);
        BedLoad load = new BedLoad(base, calls, connections, options.number("taken", 2_000));
        Processor before = Processor.of(options.number("process", 0));
        load.run(rate, options.number("warm-up", 5), seconds);
        Map<String, Object> about = rate > 0 ? Map.of("offered", rate) : Map.of();
        String kind = rate > 0 ? "at " + rate + "/s: " : "peak: ";
        Drive.Outcome allocate = load.allocate().outcome(seconds);
        Map<String, Object> used = new java.util.LinkedHashMap<>(about);
        used.put("given", allocate.statuses().getOrDefault(201, 0L) / (double) seconds);
        used.putAll(Processor.of(options.number("process", 0)).since(before, allocate.done()));
        results.measured(kind + "allocate", connections, allocate, used);
        results.measured(kind + "confirm", connections, load.confirm().outcome(seconds), about);
        results.measured(kind + "release", connections, load.release().outcome(seconds), about);
    }
}
