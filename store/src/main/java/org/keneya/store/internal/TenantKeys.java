// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.store.MasterKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tenants and their keys, unwrapped with the master key when first needed and kept in memory only. */
public final class TenantKeys {
    private static final Logger LOG = LoggerFactory.getLogger(TenantKeys.class);

    /** So long another node may go on with the keys it knows after a new version was made. */
    static final Duration FELT_WITHIN = Duration.ofSeconds(20);

    private static final int FIRST = 1;
    private static final int LAST = 255; // the version is one byte of what is stored

    private final Database database;
    private final MasterKey masterKey;
    private final Map<Integer, Keys> known = new ConcurrentHashMap<>();
    private final Set<Integer> reading = ConcurrentHashMap.newKeySet();

    public TenantKeys(Database database, MasterKey masterKey) {
        this.database = database;
        this.masterKey = masterKey;
    }

    /** The tenant of that name, made with keys of its own when it is new. */
    public Tenant open(String name) {
        return database.write(connection -> {
            try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setLong(1, 0x4b656e657961L);
                lock.execute();
            }
            try (var find = connection.prepareStatement("select id from tenant where name = ?")) {
                find.setString(1, name);
                var rows = find.executeQuery();
                if (rows.next()) {
                    return new Tenant(rows.getInt(1));
                }
            }
            int id;
            try (var insert = connection.prepareStatement(
                    "insert into tenant (id, name) select coalesce(max(id), 0) + 1, ? from tenant returning id")) {
                insert.setString(1, name);
                var rows = insert.executeQuery();
                rows.next();
                id = rows.getInt(1);
            }
            try (var insert =
                    connection.prepareStatement("insert into tenant_key (tenant, version, wrapped) values (?, ?, ?)")) {
                insert.setInt(1, id);
                insert.setInt(2, FIRST);
                insert.setBytes(3, masterKey.wrap(Keys.newDataKey(), bound(id, FIRST)));
                insert.executeUpdate();
            }
            return new Tenant(id);
        });
    }

    Keys of(Tenant tenant) {
        Keys keys = known.get(tenant.id());
        if (keys == null) {
            return known.computeIfAbsent(tenant.id(), this::load);
        }
        if (keys.areOlderThan(FELT_WITHIN) && reading.add(tenant.id())) {
            Thread.ofVirtual().name("keys").start(() -> read(tenant));
        }
        return keys;
    }

    private void read(Tenant tenant) {
        try {
            known.put(tenant.id(), load(tenant.id()));
        } catch (RuntimeException unreachable) {
            LOG.debug(
                    "keys not read tenant={} error={}",
                    tenant.id(),
                    unreachable.getClass().getSimpleName());
        } finally {
            reading.remove(tenant.id());
        }
    }

    /** The plain bytes; with a version of the key this node has not met yet as well. */
    byte[] decrypt(Tenant tenant, int version, byte[] sealed, int offset, byte[] bound) {
        Keys keys = of(tenant);
        if (!keys.has(version)) {
            keys = load(tenant.id());
            known.put(tenant.id(), keys);
        }
        return keys.decrypt(version, sealed, offset, bound);
    }

    /** Makes a new version of the tenant's data key; answers its number. Dictionaries, which quote content, change at once. */
    int rotate(Tenant tenant) {
        int made = database.write(connection -> {
            lock(connection, tenant);
            SortedMap<Integer, byte[]> versions = versions(connection, tenant.id());
            if (!versions.containsKey(0)) {
                add(connection, tenant, 0, Objects.requireNonNull(versions.get(versions.firstKey())));
            }
            int next = versions.lastKey() + 1;
            if (next > LAST) {
                throw new ProblemException(new Problem.Unprocessable(List.of(
                        Issue.error("business-rule", "A tenant's key has at most %d versions".formatted(LAST)))));
            }
            byte[] fresh = Keys.newDataKey();
            add(connection, tenant, next, fresh);
            versions.put(next, fresh);
            Dictionaries.reencrypt(connection, tenant, new Keys(versions));
            return next;
        });
        known.put(tenant.id(), load(tenant.id()));
        return made;
    }

    /** Removes the versions of the data key before the current one, which nothing is encrypted with any more. */
    void retire(Tenant tenant, int current) {
        database.write(connection -> {
            lock(connection, tenant);
            try (var delete = connection.prepareStatement(
                    "delete from tenant_key where tenant = ? and version between 1 and ?")) {
                delete.setInt(1, tenant.id());
                delete.setInt(2, current - 1);
                return delete.executeUpdate();
            }
        });
        known.put(tenant.id(), load(tenant.id()));
    }

    /** Wraps all tenants' keys with the master key of today; answers how many were wrapped with an older one. */
    int rewrap() {
        return database.write(connection -> {
            int changed = 0;
            try (var find = connection.prepareStatement("select tenant, version, wrapped from tenant_key for update");
                    var update = connection.prepareStatement(
                            "update tenant_key set wrapped = ? where tenant = ? and version = ?")) {
                var rows = find.executeQuery();
                while (rows.next()) {
                    String bound = bound(rows.getInt(1), rows.getInt(2));
                    if (!masterKey.isCurrent(rows.getBytes(3), bound)) {
                        update.setBytes(1, masterKey.wrap(masterKey.unwrap(rows.getBytes(3), bound), bound));
                        update.setInt(2, rows.getInt(1));
                        update.setInt(3, rows.getInt(2));
                        changed += update.executeUpdate();
                    }
                }
            }
            return changed;
        });
    }

    private static void lock(Connection connection, Tenant tenant) throws SQLException {
        try (var lock = connection.prepareStatement("select 1 from tenant where id = ? for update")) {
            lock.setInt(1, tenant.id());
            lock.execute();
        }
    }

    private void add(Connection connection, Tenant tenant, int version, byte[] key) throws SQLException {
        try (var insert =
                connection.prepareStatement("insert into tenant_key (tenant, version, wrapped) values (?, ?, ?)")) {
            insert.setInt(1, tenant.id());
            insert.setInt(2, version);
            insert.setBytes(3, masterKey.wrap(key, bound(tenant.id(), version)));
            insert.executeUpdate();
        }
    }

    private Keys load(int tenant) {
        return database.read(connection -> new Keys(versions(connection, tenant)));
    }

    private SortedMap<Integer, byte[]> versions(Connection connection, int tenant) throws SQLException {
        try (var find = connection.prepareStatement("select version, wrapped from tenant_key where tenant = ?")) {
            find.setInt(1, tenant);
            var rows = find.executeQuery();
            SortedMap<Integer, byte[]> found = new TreeMap<>();
            while (rows.next()) {
                found.put(rows.getInt(1), masterKey.unwrap(rows.getBytes(2), bound(tenant, rows.getInt(1))));
            }
            if (found.isEmpty()) {
                throw new SQLException("tenant %d has no key".formatted(tenant));
            }
            return found;
        }
    }

    private static String bound(int tenant, int version) {
        return "tenant " + tenant + " key " + version;
    }
}
