// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.keneya.kernel.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has every tenant's log looked through a few times a minute. */
final class Watches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
    private static final long TURN_SECONDS = 20;

    private final PgAudit table;
    private final Function<Tenant, Watch> made;
    private final Map<Integer, Watch> watches = new ConcurrentHashMap<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("audit-watch").daemon().factory());

    Watches(PgAudit table, Function<Tenant, Watch> made) {
        this.table = table;
        this.made = made;
    }

    void start() {
        var _ = worker.scheduleWithFixedDelay(this::turn, TURN_SECONDS, TURN_SECONDS, TimeUnit.SECONDS);
    }

    private void turn() {
        try {
            for (int tenant : table.tenants()) {
                look(new Tenant(tenant));
            }
        } catch (SQLException | RuntimeException failure) {
            LOG.warn("audit=watch-waiting error={}", failure.getClass().getSimpleName());
        }
    }

    /** Looks through what a tenant's log has got since the last time. */
    private void look(Tenant tenant) throws SQLException {
        watches.computeIfAbsent(tenant.id(), _ -> made.apply(tenant)).turn();
    }

    /** Looks through what a tenant's log has got since the last time; what is read for that is nobody's access. */
    void turn(Tenant tenant) {
        Future<?> turn = worker.submit(() -> {
            look(tenant);
            return true;
        });
        try {
            turn.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the log could not be looked through", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
