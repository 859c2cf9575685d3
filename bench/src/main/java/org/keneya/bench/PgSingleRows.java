// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What PostgreSQL itself can do with one row changed in each transaction, every commit durable: the yardstick for all that is built on it. */
final class PgSingleRows {
    private static final int ROWS = 100_000;

    private PgSingleRows() {}

    /** @param url JDBC, with user and password; a table {@code bench_row} is made there and dropped */
    static Drive.Outcome run(String url, int connections, int seconds) throws IOException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists bench_row");
            statement.execute("create table bench_row (id integer primary key, state integer not null)");
            statement.execute("insert into bench_row select n, 0 from generate_series(0, %d) n".formatted(ROWS - 1));
            BedTally tally = new BedTally();
            changes(url, connections, seconds, tally);
            statement.execute("drop table bench_row");
            return tally.outcome(seconds);
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }

    private static void changes(String url, int connections, int seconds, BedTally tally) throws IOException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    change(url, end, new SplittableRandom(number), tally);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    private static void change(String url, long end, SplittableRandom random, BedTally tally) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement update =
                        connection.prepareStatement("update bench_row set state = state + 1 where id = ?")) {
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                update.setInt(1, random.nextInt(ROWS));
                update.executeUpdate();
                tally.add(System.nanoTime() - now, 200, "");
            }
        }
    }
}
