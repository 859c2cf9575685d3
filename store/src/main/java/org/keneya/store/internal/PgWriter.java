// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.keneya.model.R4;

/**
 * The statements that write. Each runs once per resource type and transaction, whatever the number of rows, and all
 * within the caller's transaction.
 */
final class PgWriter {
    private static final int BLOCK = 1000;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String NOTE = "insert into commit_note (tenant, note) select ?, ?";
    private static final String CURRENT =
            "select id, pk, version, updated, patient, content from %s where tenant = ? and type = ?";
    private static final String INSERT_DATE =
            "insert into date_value (tenant, type, param, pk, low, high) values (?, ?, ?, ?, ?, ?)";
    private static final String INSERT_NUMBER =
            "insert into number_value (tenant, type, param, pk, unit, low, high) values (?, ?, ?, ?, ?, ?, ?)";

    private final AtomicLong nextKey = new AtomicLong();
    private long lastKey;

    /** The current version of a resource, locked until the transaction ends. */
    record Current(
            long pk, int version, long updated, @Nullable Long patient, byte[] content) {}

    /** The newest entry in the history of a resource that has no current version. */
    record Former(int version) {}

    /** A row to put: new, or in place of the current version. */
    record Put(Prepared prepared, long pk, Prepared.Image image) {}

    /**
     * A row to put in place of the current version.
     *
     * @param before what the index held of the version that is replaced
     */
    record Replacement(Put put, Row before) {}

    /** A version that becomes history; content is null for the mark of a deletion. */
    record Past(
            int type,
            int version,
            long pk,
            long updated,
            String id,
            @Nullable Long patient,
            byte @Nullable [] content) {}

    /** A surrogate key, handed out from blocks so that it costs no round trip. */
    synchronized long newKey(Connection connection) throws SQLException {
        if (nextKey.get() >= lastKey) {
            try (var statement = connection.prepareStatement("select nextval('resource_pk')")) {
                var rows = statement.executeQuery();
                rows.next();
                nextKey.set(rows.getLong(1));
                lastKey = rows.getLong(1) + BLOCK;
            }
        }
        return nextKey.getAndIncrement();
    }

    /** Reads and locks the current versions of one type, in the order of their ids so that no two writers deadlock. */
    Map<String, Current> lock(Connection connection, Tenant tenant, String type, Collection<String> ids)
            throws SQLException {
        Map<String, Current> found = new HashMap<>();
        String sql = CURRENT.formatted(Tables.of(type)) + " and id = any(?) order by id for update";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, tenant.id());
            statement.setInt(2, R4.definitions().typeCode(type));
            statement.setArray(3, array(connection, ids));
            var rows = statement.executeQuery();
            while (rows.next()) {
                found.put(IdBytes.text(rows.getBytes(1)), current(rows));
            }
        }
        return found;
    }

    /** Reads the current version of one resource; null when there is none. */
    @Nullable
    Current look(Connection connection, Tenant tenant, String type, String id) throws SQLException {
        try (var statement = connection.prepareStatement(CURRENT.formatted(Tables.of(type)) + " and id = ?")) {
            statement.setInt(1, tenant.id());
            statement.setInt(2, R4.definitions().typeCode(type));
            statement.setBytes(3, IdBytes.of(id));
            var rows = statement.executeQuery();
            return rows.next() ? current(rows) : null;
        }
    }

    private static Current current(ResultSet row) throws SQLException {
        long patient = row.getLong(5);
        return new Current(
                row.getLong(2), row.getInt(3), row.getLong(4), row.wasNull() ? null : patient, row.getBytes(6));
    }

    /** The newest version of deleted resources of one type. */
    Map<String, Former> former(Connection connection, Tenant tenant, String type, Collection<String> ids)
            throws SQLException {
        Map<String, Former> found = new HashMap<>();
        try (var statement = connection.prepareStatement("""
                select id, max(version)
                  from history
                 where tenant = ?
                   and type = ?
                   and id = any(?)
                 group by id
                """)) {
            statement.setInt(1, tenant.id());
            statement.setInt(2, R4.definitions().typeCode(type));
            statement.setArray(3, array(connection, ids));
            var rows = statement.executeQuery();
            while (rows.next()) {
                found.put(IdBytes.text(rows.getBytes(1)), new Former(rows.getInt(2)));
            }
        }
        return found;
    }

    /** Of these references, those that lead nowhere. */
    Set<References.Local> missing(Connection connection, Tenant tenant, Set<References.Local> references)
            throws SQLException {
        Map<String, Set<String>> byType = byType(references);
        List<String> types = List.copyOf(byType.keySet());
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            sql.append(i == 0 ? "" : "\nunion all\n")
                    .append("select %d, id from %s where tenant = ? and type = ? and id = any(?)"
                            .formatted(i, Tables.of(types.get(i))));
        }
        Set<References.Local> missing = new LinkedHashSet<>(references);
        try (var statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < types.size(); i++) {
                statement.setInt(3 * i + 1, tenant.id());
                statement.setInt(3 * i + 2, R4.definitions().typeCode(types.get(i)));
                statement.setArray(3 * i + 3, array(connection, byType.getOrDefault(types.get(i), Set.of())));
            }
            var rows = statement.executeQuery();
            while (rows.next()) {
                missing.remove(new References.Local(types.get(rows.getInt(1)), IdBytes.text(rows.getBytes(2))));
            }
        }
        return missing;
    }

    /** Ids by type, both in order, so that the same types make the same statement. */
    private static Map<String, Set<String>> byType(Set<References.Local> references) {
        Map<String, Set<String>> byType = new TreeMap<>();
        references.forEach(reference ->
                byType.computeIfAbsent(reference.type(), _ -> new TreeSet<>()).add(reference.id()));
        return byType;
    }

    /** Adds new resources; false when another writer added one of them first, which ends the transaction. */
    boolean insert(Connection connection, Tenant tenant, long now, List<Put> puts) throws SQLException {
        for (var group : byTable(puts).entrySet()) {
            String sql = """
                    insert into %s (tenant, type, version, pk, id, updated, patient, low, high, unit, value, raw, present, tokens,
                                    content)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """.formatted(group.getKey());
            try (var statement = connection.prepareStatement(sql)) {
                for (Put put : group.getValue()) {
                    bindNew(statement, tenant, now, put);
                    statement.addBatch();
                }
                statement.executeBatch();
            } catch (SQLException failure) {
                if (UNIQUE_VIOLATION.equals(failure.getSQLState())) {
                    return false;
                }
                throw failure;
            }
        }
        sideRows(connection, tenant, puts);
        return true;
    }

    /**
     * Adds one new resource without side rows, in one statement that is a transaction of its own; false when one of the
     * references leads to nothing, the patient has closed the compartment, or another writer was first: then nothing is added.
     *
     * @param closed condition on the patient of a row {@code r}, or null
     */
    boolean insertAlone(
            Connection connection,
            Tenant tenant,
            long now,
            Put put,
            Set<References.Local> references,
            @Nullable Sql closed,
            byte @Nullable [] note)
            throws SQLException {
        Map<String, Set<String>> byType = byType(references);
        StringBuilder sql = new StringBuilder("""
                insert into %s (tenant, type, version, pk, id, updated, patient, low, high, unit, value, raw, present, tokens, content)
                select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                """.formatted(Tables.of(put.prepared.type())));
        // one id is asked for as one: the plan for a list is never kept, as the database takes any list to be long
        for (var entry : byType.entrySet()) {
            sql.append(sql.indexOf(" where ") < 0 ? " where " : "\n   and ")
                    .append("(select count(*) from %s where tenant = ? and type = ? and id = %s) = ?"
                            .formatted(
                                    Tables.of(entry.getKey()), entry.getValue().size() == 1 ? "?" : "any(?)"));
        }
        Sql guard = closed == null || !put.image.row.hasPatient ? null : closed;
        if (guard != null) {
            sql.append(byType.isEmpty() ? " where " : "\n   and ")
                    .append("not exists (select 1 from (select ?::bigint as patient) r where ")
                    .append(guard.text())
                    .append(")");
        }
        if (note != null) {
            sql.insert(0, "with added as (\n").append(" returning pk)\n" + NOTE + "\n  from added");
        }
        try (var statement = connection.prepareStatement(sql.toString())) {
            bindNew(statement, tenant, now, put);
            int at = 16;
            for (var entry : byType.entrySet()) {
                statement.setInt(at++, tenant.id());
                statement.setInt(at++, R4.definitions().typeCode(entry.getKey()));
                if (entry.getValue().size() == 1) {
                    statement.setBytes(
                            at++, IdBytes.of(entry.getValue().iterator().next()));
                } else {
                    statement.setArray(at++, array(connection, entry.getValue()));
                }
                statement.setLong(at++, entry.getValue().size());
            }
            if (guard != null) {
                statement.setLong(at++, put.image.row.patient);
                at = guard.bind(connection, statement, at);
            }
            if (note != null) {
                statement.setInt(at++, tenant.id());
                statement.setBytes(at, note);
            }
            return statement.executeUpdate() == 1;
        } catch (SQLException failure) {
            if (UNIQUE_VIOLATION.equals(failure.getSQLState())) {
                return false;
            }
            throw failure;
        }
    }

    /**
     * Puts a new version in place of one without a lock held, in one statement that is a transaction of its own; false when
     * the current version is another by now: then nothing changes.
     */
    boolean replaceAlone(Connection connection, Tenant tenant, long now, Put put, int version, byte @Nullable [] note)
            throws SQLException {
        String sql = """
                with past as materialized (
                  select tenant, type, version, pk, updated, id, patient, content
                    from %1$s
                   where tenant = ?
                     and type = ?
                     and id = ?
                     and version = ?
                     for update),
                kept as (
                  insert into history (tenant, type, version, pk, updated, id, patient, content)
                  select tenant, type, version, pk, updated, id, patient, content
                    from past)%2$s
                update %1$s r
                   set version = ?, updated = ?, patient = ?, low = ?, high = ?, unit = ?, value = ?, raw = ?, present = ?,
                       tokens = ?, content = ?
                  from past
                 where r.tenant = ?
                   and r.type = ?
                   and r.id = ?
                   and r.pk = past.pk
                """.formatted(
                Tables.of(put.prepared.type()), note == null ? "" : ",\nnoted as (\n" + NOTE + "\n  from past)");
        try (var statement = connection.prepareStatement(sql)) {
            bindPlace(statement, 1, tenant, put);
            statement.setInt(4, version);
            int at = 5;
            if (note != null) {
                statement.setInt(at++, tenant.id());
                statement.setBytes(at++, note);
            }
            statement.setInt(at, put.image.version);
            bindContent(statement, at + 1, now, put.image);
            bindPlace(statement, at + 11, tenant, put);
            return statement.executeUpdate() == 1;
        }
    }

    /** Keeps the note of a transaction. */
    void note(Connection connection, Tenant tenant, byte[] note) throws SQLException {
        try (var statement = connection.prepareStatement(NOTE)) {
            statement.setInt(1, tenant.id());
            statement.setBytes(2, note);
            statement.executeUpdate();
        }
    }

    /** Puts new versions in place of the locked current ones, which become history. */
    void replace(Connection connection, Tenant tenant, long now, List<Replacement> replacements) throws SQLException {
        List<Put> puts = replacements.stream().map(Replacement::put).toList();
        for (var group : byTable(puts).entrySet()) {
            String sql = """
                    with past as (
                      insert into history (tenant, type, version, pk, updated, id, patient, content)
                      select tenant, type, version, pk, updated, id, patient, content
                        from %1$s
                       where tenant = ?
                         and type = ?
                         and id = ?)
                    update %1$s
                       set version = ?, updated = ?, patient = ?, low = ?, high = ?, unit = ?, value = ?, raw = ?, present = ?,
                           tokens = ?, content = ?
                     where tenant = ?
                       and type = ?
                       and id = ?
                    """.formatted(group.getKey());
            try (var statement = connection.prepareStatement(sql)) {
                for (Put put : group.getValue()) {
                    bindPlace(statement, 1, tenant, put);
                    statement.setInt(4, put.image.version);
                    bindContent(statement, 5, now, put.image);
                    bindPlace(statement, 15, tenant, put);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
        List<Put> changed = replacements.stream()
                .filter(each -> !each.before.hasSameSideRows(each.put.image.row))
                .map(Replacement::put)
                .toList();
        dropSideRows(connection, changed.stream().map(Put::pk).toList());
        sideRows(connection, tenant, changed);
    }

    private static void bindPlace(PreparedStatement statement, int from, Tenant tenant, Put put) throws SQLException {
        statement.setInt(from, tenant.id());
        statement.setInt(from + 1, put.prepared.typeCode());
        statement.setBytes(from + 2, IdBytes.of(put.prepared.id()));
    }

    void delete(Connection connection, Tenant tenant, List<Prepared> gone, List<Long> keys) throws SQLException {
        for (Prepared prepared : gone) {
            String sql =
                    "delete from %s where tenant = ? and type = ? and id = ?".formatted(Tables.of(prepared.type()));
            try (var statement = connection.prepareStatement(sql)) {
                statement.setInt(1, tenant.id());
                statement.setInt(2, prepared.typeCode());
                statement.setBytes(3, IdBytes.of(prepared.id()));
                statement.executeUpdate();
            }
        }
        dropSideRows(connection, keys);
    }

    void archive(Connection connection, Tenant tenant, List<Past> pasts) throws SQLException {
        if (pasts.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
                insert into history (tenant, type, version, pk, updated, id, patient, content)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            for (Past past : pasts) {
                statement.setInt(1, tenant.id());
                statement.setInt(2, past.type);
                statement.setInt(3, past.version);
                statement.setLong(4, past.pk);
                statement.setLong(5, past.updated);
                statement.setBytes(6, IdBytes.of(past.id));
                Long patient = past.patient;
                bind(statement, 7, patient != null, patient == null ? 0 : patient);
                statement.setBytes(8, past.content);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bindNew(PreparedStatement statement, Tenant tenant, long now, Put put) throws SQLException {
        statement.setInt(1, tenant.id());
        statement.setInt(2, put.prepared.typeCode());
        statement.setInt(3, put.image.version);
        statement.setLong(4, put.pk);
        statement.setBytes(5, IdBytes.of(put.prepared.id()));
        bindContent(statement, 6, now, put.image);
    }

    /** Binds the ten columns from updated to content, from a position on. */
    private static void bindContent(PreparedStatement statement, int from, long now, Prepared.Image image)
            throws SQLException {
        Row row = image.row;
        statement.setLong(from, now);
        bind(statement, from + 1, row.hasPatient, row.patient);
        statement.setLong(from + 2, row.low);
        bind(statement, from + 3, row.hasDate, row.high);
        bind(statement, from + 4, row.hasValue, row.unit);
        bind(statement, from + 5, row.hasValue, row.value);
        bind(statement, from + 6, row.hasValue, row.raw);
        statement.setLong(from + 7, row.present);
        statement.setObject(from + 8, row.tokens());
        statement.setBytes(from + 9, image.content);
    }

    private static void bind(PreparedStatement statement, int at, boolean present, long value) throws SQLException {
        if (present) {
            statement.setLong(at, value);
        } else {
            statement.setNull(at, Types.BIGINT);
        }
    }

    private static void bind(PreparedStatement statement, int at, boolean present, double value) throws SQLException {
        if (present) {
            statement.setDouble(at, value);
        } else {
            statement.setNull(at, Types.DOUBLE);
        }
    }

    private static void sideRows(Connection connection, Tenant tenant, List<Put> puts) throws SQLException {
        boolean dates = false;
        boolean numbers = false;
        for (Put put : puts) {
            dates |= !put.image.row.dates.isEmpty();
            numbers |= !put.image.row.numbers.isEmpty();
        }
        if (dates) {
            try (var statement = connection.prepareStatement(INSERT_DATE)) {
                for (Put put : puts) {
                    for (Row.DateValue value : put.image.row.dates) {
                        key(statement, tenant, put.prepared.typeCode(), value.param(), put.pk);
                        bind(statement, value);
                    }
                }
                statement.executeBatch();
            }
        }
        if (numbers) {
            try (var statement = connection.prepareStatement(INSERT_NUMBER)) {
                for (Put put : puts) {
                    for (Row.NumberValue value : put.image.row.numbers) {
                        key(statement, tenant, put.prepared.typeCode(), value.param(), put.pk);
                        bind(statement, value);
                    }
                }
                statement.executeBatch();
            }
        }
    }

    private static void bind(PreparedStatement statement, Row.DateValue value) throws SQLException {
        statement.setLong(5, value.low());
        statement.setLong(6, value.high());
        statement.addBatch();
    }

    private static void bind(PreparedStatement statement, Row.NumberValue value) throws SQLException {
        statement.setLong(5, value.unit());
        statement.setDouble(6, value.low());
        statement.setDouble(7, value.high());
        statement.addBatch();
    }

    /** Adds the values of one parameter to rows that are there, locked by the caller. */
    static void addToIndex(Connection connection, Tenant tenant, Field field, List<Long> pks, List<Row> rows)
            throws SQLException {
        String sql = """
                update %s
                   set tokens = (select array_agg(distinct t order by t) from unnest(tokens || ?) t)
                 where tenant = ?
                   and type = ?
                   and pk = ?
                """.formatted(Tables.of(field.typeName()));
        try (var tokens = connection.prepareStatement(sql);
                var dates = connection.prepareStatement(INSERT_DATE);
                var numbers = connection.prepareStatement(INSERT_NUMBER)) {
            for (int i = 0; i < pks.size(); i++) {
                long[] added = rows.get(i).tokens();
                if (added.length > 0) {
                    tokens.setObject(1, added);
                    tokens.setInt(2, tenant.id());
                    tokens.setInt(3, field.type());
                    tokens.setLong(4, pks.get(i));
                    tokens.addBatch();
                }
                for (Row.DateValue value : rows.get(i).dates) {
                    key(dates, tenant, field.type(), value.param(), pks.get(i));
                    bind(dates, value);
                }
                for (Row.NumberValue value : rows.get(i).numbers) {
                    key(numbers, tenant, field.type(), value.param(), pks.get(i));
                    bind(numbers, value);
                }
            }
            dropValues(connection, field, pks);
            tokens.executeBatch();
            dates.executeBatch();
            numbers.executeBatch();
        }
    }

    /** A row written since the parameter is known has its values already. */
    private static void dropValues(Connection connection, Field field, List<Long> pks) throws SQLException {
        long[] keys = pks.stream().mapToLong(Long::longValue).toArray();
        for (String table : List.of("date_value", "number_value")) {
            try (var statement = connection.prepareStatement(
                    "delete from %s where pk = any(?) and param in (?, ?)".formatted(table))) {
                statement.setObject(1, keys);
                statement.setInt(2, field.number());
                statement.setInt(3, field.number() | NumberMatch.CANONICAL);
                statement.executeUpdate();
            }
        }
    }

    private static void key(PreparedStatement statement, Tenant tenant, int type, int param, long pk)
            throws SQLException {
        statement.setInt(1, tenant.id());
        statement.setInt(2, type);
        statement.setInt(3, param);
        statement.setLong(4, pk);
    }

    private static void dropSideRows(Connection connection, List<Long> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        long[] pks = keys.stream().mapToLong(Long::longValue).toArray();
        for (String table : List.of("date_value", "number_value")) {
            try (var statement = connection.prepareStatement("delete from %s where pk = any(?)".formatted(table))) {
                statement.setObject(1, pks);
                statement.executeUpdate();
            }
        }
    }

    private static Map<String, List<Put>> byTable(List<Put> puts) {
        Map<String, List<Put>> groups = new TreeMap<>();
        for (Put put : puts) {
            groups.computeIfAbsent(Tables.of(put.prepared.type()), _ -> new ArrayList<>())
                    .add(put);
        }
        return groups;
    }

    private static java.sql.Array array(Connection connection, Collection<String> ids) throws SQLException {
        return connection.createArrayOf("bytea", ids.stream().map(IdBytes::of).toArray(byte[][]::new));
    }
}
