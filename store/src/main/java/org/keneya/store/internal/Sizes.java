// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import org.keneya.kernel.Tenant;
import org.keneya.store.Size;

/** Counts what tenants have stored: a walk over all of it, without opening anything. */
final class Sizes {
    private final Database database;

    Sizes(Database database) {
        this.database = database;
    }

    /** In a transaction of the writes, whose statements may take as long as this does. */
    Size of(Tenant tenant) {
        return database.write(tenant, connection -> {
            try (var statement = connection.prepareStatement("""
                    select now.resources, now.bytes + past.bytes
                      from (select count(*) as resources, coalesce(sum(octet_length(content)), 0) as bytes
                              from resource
                             where tenant = ?) as now,
                           (select coalesce(sum(octet_length(content)), 0) as bytes
                              from history
                             where tenant = ?) as past
                    """)) {
                for (int i = 1; i <= 2; i++) {
                    statement.setInt(i, tenant.id());
                }
                try (var row = statement.executeQuery()) {
                    row.next();
                    return new Size(row.getLong(1), row.getLong(2));
                }
            }
        });
    }
}
