// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.springframework.stereotype.Component;

/** Hands out seats, each on a connection of its own that no pool ever takes back. */
@Component
class PgSeats {
    /**
     * The server ends a session that is silent for ten seconds (a stopped node; a living one says something every second),
     * or whose machine does not answer for five (a dead one). What one statement may wait for is bounded as well. The position
     * may be lost with the machine of the database: then a few events are published twice.
     */
    private static final String OPTIONS = "-c statement_timeout=3000 -c lock_timeout=2000 -c idle_session_timeout=10000"
            + " -c tcp_user_timeout=5000 -c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1"
            + " -c tcp_keepalives_count=3 -c synchronous_commit=off";

    private final HikariDataSource writes;

    PgSeats(HikariDataSource writes) {
        this.writes = writes;
    }

    Optional<PgSeat> take(String outbox, String broker) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(writes.getDataSourceProperties());
        properties.setProperty("user", writes.getUsername());
        properties.setProperty("password", writes.getPassword());
        properties.setProperty("ApplicationName", "keneya-events-" + broker);
        properties.setProperty("options", OPTIONS);
        properties.setProperty("socketTimeout", "8");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        Connection connection = DriverManager.getConnection(writes.getJdbcUrl(), properties);
        return PgSeat.take(connection, outbox, broker);
    }
}
