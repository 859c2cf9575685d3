// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keneya.synthetic.Generator;

/**
 * Shows how answers slow down as one server grows: synthetic patients, about 110 resources each, are loaded up to a
 * hundredth of their number, a tenth and all (9,000 patients make a million resources, 90,000 ten), and reads and searches
 * about one patient are measured at each step. The server should be empty at first.
 */
public final class Scale {
    private static final String[] KNOWN = {
        "base",
        "token",
        "token-command",
        "patients",
        "steps",
        "sample",
        "connections",
        "seconds",
        "warm-up",
        "settle",
        "data",
        "name",
        "results"
    };
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    private static final int PART = 10_000;
    private static final double[] SHARES = {0.5, 0.95, 0.99};

    private final Options options;
    private final URI base;
    private final Results results;
    private final Generator generator = new Generator(1, TODAY);
    private final List<Long> sizes = new ArrayList<>();
    private final Map<String, List<Latencies>> growth = new LinkedHashMap<>();

    private Scale(Options options) {
        this.options = options;
        base = URI.create(options.text("base", "http://localhost:8080/fhir"));
        results = new Results(
                Path.of(options.text("results", "bench/results")),
                options.text("name", "scale"),
                Map.of("base", base, "patients", options.number("patients", 9_000)));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Scale scale = new Scale(Options.of(arguments, KNOWN));
        scale.run();
        scale.print();
        System.out.println("Raw results: " + scale.results.file());
    }

    private void run() throws IOException, InterruptedException {
        long resources = new Import(base, options.token())
                .bundles(Stream.of(generator.organisation()))
                .resources();
        int loaded = 0;
        for (int patients : steps()) {
            resources += load(loaded, patients);
            loaded = patients;
            sizes.add(resources);
            if (options.values().containsKey("data")) {
                Disk disk = Disk.of(Path.of(options.text("data", "")));
                results.noted("disk", Map.of("resources", resources, "bytes", disk.tables()));
            }
            Thread.sleep(Duration.ofSeconds(options.number("settle", 0)));
            Known known = known(patients);
            if (growth.isEmpty()) {
                measure(known, resources, true);
                growth.clear(); // a server just started is slower than it will ever be
            }
            measure(known, resources, false);
            Hard.ask(base, options.token(), known, resources, results);
        }
    }

    /** Ever ten times as many patients, all of them last. */
    private List<Integer> steps() {
        int patients = options.number("patients", 9_000);
        List<Integer> steps = new ArrayList<>();
        for (int step = options.number("steps", 3) - 1; step >= 0; step--) {
            steps.add(Math.max(1, (int) (patients / Math.pow(10, step))));
        }
        return steps;
    }

    /** Made on the way, a part at a time, so that a token never grows too old. */
    private long load(int from, int to) throws IOException, InterruptedException {
        long resources = 0;
        long refused = 0;
        double seconds = 0;
        for (int first = from; first < to; first += PART) {
            Import.Done done =
                    new Import(base, options.token()).bundles(generator.patients(first, Math.min(to, first + PART)));
            if (done.errors() > done.resources() / 10_000) {
                throw new IOException("%d lines were refused".formatted(done.errors()));
            }
            refused += done.errors();
            resources += done.resources();
            seconds += done.seconds();
        }
        results.noted(
                "load (with generating)",
                Map.of(
                        "resources", resources,
                        "refused", refused,
                        "seconds", seconds,
                        "resourcesPerSecond", resources / seconds));
        return resources;
    }

    /** Some patients, evenly from all. */
    private Known known(int patients) {
        int some = Math.min(patients, options.number("sample", 1_000));
        Known known = new Known();
        IntStream.range(0, some)
                .mapToObj(i -> generator.patient((long) i * patients / some).objects("entry").stream()
                        .map(entry -> entry.object("resource"))
                        .flatMap(Stream::ofNullable)
                        .toList())
                .forEach(known::add);
        if (known.isEmpty()) {
            throw new IllegalArgumentException("--patients is too small to ask for anything");
        }
        return known;
    }

    private void measure(Known known, long resources, boolean cold) throws IOException {
        measure(
                "read",
                resources,
                cold,
                (requests, random) ->
                        requests.get("/Observation/" + known.finding(random).id()));
        for (Search search : Search.all()) {
            measure(search.name(), resources, cold, (requests, random) -> search.request(requests, known, random));
        }
    }

    @FunctionalInterface
    private interface Maker {
        byte[] make(Requests requests, SplittableRandom random);
    }

    private void measure(String measure, long resources, boolean cold, Maker maker) throws IOException {
        Requests requests = new Requests(base, options.token());
        int connections = options.number("connections", 8);
        Drive.Outcome outcome = Drive.run(
                base,
                connections,
                Duration.ofSeconds(options.number("warm-up", 3)),
                Duration.ofSeconds(options.number("seconds", 10)),
                (worker, random) -> maker.make(requests, random));
        results.measured(measure, connections, outcome, Map.of("among", resources, "cold", cold));
        growth.computeIfAbsent(measure, name -> new ArrayList<>()).add(outcome.latencies());
    }

    /** A block for each percentile: milliseconds at every size, and how many times the first the last is. */
    private void print() {
        for (double share : SHARES) {
            System.out.printf(Locale.ROOT, "%n%-38s", "p%.0f, ms, among".formatted(share * 100));
            sizes.forEach(size -> System.out.printf(Locale.ROOT, " %,12d", size));
            System.out.println("      times");
            growth.forEach((measure, times) -> {
                System.out.printf("%-38s", measure);
                times.forEach(one -> System.out.printf(Locale.ROOT, " %12.2f", one.millis(share)));
                System.out.printf(
                        Locale.ROOT,
                        " %10.2f%n",
                        times.getLast().millis(share) / times.getFirst().millis(share));
            });
        }
    }
}
