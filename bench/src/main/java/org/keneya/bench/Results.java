// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** One run's raw results: {@code <directory>/<date>-<name>.jsonl}, the machine first, then one line a measure. */
final class Results {
    private final Path file;

    /** Opens the file of a run and writes the machine's line; a run of the same name and day is continued. */
    Results(Path directory, String name, Map<String, Object> about) {
        file = directory.resolve("%s-%s.jsonl".formatted(LocalDate.now(ZoneOffset.UTC), name));
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Json.Obj line = machine();
        about.forEach((key, value) -> line.put(key, json(value)));
        append(line);
    }

    Path file() {
        return file;
    }

    /** A measure over HTTP: prints its row of the table and keeps its line. */
    void measured(String measure, int connections, Drive.Outcome outcome, Map<String, Object> more) {
        Latencies times = outcome.latencies();
        Json.Obj line = new Json.Obj()
                .put("measure", measure)
                .put("connections", number(connections))
                .put("seconds", number(outcome.seconds()))
                .put("requests", number(times.count()))
                .put("perSecond", number(outcome.rate()))
                .put("p50ms", number(times.millis(0.5)))
                .put("p95ms", number(times.millis(0.95)))
                .put("p99ms", number(times.millis(0.99)))
                .put("maxMs", number(times.millis(1)))
                .put("bytes", number(outcome.bytes()))
                .put("errors", number(outcome.errors()));
        Json.Obj statuses = new Json.Obj();
        outcome.statuses().forEach((status, count) -> statuses.put(Integer.toString(status), number(count)));
        line.put("statuses", statuses);
        more.forEach((key, value) -> line.put(key, json(value)));
        keep(line);
        System.out.printf(
                Locale.ROOT,
                "%-34s %3d  %9.0f/s  p50 %8.2f  p95 %8.2f  p99 %8.2f  max %8.2f ms  errors %d %s%n",
                measure,
                connections,
                outcome.rate(),
                times.millis(0.5),
                times.millis(0.95),
                times.millis(0.99),
                times.millis(1),
                outcome.errors(),
                more.isEmpty() ? "" : more.toString());
        if (!outcome.firstError().isEmpty()) {
            System.out.println("    first error: " + outcome.firstError());
        }
    }

    /** Any other measure. */
    void noted(String measure, Map<String, Object> values) {
        Json.Obj line = new Json.Obj().put("measure", measure);
        values.forEach((key, value) -> line.put(key, json(value)));
        keep(line);
        System.out.println("%-34s %s".formatted(measure, values));
    }

    private void keep(Json.Obj line) {
        line.put("at", Instant.now().toString()).put("load", firstLine(Path.of("/proc/loadavg")));
        append(line);
    }

    private void append(Json.Obj line) {
        try {
            Files.writeString(
                    file,
                    JsonText.write(line) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Json.Obj machine() {
        return new Json.Obj()
                .put("date", Instant.now().toString())
                .put("revision", output("git", "rev-parse", "--short", "HEAD"))
                .put(
                        "changedFiles",
                        number(output("git", "status", "--porcelain").lines().count()))
                .put("processors", number(Runtime.getRuntime().availableProcessors()))
                .put("processor", starting(Path.of("/proc/cpuinfo"), "model name"))
                .put("memory", starting(Path.of("/proc/meminfo"), "MemTotal"))
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("java", Runtime.version().toString())
                .put("load", firstLine(Path.of("/proc/loadavg")));
    }

    private static String starting(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException elsewhere) {
            return "unknown";
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException elsewhere) {
            return "unknown";
        }
    }

    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException absent) {
            return "unknown";
        }
    }

    private static Json json(Object value) {
        return value instanceof Number number ? number(number) : new Json.Str(value.toString());
    }

    private static Json.Num number(Number value) {
        return new Json.Num(
                value instanceof Double ? String.format(Locale.ROOT, "%.3f", value.doubleValue()) : value.toString());
    }
}
