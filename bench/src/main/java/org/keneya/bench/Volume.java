// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.synthetic.Generator;

/**
 * Measures Keneya among many: loads the identities of many synthetic patients and one very heavy record, then searches for
 * patients as the screens do and opens the heavy record as a browser does.
 */
public final class Volume {
    private static final int PER_BUNDLE = 500;
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    private static final String[] KNOWN = {
        "base",
        "token",
        "token-command",
        "patients",
        "encounters",
        "observations",
        "connections",
        "seconds",
        "warm-up",
        "rounds",
        "name",
        "results",
        "only",
        "process"
    };

    private final Options options;
    private final URI base;
    private final Results results;
    private final Generator generator = new Generator(1, TODAY);

    private Volume(Options options) {
        this.options = options;
        base = URI.create(options.text("base", "http://localhost:8080/fhir"));
        results = new Results(
                Path.of(options.text("results", "bench/results")),
                options.text("name", "volume"),
                Map.of("base", base, "patients", options.number("patients", 100_000)));
    }

    public static void main(String[] arguments) throws IOException {
        Volume volume = new Volume(Options.of(arguments, KNOWN));
        volume.run();
        System.out.println("Raw results: " + volume.results.file());
    }

    private void run() throws IOException {
        String only = options.text("only", "load,heavy,search,open");
        if (only.contains("load")) {
            send("load organisation", JsonText.bytes(generator.organisation()));
            loadPatients();
        }
        if (only.contains("heavy")) {
            loadHeavy();
        }
        if (only.contains("search")) {
            searchPatients();
        }
        if (only.contains("open")) {
            new FirstScreen(base, options, results).measure(HeavyPatient.ID);
        }
    }

    private void loadPatients() throws IOException {
        int patients = options.number("patients", 100_000);
        AtomicInteger next = new AtomicInteger();
        Requests requests = new Requests(base, options.token());
        Drive.Outcome outcome = Drive.run(base, 2, Duration.ZERO, Duration.ofHours(2), (worker, random) -> {
            int from = next.getAndAdd(PER_BUNDLE);
            return from >= patients ? null : requests.post("", identities(from, Math.min(patients, from + PER_BUNDLE)));
        });
        results.measured(
                "load patients (with generating)",
                2,
                outcome,
                Map.of("resources", patients, "resourcesPerSecond", patients / outcome.seconds()));
    }

    private byte[] identities(int from, int to) {
        Json.Arr entries = new Json.Arr();
        for (int i = from; i < to; i++) {
            Json.Obj patient = identity(i);
            entries.add(new Json.Obj()
                    .put("resource", patient)
                    .put("request", new Json.Obj().put("method", "PUT").put("url", "Patient/" + patient.string("id"))));
        }
        return transaction(entries);
    }

    private Json.Obj identity(int number) {
        return Identities.of(generator, number);
    }

    static byte[] transaction(Json.Arr entries) {
        return JsonText.bytes(new Json.Obj()
                .put("resourceType", "Bundle")
                .put("type", "transaction")
                .put("entry", entries));
    }

    private void loadHeavy() throws IOException {
        HeavyPatient heavy =
                new HeavyPatient(options.number("encounters", 5_000), options.number("observations", 50_000));
        send("load heavy patient", heavy.head());
        AtomicInteger next = new AtomicInteger();
        Requests requests = new Requests(base, options.token());
        Drive.Outcome outcome = Drive.run(base, 2, Duration.ZERO, Duration.ofHours(2), (worker, random) -> {
            int at = next.getAndIncrement();
            return at < heavy.bundles() ? requests.post("", heavy.bundle(at)) : null;
        });
        results.measured("load heavy record", 2, outcome, Map.of("resources", heavy.resources()));
    }

    private void send(String measure, byte[] bundle) throws IOException {
        Requests requests = new Requests(base, options.token());
        AtomicInteger sent = new AtomicInteger();
        Drive.Outcome outcome = Drive.run(
                base,
                1,
                Duration.ZERO,
                Duration.ofHours(2),
                (worker, random) -> sent.getAndIncrement() == 0 ? requests.post("", bundle) : null);
        results.measured(measure, 1, outcome, Map.of());
    }

    private void searchPatients() throws IOException {
        int patients = options.number("patients", 100_000);
        List<Json.Obj> some = new SplittableRandom(7)
                .ints(2_000, 0, patients)
                .mapToObj(this::identity)
                .toList();
        Map<String, PathOf> paths = new LinkedHashMap<>();
        paths.put("/api/patients name", one -> api(one.family()));
        paths.put("/api/patients two names", one -> api(one.family() + " " + one.given()));
        paths.put("/api/patients name and date", one -> api(one.family() + " " + one.birthDate()));
        paths.put("/api/patients INS", one -> api(one.ins()));
        paths.put("/api/patients one letter wrong", one -> api(one.misspelt() + " " + one.given()));
        paths.put(
                "/fhir/Patient family, birthdate",
                one -> fhir("family=" + Requests.escaped(one.family()) + "&birthdate=" + one.birthDate()));
        paths.put("/fhir/Patient identifier", one -> fhir("identifier=" + Requests.escaped(one.ins())));
        paths.put("/fhir/Patient family", one -> fhir("family=" + Requests.escaped(one.family()) + "&_count=20"));
        for (var entry : paths.entrySet()) {
            for (int connections : options.numbers("connections", "8")) {
                for (int round = 0; round < options.number("rounds", 1); round++) {
                    Requests requests = new Requests(base, options.token());
                    Processor before = Processor.of(options.number("process", 0));
                    Drive.Outcome outcome = Drive.run(
                            base,
                            connections,
                            Duration.ofSeconds(options.number("warm-up", 3)),
                            Duration.ofSeconds(options.number("seconds", 10)),
                            (worker, random) -> requests.getAtRoot(
                                    entry.getValue().of(Identities.known(some.get(random.nextInt(some.size()))))));
                    Map<String, Object> used =
                            Processor.of(options.number("process", 0)).since(before, outcome.done());
                    results.measured(entry.getKey(), connections, outcome, used);
                }
            }
        }
    }

    @FunctionalInterface
    private interface PathOf {
        String of(Identities.Known one);
    }

    private static String api(String question) {
        return "/api/patients?count=20&q=" + Requests.escaped(question);
    }

    private String fhir(String query) {
        return base.getRawPath() + "/Patient?" + query;
    }
}
