// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.synthetic.Generator;

/**
 * File to store and back: NDJSON of synthetic patients through {@code $import}, the same again, and a system export with its
 * files fetched. The lines of a patient refer to one another in any direction.
 */
public final class Bulk {
    private static final String[] KNOWN = {"base", "token", "token-command", "patients", "rounds", "name", "results"};
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

    private final Options options;
    private final URI base;
    private final Results results;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Bulk(Options options) {
        this.options = options;
        base = URI.create(options.text("base", "http://localhost:8080/fhir"));
        results = new Results(
                Path.of(options.text("results", "bench/results")),
                options.text("name", "bulk"),
                Map.of("base", base, "patients", options.number("patients", 3_000)));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Bulk bulk = new Bulk(Options.of(arguments, KNOWN));
        bulk.run();
        System.out.println("Raw results: " + bulk.results.file());
    }

    private void run() throws IOException, InterruptedException {
        Generator generator = new Generator(1, TODAY);
        int patients = options.number("patients", 3_000);
        Import target = new Import(base, options.token());
        target.bundles(java.util.stream.Stream.of(generator.organisation()));
        for (int round = 0; round < options.number("rounds", 3); round++) {
            Path file = Files.createTempFile("keneya-bulk", ".ndjson");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                    generator
                            .patients((long) round * patients, (long) (round + 1) * patients)
                            .forEach(bundle -> Import.lines(bundle, out));
                }
                note("import", round, target.lines(Files.newInputStream(file)));
                if (round == 0) {
                    note("import of the same again", round, target.lines(Files.newInputStream(file)));
                }
            } finally {
                Files.delete(file);
            }
        }
        for (int round = 0; round < options.number("rounds", 3); round++) {
            export(round);
        }
    }

    private void note(String measure, int round, Import.Done done) {
        results.noted(
                measure,
                Map.of(
                        "round", round,
                        "resources", done.resources(),
                        "errors", done.errors(),
                        "seconds", done.seconds(),
                        "resourcesPerSecond", done.resources() / done.seconds()));
    }

    private void export(int round) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<byte[]> kicked = send(request(base + "/$export")
                .header("Accept", "application/fhir+json")
                .header("Prefer", "respond-async")
                .build());
        String status = kicked.headers()
                .firstValue("Content-Location")
                .orElseThrow(() -> new IOException("$export answered " + kicked.statusCode()));
        HttpResponse<byte[]> answer = send(request(status).build());
        while (answer.statusCode() == 202) {
            Thread.sleep(100);
            answer = send(request(status).build());
        }
        double made = (System.nanoTime() - start) / 1e9;
        long lines = 0;
        for (Json.Obj file : JsonText.readObject(answer.body()).objects("output")) {
            lines += fetched(String.valueOf(file.string("url")));
        }
        double fetched = (System.nanoTime() - start) / 1e9;
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("round", round);
        values.put("resources", lines);
        values.put("seconds", made);
        values.put("resourcesPerSecond", lines / made);
        values.put("secondsWithFetching", fetched);
        values.put("resourcesPerSecondWithFetching", lines / fetched);
        results.noted("export", values);
    }

    private long fetched(String url) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(request(url).build(), HttpResponse.BodyHandlers.ofInputStream());
        long lines = 0;
        try (InputStream in = answer.body()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }

    private HttpRequest.Builder request(String url) throws IOException {
        return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + options.token());
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
