// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was not published, for people to see and to decide about; the node that publishes acts on it within a second. */
@Component
class PgDeadLetters {
    private final JdbcClient jdbc;

    PgDeadLetters(DataSource writes) {
        jdbc = JdbcClient.create(writes);
    }

    /** Refused ones first, then those behind them, oldest first. */
    List<DeadLetter> find(int limit) {
        return jdbc.sql("""
                        select outbox, broker, sequence, event, type, key, cause, since, attempts, due, given_up
                          from dead_letter
                         order by given_up is not null, cause is null, outbox, broker, sequence
                         limit :limit
                        """)
                .param("limit", limit)
                .query((row, _) -> letter(row))
                .list();
    }

    /** Has one tried again at once; false when there is none that waits. */
    boolean retry(String outbox, String broker, long sequence) {
        return change("set due = clock_timestamp()", outbox, broker, sequence);
    }

    /** Decides that one will never be published, so that those behind it are; false when there is none that waits. */
    boolean giveUp(String outbox, String broker, long sequence) {
        return change("set given_up = clock_timestamp()", outbox, broker, sequence);
    }

    private boolean change(String what, String outbox, String broker, long sequence) {
        return jdbc.sql("update dead_letter " + what + """

                         where outbox = :outbox
                           and broker = :broker
                           and sequence = :sequence
                           and given_up is null
                        """)
                        .param("outbox", outbox)
                        .param("broker", broker)
                        .param("sequence", sequence)
                        .update()
                == 1;
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getObject(4, UUID.class),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getTimestamp(8).toInstant(),
                row.getInt(9),
                row.getTimestamp(10).toInstant(),
                instant(row.getTimestamp(11)));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
