// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.keneya.events.Event;
import org.keneya.events.Outbox;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log of all changes, which is the outbox too. */
final class PgBedLog implements Outbox {
    private final JdbcClient jdbc;

    PgBedLog(DataSource database) {
        jdbc = JdbcClient.create(database);
    }

    @Override
    public String name() {
        return "beds";
    }

    @Override
    public String topic() {
        return "keneya.beds";
    }

    @Override
    public List<Event> after(long sequence, int limit) {
        return jdbc.sql("""
                        select sequence, id, type, key, time, data, traceparent
                          from bed_event
                         where sequence > :sequence
                         order by sequence
                         limit :limit
                        """)
                .param("sequence", sequence)
                .param("limit", limit)
                .query((row, number) -> read(row))
                .list();
    }

    /** Sequence of the last event; 0 for none. */
    long last() {
        return jdbc.sql("select coalesce(max(sequence), 0) from bed_event")
                .query(Long.class)
                .single();
    }

    static List<Event> events(ResultSet rows) throws SQLException {
        List<Event> events = new ArrayList<>();
        while (rows.next()) {
            events.add(read(rows));
        }
        return events;
    }

    private static Event read(ResultSet row) throws SQLException {
        return new Event(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getString(6).getBytes(StandardCharsets.UTF_8),
                row.getString(7));
    }
}
