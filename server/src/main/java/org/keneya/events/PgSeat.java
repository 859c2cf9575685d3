// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The right to bring the events of one outbox to one broker: a lock that lives as long as its connection, so that it falls to
 * another node when this one dies, stops or loses the database. Everything is written through that connection: who lost the
 * right cannot move the position. For one thread.
 */
final class PgSeat implements AutoCloseable {
    private final Connection connection;
    private final String outbox;
    private final String broker;
    private final PreparedStatement move;

    private PgSeat(Connection connection, String outbox, String broker) throws SQLException {
        this.connection = connection;
        this.outbox = outbox;
        this.broker = broker;
        move = connection.prepareStatement(
                "update event_position set position = ?, moved = clock_timestamp() where outbox = ? and broker = ?");
    }

    /** Takes the seat if it is free; empty, with the connection closed, when another node holds it. */
    static Optional<PgSeat> take(Connection connection, String outbox, String broker) throws SQLException {
        boolean taken = false;
        try {
            try (PreparedStatement lock =
                    connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
                lock.setString(1, "keneya events %s %s".formatted(outbox, broker));
                var row = lock.executeQuery();
                row.next();
                taken = row.getBoolean(1);
            }
            return taken ? Optional.of(new PgSeat(connection, outbox, broker)) : Optional.empty();
        } finally {
            if (!taken) {
                connection.close();
            }
        }
    }

    /** Sequence of the last event that needs no more care; 0 at first. */
    long position() throws SQLException {
        try (PreparedStatement make = connection.prepareStatement("""
                        insert into event_position (outbox, broker, position, moved)
                        values (?, ?, 0, clock_timestamp())
                        on conflict (outbox, broker) do nothing
                        """);
                PreparedStatement find = connection.prepareStatement(
                        "select position from event_position where outbox = ? and broker = ?")) {
            make.setString(1, outbox);
            make.setString(2, broker);
            make.executeUpdate();
            find.setString(1, outbox);
            find.setString(2, broker);
            var row = find.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    /** Says that this node lives, and returns the database's time. */
    Instant beat() throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement("select clock_timestamp()")) {
            var row = ask.executeQuery();
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    /** Everything up to a position is taken care of: published, or put aside here and now. */
    void move(long position, List<DeadLetter.Fresh> aside) throws SQLException {
        if (aside.isEmpty()) {
            moveTo(position);
            return;
        }
        connection.setAutoCommit(false);
        try (PreparedStatement add = connection.prepareStatement("""
                insert into dead_letter (outbox, broker, sequence, event, type, key, cause, due)
                values (?, ?, ?, ?, ?, ?, ?, clock_timestamp() + interval '10 seconds')
                on conflict (outbox, broker, sequence) do nothing
                """)) {
            for (DeadLetter.Fresh fresh : aside) {
                add.setString(1, outbox);
                add.setString(2, broker);
                add.setLong(3, fresh.event().sequence());
                add.setObject(4, fresh.event().id());
                add.setString(5, fresh.event().type());
                add.setString(6, fresh.event().key());
                add.setString(7, fresh.cause());
                add.addBatch();
            }
            add.executeBatch();
            moveTo(position);
            connection.commit();
        } catch (SQLException failure) {
            connection.rollback();
            throw failure;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void moveTo(long position) throws SQLException {
        move.setLong(1, position);
        move.setString(2, outbox);
        move.setString(3, broker);
        move.executeUpdate();
    }

    /** Keys of which something waits: nothing later of theirs may be published. */
    Set<String> blocked() throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(
                "select distinct key from dead_letter where outbox = ? and broker = ? and given_up is null")) {
            find.setString(1, outbox);
            find.setString(2, broker);
            var rows = find.executeQuery();
            Set<String> keys = new HashSet<>();
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
            return keys;
        }
    }

    /** The first that waits of each key. */
    List<DeadLetter.Next> next() throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("""
                select distinct on (key) sequence, key, due <= clock_timestamp() or cause is null
                  from dead_letter
                 where outbox = ?
                   and broker = ?
                   and given_up is null
                 order by key, sequence
                """)) {
            find.setString(1, outbox);
            find.setString(2, broker);
            var rows = find.executeQuery();
            List<DeadLetter.Next> next = new ArrayList<>();
            while (rows.next()) {
                next.add(new DeadLetter.Next(rows.getLong(1), rows.getString(2), rows.getBoolean(3)));
            }
            return next;
        }
    }

    /** It was published after all. */
    void delivered(long sequence) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement(
                "delete from dead_letter where outbox = ? and broker = ? and sequence = ?")) {
            remove.setString(1, outbox);
            remove.setString(2, broker);
            remove.setLong(3, sequence);
            remove.executeUpdate();
        }
    }

    /** It was refused again, and is tried later: after 20 s, then after twice as long each time, up to an hour. */
    void refused(long sequence, String cause) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement("""
                update dead_letter
                   set cause = ?,
                       attempts = attempts + 1,
                       due = clock_timestamp() + least(3600, 10 * 2 ^ least(attempts + 1, 20)) * interval '1 second'
                 where outbox = ?
                   and broker = ?
                   and sequence = ?
                """)) {
            change.setString(1, cause);
            change.setString(2, outbox);
            change.setString(3, broker);
            change.setLong(4, sequence);
            change.executeUpdate();
        }
    }

    /** Gives the right back. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
