// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.keneya.kernel.Tenant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of establishments beside their keys, which are the store's. */
@Repository
public class PgTenants {
    private static final String SELECT = """
            select t.id, t.name, e.title, e.open, e.made
              from establishment e
              join tenant t on t.id = e.tenant
            """;

    private final JdbcClient jdbc;

    PgTenants(DataSource writes, Flyway migrations) {
        jdbc = JdbcClient.create(writes);
    }

    Optional<Tenants.Known> find(String name) {
        return jdbc.sql(SELECT + " where t.name = :name")
                .param("name", name)
                .query(PgTenants::known)
                .optional();
    }

    List<Tenants.Known> all() {
        return jdbc.sql(SELECT + " order by t.name").query(PgTenants::known).list();
    }

    boolean isOpen(int tenant) {
        return jdbc.sql("select open from establishment where tenant = :tenant")
                .param("tenant", tenant)
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    void add(Tenant tenant, String title, Instant made) {
        jdbc.sql("""
                insert into establishment (tenant, title, open, made)
                values (:tenant, :title, true, :made)
                on conflict do nothing
                """)
                .param("tenant", tenant.id())
                .param("title", title)
                .param("made", Timestamp.from(made))
                .update();
    }

    void open(Tenant tenant, boolean open) {
        jdbc.sql("update establishment set open = :open where tenant = :tenant")
                .param("open", open)
                .param("tenant", tenant.id())
                .update();
    }

    private static Tenants.Known known(ResultSet row, int number) throws SQLException {
        return new Tenants.Known(
                new Tenant(row.getInt("id")),
                row.getString("name"),
                row.getString("title"),
                row.getBoolean("open"),
                row.getTimestamp("made").toInstant());
    }
}
