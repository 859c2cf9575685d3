// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keneya.kernel.Tenant;
import org.keneya.store.MasterKey;

/** The tenants and their keys, unwrapped with the master key when first needed and kept in memory only. */
public final class TenantKeys {
    /** Version of the data key new content is written with. */
    static final byte CURRENT = 1;

    private final Database database;
    private final MasterKey masterKey;
    private final Map<Integer, Keys> known = new ConcurrentHashMap<>();

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
                insert.setInt(2, CURRENT);
                insert.setBytes(3, masterKey.wrap(Keys.newDataKey(), bound(id)));
                insert.executeUpdate();
            }
            return new Tenant(id);
        });
    }

    Keys of(Tenant tenant) {
        Keys keys = known.get(tenant.id());
        return keys != null ? keys : known.computeIfAbsent(tenant.id(), this::load);
    }

    private Keys load(int tenant) {
        return database.read(connection -> {
            try (var find =
                    connection.prepareStatement("select wrapped from tenant_key where tenant = ? and version = ?")) {
                find.setInt(1, tenant);
                find.setInt(2, CURRENT);
                var rows = find.executeQuery();
                if (!rows.next()) {
                    throw new SQLException("tenant %d has no key".formatted(tenant));
                }
                return new Keys(masterKey.unwrap(rows.getBytes(1), bound(tenant)));
            }
        });
    }

    private static String bound(int tenant) {
        return "tenant " + tenant + " key " + CURRENT;
    }
}
