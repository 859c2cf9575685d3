// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.keneya.database.EmbeddedPostgres;

/**
 * Runs the reference server of {@code bench/reference} on a PostgreSQL of its own, which is started as Keneya's own is, with
 * the same settings. Prints the base URL when the server answers; Ctrl-C stops both.
 */
public final class Reference {
    private Reference() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.of(arguments, "port", "data", "heap", "connections", "reuse-searches-seconds");
        int port = options.number("port", 8091);
        URI base = URI.create("http://localhost:%d/fhir".formatted(port));
        long started = System.nanoTime();
        EmbeddedPostgres postgres = EmbeddedPostgres.start(
                Path.of(options.text("data", "bench/target/reference-data")),
                EmbeddedPostgres.Settings.small(base.toString()));
        Process server = server(options, port, postgres).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, postgres)));
        if (!Starts.isAwake(base, server.toHandle())) {
            System.err.println("The reference server does not answer.");
            System.exit(1);
        }
        System.out.printf("Reference server: %s after %d ms%n", base, (System.nanoTime() - started) / 1_000_000);
        System.exit(server.waitFor());
    }

    private static ProcessBuilder server(Options options, int port, EmbeddedPostgres postgres) {
        String heap = options.text("heap", "2g");
        return new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseG1GC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-cp",
                "bench/reference/target/classes" + File.pathSeparator + "bench/reference/target/lib/*",
                "org.keneya.bench.reference.ReferenceServer",
                "--port",
                Integer.toString(port),
                "--database-url",
                postgres.jdbcUrl(),
                "--user",
                postgres.user(),
                "--password",
                postgres.password(),
                "--connections",
                options.text("connections", "24"),
                "--reuse-searches-seconds",
                options.text("reuse-searches-seconds", "0")));
    }

    private static void stop(Process server, EmbeddedPostgres postgres) {
        server.destroy();
        try {
            if (!server.waitFor(Duration.ofSeconds(30))) {
                server.destroyForcibly();
            }
        } catch (InterruptedException impatient) {
            server.destroyForcibly();
        }
        postgres.close();
    }
}
