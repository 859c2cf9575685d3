// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * Measures two FHIR R4 servers side by side: loads the same bundles into both, checks that both answer alike, then asks the
 * same of both in turn, several rounds over, so that whatever else the machine does meets both. The requests of a round
 * are the same on either side, those of the next are others. Both servers must allow clients to choose ids.
 */
public final class Compare {
    private static final String[] KNOWN = {
        "ours",
        "token",
        "token-command",
        "ours-start",
        "ours-data",
        "theirs",
        "theirs-token",
        "theirs-token-command",
        "theirs-start",
        "theirs-data",
        "starts",
        "bundles",
        "copies",
        "connections",
        "rounds",
        "seconds",
        "warm-up",
        "samples",
        "settle",
        "header",
        "name",
        "results",
        "only"
    };

    private final Options options;
    private final List<Side> sides;
    private final Results results;
    private final Medians table = new Medians();
    private final Known known = new Known();

    private Compare(Options options) {
        this.options = options;
        sides = List.of(Side.ours(options), Side.theirs(options));
        results = new Results(
                Path.of(options.text("results", "bench/results")),
                options.text("name", "compare"),
                Map.of(
                        "ours", sides.get(0).base(),
                        "theirs", sides.get(1).base(),
                        "header", options.text("header", ""),
                        "seconds", options.text("seconds", "10")));
    }

    public static void main(String[] arguments) throws IOException {
        Compare compare = new Compare(Options.of(arguments, KNOWN));
        List<Starts.Started> started = new ArrayList<>();
        try {
            for (Side side : compare.sides) {
                if (!side.start().isEmpty()) {
                    started.add(compare.start(side));
                }
            }
            compare.run();
        } finally {
            for (Starts.Started one : started) {
                one.stop();
            }
        }
        compare.table.print();
        System.out.println("Raw results: " + compare.results.file());
    }

    /** Starts the server several times, on the data of the time before; the last one stays. */
    private Starts.Started start(Side side) throws IOException {
        int starts = options.number("starts", 3);
        for (int number = 1; ; number++) {
            Starts.Started started = Starts.start(side);
            long millis = started.time().toMillis();
            results.noted("start", Map.of("side", side.name(), "number", number, "ms", millis));
            table.add(number == 1 ? "first start, s" : "later start, s", side, millis / 1e3);
            if (number >= starts) {
                return started;
            }
            started.stop();
        }
    }

    private void run() throws IOException {
        Sample sample = new Sample(Path.of(options.text("bundles", "../shared/data/synthea")));
        String only = options.text("only", "import,check,read,search,write");
        int copies = options.number("copies", 8);
        if (only.contains("import")) {
            load(sample, copies);
            settle();
        }
        for (int copy = 0; copy < Math.min(4, copies); copy++) {
            known.add(sample.resources(copy));
        }
        if (only.contains("check")) {
            checkTotals(sample);
            for (Search search : Search.all()) {
                check(search);
            }
        }
        if (only.contains("read")) {
            measure(
                    "read",
                    (requests, random) ->
                            requests.get("/Observation/" + known.finding(random).id()));
        }
        if (only.contains("search")) {
            for (Search search : Search.all()) {
                measure(search.name(), (requests, random) -> search.request(requests, known, random));
            }
        }
        // last, for the faster side writes more, and would have more to search
        if (only.contains("write")) {
            Changes changes = new Changes(known);
            measure("update", changes::update);
            measure("create", changes::create);
        }
    }

    /** The first copy, on cold servers, is kept but not part of the table. */
    private void load(Sample sample, int copies) throws IOException {
        Map<Side, Import> imports = new LinkedHashMap<>();
        for (Side side : sides) {
            Disk before = side.disk();
            Sent shared = Sent.of(side.requests(), 1, sample.shared());
            results.measured("import shared", 1, shared.outcome(), with(side, shared.values()));
            imports.put(side, new Import(before, shared.kept()));
        }
        List<Integer> connections = options.numbers("connections", "8,32");
        for (int copy = 0; copy < copies; copy++) {
            List<Sample.Bundle> bundles = sample.copy(copy);
            int width = connections.get(copy % connections.size());
            for (Side side : sides) {
                Sent sent = Sent.of(side.requests(), width, bundles);
                String measure = copy < connections.size() ? "import, cold" : "import";
                results.measured(measure, width, sent.outcome(), with(side, sent.values()));
                table.add("%s, resources/s".formatted(measure), width, side, sent.outcome(), sent.resources());
                imports.computeIfPresent(side, (name, soFar) -> soFar.and(sent.kept()));
            }
        }
        for (var entry : imports.entrySet()) {
            disk(entry.getKey(), entry.getValue());
        }
    }

    /** Both databases look at what was loaded once a minute and then know how to find it. */
    private void settle() throws IOException {
        try {
            Thread.sleep(Duration.ofSeconds(options.number("settle", 70)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private record Import(Disk before, long resources) {
        Import and(long more) {
            return new Import(before, resources + more);
        }
    }

    private void disk(Side side, Import done) throws IOException {
        if (side.hasData()) {
            Disk after = side.disk();
            results.noted("disk", with(side, after.minus(done.before(), done.resources())));
            table.add("bytes on disk per resource", side, after.perResource(done.before(), done.resources()));
        }
    }

    private void measure(String measure, Maker maker) throws IOException {
        for (int connections : options.numbers("connections", "8,32")) {
            for (int round = 0; round < options.number("rounds", 3); round++) {
                for (Side side : sides) {
                    Requests requests = side.requests();
                    SplittableRandom[] randoms = randoms(round, connections);
                    Drive.Outcome outcome = Drive.run(
                            side.base(),
                            connections,
                            Duration.ofSeconds(options.number("warm-up", 5)),
                            Duration.ofSeconds(options.number("seconds", 10)),
                            (worker, random) -> maker.make(requests, randoms[worker]));
                    results.measured(measure, connections, outcome, with(side, Map.of("round", round)));
                    table.add(
                            measure,
                            connections,
                            side,
                            outcome,
                            outcome.latencies().count());
                }
            }
        }
    }

    private static SplittableRandom[] randoms(int round, int connections) {
        return IntStream.range(0, connections)
                .mapToObj(worker -> new SplittableRandom(1_000L * round + worker))
                .toArray(SplittableRandom[]::new);
    }

    @FunctionalInterface
    private interface Maker {
        byte[] make(Requests requests, SplittableRandom random);
    }

    /** Compares the number of resources of every type that was sent. */
    private void checkTotals(Sample sample) throws IOException {
        List<String> types = sample.resources(0).stream()
                .map(resource -> String.valueOf(resource.string("resourceType")))
                .distinct()
                .sorted()
                .toList();
        for (String type : types) {
            List<String> totals = new ArrayList<>();
            for (Side side : sides) {
                String text = side.answer(side.requests(), "/" + type + "?_summary=count");
                Json total = text == null ? null : JsonText.readObject(text).get("total");
                totals.add(total instanceof Json.Num number ? number.text() : "none");
            }
            if (totals.stream().distinct().count() > 1) {
                results.noted("different: " + type, Map.of("totals", String.join(" and ", totals)));
            }
        }
    }

    /** Asks both for the same and compares what they find. */
    private void check(Search search) throws IOException {
        int samples = options.number("samples", 10);
        List<Requests> requests = new ArrayList<>();
        for (Side side : sides) {
            requests.add(side.requests());
        }
        SplittableRandom random = new SplittableRandom(4_711);
        int alike = 0;
        int resources = 0;
        String difference = "";
        for (int i = 0; i < samples; i++) {
            String path = search.path().of(known, random);
            Answer ours = Answer.of(sides.get(0), requests.get(0), path, search.sortedBy());
            Answer theirs = Answer.of(sides.get(1), requests.get(1), path, search.sortedBy());
            String found = difference(ours, theirs);
            alike += found.isEmpty() ? 1 : 0;
            resources += ours == null ? 0 : ours.resources();
            difference = difference.isEmpty() && !found.isEmpty() ? path + ": " + found : difference;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("samples", samples);
        values.put("alike", alike);
        values.put("resourcesPerAnswer", samples == 0 ? 0 : resources / samples);
        values.put("firstDifference", difference);
        results.noted("check " + search.name(), values);
    }

    private static String difference(@Nullable Answer ours, @Nullable Answer theirs) {
        if (ours == null) {
            return theirs == null ? "refused by both" : "refused by ours";
        }
        if (theirs == null) {
            return "refused by theirs";
        }
        return ours.difference(theirs);
    }

    private static Map<String, Object> with(Side side, Map<String, Object> more) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("side", side.name());
        values.putAll(more);
        return values;
    }
}
