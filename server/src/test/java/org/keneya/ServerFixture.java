// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.keneya.database.EmbeddedPostgres;
import org.keneya.demo.Demo;
import org.keneya.kernel.LocalSecret;
import org.keneya.model.Json;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The real application on a real PostgreSQL, on a free port, with a small demonstration hospital; one for all tests of the run. */
public final class ServerFixture {
    /** Patients of the hospital. */
    public static final int PATIENTS = 12;

    /** The server of this run. */
    public static final ServerFixture SERVER = new ServerFixture(Map.of(), null);

    private final HttpClient client;
    private final @Nullable SSLContext trust;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final EmbeddedPostgres postgres;
    private final ConfigurableApplicationContext context;
    private final int port;
    private final Path data;

    /** Another server, with settings of its own. */
    public static ServerFixture with(Map<String, Object> settings) {
        return new ServerFixture(settings, null);
    }

    /**
     * A server of its own.
     *
     * @param more settings besides those of every test
     * @param trust how to speak TLS with it; null when it speaks HTTP
     */
    public ServerFixture(Map<String, Object> more, @Nullable SSLContext trust) {
        this.trust = trust;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        client = (trust == null ? builder : builder.sslContext(trust)).build();
        try {
            data = Files.createTempDirectory("keneya-server-test");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        postgres = EmbeddedPostgres.start(data, EmbeddedPostgres.Settings.small(""));
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", 0);
        properties.put("server.address", "127.0.0.1");
        properties.put("keneya.data", data.toString());
        properties.put("keneya.database.url", postgres.jdbcUrl());
        properties.put("keneya.database.user", postgres.user());
        properties.put("keneya.database.password", postgres.password());
        properties.putAll(more);
        context = new SpringApplicationBuilder(Application.class)
                .properties(properties)
                .registerShutdownHook(false)
                .run();
        Demo demo = context.getBean(Demo.class);
        PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        demo.loadUnlessThere(PATIENTS, quiet);
        port = demo.announce(quiet);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            context.close();
            postgres.close();
            delete(data);
        }));
    }

    public int port() {
        return port;
    }

    /** Where it keeps its keys. */
    public Path data() {
        return data;
    }

    /** What a program on this machine needs in its environment to use the same database. */
    public Map<String, String> databaseEnvironment() {
        return Map.of(
                "KENEYA_DATABASE_URL", postgres.jdbcUrl(),
                "KENEYA_DATABASE_USER", postgres.user(),
                "KENEYA_DATABASE_PASSWORD", postgres.password());
    }

    /** Ends the database's processes as a power cut would; it is started again by itself. */
    public void killDatabase() {
        ProcessHandle postmaster = postgres.process().orElseThrow();
        java.util.List<ProcessHandle> all = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    public String origin() {
        return (trust == null ? "http" : "https") + "://localhost:" + port;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> java.util.Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    /** Calls with the token of a demonstration account. */
    public Client as(String login) {
        return anonymous().with("Authorization", "Bearer " + token(login));
    }

    /** Calls with the token of a trusted program. */
    public Client asSystem() {
        return as("");
    }

    /** Calls without a token. */
    public Client anonymous() {
        return new Client(this, Map.of());
    }

    public String token(String login) {
        return tokens.computeIfAbsent(login, user -> {
            Reply reply = anonymous()
                    .with("Authorization", "Bearer " + secret())
                    .post("/demo/token" + (user.isEmpty() ? "" : "?user=" + user), "");
            if (reply.status() != 200) {
                throw new IllegalStateException("no token for %s: %d".formatted(user, reply.status()));
            }
            return reply.text();
        });
    }

    public String secret() {
        try {
            return Files.readAllLines(LocalSecret.file(port)).getFirst();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Stores resources under their own ids, as a trusted program; single quotes stand for double ones. */
    public void put(String... resources) {
        for (String text : resources) {
            Json.Obj resource = json(text);
            Reply reply = asSystem()
                    .put("/fhir/%s/%s".formatted(resource.string("resourceType"), resource.string("id")), resource);
            if (reply.status() >= 300) {
                throw new IllegalStateException("not stored: " + reply.text());
            }
        }
    }

    /** Every version of every resource there is. */
    public long versions() {
        return number("select (select count(*) from resource) + (select count(*) from history)");
    }

    /** Every resource there is now. */
    public long resources() {
        return number("select count(*) from resource");
    }

    private long number(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("set keneya.tenant = '1'");
            var row = statement.executeQuery(sql);
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public boolean isReady() {
        Reply reply = anonymous().get("/health/ready");
        return reply.status() == 200 && "UP".equals(reply.json().string("status"));
    }

    /** What is answered to bytes that no HTTP client would send. */
    public String raw(String request) {
        return raw(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends the bytes and reads until the server closes. */
    public String raw(byte[] request) {
        try (Socket socket = socket()) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A connection to the server on which nothing was said yet. */
    public Socket socket() throws IOException {
        return trust == null
                ? new Socket("127.0.0.1", port)
                : trust.getSocketFactory().createSocket("127.0.0.1", port);
    }

    public static Json.Obj json(String text) {
        return org.keneya.model.JsonText.readObject(text.replace('\'', '"'));
    }

    Reply send(String method, String path, Map<String, String> headers, HttpRequest.@Nullable BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin() + path))
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : body);
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException leftBehind) {
            System.err.println("left behind: " + directory);
        }
    }
}
