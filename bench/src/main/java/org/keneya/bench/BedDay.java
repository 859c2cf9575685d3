// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keneya.bench.beds.Cut;
import org.keneya.bench.beds.Days;
import org.keneya.bench.beds.Failover;
import org.keneya.bench.beds.Outcome;
import org.keneya.bench.beds.Pictures;
import org.keneya.bench.beds.Strategies;
import org.keneya.bench.beds.Strategy;

/** Plays a nation's day of emergencies with several ways of choosing the hospital, in memory. */
public final class BedDay {
    private static final String CUT_OFF = "Auvergne-Rhône-Alpes";

    private BedDay() {}

    public static void main(String[] arguments) throws IOException {
        Options options = Options.of(
                arguments,
                "seed",
                "hospitals",
                "beds",
                "calls",
                "epidemic",
                "occupancy",
                "results",
                "pictures",
                "only");
        int seed = options.number("seed", 1);
        int calls = options.number("calls", 60_000);
        int epidemic = options.number("epidemic", 800);
        int occupancy = options.number("occupancy", 78);
        Days days = Days.of(
                seed,
                options.number("hospitals", 2_000),
                options.number("beds", 200_000),
                calls,
                epidemic,
                occupancy / 100.0);
        Results results = new Results(
                Path.of(options.text("results", "bench/results")),
                "beds-day",
                Map.of("seed", seed, "calls", calls, "epidemic", epidemic, "occupancy", occupancy));
        List<Outcome> outcomes = new ArrayList<>();
        Map<String, Strategy> strategies = Strategies.all(days);
        strategies
                .keySet()
                .retainAll(Set.of(options.text("only", String.join(",", strategies.keySet()))
                        .split(",")));
        strategies.forEach((name, strategy) -> {
            long start = System.nanoTime();
            Outcome outcome = days.play(name, strategy);
            Map<String, Object> figures = outcome.figures();
            figures.put("seconds", (System.nanoTime() - start) / 1e9);
            results.noted("day", figures);
            outcomes.add(outcome);
        });
        new Pictures(Path.of(options.text("pictures", "docs/performance/beds")), days.nation()).draw(outcomes);
        Path table = results.file()
                .resolveSibling(results.file().getFileName().toString().replace("beds-day.jsonl", "beds-regions.csv"));
        Files.write(table, outcomes.stream().flatMap(Outcome::table).toList());
        for (Cut.Rule rule : Cut.Rule.values()) {
            results.noted("cut", new Cut(days, CUT_OFF, 10).play(rule));
        }
        results.noted("failover", Failover.play(days, 30, 0));
        results.noted("failover", Failover.play(days, 30, 2));
    }
}
