// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.keneya.database.EmbeddedPostgres;
import org.keneya.model.Json;

/**
 * Sets index layouts side by side on one embedded PostgreSQL, durability on, one connection: Synthea resources,
 * 200 a transaction, then single creates, bytes per resource and four searches. Several rounds, the layouts in turn.
 */
public final class Layouts {
    private static final int SINGLES = 1_000;
    private static final int SEARCHES = 1_000;

    private final Sample sample;
    private final int copies;
    private final Results results;
    private final LayoutRows rows = new LayoutRows();
    private long nextKey = 1;

    private Layouts(Options options) throws IOException {
        sample = new Sample(Path.of(options.text("bundles", "../shared/data/synthea")));
        copies = options.number("copies", 20);
        results = new Results(
                Path.of(options.text("results", "bench/results")),
                "layouts",
                Map.of("copies", copies, "singles", SINGLES));
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        Options options = Options.of(arguments, "bundles", "copies", "rounds", "data", "results");
        Layouts layouts = new Layouts(options);
        Path data = Path.of(options.text("data", "bench/target/layouts"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, EmbeddedPostgres.Settings.small(""));
                Connection connection = DriverManager.getConnection(
                        postgres.jdbcUrl() + "?reWriteBatchedInserts=true", postgres.user(), postgres.password())) {
            layouts.rows.train(layouts.sample.resources(0));
            for (int round = 0; round < options.number("rounds", 3); round++) {
                for (Layout layout : Layout.values()) {
                    layouts.measure(connection, layout, round);
                }
            }
        }
    }

    private void measure(Connection connection, Layout layout, int round) throws SQLException {
        TreeSet<Integer> types = new TreeSet<>();
        sample.resources(0).forEach(resource -> types.add(LayoutRows.type(resource)));
        execute(connection, layout.tables(types));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("layout", layout.name());
        values.put("round", round);
        List<LayoutRows.Row> last = new ArrayList<>();
        long inserted = 0;
        long nanos = 0;
        for (int copy = 0; copy < copies; copy++) {
            List<LayoutRows.Row> made = new ArrayList<>();
            for (Json.Obj resource : sample.resources(copy)) {
                made.add(rows.row(resource, layout.content()));
            }
            long start = System.nanoTime();
            for (int from = 0; from < made.size(); from += 200) {
                insert(connection, layout, made.subList(from, Math.min(made.size(), from + 200)));
            }
            nanos += System.nanoTime() - start;
            inserted += made.size();
            last = made;
        }
        values.put("resources", inserted);
        values.put("insertsPerSecond", inserted / (nanos / 1e9));
        execute(connection, List.of("vacuum analyze"));
        long bytes = size(connection);
        values.put("bytesPerResource", (double) bytes / inserted);
        values.put(
                "tokensPerResource",
                last.stream().mapToInt(row -> row.tokens().length).average().orElse(0));
        singles(connection, layout, values);
        searches(connection, layout, last, values);
        results.noted("layout", values);
    }

    private void singles(Connection connection, Layout layout, Map<String, Object> values) throws SQLException {
        Latencies latencies = new Latencies();
        List<LayoutRows.Row> made = new ArrayList<>();
        for (Json.Obj resource : sample.resources(copies)) {
            if ("Observation".equals(resource.string("resourceType")) && made.size() < SINGLES) {
                made.add(rows.row(resource, layout.content()));
            }
        }
        for (LayoutRows.Row row : made) {
            long start = System.nanoTime();
            insert(connection, layout, List.of(row));
            latencies.add(System.nanoTime() - start);
        }
        put(values, "create", latencies);
        values.put("create.maxMs", latencies.millis(1));
    }

    private void insert(Connection connection, Layout layout, List<LayoutRows.Row> some) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(
                        "insert into resource (tenant, version, pk, updated, low, patient, type, id, content%s) values (1, 1, ?, ?, ?, ?, ?, ?, ?%s)"
                                .formatted(layout.isInRow() ? ", tokens" : "", layout.isInRow() ? ", ?" : ""));
                PreparedStatement side = layout.isInRow()
                        ? connection.prepareStatement("select 1")
                        : connection.prepareStatement(
                                "insert into token (tenant, type, hash, pk) values (1, ?, ?, ?)")) {
            for (LayoutRows.Row row : some) {
                long key = nextKey++;
                statement.setLong(1, key);
                statement.setLong(2, System.currentTimeMillis());
                statement.setLong(3, row.low());
                if (row.patient() == 0) {
                    statement.setNull(4, Types.BIGINT);
                } else {
                    statement.setLong(4, row.patient());
                }
                statement.setInt(5, row.type());
                statement.setBytes(6, bytes(row.id()));
                statement.setBytes(7, row.content());
                if (layout.isInRow()) {
                    statement.setObject(8, row.tokens());
                } else {
                    for (long token : row.tokens()) {
                        side.setInt(1, row.type());
                        side.setLong(2, token);
                        side.setLong(3, key);
                        side.addBatch();
                    }
                }
                statement.addBatch();
            }
            statement.executeBatch();
            if (!layout.isInRow()) {
                side.executeBatch();
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static byte[] bytes(String id) {
        UUID uuid = UUID.fromString(id);
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static void searches(
            Connection connection, Layout layout, List<LayoutRows.Row> rows, Map<String, Object> values)
            throws SQLException {
        List<LayoutRows.Row> observations = rows.stream()
                .filter(row -> row.code() != 0 && row.patient() != 0)
                .toList();
        Map<Integer, Long> counts = new LinkedHashMap<>();
        observations.forEach(row -> counts.merge(row.type(), 1L, Long::sum));
        int type = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        List<LayoutRows.Row> some = observations.stream()
                .filter(row -> row.type() == type && row.rare() != 0)
                .toList();
        search(connection, layout.ofPatient(type), some, "patient", values, LayoutRows.Row::patient);
        search(
                connection,
                layout.ofPatientWithCode(type),
                some,
                "patientAndCode",
                values,
                LayoutRows.Row::patient,
                LayoutRows.Row::code);
        search(connection, layout.withToken(type), some, "newestOfCode", values, LayoutRows.Row::code);
        search(connection, layout.withToken(type), some, "rareToken", values, LayoutRows.Row::rare);
    }

    @SafeVarargs
    private static void search(
            Connection connection,
            String sql,
            List<LayoutRows.Row> some,
            String name,
            Map<String, Object> values,
            java.util.function.ToLongFunction<LayoutRows.Row>... parameters)
            throws SQLException {
        SplittableRandom random = new SplittableRandom(3);
        Latencies latencies = new Latencies();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = -100; i < SEARCHES; i++) {
                LayoutRows.Row row = some.get(random.nextInt(some.size()));
                for (int at = 0; at < parameters.length; at++) {
                    statement.setLong(at + 1, parameters[at].applyAsLong(row));
                }
                long start = System.nanoTime();
                try (var found = statement.executeQuery()) {
                    while (found.next()) {
                        found.getBytes(1);
                    }
                }
                if (i >= 0) {
                    latencies.add(System.nanoTime() - start);
                }
            }
        }
        put(values, name, latencies);
    }

    private static void put(Map<String, Object> values, String name, Latencies latencies) {
        values.put(name + ".p50ms", latencies.millis(0.5));
        values.put(name + ".p99ms", latencies.millis(0.99));
    }

    private static long size(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select sum(pg_total_relation_size(c.oid))
                          from pg_class c
                          join pg_namespace n on n.oid = c.relnamespace
                         where n.nspname = 'layout' and c.relkind = 'r'
                        """)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
