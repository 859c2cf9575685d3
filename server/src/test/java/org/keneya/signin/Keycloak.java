// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A real Keycloak of its own, with a realm that speaks as Pro Santé Connect does. Maven has fetched it; it is unpacked once
 * under target, and starts while other tests run.
 */
final class Keycloak {
    private static final Duration LONGEST_START = Duration.ofMinutes(6);

    private final int port;
    private final String secret = UUID.randomUUID().toString();
    private final String password = UUID.randomUUID().toString();
    private final Path log;
    private final Process process;

    /** @param keneya port of the server that people come from */
    Keycloak(int port, int keneya) {
        this.port = port;
        try {
            Path home = unpacked(Path.of(System.getProperty("keneya.keycloak")));
            Path realm = home.resolve("data/import/sante.json");
            Files.createDirectories(realm.getParent());
            Files.writeString(
                    realm,
                    resource("/signin/keycloak-realm.json")
                            .replace("@SECRET@", secret)
                            .replace("@PASSWORD@", password)
                            .replace("@ORIGIN@", "http://localhost:" + keneya)
                            .replace("@AUDIENCE@", ProviderFixture.AUDIENCE));
            log = home.resolve("keycloak-" + port + ".log");
            ProcessBuilder start = new ProcessBuilder(
                            home.resolve("bin/kc.sh").toString(),
                            "start-dev",
                            "--db=dev-mem",
                            "--cache=local",
                            "--http-host=127.0.0.1",
                            "--http-port=" + port,
                            "--import-realm")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            start.environment().put("JAVA_HOME", System.getProperty("java.home"));
            start.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
            process = start.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    String issuer() {
        return "http://localhost:" + port + "/realms/sante";
    }

    String secret() {
        return secret;
    }

    String password() {
        return password;
    }

    /** Waits until it answers. */
    void await() {
        long until = System.nanoTime() + LONGEST_START.toNanos();
        while (!answers()) {
            if (System.nanoTime() > until || !process.isAlive()) {
                throw new IllegalStateException("Keycloak did not start; see " + log);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
        }
    }

    private boolean answers() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                                    HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                                            .timeout(Duration.ofSeconds(20))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void stop() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Keycloak.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Path unpacked(Path zip) throws IOException {
        Path home = Path.of("target", zip.getFileName().toString().replace(".zip", ""))
                .toAbsolutePath();
        if (Files.exists(home)) {
            return home;
        }
        Path half = Files.createTempDirectory(Files.createDirectories(home.getParent()), "unpacking");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path to = half.resolve(name).normalize();
                if (!to.startsWith(half)) {
                    throw new IOException("entry outside the archive");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.getParent());
                    Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        File start = half.resolve("bin/kc.sh").toFile();
        if (!start.setExecutable(true)) {
            throw new IOException("kc.sh cannot be made executable");
        }
        try {
            return Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException another) {
            try (var files = Files.walk(half)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
            return home;
        }
    }
}
