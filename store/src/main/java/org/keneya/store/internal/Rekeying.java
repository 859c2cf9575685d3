// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.keneya.kernel.Tenant;
import org.keneya.model.R4;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts a tenant's older content with the current version of its key, in small transactions beside the daily work, and then
 * removes the older versions of the key. What is stored says which version it is encrypted with, so that nothing is lost when it
 * is broken off, and it goes on after a restart.
 */
final class Rekeying {
    private static final Logger LOG = LoggerFactory.getLogger(Rekeying.class);
    private static final int BATCH = 200;
    private static final long AFTER_FAILURE_MILLIS = 5_000;

    /** Until then every node has felt the new version and writes with it. */
    private static final long SETTLED_MILLIS = TenantKeys.FELT_WITHIN.toMillis() + 5_000;

    private final Database database;
    private final Codec codec;
    private final TenantKeys keys;
    private final Map<Integer, AtomicLong> running = new ConcurrentHashMap<>();
    private final long settled;

    Rekeying(Database database, Codec codec, TenantKeys keys) {
        this.database = database;
        this.codec = codec;
        this.keys = keys;
        this.settled = Long.getLong("keneya.keys.settled", SETTLED_MILLIS);
    }

    /** A row on its way. */
    private record Old(byte[] id, int version, byte[] content) {}

    boolean isRunning(Tenant tenant) {
        return running.containsKey(tenant.id());
    }

    long done(Tenant tenant) {
        AtomicLong count = running.get(tenant.id());
        return count == null ? 0 : count.get();
    }

    /** Goes on with what was begun before a restart. */
    void resume() {
        List<Integer> begun = database.read(connection -> {
            try (var find = connection.prepareStatement("""
                    select tenant
                      from tenant_key
                     where version > 0
                     group by tenant
                    having count(*) > 1
                    """)) {
                var rows = find.executeQuery();
                List<Integer> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getInt(1));
                }
                return found;
            }
        });
        begun.forEach(tenant -> start(new Tenant(tenant)));
    }

    /** Starts the work in the background, unless it is going on. */
    void start(Tenant tenant) {
        AtomicLong count = new AtomicLong();
        if (running.putIfAbsent(tenant.id(), count) == null) {
            Thread.ofVirtual().name("rekeying").start(() -> run(tenant, count));
        }
    }

    private void run(Tenant tenant, AtomicLong count) {
        try {
            while (!isDone(tenant, count)) {
                Thread.sleep(AFTER_FAILURE_MILLIS);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            running.remove(tenant.id());
        }
    }

    private boolean isDone(Tenant tenant, AtomicLong count) throws InterruptedException {
        try {
            Thread.sleep(settled);
            int current = keys.of(tenant).current();
            for (String type : R4.definitions().resourceTypes()) {
                all(tenant, type, Tables.of(type), current, count);
                all(tenant, type, "history", current, count); // then: what was superseded meanwhile is there by now
            }
            if (keys.of(tenant).current() != current || isLeft(tenant, current)) {
                return false; // another rotation came in between, or a node that was late: once more
            }
            keys.retire(tenant, current);
            LOG.info("keys=rotated tenant={} version={} encrypted={}", tenant.id(), current, count.get());
            return true;
        } catch (RuntimeException failure) {
            LOG.warn(
                    "keys=interrupted tenant={} error={}",
                    tenant.id(),
                    failure.getClass().getSimpleName());
            return false;
        }
    }

    private void all(Tenant tenant, String type, String table, int current, AtomicLong count) {
        int code = R4.definitions().typeCode(type);
        Old last = new Old(new byte[0], 0, new byte[0]);
        List<Old> batch;
        do {
            Old from = last;
            batch = database.write(tenant, connection -> batch(connection, tenant, code, table, current, from));
            count.addAndGet(batch.size());
            last = batch.isEmpty() ? last : batch.getLast();
        } while (batch.size() == BATCH);
    }

    /** Whether anything is still encrypted with an older key: looked at in full before a key is thrown away. */
    private boolean isLeft(Tenant tenant, int current) {
        return database.write(tenant, connection -> {
            try (var find = connection.prepareStatement("""
                    select exists (select from resource where tenant = ? and get_byte(content, 1) <> ?)
                        or exists (select from history where tenant = ? and get_byte(content, 1) <> ?)
                    """)) {
                find.setInt(1, tenant.id());
                find.setInt(2, current);
                find.setInt(3, tenant.id());
                find.setInt(4, current);
                var rows = find.executeQuery();
                rows.next();
                return rows.getBoolean(1);
            }
        });
    }

    /** The next rows of an older key, in the order of their index. */
    private List<Old> batch(Connection connection, Tenant tenant, int type, String table, int current, Old from)
            throws SQLException {
        List<Old> old = new ArrayList<>();
        try (var find = connection.prepareStatement("""
                select id, version, content
                  from %s
                 where tenant = ?
                   and type = ?
                   and (id, version) > (?, ?)
                   and get_byte(content, 1) <> ?
                 order by id, version
                 limit ?
                   for update
                """.formatted(table))) {
            find.setInt(1, tenant.id());
            find.setInt(2, type);
            find.setBytes(3, from.id);
            find.setInt(4, from.version);
            find.setInt(5, current);
            find.setInt(6, BATCH);
            var rows = find.executeQuery();
            while (rows.next()) {
                old.add(new Old(rows.getBytes(1), rows.getInt(2), rows.getBytes(3)));
            }
        }
        try (var update = connection.prepareStatement("""
                update %s
                   set content = ?
                 where tenant = ?
                   and type = ?
                   and id = ?
                   and version = ?
                """.formatted(table))) {
            for (Old one : old) {
                update.setBytes(1, codec.reencrypt(tenant, type, IdBytes.text(one.id), one.version, one.content));
                update.setInt(2, tenant.id());
                update.setInt(3, type);
                update.setBytes(4, one.id);
                update.setInt(5, one.version);
                update.addBatch();
            }
            update.executeBatch();
        }
        return old;
    }
}
