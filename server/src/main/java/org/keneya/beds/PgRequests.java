// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets old keys of clients. */
final class PgRequests {
    private static final int AT_ONCE = 5_000;

    private PgRequests() {}

    /** A bounded number at a time, so that nobody waits for it. */
    static void forget(DataSource database, Duration remembered) {
        JdbcClient.create(database)
                .sql("""
                        delete from bed_request
                         where ctid in (select ctid
                                          from bed_request
                                         where made < now() - make_interval(secs => :seconds)
                                         limit :most)
                        """)
                .param("seconds", remembered.toSeconds())
                .param("most", AT_ONCE)
                .update();
    }
}
