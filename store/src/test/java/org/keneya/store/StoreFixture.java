// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.keneya.database.EmbeddedPostgres;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.postgresql.ds.PGSimpleDataSource;

/** A store on a real PostgreSQL, with a schema of its own. One server serves all tests of the run. */
final class StoreFixture implements AutoCloseable {
    final FhirStore store;
    final Tenant tenant;
    final Scope scope;
    private final Server server;
    private final String schema;
    private final List<com.zaxxer.hikari.HikariDataSource> pools = new ArrayList<>();

    private StoreFixture(Server server, String schema) {
        this.server = server;
        this.schema = schema;
        PGSimpleDataSource source = server.source(schema);
        Flyway.configure()
                .dataSource(source)
                .schemas(schema)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        store = new FhirStore(
                new Connections(pooled(source), pooled(source), pooled(source)),
                new MasterKey(new byte[32]),
                StoreFixture::words,
                Clock.systemUTC(),
                CommitHook.NONE);
        store.prepare();
        tenant = store.tenant("one");
        scope = new Scope(tenant, "tester", null, null);
    }

    /** What a Consent decides, as its text says it. */
    private static void words(String type, Json.Obj resource, Consumer<String> to) {
        if (type.equals("Consent")) {
            resource.objects("category").forEach(category -> to.accept(String.valueOf(category.string("text"))));
        }
    }

    /** On the server that all tests of the run share. */
    static StoreFixture open() {
        return on(Shared.SERVER);
    }

    /** On a server of its own, which {@link #stop} stops. */
    static StoreFixture alone() {
        return on(new Server());
    }

    private static StoreFixture on(Server server) {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        server.execute("create schema " + name);
        return new StoreFixture(server, name);
    }

    /** Stops the server; answers its folder: data files, write-ahead log, logs. */
    Path stop() {
        server.postgres.close();
        return server.directory;
    }

    /** The same store with one connection for reading, which gives up after two seconds. */
    FhirStore withOneReader() {
        var config = new com.zaxxer.hikari.HikariConfig();
        config.setDataSource(server.source(schema));
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(2_000);
        var one = kept(new com.zaxxer.hikari.HikariDataSource(config));
        return new FhirStore(
                new Connections(one, one, pooled(server.source(schema))),
                new MasterKey(new byte[32]),
                ExtraWords.NONE,
                Clock.systemUTC(),
                CommitHook.NONE);
    }

    /** The same store with another master key. */
    FhirStore withMasterKey(MasterKey key) {
        var pool = pooled(server.source(schema));
        return new FhirStore(
                new Connections(pool, pool, pool), key, StoreFixture::words, Clock.systemUTC(), CommitHook.NONE);
    }

    /** Ends the server's processes as a power cut would; it is started again by itself. */
    void kill() {
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        postmaster.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    ProcessHandle postmaster() {
        return server.postgres.process().orElseThrow();
    }

    /** A connection that sees the tenant's rows. */
    Connection connect() throws SQLException {
        return connect("1");
    }

    /** @param tenant whose rows it sees; empty for none */
    Connection connect(String tenant) throws SQLException {
        Connection connection = server.source(schema).getConnection();
        try (var statement = connection.prepareStatement("select set_config('keneya.tenant', ?, false)")) {
            statement.setString(1, tenant);
            statement.execute();
        }
        return connection;
    }

    /** Stores resources under their own ids, one after the other. */
    void put(String... resources) {
        for (String text : resources) {
            putTogether(List.of(text));
        }
    }

    /** Stores resources under their own ids in one transaction. */
    void putTogether(List<String> resources) {
        List<Change> changes = new ArrayList<>();
        for (String text : resources) {
            Json.Obj resource = json(text);
            changes.add(new Change.Update(idOf(resource), resource, 0));
        }
        store.write(scope, changes);
    }

    /** Ids of the matches of {@code Type?query}, in order. */
    List<String> ids(String search) {
        return ids(scope, search);
    }

    List<String> ids(Scope as, String search) {
        return store.search(as, query(search)).matches().stream()
                .map(Stored::id)
                .toList();
    }

    Page page(String search) {
        return store.search(scope, query(search));
    }

    static Query query(String search) {
        String[] parts = search.split("\\?", 2);
        List<Query.Parameter> parameters = new ArrayList<>();
        for (String pair : parts.length < 2 ? new String[0] : parts[1].split("&")) {
            String[] sides = pair.split("=", 2);
            String[] key = sides[0].split(":", 2);
            parameters.add(new Query.Parameter(key[0], key.length > 1 ? key[1] : null, sides[1]));
        }
        return new Query(parts[0], parameters);
    }

    static Json.Obj json(String text) {
        return JsonText.readObject(text.replace('\'', '"'));
    }

    private static String idOf(Json.Obj resource) {
        String id = resource.string("id");
        if (id == null) {
            throw new IllegalArgumentException("a fixture needs an id");
        }
        return id;
    }

    private javax.sql.DataSource pooled(PGSimpleDataSource source) {
        var config = new com.zaxxer.hikari.HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(0);
        return kept(new com.zaxxer.hikari.HikariDataSource(config));
    }

    private com.zaxxer.hikari.HikariDataSource kept(com.zaxxer.hikari.HikariDataSource pool) {
        pools.add(pool);
        return pool;
    }

    @Override
    public void close() {
        pools.forEach(com.zaxxer.hikari.HikariDataSource::close);
        server.execute("drop schema if exists " + schema + " cascade");
    }

    /** The server of the run. */
    private static final class Shared {
        static final Server SERVER = new Server();
    }

    /** A server, stopped with the JVM at the latest. */
    private static final class Server {
        final Path directory;
        final EmbeddedPostgres postgres;

        Server() {
            try {
                directory = Files.createTempDirectory("keneya-store-test");
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
            postgres = EmbeddedPostgres.start(directory, EmbeddedPostgres.Settings.small(""));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                postgres.close();
                delete(directory);
            }));
        }

        PGSimpleDataSource source(String schema) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setURL(postgres.jdbcUrl());
            source.setCurrentSchema(schema);
            source.setUser(postgres.user());
            source.setPassword(postgres.password());
            return source;
        }

        void execute(String sql) {
            try (Connection connection =
                            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        private static void delete(Path directory) {
            try (var files = Files.walk(directory)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException leftBehind) {
                System.err.println("left behind: " + directory);
            }
        }
    }
}
