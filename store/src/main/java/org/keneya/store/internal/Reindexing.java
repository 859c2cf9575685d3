// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the resources that were there before a search parameter was defined and adds what the index is to hold of
 * them, batch by batch in the order they were made; where it has got to is kept with each batch, so that it goes on after a
 * restart. One at a time in the whole installation; writers are never waited for, for they index what they write themselves.
 */
final class Reindexing {
    private static final Logger LOG = LoggerFactory.getLogger("Reindexing");
    private static final int BATCH = 200;
    private static final long AFTER_FAILURE_MILLIS = 10_000;
    private static final long LOCK = 0x4b656e6579615249L;

    /** Until every node knows the parameter and indexes what it writes by it. */
    private static final long SETTLED_MILLIS = 2 * OwnParameters.FRESH_MILLIS;

    private final Database database;
    private final Codec codec;
    private final OwnParameters own;
    private final TenantKeys keys;
    private final AtomicBoolean running = new AtomicBoolean();

    Reindexing(Database database, Codec codec, OwnParameters own, TenantKeys keys) {
        this.database = database;
        this.codec = codec;
        this.own = own;
        this.keys = keys;
    }

    /** A parameter on its way. */
    private record Work(Tenant tenant, int number, long created, int atType, long atPk) {}

    /** Starts the work in the background, unless it is going on or there is none. */
    void start() {
        if (running.compareAndSet(false, true)) {
            Thread.ofVirtual().name("reindexing").start(this::run);
        }
    }

    private void run() {
        try {
            while (!isDone()) {
                Thread.sleep(AFTER_FAILURE_MILLIS);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            running.set(false);
        }
    }

    /** Works until nothing is left; false when something failed on the way, such as a database that is restarted. */
    private boolean isDone() throws InterruptedException {
        try {
            for (Optional<Work> found = next(); found.isPresent(); found = next()) {
                Work work = found.get();
                long wait = work.created + SETTLED_MILLIS - System.currentTimeMillis();
                if (wait > 0) {
                    Thread.sleep(wait);
                }
                if (!batch(work)) {
                    Thread.sleep(OwnParameters.FRESH_MILLIS);
                }
            }
            return true;
        } catch (RuntimeException failure) {
            LOG.warn(
                    "reindexing interrupted error={} again-in-ms={}",
                    failure.getClass().getSimpleName(),
                    AFTER_FAILURE_MILLIS);
            return false;
        }
    }

    private Optional<Work> next() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select tenant, number, created, at_type, at_pk
                      from search_parameter
                     where not ready
                     order by created, number
                     limit 1
                    """)) {
                var rows = statement.executeQuery();
                return rows.next()
                        ? Optional.of(new Work(
                                new Tenant(rows.getInt(1)),
                                rows.getInt(2),
                                rows.getLong(3),
                                rows.getInt(4),
                                rows.getLong(5)))
                        : Optional.empty();
            }
        });
    }

    /** One batch in one transaction; false when another node has the work, or this one does not know the parameter yet. */
    private boolean batch(Work work) {
        own.freshen(work.tenant);
        List<Field> fields = own.all(work.tenant).stream()
                .filter(one -> one.number() == work.number)
                .flatMap(one -> one.fields().stream())
                .sorted(java.util.Comparator.comparingInt(Field::type))
                .toList();
        if (fields.isEmpty()) {
            return false;
        }
        return database.write(work.tenant, connection -> {
            try (var lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
                lock.setLong(1, LOCK);
                var rows = lock.executeQuery();
                rows.next();
                if (!rows.getBoolean(1)) {
                    return false;
                }
            }
            Field field = fields.stream()
                    .filter(one -> one.type() >= work.atType)
                    .findFirst()
                    .orElse(null);
            if (field == null) {
                progress(connection, work, 0, 0, 0, true);
                LOG.info("search parameter ready tenant={} number={}", work.tenant.id(), work.number);
                return true;
            }
            if (work.atType == 0) {
                count(connection, work, fields);
            }
            long from = field.type() == work.atType ? work.atPk : 0;
            long[] last = {from};
            int done = index(connection, work.tenant, field, last);
            if (done < BATCH) {
                progress(connection, work, field.type() + 1, 0, done, false);
            } else {
                progress(connection, work, field.type(), last[0], done, false);
            }
            return true;
        });
    }

    private int index(Connection connection, Tenant tenant, Field field, long[] last) throws SQLException {
        Tokens tokens = new Tokens(keys.of(tenant).tokens());
        String table = Tables.of(field.typeName());
        List<Long> pks = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        int read = 0;
        try (var statement = connection.prepareStatement("""
                select id, pk, version, content
                  from %s
                 where tenant = ?
                   and type = ?
                   and pk > ?
                 order by pk
                 limit ?
                   for update
                """.formatted(table))) {
            statement.setInt(1, tenant.id());
            statement.setInt(2, field.type());
            statement.setLong(3, last[0]);
            statement.setInt(4, BATCH);
            var found = statement.executeQuery();
            while (found.next()) {
                read++;
                last[0] = found.getLong(2);
                Json.Obj resource = JsonText.readObject(codec.decode(
                        tenant, field.type(), IdBytes.text(found.getBytes(1)), found.getInt(3), found.getBytes(4)));
                Row row = new Row();
                field.parameter()
                        .accessor()
                        .each(resource, (type, value) -> Match.of(field).index(field, type, value, tokens, row));
                if (row.isFilled()) {
                    pks.add(last[0]);
                    rows.add(row);
                }
            }
        }
        PgWriter.addToIndex(connection, tenant, field, pks, rows);
        return read;
    }

    private static void count(Connection connection, Work work, List<Field> fields) throws SQLException {
        long total = 0;
        for (Field field : fields) {
            try (var statement = connection.prepareStatement(
                    "select count(*) from %s where tenant = ? and type = ?".formatted(Tables.of(field.typeName())))) {
                statement.setInt(1, work.tenant.id());
                statement.setInt(2, field.type());
                var rows = statement.executeQuery();
                rows.next();
                total += rows.getLong(1);
            }
        }
        try (var statement =
                connection.prepareStatement("update search_parameter set total = ? where tenant = ? and number = ?")) {
            statement.setLong(1, total);
            statement.setInt(2, work.tenant.id());
            statement.setInt(3, work.number);
            statement.executeUpdate();
        }
    }

    private static void progress(Connection connection, Work work, int type, long pk, int done, boolean ready)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                update search_parameter
                   set at_type = ?, at_pk = ?, done = done + ?, ready = ?
                 where tenant = ?
                   and number = ?
                """)) {
            statement.setInt(1, type);
            statement.setLong(2, pk);
            statement.setInt(3, done);
            statement.setBoolean(4, ready);
            statement.setInt(5, work.tenant.id());
            statement.setInt(6, work.number);
            statement.executeUpdate();
        }
    }
}
