// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.keneya.Tree;
import org.keneya.database.EmbeddedPostgres;
import org.keneya.traces.Traces;
import org.springframework.util.FileSystemUtils;

/** An outbox in a schema of its own of a real PostgreSQL, with the tables of the events room; lines can be started on it. */
final class OutboxTable implements Outbox, AutoCloseable {
    private static final EmbeddedPostgres POSTGRES = start();
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final HikariDataSource writes;
    private final List<Thread> threads = new ArrayList<>();
    private long last;

    OutboxTable() {
        String schema = "outbox_" + SCHEMAS.incrementAndGet();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(POSTGRES.jdbcUrl());
        config.addDataSourceProperty("currentSchema", schema);
        config.setUsername(POSTGRES.user());
        config.setPassword(POSTGRES.password());
        config.setMaximumPoolSize(4);
        writes = new HikariDataSource(config);
        run("create schema " + schema);
        run(Tree.text(Path.of("server/src/main/resources/db/migration/V202611230101__events_relay.sql")));
        run("create table told (sequence bigint primary key, id uuid not null, key text not null,"
                + " time timestamptz not null default clock_timestamp(), data text not null)");
    }

    private static EmbeddedPostgres start() {
        try {
            Path data = Files.createTempDirectory("keneya-events-test");
            EmbeddedPostgres postgres = EmbeddedPostgres.start(data, EmbeddedPostgres.Settings.small(""));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                postgres.close();
                FileSystemUtils.deleteRecursively(data.toFile());
            }));
            return postgres;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public String topic() {
        return "keneya.test";
    }

    @Override
    public List<Event> after(long sequence, int limit) {
        try (Connection connection = writes.getConnection();
                var find = connection.prepareStatement(
                        "select sequence, id, key, time, data from told where sequence > ? order by sequence limit ?")) {
            find.setLong(1, sequence);
            find.setInt(2, limit);
            var rows = find.executeQuery();
            List<Event> events = new ArrayList<>();
            while (rows.next()) {
                events.add(new Event(
                        rows.getLong(1),
                        rows.getObject(2, UUID.class),
                        "thing.happened",
                        rows.getString(3),
                        rows.getTimestamp(4).toInstant(),
                        rows.getString(5).getBytes(StandardCharsets.UTF_8)));
            }
            return events;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Writes events of keys in turn, in one transaction. */
    synchronized void tell(int count, String data, String... keys) {
        try (Connection connection = writes.getConnection()) {
            connection.setAutoCommit(false);
            try (var insert =
                    connection.prepareStatement("insert into told (sequence, id, key, data) values (?, ?, ?, ?)")) {
                for (int i = 0; i < count; i++) {
                    insert.setLong(1, ++last);
                    insert.setObject(2, UUID.randomUUID());
                    insert.setString(3, keys[i % keys.length]);
                    insert.setString(4, data);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    void run(String sql) {
        try (Connection connection = writes.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    long number(String sql) {
        try (Connection connection = writes.getConnection();
                var statement = connection.createStatement()) {
            var row = statement.executeQuery(sql);
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    long position() {
        return number("select coalesce(max(position), 0) from event_position");
    }

    PgDeadLetters deadLetters() {
        return new PgDeadLetters(writes);
    }

    /** Brings what is written to a broker from now on, as a node of its own would. */
    Thread bring(Broker broker) {
        Line line = new Line(
                this,
                broker,
                new PgSeats(writes),
                Duration.ofMillis(5),
                new LineMeasures(new SimpleMeterRegistry(), name(), broker.name()),
                Traces.OFF);
        Thread thread = Thread.ofPlatform().daemon().start(line);
        threads.add(thread);
        return thread;
    }

    static void stop(Thread thread) {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.forEach(OutboxTable::stop);
        writes.close();
    }
}
