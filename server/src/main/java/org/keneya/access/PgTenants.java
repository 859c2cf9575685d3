// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of establishments beside their keys, which are the store's. */
@Repository
public class PgTenants {
    private static final String SELECT = """
            select t.id, t.name, e.title, e.open, e.zone, e.made
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

    Optional<ZoneId> zone(int tenant) {
        return jdbc.sql("select zone from establishment where tenant = :tenant and zone is not null")
                .param("tenant", tenant)
                .query(String.class)
                .optional()
                .map(ZoneId::of);
    }

    void zone(Tenant tenant, ZoneId zone) {
        jdbc.sql("update establishment set zone = :zone where tenant = :tenant")
                .param("zone", zone.getId())
                .param("tenant", tenant.id())
                .update();
    }

    Quota quota(int tenant) {
        return jdbc.sql("""
                select most_resources, most_bytes, resources, bytes, counted
                  from establishment
                 where tenant = :tenant
                """)
                .param("tenant", tenant)
                .query((row, number) -> new Quota(
                        row.getObject("most_resources", Long.class), row.getObject("most_bytes", Long.class), use(row)))
                .optional()
                .orElse(new Quota(null, null, null));
    }

    private static Quota.@Nullable Use use(ResultSet row) throws SQLException {
        Timestamp counted = row.getTimestamp("counted");
        return counted == null
                ? null
                : new Quota.Use(row.getLong("resources"), row.getLong("bytes"), counted.toInstant());
    }

    void quota(Tenant tenant, Quota quota) {
        jdbc.sql("update establishment set most_resources = :resources, most_bytes = :bytes where tenant = :tenant")
                .param("resources", quota.resources())
                .param("bytes", quota.bytes())
                .param("tenant", tenant.id())
                .update();
    }

    void counted(Tenant tenant, Quota.Use use) {
        jdbc.sql("""
                update establishment
                   set resources = :resources,
                       bytes = :bytes,
                       counted = :counted
                 where tenant = :tenant
                """)
                .param("resources", use.resources())
                .param("bytes", use.bytes())
                .param("counted", Timestamp.from(use.counted()))
                .param("tenant", tenant.id())
                .update();
    }

    List<Tenant> limited() {
        return jdbc.sql(
                        "select tenant from establishment where most_resources is not null or most_bytes is not null order by tenant")
                .query((row, number) -> new Tenant(row.getInt("tenant")))
                .list();
    }

    /** The line of the tenant nobody made, titled by its name. */
    void addFirst(Tenant tenant, Instant made) {
        jdbc.sql("""
                insert into establishment (tenant, title, open, made)
                select id, name, true, :made
                  from tenant
                 where id = :tenant
                on conflict do nothing
                """)
                .param("tenant", tenant.id())
                .param("made", Timestamp.from(made))
                .update();
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

    private static ZoneId zone(@Nullable String id) {
        return id == null ? Tenants.USUAL_ZONE : ZoneId.of(id);
    }

    private static Tenants.Known known(ResultSet row, int number) throws SQLException {
        return new Tenants.Known(
                new Tenant(row.getInt("id")),
                row.getString("name"),
                row.getString("title"),
                row.getBoolean("open"),
                zone(row.getString("zone")),
                row.getTimestamp("made").toInstant());
    }
}
