// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The calls of a patient record's first screen, made as a browser makes them: all at once over six connections. */
final class FirstScreen {
    private static final int CONNECTIONS = 6;

    private final URI base;
    private final Options options;
    private final Results results;

    FirstScreen(URI base, Options options, Results results) {
        this.base = base;
        this.options = options;
        this.results = results;
    }

    /** The paths, below the origin. */
    private List<String> paths(String patient) {
        String fhir = base.getRawPath();
        String of = "?patient=" + patient;
        return List.of(
                fhir + "/Patient/" + patient,
                fhir + "/AllergyIntolerance" + of + "&_count=100",
                fhir + "/Condition" + of + "&_count=200",
                fhir + "/MedicationRequest" + of + "&_count=200",
                fhir + "/Observation" + of + "&category=vital-signs&_sort=-date&_count=30",
                fhir + "/Observation" + of + "&category=laboratory&_sort=-date&_count=100",
                fhir + "/Encounter" + of + "&_sort=-date&_count=6",
                "/api/patients/" + patient + "/timeline?count=50");
    }

    void measure(String patient) throws IOException {
        Requests requests = new Requests(base, options.token());
        List<String> paths = paths(patient);
        Latencies whole = new Latencies();
        Map<String, Latencies> each = new LinkedHashMap<>();
        Map<Integer, Long> statuses = new TreeMap<>();
        int rounds = options.number("rounds", 1) * 30;
        double first = 0;
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            for (Call call : open(requests, paths)) {
                each.computeIfAbsent(call.path, path -> new Latencies()).add(call.nanos);
                statuses.merge(call.status, 1L, Long::sum);
            }
            long took = System.nanoTime() - start;
            if (round == 0) {
                first = took / 1e6;
            } else {
                whole.add(took);
            }
        }
        each.forEach((path, latencies) -> results.noted(
                "first screen: " + path,
                Map.of("p50ms", latencies.millis(0.5), "p99ms", latencies.millis(0.99), "maxMs", latencies.millis(1))));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("firstMs", first);
        values.put("p50ms", whole.millis(0.5));
        values.put("p95ms", whole.millis(0.95));
        values.put("maxMs", whole.millis(1));
        values.put("rounds", rounds);
        values.put("statuses", statuses);
        results.noted("first screen: all calls", values);
    }

    private record Call(String path, long nanos, int status) {}

    private List<Call> open(Requests requests, List<String> paths) throws IOException {
        ConcurrentLinkedQueue<String> waiting = new ConcurrentLinkedQueue<>(paths);
        ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
        Callable<Boolean> connection = () -> {
            try (Wire wire = new Wire(base)) {
                for (String path = waiting.poll(); path != null; path = waiting.poll()) {
                    long sent = System.nanoTime();
                    int status = wire.exchange(requests.getAtRoot(path));
                    calls.add(new Call(path, System.nanoTime() - sent, status));
                }
            }
            return true;
        };
        try (var pool = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (Future<Boolean> done : pool.invokeAll(java.util.Collections.nCopies(CONNECTIONS, connection))) {
                done.get();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
        return List.copyOf(calls);
    }
}
