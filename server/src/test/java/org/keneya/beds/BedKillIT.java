// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.beds.BedFixture.CARDIOLOGY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keneya.Keneya;
import org.keneya.ServerFixture;
import org.keneya.model.JsonText;

/** Servers and databases are killed in the middle of it. */
class BedKillIT {
    private static final int CLIENTS = 16;
    private static final int BEDS = 400;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static ServerFixture server;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        server = ServerFixture.with(Map.of());
        BedFixture beds = new BedFixture(server);
        beds.hospital("KILL-1", -86.0, -20.0, BEDS, CARDIOLOGY);
        beds.hospital("KILL-2", -86.0, -21.0, BEDS, CARDIOLOGY);
    }

    @Test
    void whatANodeAcknowledgedIsThereOnceAfterItWasKilled() throws Exception {
        int port = freePort();
        Process node = node(port);
        try {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> isReady(port));
            Map<String, String> acknowledged = new ConcurrentHashMap<>();
            AtomicBoolean killed = new AtomicBoolean();
            try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    running.add(clients.submit(() -> {
                        for (int asked = 0; asked < BEDS / CLIENTS; asked++) {
                            String key = UUID.randomUUID().toString();
                            String first = killed.get() ? null : asked(port, key, 1);
                            if (first != null) {
                                acknowledged.put(key, first);
                            }
                            // whoever heard nothing asks another node, under the same key; some ask twice anyway
                            if (first == null || asked % 3 == 0) {
                                acknowledged.merge(key, untilAnswered(key, 1), (one, other) -> {
                                    assertThat(other).isEqualTo(one);
                                    return one;
                                });
                            }
                        }
                    }));
                }
                Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() > BEDS / 4);
                node.destroyForcibly();
                killed.set(true);
                for (Future<?> one : running) {
                    one.get();
                }
            }
            assertThat(acknowledged).hasSize(BEDS / CLIENTS * CLIENTS);
            assertThat(acknowledged.values()).doesNotHaveDuplicates();
            acknowledged
                    .values()
                    .forEach(id -> assertThat(server.asSystem()
                                    .get("/api/allocations/" + id)
                                    .json()
                                    .string("status"))
                            .isEqualTo("held"));
            LogReplay.of(server);
        } finally {
            node.destroyForcibly();
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAndNoBedIsStuckAfterTheDatabaseWasKilled() throws Exception {
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        AtomicInteger cycles = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(clients.submit(() -> {
                    while (!enough.get()) {
                        String id = untilAnswered(UUID.randomUUID().toString(), 2);
                        String verb = cycles.get() % 2 == 0 ? "cancel" : "confirm";
                        untilDone(id, verb);
                        acknowledged.put(id, verb.equals("cancel") ? "cancelled" : "released");
                        if (verb.equals("confirm")) {
                            untilDone(id, "release");
                        }
                        cycles.incrementAndGet();
                    }
                }));
            }
            for (int kill = 0; kill < 3; kill++) {
                int from = cycles.get() + 200;
                Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> cycles.get() > from);
                server.killDatabase();
            }
            int from = cycles.get() + 200;
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> cycles.get() > from);
            enough.set(true);
            for (Future<?> one : running) {
                one.get();
            }
        }
        acknowledged.forEach((id, status) -> assertThat(
                        server.asSystem().get("/api/allocations/" + id).json().string("status"))
                .isEqualTo(status));
        LogReplay.of(server);
        assertThat(server.bean(Board.class).ward("KILL-2").orElseThrow().beds().free())
                .isEqualTo(BEDS);
    }

    private String untilAnswered(String key, int hospital) {
        return until(() -> asked(server.port(), key, hospital));
    }

    private static void untilDone(String id, String verb) {
        String key = UUID.randomUUID().toString();
        until(() ->
                post(server.port(), "/api/allocations/%s/%s".formatted(id, verb), key, "{\"cleaning\":false}", verb));
    }

    private static <T> T until(Callable<@org.jspecify.annotations.Nullable T> answer) {
        while (true) {
            try {
                T given = answer.call();
                if (given != null) {
                    return given;
                }
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    /** Id of the allocation; null when the server did not answer, or was too busy. */
    private static @org.jspecify.annotations.Nullable String asked(int port, String key, int hospital) {
        String body = "{\"speciality\":\"320\",\"latitude\":-86,\"longitude\":-20,\"hospital\":\"KILL-%d\"}"
                .formatted(hospital);
        return post(port, "/api/allocations", key, body, "hold");
    }

    private static @org.jspecify.annotations.Nullable String post(
            int port, String path, String key, String body, String verb) {
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .header("Authorization", "Bearer " + server.token(""))
                            .header("Idempotency-Key", key)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    verb.equals("release") || verb.equals("hold") ? body : "{}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 503) {
                return null;
            }
            assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
            return JsonText.readObject(response.body()).string("id");
        } catch (IOException gone) {
            return null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Another server on the same database, with the same keys. */
    private Process node(int port) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        try (var files = Files.list(server.data().resolve("secrets"))) {
            files.filter(Files::isRegularFile).forEach(file -> copy(file, secrets));
        }
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-cp",
                System.getProperty("java.class.path"),
                Keneya.class.getName(),
                "start",
                "--empty",
                "--port",
                Integer.toString(port),
                "--data",
                folder.toString());
        command.environment().putAll(server.databaseEnvironment());
        command.redirectErrorStream(true)
                .redirectOutput(folder.resolve("node.log").toFile());
        return command.start();
    }

    private static void copy(Path file, Path folder) {
        try {
            Files.copy(file, folder.resolve(file.getFileName()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isReady(int port) throws InterruptedException {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/health/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
