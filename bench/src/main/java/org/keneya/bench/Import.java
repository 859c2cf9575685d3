// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Sends NDJSON to {@code $import}, one resource a line. */
record Import(URI base, String token) {

    /**
     * What the server said of one import.
     *
     * @param resources written
     * @param errors lines refused
     * @param seconds from the first byte sent to the answer
     */
    record Done(long resources, long errors, double seconds) {}

    /** The resources of these bundles, written while they are sent. */
    Done bundles(Stream<Json.Obj> bundles) throws IOException, InterruptedException {
        PipedInputStream in = new PipedInputStream(1 << 20);
        PipedOutputStream pipe = new PipedOutputStream(in);
        Thread writer = Thread.ofPlatform().start(() -> {
            try (OutputStream out = new BufferedOutputStream(pipe, 1 << 16)) {
                bundles.forEach(bundle -> lines(bundle, out));
            } catch (IOException | UncheckedIOException broken) {
                System.err.println("The import ended early: " + broken.getMessage());
            }
        });
        Done done = lines(in);
        writer.join();
        return done;
    }

    static void lines(Json.Obj bundle, OutputStream out) {
        try {
            for (Json.Obj entry : bundle.objects("entry")) {
                Json.Obj resource = entry.object("resource");
                if (resource != null) {
                    JsonText.write(resource, out, false);
                    out.write('\n');
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Done lines(InputStream ndjson) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create(base + "/$import"))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/fhir+ndjson")
                            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> ndjson))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            double seconds = (System.nanoTime() - start) / 1e9;
            if (answer.statusCode() != 200) {
                throw new IOException("$import answered " + answer.statusCode());
            }
            Json.Obj manifest = JsonText.readObject(answer.body());
            return new Done(count(manifest, "output"), count(manifest, "error"), seconds);
        }
    }

    private static long count(Json.Obj manifest, String list) {
        return manifest.objects(list).stream()
                .mapToLong(file -> file.get("count") instanceof Json.Num(String text) ? Long.parseLong(text) : 0)
                .sum();
    }
}
