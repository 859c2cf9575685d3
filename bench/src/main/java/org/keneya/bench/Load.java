// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Measures a FHIR R4 server over HTTP: import of transaction bundles, create, read, update and twelve clinical searches, each
 * at several numbers of connections. Any answer that is not 2xx is an error and is counted and shown. Ids are kept by
 * PUT, so the server must allow clients to choose them.
 */
public final class Load {
    private static final String[] KNOWN = {
        "base",
        "token",
        "token-command",
        "bundles",
        "copies",
        "connections",
        "seconds",
        "warm-up",
        "rounds",
        "data",
        "name",
        "results",
        "only",
        "process"
    };

    private final URI base;
    private final Options options;
    private final Results results;
    private final Known known = new Known();
    private final Changes changes = new Changes(known);

    private Load(Options options) {
        this.options = options;
        base = URI.create(options.text("base", "http://localhost:8080/fhir"));
        results = new Results(
                Path.of(options.text("results", "bench/results")),
                options.text("name", "load"),
                Map.of("base", base, "seconds", options.text("seconds", "10")));
    }

    public static void main(String[] arguments) throws IOException {
        Load load = new Load(Options.of(arguments, KNOWN));
        load.run();
        System.out.println("Raw results: " + load.results.file());
    }

    private void run() throws IOException {
        Sample sample = new Sample(Path.of(options.text("bundles", "../shared/data/synthea")));
        String only = options.text("only", "");
        if (only.isEmpty() || only.contains("import")) {
            load(sample);
        }
        for (int copy = 0; known.isEmpty() || copy < Math.min(4, options.number("copies", 1)); copy++) {
            known.add(sample.resources(copy));
        }
        if (only.isEmpty() || only.contains("read")) {
            each("read", this::read);
        }
        if (only.isEmpty() || only.contains("search")) {
            for (Search search : Search.all()) {
                each(search.name(), (requests, random) -> search.request(requests, known, random));
            }
        }
        if (only.isEmpty() || only.contains("write")) {
            each("update", changes::update);
            each("create", changes::create);
        }
    }

    /** Loads the sample copy after copy, the connections taking turns; one measure a copy. */
    private void load(Sample sample) throws IOException {
        Path data = options.values().containsKey("data") ? Path.of(options.text("data", "")) : null;
        send("import shared", 1, sample.shared(), Map.of());
        Disk before = Disk.of(data);
        long sent = 0;
        List<Integer> connections = options.numbers("connections", "1,8,32");
        int copies = options.number("copies", 1);
        for (int copy = 0; copy < copies; copy++) {
            // The first copies warm the server up at every number of connections; all are kept in the results.
            int width = connections.get(copy % connections.size());
            List<Sample.Bundle> bundles = sample.copy(copy);
            sent += send("import", width, bundles, Map.of("copy", copy));
        }
        if (data != null) {
            Disk after = Disk.of(data);
            Map<String, Object> values = new LinkedHashMap<>(after.minus(before, sent));
            values.put("resources", sent);
            results.noted("disk", values);
        }
    }

    /** Sends each bundle once; the resources of those that were taken. */
    private long send(String measure, int width, List<Sample.Bundle> bundles, Map<String, Object> more)
            throws IOException {
        Processor before = Processor.of(options.number("process", 0));
        Sent sent = Sent.of(new Requests(base, options.token()), width, bundles);
        Map<String, Object> values = new LinkedHashMap<>(more);
        values.putAll(sent.values());
        values.putAll(Processor.of(options.number("process", 0)).since(before, sent.resources()));
        results.measured(measure, width, sent.outcome(), values);
        return sent.resources();
    }

    private void each(String measure, Maker maker) {
        try {
            for (int connections : options.numbers("connections", "1,8,32")) {
                for (int round = 0; round < options.number("rounds", 1); round++) {
                    Requests requests = new Requests(base, options.token());
                    Processor before = Processor.of(options.number("process", 0));
                    Drive.Outcome outcome = Drive.run(
                            base,
                            connections,
                            Duration.ofSeconds(options.number("warm-up", 3)),
                            Duration.ofSeconds(options.number("seconds", 10)),
                            (worker, random) -> maker.make(requests, random));
                    Map<String, Object> used =
                            Processor.of(options.number("process", 0)).since(before, outcome.done());
                    results.measured(measure, connections, outcome, used);
                }
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @FunctionalInterface
    private interface Maker {
        byte[] make(Requests requests, SplittableRandom random);
    }

    private byte[] read(Requests requests, SplittableRandom random) {
        return requests.get("/Observation/" + known.finding(random).id());
    }
}
