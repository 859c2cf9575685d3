// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every version of every establishment's policy. Without any, the standard one is in force, as version 0. */
@Repository
class PgPolicies {
    private final JdbcClient jdbc;

    /** Asks for the migrations, so that the table is there first. */
    PgPolicies(DataSource writes, Flyway migrations) {
        jdbc = JdbcClient.create(writes);
    }

    /** @param author login of who made it; empty for the standard one */
    record Version(int number, Instant made, String author, Json.Obj text) {}

    Version current(Tenant tenant) {
        return find(tenant, Integer.MAX_VALUE)
                .orElseGet(() -> new Version(0, Instant.EPOCH, "", PolicyText.standard()));
    }

    /** The newest version up to a number. */
    Optional<Version> find(Tenant tenant, int most) {
        return jdbc.sql("""
                select version, made, author, policy
                  from access_policy
                 where tenant = :tenant
                   and version <= :most
                 order by version desc
                 limit 1
                """)
                .param("tenant", tenant.id())
                .param("most", most)
                .query(PgPolicies::version)
                .optional();
    }

    /** Newest first. */
    List<Version> all(Tenant tenant) {
        return jdbc.sql("""
                select version, made, author, policy
                  from access_policy
                 where tenant = :tenant
                 order by version desc
                 limit 100
                """)
                .param("tenant", tenant.id())
                .query(PgPolicies::version)
                .list();
    }

    /** Adds the version after {@code known}; false when there is one already. */
    boolean add(Tenant tenant, int known, Instant made, String author, Json.Obj text) {
        return jdbc.sql("""
                insert into access_policy (tenant, version, made, author, policy)
                select :tenant, :version, :made, :author, :policy
                 where :known = (select coalesce(max(version), 0) from access_policy where tenant = :tenant)
                on conflict do nothing
                """)
                        .param("tenant", tenant.id())
                        .param("version", known + 1)
                        .param("known", known)
                        .param("made", java.sql.Timestamp.from(made))
                        .param("author", author)
                        .param("policy", JsonText.write(text))
                        .update()
                == 1;
    }

    private static Version version(ResultSet row, int number) throws SQLException {
        return new Version(
                row.getInt("version"),
                row.getTimestamp("made").toInstant(),
                row.getString("author"),
                JsonText.readObject(row.getString("policy")));
    }
}
