// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * Measures a FHIR R4 server over HTTP: import of transaction bundles, create, read, update and six clinical searches, each
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
        if (only.isEmpty() || only.contains("crud")) {
            each("read", this::read);
            each("create", this::create);
            each("update", this::update);
        }
        if (only.isEmpty() || only.contains("search")) {
            searches().forEach(this::each);
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
        Requests requests = new Requests(base, options.token());
        List<byte[]> waiting = new ArrayList<>();
        bundles.forEach(bundle -> waiting.add(requests.post("", bundle.json())));
        AtomicInteger next = new AtomicInteger();
        Processor before = Processor.of(options.number("process", 0));
        Drive.Outcome outcome = Drive.run(base, width, Duration.ZERO, Duration.ofHours(1), (worker, random) -> {
            int at = next.getAndIncrement();
            return at < waiting.size() ? waiting.get(at) : null;
        });
        long offered = bundles.stream().mapToLong(Sample.Bundle::resources).sum();
        long resources = outcome.errors() == 0 ? offered : taken(bundles);
        Map<String, Object> values = new LinkedHashMap<>(more);
        values.put("resources", resources);
        values.put("resourcesPerSecond", resources / outcome.seconds());
        values.putAll(Processor.of(options.number("process", 0)).since(before, resources));
        results.measured(measure, width, outcome, values);
        return resources;
    }

    /** Asks the server which bundles are there, by their patient. */
    private long taken(List<Sample.Bundle> bundles) throws IOException {
        Requests requests = new Requests(base, options.token());
        long taken = 0;
        try (Wire wire = new Wire(base)) {
            for (Sample.Bundle bundle : bundles) {
                if (bundle.patient().isEmpty() || wire.exchange(requests.get("/Patient/" + bundle.patient())) == 200) {
                    taken += bundle.resources();
                }
            }
        }
        return taken;
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
        byte[] make(Requests requests, java.util.SplittableRandom random);
    }

    private byte[] read(Requests requests, java.util.SplittableRandom random) {
        return requests.get("/Observation/" + known.finding(random).id());
    }

    private byte[] create(Requests requests, java.util.SplittableRandom random) {
        return requests.post("/Observation", body(random, false));
    }

    private byte[] update(Requests requests, java.util.SplittableRandom random) {
        Json.Obj one = known.body(random);
        return requests.put("/Observation/" + one.string("id"), body(one, true));
    }

    private byte[] body(java.util.SplittableRandom random, boolean keepsId) {
        return body(known.body(random), keepsId);
    }

    private static final AtomicLong VALUES = new AtomicLong();

    /** The Observation with another value; every version differs from the one before. */
    private static byte[] body(Json.Obj from, boolean keepsId) {
        Json.Obj copy = JsonText.readObject(JsonText.write(from).replace("urn:uuid:", "Patient/"));
        copy.remove("encounter");
        copy.remove("context");
        if (!keepsId) {
            copy.remove("id");
        }
        Json.Obj value = copy.object("valueQuantity");
        if (value != null) {
            value.put(
                    "value", new Json.Num("%d.%02d".formatted(50 + VALUES.get() % 50, VALUES.incrementAndGet() % 100)));
        }
        return JsonText.write(copy).getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, Maker> searches() {
        Map<String, Maker> searches = new LinkedHashMap<>();
        searches.put(
                "Patient by identifier",
                (requests, random) -> requests.get("/Patient?identifier="
                        + Requests.escaped(known.person(random).identifier())));
        searches.put("Patient by name and birth date", (requests, random) -> {
            Known.Person person = known.person(random);
            return requests.get(
                    "/Patient?family=" + Requests.escaped(person.family()) + "&birthdate=" + person.birthDate());
        });
        searches.put("Observations of a patient, one code", (requests, random) -> {
            Known.Finding finding = known.finding(random);
            return requests.get("/Observation?patient=" + finding.patient() + "&code="
                    + Requests.escaped(finding.code()) + "&_sort=-date&_count=20");
        });
        searches.put(
                "Conditions of a patient",
                (requests, random) -> requests.get(
                        "/Condition?patient=" + known.person(random).id()));
        searches.put(
                "Encounters of a patient, newest",
                (requests, random) -> requests.get(
                        "/Encounter?patient=" + known.person(random).id() + "&_sort=-date&_count=20"));
        searches.put(
                "Observations of a code, newest",
                (requests, random) -> requests.get("/Observation?code="
                        + Requests.escaped(known.finding(random).code()) + "&_sort=-date&_count=20"));
        return searches;
    }
}
