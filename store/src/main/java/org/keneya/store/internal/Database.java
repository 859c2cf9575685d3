// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Deadline;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.store.Connections;
import org.postgresql.jdbc.PgConnection;

/**
 * The ways to the database: short bounded looks, and transactions. Turns the failures a caller can do something
 * about into problems: out of connections (busy), over the time limit (too costly).
 */
public final class Database {
    private static final String DEADLOCK = "40P01";
    private static final String SERIALIZATION = "40001";
    private static final String CANCELLED = "57014";
    private static final int ATTEMPTS = 5;

    /** Connections that ended: SQL states of class 08, and those a server sends while it goes down or comes up. */
    private static final Set<String> LEAVING = Set.of("57P01", "57P02", "57P03");

    /** A pool hands out without a look what it saw alive within half a second; after that it looks first. */
    private static final Duration TRUSTED = Duration.ofMillis(600);

    private final Connections connections;

    /** Which tenant a connection was last told to see, whoever told it. */
    private static final Cache<PgConnection, Integer> TOLD =
            Caffeine.newBuilder().weakKeys().build();

    @SuppressWarnings("ThreadLocalUsage") // a connection belongs to one database, of which a program has one
    private final ThreadLocal<@Nullable Held> held = new ThreadLocal<>();

    public Database(Connections connections) {
        this.connections = connections;
    }

    /** Work done on a connection that is returned afterwards. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    /** @param tenant whose rows the connection sees; 0 for none */
    private record Held(Connection connection, int tenant) {}

    /** Looks up what belongs to no tenant: on the connection this thread holds already, or on one of its own. */
    public <T> T read(Work<T> work) {
        return look(connections.reads(), 0, work);
    }

    /** Looks something up among one tenant's rows. */
    public <T> T read(Tenant tenant, Work<T> work) {
        return look(connections.reads(), tenant.id(), work);
    }

    /** Looks for something, with statements whose plans depend on their values. */
    <T> T search(Tenant tenant, Work<T> work) {
        return look(connections.searches(), tenant.id(), work);
    }

    private <T> T look(DataSource source, int tenant, Work<T> work) {
        Deadline.check();
        try {
            Held mine = held.get();
            return mine != null && (tenant == 0 || mine.tenant == tenant)
                    ? work.on(mine.connection)
                    : looked(source, tenant, work);
        } catch (SQLException failure) {
            throw understood(failure);
        }
    }

    /** A look whose connection broke is taken again: the database was restarted, and nothing was changed by it. */
    private <T> T looked(DataSource source, int tenant, Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return holding(connection, tenant, work);
        } catch (SQLException failure) {
            if (!isLost(failure)) {
                throw failure;
            }
        }
        pause();
        try (Connection connection = source.getConnection()) {
            return holding(connection, tenant, work);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TRUSTED);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A look-up on the way (of a key, of a dictionary) must not wait for a second connection while it blocks a first. */
    private <T extends @Nullable Object> T holding(Connection connection, int tenant, Work<T> work)
            throws SQLException {
        tell(connection, tenant);
        Held before = held.get();
        held.set(new Held(connection, tenant));
        try {
            return work.on(connection);
        } finally {
            if (before == null) {
                held.remove();
            } else {
                held.set(before);
            }
        }
    }

    /** Tells the connection whose rows it may see, unless it knows: what row-level security goes by. */
    private static void tell(Connection connection, int tenant) throws SQLException {
        PgConnection own = connection.unwrap(PgConnection.class);
        Integer known = TOLD.getIfPresent(own);
        if (tenant == 0 || known != null && known == tenant) {
            return;
        }
        TOLD.invalidate(own);
        try (var statement = connection.prepareStatement("select set_config('keneya.tenant', ?, false)")) {
            statement.setString(1, Integer.toString(tenant));
            statement.execute();
        }
        TOLD.put(own, tenant);
    }

    /** Runs work on what belongs to no tenant in one transaction. */
    public <T> T write(Work<T> work) {
        return write(0, work);
    }

    /** Runs the work among one tenant's rows in one transaction; again, a few times, when the database asks for it. */
    <T> T write(Tenant tenant, Work<T> work) {
        return write(tenant.id(), work);
    }

    private <T> T write(int tenant, Work<T> work) {
        Deadline.check();
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = connections.writes().getConnection()) {
                return inTransaction(connection, tenant, work);
            } catch (SQLException failure) {
                String state = failure.getSQLState();
                boolean again = DEADLOCK.equals(state) || SERIALIZATION.equals(state);
                if (!again || attempt == ATTEMPTS) {
                    throw understood(failure);
                }
            }
        }
    }

    /** Runs statements each of which is a transaction of its own; null says that nothing was changed. */
    <T extends @Nullable Object> T single(Tenant tenant, Work<T> work) {
        Deadline.check();
        try (Connection connection = connections.writes().getConnection()) {
            T result = holding(connection, tenant.id(), work);
            if (result != null) {
                Deadline.stored();
            }
            return result;
        } catch (SQLException failure) {
            throw understood(failure);
        }
    }

    private <T> T inTransaction(Connection connection, int tenant, Work<T> work) throws SQLException {
        tell(connection, tenant); // before the transaction, for what is told within goes when it is rolled back
        connection.setAutoCommit(false);
        T result;
        try {
            result = holding(connection, tenant, work);
            Deadline.check();
            connection.commit();
        } catch (SQLException | RuntimeException failure) {
            undo(connection, failure);
            throw failure;
        }
        if (tenant != 0) { // what belongs to no tenant, such as a key, is made on the way of whatever needs it first
            Deadline.stored();
        }
        connection.setAutoCommit(true);
        return result;
    }

    /** Rolls back for a failure, which stays what is told: a connection that broke cannot be rolled back. */
    private static void undo(Connection connection, Exception failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
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
        if (isLost(failure)) {
            return new ProblemException(new Problem.Busy(List.of(Issue.error(
                    "transient",
                    "The database was restarted meanwhile; try again shortly. Whether a change sent just now was made "
                            + "is not known: look before it is sent again"))));
        }
        return new DatabaseFailure(failure);
    }

    private static boolean isLost(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || LEAVING.contains(state);
    }

    /** The database refused; not the caller's fault. Carries the SQL state, never the values. */
    public static final class DatabaseFailure extends RuntimeException {
        DatabaseFailure(SQLException cause) {
            super("database failure, SQL state " + cause.getSQLState(), cause);
        }
    }
}
