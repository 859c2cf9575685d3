// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import org.keneya.ServerFixture;
import org.keneya.events.Relay;
import org.keneya.traces.Traces;

/** Another node on the database of a server: a writer of its own, with its own census. */
final class SecondNode implements AutoCloseable {
    final BedWriter writer;
    final Board board = new Board();
    private final HikariDataSource ledgers;

    SecondNode(ServerFixture server) throws SQLException {
        HikariDataSource others = server.beans(HikariDataSource.class).stream()
                .filter(pool -> "ledgers".equals(pool.getPoolName()))
                .findFirst()
                .orElseThrow();
        HikariConfig config = new HikariConfig();
        others.copyStateTo(config);
        config.setPoolName("ledgers-2");
        ledgers = new HikariDataSource(config);
        PgBedLog log = server.bean(PgBedLog.class);
        writer = new BedWriter(
                ledgers,
                server.bean(PgHospitals.class),
                log,
                board,
                new BedFeed(log),
                server.bean(Relay.class),
                new BedMeasures(new SimpleMeterRegistry()),
                Traces.OFF,
                server.bean(BedSettings.class));
        writer.start();
    }

    @Override
    public void close() {
        writer.close();
        ledgers.close();
    }
}
