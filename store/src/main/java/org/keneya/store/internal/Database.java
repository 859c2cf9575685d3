// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.store.Connections;

/**
 * The ways to the database: short bounded looks, and transactions. Turns the failures a caller can do something
 * about into problems: out of connections (busy), over the time limit (too costly).
 */
public final class Database {
    private static final String DEADLOCK = "40P01";
    private static final String SERIALIZATION = "40001";
    private static final String CANCELLED = "57014";
    private static final int ATTEMPTS = 5;

    private final Connections connections;

    @SuppressWarnings("ThreadLocalUsage") // a connection belongs to one database, of which a program has one
    private final ThreadLocal<@Nullable Connection> held = new ThreadLocal<>();

    public Database(Connections connections) {
        this.connections = connections;
    }

    /** Work done on a connection that is returned afterwards. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    /** Looks something up: on the connection this thread holds already, or on one of its own. */
    public <T> T read(Work<T> work) {
        return look(connections.reads(), work);
    }

    /** Looks for something, with statements whose plans depend on their values. */
    <T> T search(Work<T> work) {
        return look(connections.searches(), work);
    }

    private <T> T look(DataSource source, Work<T> work) {
        try {
            Connection mine = held.get();
            if (mine != null) {
                return work.on(mine);
            }
            try (Connection connection = source.getConnection()) {
                return holding(connection, work);
            }
        } catch (SQLException failure) {
            throw understood(failure);
        }
    }

    /** A look-up on the way (of a key, of a dictionary) must not wait for a second connection while it blocks a first. */
    private <T extends @Nullable Object> T holding(Connection connection, Work<T> work) throws SQLException {
        held.set(connection);
        try {
            return work.on(connection);
        } finally {
            held.remove();
        }
    }

    /** Runs the work in one transaction; again, a few times, when the database asks for it. */
    public <T> T write(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = connections.writes().getConnection()) {
                return inTransaction(connection, work);
            } catch (SQLException failure) {
                String state = failure.getSQLState();
                boolean again = DEADLOCK.equals(state) || SERIALIZATION.equals(state);
                if (!again || attempt == ATTEMPTS) {
                    throw understood(failure);
                }
            }
        }
    }

    /** Runs statements each of which is a transaction of its own. */
    <T extends @Nullable Object> T single(Work<T> work) {
        try (Connection connection = connections.writes().getConnection()) {
            return holding(connection, work);
        } catch (SQLException failure) {
            throw understood(failure);
        }
    }

    private <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = holding(connection, work);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    static RuntimeException understood(SQLException failure) {
        if (CANCELLED.equals(failure.getSQLState())) {
            return new ProblemException(new Problem.TooCostly(List.of(Issue.error(
                    "too-costly", "The request takes longer than is allowed; add criteria such as patient or date"))));
        }
        if (failure instanceof SQLTransientConnectionException) {
            return new ProblemException(
                    new Problem.Busy(List.of(Issue.error("transient", "The server is busy; try again shortly"))));
        }
        return new DatabaseFailure(failure);
    }

    /** The database refused or is gone; not the caller's fault. Carries the SQL state, never the values. */
    public static final class DatabaseFailure extends RuntimeException {
        DatabaseFailure(SQLException cause) {
            super("database failure, SQL state " + cause.getSQLState(), cause);
        }
    }
}
