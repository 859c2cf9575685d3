// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Medians over the rounds, both sides and their ratio in a line. */
final class Medians {
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    void add(String measure, int connections, Side side, Drive.Outcome outcome, long counted) {
        String row = "%-40s %3d".formatted(measure, connections);
        add(row, side.name(), counted / Math.max(1e-9, outcome.seconds()));
        add(row, side.name() + " p50", outcome.latencies().millis(0.5));
        add(row, side.name() + " p99", outcome.latencies().millis(0.99));
        add(row, side.name() + " errors", (double) outcome.errors());
    }

    void add(String measure, Side side, double value) {
        add("%-44s".formatted(measure), side.name(), value);
    }

    private void add(String row, String column, double value) {
        rows.computeIfAbsent(row, name -> new LinkedHashMap<>())
                .computeIfAbsent(column, name -> new ArrayList<>())
                .add(value);
    }

    void print() {
        System.out.printf(
                "%n%-44s %10s %10s %7s %9s %9s %9s %9s%n",
                "medians", "ours", "theirs", "ratio", "p50 ours", "theirs", "p99 ours", "theirs");
        rows.forEach((row, columns) -> {
            double ours = median(columns, "ours");
            double theirs = median(columns, "theirs");
            System.out.printf(Locale.ROOT, "%s %10.1f %10.1f %7.2f", row, ours, theirs, ours / theirs);
            if (columns.containsKey("ours p50")) {
                System.out.printf(
                        Locale.ROOT,
                        " %9.2f %9.2f %9.2f %9.2f",
                        median(columns, "ours p50"),
                        median(columns, "theirs p50"),
                        median(columns, "ours p99"),
                        median(columns, "theirs p99"));
                if (median(columns, "ours errors") + median(columns, "theirs errors") > 0) {
                    System.out.print("  with errors");
                }
            }
            System.out.println();
        });
    }

    private static double median(Map<String, List<Double>> columns, String column) {
        double[] sorted = columns.getOrDefault(column, List.of(Double.NaN)).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
