// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.keneya.store.MasterKey;

/** The log in its tables. */
final class PgAudit {
    private static final long LOCK = 0x4b656e6579614175L;
    /** Notes taken out in one transaction at most. */
    static final int NOTES_AT_ONCE = 1_000;

    private static final int BLOCKS_AT_ONCE = 64;

    private final DataSource database;
    private final MasterKey masterKey;
    private final Map<Integer, MasterKey> keys = new ConcurrentHashMap<>();

    PgAudit(DataSource database, MasterKey masterKey) {
        this.database = database;
        this.masterKey = masterKey;
    }

    /** A row of the log. */
    record Sealed(long first, int count, byte[] content) {}

    /** Takes rows, in order. */
    @FunctionalInterface
    interface Taker {
        /** @return whether there is need for more */
        boolean take(Sealed block) throws SQLException;
    }

    /** A note of the store's, taken out. */
    record Note(long pk, int tenant, byte[] note) {}

    /** Work in one transaction, with the log held against every other node. */
    @FunctionalInterface
    interface Work {
        void on(Turn turn) throws SQLException;
    }

    void locked(Work work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setLong(1, LOCK);
                lock.execute();
                work.on(new Turn(connection));
                connection.commit();
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /** What is done while the log is held. */
    static final class Turn {
        private final Connection connection;

        private Turn(Connection connection) {
            this.connection = connection;
        }

        /**
         * Takes notes of committed changes out.
         *
         * @param from lowest key looked at; spares the walk over what was taken out before
         */
        List<Note> notes(long from) throws SQLException {
            try (var take = connection.prepareStatement("""
                    with taken as (
                      delete from commit_note
                       where pk in (select pk from commit_note where pk >= ? order by pk limit ?)
                      returning pk, tenant, note)
                    select pk, tenant, note
                      from taken
                     order by pk
                    """)) {
                take.setLong(1, from);
                take.setInt(2, NOTES_AT_ONCE);
                var rows = take.executeQuery();
                List<Note> notes = new ArrayList<>();
                while (rows.next()) {
                    notes.add(new Note(rows.getLong(1), rows.getInt(2), rows.getBytes(3)));
                }
                return notes;
            }
        }

        /** Marks a segment of a journal as in the log; false when it was there already. */
        boolean enter(String source) throws SQLException {
            try (var insert = connection.prepareStatement(
                    "insert into audit_source (name) values (?) on conflict (name) do nothing")) {
                insert.setString(1, source);
                return insert.executeUpdate() == 1;
            }
        }

        /** Forgets segments whose files are gone. */
        void leave(List<String> sources) throws SQLException {
            if (sources.isEmpty()) {
                return;
            }
            try (var delete = connection.prepareStatement("delete from audit_source where name = any(?)")) {
                delete.setArray(1, connection.createArrayOf("text", sources.toArray()));
                delete.executeUpdate();
            }
        }

        /** Number of the entry that comes next. */
        long next(int tenant) throws SQLException {
            try (var find = connection.prepareStatement("""
                    select first + count
                      from audit_block
                     where tenant = ?
                     order by first desc
                     limit 1
                    """)) {
                find.setInt(1, tenant);
                var rows = find.executeQuery();
                return rows.next() ? rows.getLong(1) : 0;
            }
        }

        void add(int tenant, Sealed block, long from, long to, Set<Long> words) throws SQLException {
            try (var insert = connection.prepareStatement("""
                    insert into audit_block (tenant, first, count, from_at, to_at, words, content)
                    values (?, ?, ?, ?, ?, ?, ?)
                    """)) {
                insert.setInt(1, tenant);
                insert.setLong(2, block.first());
                insert.setInt(3, block.count());
                insert.setLong(4, from);
                insert.setLong(5, to);
                insert.setObject(
                        6, words.stream().mapToLong(Long::longValue).sorted().toArray(), Types.ARRAY);
                insert.setBytes(7, block.content());
                insert.executeUpdate();
            }
        }
    }

    /**
     * Gives the rows from the one on that holds an entry, in order, until no more are wanted.
     *
     * @param from number of the entry; negative for everything, also what nobody should have put before the first
     */
    void each(int tenant, long from, Taker taker) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var find = connection.prepareStatement("""
                    select first, count, content
                      from audit_block
                     where tenant = ?
                       and first >= coalesce((select max(first) from audit_block where tenant = ? and first <= ?), 0)
                     order by first
                    """)) {
                find.setFetchSize(BLOCKS_AT_ONCE);
                find.setInt(1, tenant);
                find.setInt(2, tenant);
                find.setLong(3, from);
                give(find, taker);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /**
     * Gives the rows that may hold what is looked for, newest first, until no more are wanted.
     *
     * @param before number all entries wanted are below
     * @param from first millisecond
     * @param to last millisecond
     * @param words hashes the row must have all of
     */
    void newest(int tenant, long before, long from, long to, List<Long> words, Taker taker) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false); // so that rows come as they are wanted
            try (var find = connection.prepareStatement("""
                    select first, count, content
                      from audit_block
                     where tenant = ?
                       and first < ?
                       and to_at >= ?
                       and from_at <= ?
                       and words @> ?
                     order by first desc
                    """)) {
                find.setFetchSize(BLOCKS_AT_ONCE);
                find.setInt(1, tenant);
                find.setLong(2, before);
                find.setLong(3, from);
                find.setLong(4, to);
                find.setArray(5, connection.createArrayOf("bigint", words.toArray()));
                give(find, taker);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static void give(PreparedStatement find, Taker taker) throws SQLException {
        var rows = find.executeQuery();
        while (rows.next()) {
            if (!taker.take(new Sealed(rows.getLong(1), rows.getInt(2), rows.getBytes(3)))) {
                return;
            }
        }
    }

    /** Number of the first entry of the first row that reaches to a moment or beyond; -1 when there is none. */
    long firstSince(int tenant, long at) throws SQLException {
        try (Connection connection = database.getConnection();
                var find = connection.prepareStatement(
                        "select min(first) from audit_block where tenant = ? and to_at >= ?")) {
            find.setInt(1, tenant);
            find.setLong(2, at);
            var rows = find.executeQuery();
            rows.next();
            long first = rows.getLong(1);
            return rows.wasNull() ? -1 : first;
        }
    }

    List<Integer> tenants() throws SQLException {
        try (Connection connection = database.getConnection();
                var find = connection.prepareStatement(
                        "select tenant from audit_key union select tenant from audit_block order by tenant")) {
            var rows = find.executeQuery();
            List<Integer> tenants = new ArrayList<>();
            while (rows.next()) {
                tenants.add(rows.getInt(1));
            }
            return tenants;
        }
    }

    /** The key a tenant's entries are sealed with, made when it is first needed. */
    MasterKey key(int tenant) {
        return keys.computeIfAbsent(tenant, this::load);
    }

    /** The key a tenant's entries were sealed with; empty when it is gone. Makes none. */
    Optional<MasterKey> knownKey(int tenant) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return knownKey(connection, tenant);
        }
    }

    private Optional<MasterKey> knownKey(Connection connection, int tenant) throws SQLException {
        try (var find = connection.prepareStatement("select wrapped from audit_key where tenant = ?")) {
            find.setInt(1, tenant);
            var rows = find.executeQuery();
            return rows.next()
                    ? Optional.of(new MasterKey(masterKey.unwrap(rows.getBytes(1), purpose(tenant))))
                    : Optional.empty();
        }
    }

    private static String purpose(int tenant) {
        return "audit key %d".formatted(tenant);
    }

    private MasterKey load(int tenant) {
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        try (Connection connection = database.getConnection()) {
            try (var insert = connection.prepareStatement(
                    "insert into audit_key (tenant, wrapped) values (?, ?) on conflict (tenant) do nothing")) {
                insert.setInt(1, tenant);
                insert.setBytes(2, masterKey.wrap(fresh, purpose(tenant)));
                insert.executeUpdate();
            }
            return knownKey(connection, tenant).orElseThrow();
        } catch (SQLException gone) {
            throw new IllegalStateException("the audit key of tenant %d cannot be read".formatted(tenant), gone);
        }
    }
}
