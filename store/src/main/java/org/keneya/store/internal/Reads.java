// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.keneya.model.R4;
import org.keneya.store.HistoryQuery;
import org.keneya.store.Page;
import org.keneya.store.Scope;
import org.keneya.store.Stored;

/** Reads by id, by version and by time: statements whose plan never depends on the values. */
final class Reads {
    private final Database database;
    private final Codec codec;
    private final Indexer indexer;
    private final TenantKeys keys;
    private final Fences fences;

    Reads(Database database, Codec codec, Indexer indexer, TenantKeys keys, Fences fences) {
        this.database = database;
        this.codec = codec;
        this.indexer = indexer;
        this.keys = keys;
        this.fences = fences;
    }

    Optional<Stored> current(Scope scope, String type, String id) {
        if (!scope.mayRead(type)) {
            return Optional.empty();
        }
        int code = R4.definitions().typeCode(type);
        String sql = """
                select id, version, updated, content, patient
                  from %s
                 where tenant = ?
                   and type = ?
                   and id = ?
                """.formatted(Tables.of(type));
        return database.read(scope.tenant(), connection -> {
            Fence fence = fences.seen(connection, scope, type);
            if (!fence.isNone()) {
                return fenced(connection, scope, type, code, id, fence);
            }
            try (var statement = connection.prepareStatement(sql)) {
                statement.setInt(1, scope.tenant().id());
                statement.setInt(2, code);
                statement.setBytes(3, IdBytes.of(id));
                var rows = statement.executeQuery();
                if (rows.next()) {
                    return mayRead(scope, type, rows, 5)
                            ? Optional.of(stored(scope.tenant(), code, type, rows))
                            : Optional.empty();
                }
            }
            try (var statement = connection.prepareStatement("""
                    select id, version, updated, content, patient
                      from history
                     where tenant = ?
                       and type = ?
                       and id = ?
                     order by version desc
                     limit 1
                    """)) {
                return past(scope, type, id, code, statement);
            }
        });
    }

    /**
     * The current version when it lies within the fence. It speaks for all versions, so that nothing can be learnt from an
     * older one; what was deleted can no longer be judged, and is not there. Few patients have closed anything: whether one
     * has is asked first in the cheapest way, and only then what exactly.
     */
    private Optional<Stored> fenced(Connection connection, Scope scope, String type, int code, String id, Fence fence)
            throws SQLException {
        Sql touched = fence.touched();
        Sql sql = new Sql().add("select r.id, r.version, r.updated, r.content, r.patient, ");
        sql = touched == null ? sql.add("false") : sql.add(touched);
        try (var statement = fence.addClauses(one(sql, scope, type, code, id)).keep(connection)) {
            var rows = statement.executeQuery();
            if (!rows.next() || !mayRead(scope, type, rows, 5)) {
                return Optional.empty();
            }
            if (!rows.getBoolean(6)) {
                return Optional.of(stored(scope.tenant(), code, type, rows));
            }
        }
        Sql whole =
                one(new Sql().add("select r.id, r.version, r.updated, r.content, r.patient"), scope, type, code, id);
        try (var statement = fence.addTo(whole).keep(connection)) {
            var rows = statement.executeQuery();
            return rows.next() ? Optional.of(stored(scope.tenant(), code, type, rows)) : Optional.empty();
        }
    }

    private static Sql one(Sql selected, Scope scope, String type, int code, String id) {
        return selected.add("\n  from ")
                .add(Tables.of(type))
                .add(
                        " r\n where r.tenant = ?\n   and r.type = ?\n   and r.id = ?",
                        scope.tenant().id(),
                        code,
                        IdBytes.of(id));
    }

    Optional<Stored> version(Scope scope, String type, String id, int version) {
        Optional<Stored> current = current(scope, type, id);
        if (current.isEmpty() || current.get().version() == version) {
            return current;
        }
        int code = R4.definitions().typeCode(type);
        return database.read(scope.tenant(), connection -> {
            try (var statement = connection.prepareStatement("""
                    select id, version, updated, content, patient
                      from history
                     where tenant = ?
                       and type = ?
                       and id = ?
                       and version = ?
                    """)) {
                statement.setInt(4, version);
                return past(scope, type, id, code, statement);
            }
        });
    }

    private Optional<Stored> past(Scope scope, String type, String id, int code, java.sql.PreparedStatement statement)
            throws SQLException {
        statement.setInt(1, scope.tenant().id());
        statement.setInt(2, code);
        statement.setBytes(3, IdBytes.of(id));
        var rows = statement.executeQuery();
        return rows.next() && mayRead(scope, type, rows, 5)
                ? Optional.of(stored(scope.tenant(), code, type, rows))
                : Optional.empty();
    }

    private boolean mayRead(Scope scope, String type, ResultSet row, int patientColumn) throws SQLException {
        if (scope.patient() == null || !R4.definitions().inPatientCompartment(type)) {
            return true;
        }
        return row.getLong(patientColumn) == indexer.tokens(scope.tenant()).patient(scope.patient()) && !row.wasNull();
    }

    Page history(Scope scope, HistoryQuery query) {
        String signature = "history %s %s %d %s %b"
                .formatted(query.type(), query.id(), query.since(), query.current(), query.oldestFirst());
        int[] types = types(scope, query.type() == null ? R4.definitions().resourceTypes() : List.of(query.type()));
        if (query.count() == 0) {
            return new Page(List.of(), List.of(), number(scope, query, types), null, List.of());
        }
        return database.read(scope.tenant(), connection -> history(connection, scope, query, types, signature));
    }

    private Page history(Connection connection, Scope scope, HistoryQuery query, int[] types, String signature)
            throws SQLException {
        Sql fence = fences.among(connection, scope, types, "v");
        long[] after = query.cursor() == null
                ? new long[0]
                : position(scope, query.cursor(), signature, Long.MAX_VALUE, Long.MAX_VALUE);
        String order = query.oldestFirst() ? "v.updated, v.pk, v.version" : "v.updated desc, v.pk desc, v.version desc";
        Sql sql = new Sql()
                .add(
                        "select v.type, v.id, v.version, v.updated, v.content, v.pk, v.patient\n  from unnest(?) t(type),",
                        (Object) longs(types))
                .add("\n       lateral (");
        for (String table : List.of("resource", "history")) {
            sql.add(table.equals("history") ? "\n         union all (" : "(")
                    .add("select v.type, v.id, v.version, v.updated, v.content, v.pk, v.patient from " + table + " v")
                    .add(versions(table, scope, query))
                    .add(fence);
            if (after.length > 0) {
                sql.add(
                        " and (v.updated, v.pk, v.version) " + (query.oldestFirst() ? ">" : "<") + " (?, ?, ?)",
                        after[0],
                        after[1],
                        after[2]);
            }
            sql.add("\n           order by " + order + " limit ?)", query.count() + 1);
        }
        sql.add(") v\n order by " + order + "\n limit ?", query.count() + 1);
        return page(connection, scope, sql, query.count(), signature, 4);
    }

    private long number(Scope scope, HistoryQuery query, int[] types) {
        return database.read(scope.tenant(), connection -> {
            Sql fence = fences.among(connection, scope, types, "v");
            Sql sql = new Sql()
                    .add("select count(*)\n  from unnest(?) t(type),\n       lateral (", (Object) longs(types))
                    .add("select 1 from resource v")
                    .add(versions("resource", scope, query))
                    .add(fence)
                    .add("\n         union all select 1 from history v")
                    .add(versions("history", scope, query))
                    .add(fence)
                    .add(") v");
            try (var statement = sql.prepare(connection)) {
                var rows = statement.executeQuery();
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** The versions a query is about: a condition on rows {@code v} of one of the two tables. */
    private Sql versions(String table, Scope scope, HistoryQuery query) {
        Sql sql = new Sql()
                .add(
                        "\n           where v.tenant = ? and v.type = t.type",
                        scope.tenant().id());
        if (query.id() != null) {
            sql.add(" and v.id = ?", (Object) IdBytes.of(query.id()));
        }
        if (scope.patient() != null) {
            sql.add(" and v.patient = ?", indexer.tokens(scope.tenant()).patient(scope.patient()));
        }
        sql.add(" and v.updated >= ?", query.since());
        HistoryQuery.Time current = query.current();
        if (current != null) {
            sql.add(" and v.updated <= ?", current.end());
        }
        if (current != null && table.equals("history")) {
            sql.add(superseded(), current.start(), current.start());
        }
        return sql;
    }

    /** What was superseded before a time was not current in it; nor is a mark of deletion, unless it was set in that time. */
    private static String superseded() {
        return """

                           and (v.updated >= ? or v.content is not null and ? < (
                                select min(n.updated)
                                  from (select r.updated from resource r
                                         where r.tenant = v.tenant and r.type = v.type and r.id = v.id and r.version = v.version + 1
                                        union all
                                        select h.updated from history h
                                         where h.tenant = v.tenant and h.type = v.type and h.id = v.id and h.version = v.version + 1) n))
                """.stripTrailing();
    }

    Page timeline(
            Scope scope, String patient, List<String> types, long from, long to, int count, @Nullable String cursor) {
        if (scope.patient() != null && !scope.patient().equals(patient)) {
            return new Page(List.of(), List.of(), 0, null, List.of());
        }
        String signature = "timeline %s %s %d %d".formatted(patient, types, from, to);
        return database.read(
                scope.tenant(),
                connection ->
                        timeline(connection, scope, patient, types(scope, types), from, to, count, cursor, signature));
    }

    private Page timeline(
            Connection connection,
            Scope scope,
            String patient,
            int[] types,
            long from,
            long to,
            int count,
            @Nullable String cursor,
            String signature)
            throws SQLException {
        long[] after = position(scope, cursor, signature, Long.MAX_VALUE, Long.MAX_VALUE);
        Sql one = new Sql()
                .add("(select r.type, r.id, r.version, r.updated, r.content, r.pk, r.patient, r.low from resource r")
                .add(
                        "\n           where r.tenant = ? and r.type = t.type and r.patient = ?",
                        scope.tenant().id(),
                        indexer.tokens(scope.tenant()).patient(patient))
                .add(" and r.low between ? and ?", from, to)
                .add(fences.among(connection, scope, types, "r"));
        if (after[0] != Long.MAX_VALUE) {
            one.add(" and (r.low, r.pk) < (?, ?)", after[0], after[1]);
        }
        one.add("\n           order by r.low desc, r.pk desc limit ?)", count + 1);
        Sql sql = new Sql()
                .add(
                        "select v.type, v.id, v.version, v.low, v.content, v.pk, v.patient\n  from unnest(?) t(type),",
                        (Object) longs(types))
                .add("\n       lateral ")
                .add(one)
                .add(" v\n order by v.low desc, v.pk desc\n limit ?", count + 1);
        return page(connection, scope, sql, count, signature, 4);
    }

    /** Runs a statement of (type, id, version, time, content, pk, patient) and cuts the page. */
    private Page page(Connection connection, Scope scope, Sql sql, int count, String signature, int timeColumn)
            throws SQLException {
        try (var statement = sql.prepare(connection)) {
            var rows = statement.executeQuery();
            List<Stored> found = new ArrayList<>();
            List<Object> last = List.of();
            boolean more = false;
            while (rows.next()) {
                if (found.size() == count) {
                    more = true;
                    break;
                }
                int code = rows.getInt(1);
                String id = IdBytes.text(rows.getBytes(2));
                int version = rows.getInt(3);
                byte[] content = rows.getBytes(5);
                found.add(new Stored(
                        R4.definitions().typeName(code),
                        id,
                        version,
                        rows.getLong(timeColumn),
                        rows.getLong(7),
                        content == null ? null : codec.decode(scope.tenant(), code, id, version, content)));
                last = List.of(rows.getLong(timeColumn), rows.getLong(6), (long) version);
            }
            String next = more ? new Cursor(last).write(keys.of(scope.tenant()), scope.actor(), signature) : null;
            return new Page(found, List.of(), -1, next, List.of());
        }
    }

    private long[] position(Scope scope, @Nullable String cursor, String signature, long first, long second) {
        if (cursor == null) {
            return new long[] {first, second, Integer.MAX_VALUE};
        }
        List<Object> last = Cursor.read(cursor, keys.of(scope.tenant()), scope.actor(), signature)
                .keys();
        return last.stream().mapToLong(key -> (Long) key).toArray();
    }

    private static int[] types(Scope scope, List<String> types) {
        return types.stream()
                .filter(scope::mayRead)
                .mapToInt(R4.definitions()::typeCode)
                .toArray();
    }

    private static long[] longs(int[] numbers) {
        return java.util.Arrays.stream(numbers).asLongStream().toArray();
    }

    private Stored stored(Tenant tenant, int code, String type, ResultSet row) throws SQLException {
        String id = IdBytes.text(row.getBytes(1));
        int version = row.getInt(2);
        byte[] content = row.getBytes(4);
        return new Stored(
                type,
                id,
                version,
                row.getLong(3),
                row.getLong(5),
                content == null ? null : codec.decode(tenant, code, id, version, content));
    }
}
