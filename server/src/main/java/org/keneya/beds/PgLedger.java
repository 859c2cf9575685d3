// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.keneya.allocation.Bed;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.Sex;
import org.keneya.events.Event;
import org.keneya.model.JsonText;

/**
 * The transaction of a turn. All nodes take the same lock first, so that turns are in one order; whoever has it reads what the
 * others did, then writes. Two round trips and the commit, whatever the size of the batch.
 */
final class PgLedger implements AutoCloseable {
    /** Of the advisory lock of all changes to beds. */
    static final long LOCK = 7_262_001_001L;

    private static final int DUE_AT_ONCE = 500;

    private final Connection connection;

    private PgLedger(Connection connection) {
        this.connection = connection;
    }

    /** Begins a transaction, which ends at the latest when this is closed. */
    static PgLedger begin(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        try {
            connection.setAutoCommit(false);
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
        return new PgLedger(connection);
    }

    /** What the turn is about. */
    record Subjects(long position, List<RequestKey.Name> keys, Collection<UUID> allocations, Collection<String> beds) {}

    Known read(Subjects subjects) throws SQLException {
        // each statement sees what was committed when it began: after the lock, everything
        try (PreparedStatement read = connection.prepareStatement("""
                select pg_advisory_xact_lock(?);
                select clock_timestamp();
                select sequence, id, type, key, time, data, traceparent
                  from bed_event
                 where sequence > ?
                 order by sequence;
                select r.tenant, r.login, r.key, r.body, r.allocation, r.refusal
                  from unnest(?::integer[], ?::bigint[], ?::uuid[]) as asked (tenant, login, key)
                  join bed_request r on r.tenant = asked.tenant and r.login = asked.login and r.key = asked.key;
                select id, tenant, login, hospital, bed, status, held, expires, changed, emergency, choice, reason,
                       replaces, replaced_by
                  from allocation
                 where id = any (?::uuid[]);
                select id, tenant, login, hospital, bed, status, held, expires, changed, emergency, choice, reason,
                       replaces, replaced_by
                  from allocation
                 where status = 'held' and expires <= statement_timestamp()
                 order by expires
                 limit ?;
                select id, tenant, login, hospital, bed, status, held, expires, changed, emergency, choice, reason,
                       replaces, replaced_by
                  from allocation
                 where bed = any (?::text[]) and status in ('held', 'confirmed')""")) {
            read.setLong(1, LOCK);
            read.setLong(2, subjects.position());
            read.setArray(3, array("integer", subjects.keys(), RequestKey.Name::tenant));
            read.setArray(4, array("bigint", subjects.keys(), RequestKey.Name::login));
            read.setArray(5, array("uuid", subjects.keys(), RequestKey.Name::key));
            read.setArray(6, array("uuid", subjects.allocations(), id -> id));
            read.setInt(7, DUE_AT_ONCE);
            read.setArray(8, array("text", subjects.beds(), id -> id));
            read.execute();
            read.getMoreResults();
            ResultSet clock = read.getResultSet();
            clock.next();
            Instant now = clock.getObject(1, OffsetDateTime.class).toInstant();
            read.getMoreResults();
            List<Event> news = PgBedLog.events(read.getResultSet());
            read.getMoreResults();
            Map<RequestKey.Name, Known.Remembered> requests = requests(read.getResultSet());
            read.getMoreResults();
            Map<UUID, Allocation> allocations = new HashMap<>();
            PgAllocations.all(read.getResultSet()).forEach(one -> allocations.put(one.id(), one));
            read.getMoreResults();
            List<UUID> due = new ArrayList<>();
            PgAllocations.all(read.getResultSet()).forEach(one -> {
                allocations.put(one.id(), one);
                due.add(one.id());
            });
            read.getMoreResults();
            Map<String, UUID> live = new HashMap<>();
            PgAllocations.all(read.getResultSet()).forEach(one -> {
                allocations.put(one.id(), one);
                live.put(one.bed(), one.id());
            });
            remembered(requests.values(), allocations);
            return new Known(now, news, requests, allocations, due, live);
        }
    }

    /** Repeated requests are rare, so that what came of them is worth a trip of its own. */
    private void remembered(Collection<Known.Remembered> requests, Map<UUID, Allocation> allocations)
            throws SQLException {
        if (requests.isEmpty()) {
            return;
        }
        try (PreparedStatement read =
                connection.prepareStatement(PgAllocations.SELECT + " where a.id = any (?::uuid[])")) {
            read.setArray(1, array("uuid", requests, Known.Remembered::allocation));
            PgAllocations.all(read.executeQuery()).forEach(one -> allocations.putIfAbsent(one.id(), one));
        }
    }

    private static Map<RequestKey.Name, Known.Remembered> requests(ResultSet rows) throws SQLException {
        Map<RequestKey.Name, Known.Remembered> requests = new HashMap<>();
        while (rows.next()) {
            requests.put(
                    new RequestKey.Name(rows.getInt(1), rows.getLong(2), rows.getObject(3, UUID.class)),
                    new Known.Remembered(
                            rows.getObject(4, UUID.class), rows.getObject(5, UUID.class), rows.getString(6)));
        }
        return requests;
    }

    /** Writes everything or fails; nothing is there before {@link #commit}. */
    void write(Changes changes) throws SQLException {
        if (!changes.beds.isEmpty() || !changes.made.isEmpty() || !changes.moved.isEmpty()) {
            writeAllocations(changes);
        }
        writeRest(changes);
        for (Command.Register register : changes.registered) {
            put(register.hospital(), register.establishment());
            put(register.beds(), changes.now);
        }
    }

    private void writeAllocations(Changes changes) throws SQLException {
        List<Map.Entry<String, Changes.Step>> beds = List.copyOf(changes.beds.entrySet());
        List<Changes.Moved> moved = List.copyOf(changes.moved.values());
        List<Allocation> made = List.copyOf(changes.made.values());
        try (PreparedStatement write = connection.prepareStatement("""
                update bed b
                   set state = step.after, since = ?
                  from unnest(?::text[], ?::text[], ?::text[]) as step (id, before, after)
                 where b.id = step.id and b.state = step.before;
                update allocation a
                   set status = move.after, expires = move.expires, changed = ?, reason = move.reason,
                       replaced_by = move.replaced_by
                  from unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::uuid[])
                       as move (id, before, after, expires, reason, replaced_by)
                 where a.id = move.id and a.status = move.before;
                insert into allocation
                       (id, tenant, login, hospital, bed, status, held, expires, changed, emergency, choice, replaces)
                select made.id, made.tenant, made.login, made.hospital, made.bed, 'held', ?, made.expires, ?, made.emergency,
                       made.choice, made.replaces
                  from unnest(?::uuid[], ?::integer[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
                              ?::uuid[])
                       as made (id, tenant, login, hospital, bed, expires, emergency, choice, replaces)""")) {
            OffsetDateTime now = changes.now.atOffset(ZoneOffset.UTC);
            int at = 0;
            write.setObject(++at, now);
            write.setArray(++at, array("text", beds, Map.Entry::getKey));
            write.setArray(
                    ++at, array("text", beds, one -> one.getValue().before().code()));
            write.setArray(
                    ++at, array("text", beds, one -> one.getValue().after().code()));
            write.setObject(++at, now);
            write.setArray(++at, array("uuid", moved, one -> one.before().id()));
            write.setArray(
                    ++at, array("text", moved, one -> one.before().status().code()));
            write.setArray(
                    ++at, array("text", moved, one -> one.after().status().code()));
            write.setArray(
                    ++at,
                    array("timestamptz", moved, one -> one.after().expires().toString()));
            write.setArray(++at, array("text", moved, one -> one.after().reason()));
            write.setArray(++at, array("uuid", moved, one -> one.after().replacedBy()));
            write.setObject(++at, now);
            write.setObject(++at, now);
            write.setArray(++at, array("uuid", made, Allocation::id));
            write.setArray(++at, array("integer", made, Allocation::tenant));
            write.setArray(++at, array("bigint", made, Allocation::login));
            write.setArray(++at, array("text", made, Allocation::hospital));
            write.setArray(++at, array("text", made, Allocation::bed));
            write.setArray(++at, array("timestamptz", made, one -> one.expires().toString()));
            write.setArray(++at, array("text", made, Allocation::emergency));
            write.setArray(++at, array("text", made, Allocation::choice));
            write.setArray(++at, array("uuid", made, Allocation::replaces));
            write.execute();
            same(write.getUpdateCount(), beds.size(), "beds");
            write.getMoreResults();
            same(write.getUpdateCount(), moved.size(), "allocations");
        }
    }

    /** The census and the tables are one, or nothing is written. */
    private static void same(int written, int decided, String what) throws SQLException {
        if (written != decided) {
            throw new SQLException(
                    "%d of %d %s were as the census has them".formatted(written, decided, what), "KB001");
        }
    }

    private void writeRest(Changes changes) throws SQLException {
        List<RequestKey.Name> keys = List.copyOf(changes.requests.keySet());
        Collection<Known.Remembered> came = changes.requests.values();
        List<String> diverted = List.copyOf(changes.diversions.keySet());
        try (PreparedStatement write = connection.prepareStatement("""
                insert into bed_request (tenant, login, key, body, allocation, refusal, made)
                select asked.tenant, asked.login, asked.key, asked.body, asked.allocation, asked.refusal, ?
                  from unnest(?::integer[], ?::bigint[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[])
                       as asked (tenant, login, key, body, allocation, refusal);
                insert into bed_event (sequence, id, type, key, time, data, traceparent)
                select event.sequence, event.id, event.type, event.key, ?, event.data, event.traceparent
                  from unnest(?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                       as event (sequence, id, type, key, data, traceparent);
                update hospital h
                   set diversion = step.diversion
                  from unnest(?::text[], ?::text[]) as step (id, diversion)
                 where h.id = step.id;
                insert into bed_policy (version, made, policy)
                select version, ?, policy
                  from unnest(?::integer[], ?::text[]) as made (version, policy)""")) {
            OffsetDateTime now = changes.now.atOffset(ZoneOffset.UTC);
            List<Event> events = changes.events;
            var policy = changes.policy == null
                    ? List.<org.keneya.allocation.AllocationPolicy>of()
                    : List.of(changes.policy);
            int at = 0;
            write.setObject(++at, now);
            write.setArray(++at, array("integer", keys, RequestKey.Name::tenant));
            write.setArray(++at, array("bigint", keys, RequestKey.Name::login));
            write.setArray(++at, array("uuid", keys, RequestKey.Name::key));
            write.setArray(++at, array("uuid", came, Known.Remembered::body));
            write.setArray(++at, array("uuid", came, Known.Remembered::allocation));
            write.setArray(++at, array("text", came, Known.Remembered::refusal));
            write.setObject(++at, now);
            write.setArray(++at, array("bigint", events, Event::sequence));
            write.setArray(++at, array("uuid", events, Event::id));
            write.setArray(++at, array("text", events, Event::type));
            write.setArray(++at, array("text", events, Event::key));
            write.setArray(
                    ++at,
                    array("text", events, one -> new String(one.data(), java.nio.charset.StandardCharsets.UTF_8)));
            write.setArray(++at, array("text", events, Event::traceparent));
            write.setArray(++at, array("text", diverted, id -> id));
            write.setArray(++at, array("text", changes.diversions.values(), org.keneya.allocation.Diversion::code));
            write.setObject(++at, now);
            write.setArray(++at, array("integer", policy, org.keneya.allocation.AllocationPolicy::version));
            write.setArray(++at, array("text", policy, one -> JsonText.write(PolicyJson.of(one))));
            write.execute();
        }
    }

    private void put(Hospital hospital, @org.jspecify.annotations.Nullable Integer establishment) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement("""
                insert into hospital (id, name, latitude, longitude, country, region, diversion, establishment)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update
                   set name = excluded.name, latitude = excluded.latitude, longitude = excluded.longitude,
                       country = excluded.country, region = excluded.region, diversion = excluded.diversion,
                       establishment = coalesce(excluded.establishment, hospital.establishment)""")) {
            write.setString(1, hospital.id());
            write.setString(2, hospital.name());
            write.setDouble(3, hospital.place().latitude());
            write.setDouble(4, hospital.place().longitude());
            write.setString(5, hospital.country());
            write.setString(6, hospital.region());
            write.setString(7, hospital.diversion().code());
            write.setObject(8, establishment, java.sql.Types.INTEGER);
            write.executeUpdate();
        }
    }

    /** Lists of codes travel as one text each, for arrays of arrays must be rectangular. */
    private void put(List<Bed> beds, Instant now) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement("""
                insert into bed (id, hospital, unit, specialities, equipment, isolation, sex, youngest, oldest, state, since)
                select b.id, b.hospital, b.unit, string_to_array(b.specialities, ' '), string_to_array(b.equipment, ' '),
                       b.isolation, b.sex, b.youngest, b.oldest, b.state, ?
                  from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::float8[],
                              ?::float8[], ?::text[])
                       as b (id, hospital, unit, specialities, equipment, isolation, sex, youngest, oldest, state)
                on conflict (id) do update
                   set unit = excluded.unit, specialities = excluded.specialities, equipment = excluded.equipment,
                       isolation = excluded.isolation, sex = excluded.sex, youngest = excluded.youngest,
                       oldest = excluded.oldest, state = excluded.state,
                       since = case when bed.state = excluded.state then bed.since else excluded.since end""")) {
            int at = 0;
            write.setObject(++at, now.atOffset(ZoneOffset.UTC));
            write.setArray(++at, array("text", beds, Bed::id));
            write.setArray(++at, array("text", beds, Bed::hospital));
            write.setArray(++at, array("text", beds, Bed::unit));
            write.setArray(++at, array("text", beds, bed -> String.join(" ", bed.specialities())));
            write.setArray(++at, array("text", beds, bed -> String.join(" ", bed.equipment())));
            write.setArray(++at, array("text", beds, bed -> bed.isolation().code()));
            write.setArray(++at, array("text", beds, bed -> {
                Sex sex = bed.sex();
                return sex == null ? null : sex.code();
            }));
            write.setArray(++at, array("float8", beds, Bed::youngest));
            write.setArray(++at, array("float8", beds, Bed::oldest));
            write.setArray(++at, array("text", beds, bed -> bed.state().code()));
            write.executeUpdate();
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close(); // the pool rolls back what was not committed
    }

    private <T, V extends @org.jspecify.annotations.Nullable Object> Array array(
            String type, Collection<T> items, Function<T, V> value) throws SQLException {
        @org.jspecify.annotations.Nullable Object[] values = new Object[items.size()];
        int at = 0;
        for (T item : items) {
            values[at++] = value.apply(item);
        }
        return connection.createArrayOf(type, values);
    }
}
