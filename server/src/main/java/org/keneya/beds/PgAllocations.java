// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Allocations as they are kept. Who may see a row is part of the question. */
final class PgAllocations {
    static final String SELECT = """
            select a.id, a.tenant, a.login, a.hospital, a.bed, a.status, a.held, a.expires, a.changed, a.emergency, a.choice,
                   a.reason, a.replaces, a.replaced_by
              from allocation a""";

    private static final String SEEN = """

               and (:nation
                    or (:allocates and a.tenant = :tenant)
                    or (:keeps and exists (select 1 from hospital h where h.id = a.hospital and h.establishment = :tenant)))
            """;

    private final JdbcClient jdbc;

    PgAllocations(DataSource database) {
        jdbc = JdbcClient.create(database);
    }

    Optional<Allocation> find(Asker asker, UUID id) {
        return seen(jdbc.sql(SELECT + " where a.id = :id" + SEEN).param("id", id), asker)
                .query((row, number) -> read(row))
                .optional();
    }

    /**
     * Newest first.
     *
     * @param status null for all
     * @param hospital null for all
     * @param before id all found are older than; null for the newest
     */
    List<Allocation> list(
            Asker asker, @Nullable Status status, @Nullable String hospital, @Nullable UUID before, int limit) {
        return seen(
                        jdbc.sql(SELECT + """

                                 where (:status::text is null or a.status = :status)
                                   and (:hospital::text is null or a.hospital = :hospital)
                                   and (:before::uuid is null or a.id < :before)""" + SEEN + """
                                 order by a.id desc
                                 limit :limit""")
                                .param("status", status == null ? null : status.code())
                                .param("hospital", hospital)
                                .param("before", before)
                                .param("limit", limit),
                        asker)
                .query((row, number) -> read(row))
                .list();
    }

    private static JdbcClient.StatementSpec seen(JdbcClient.StatementSpec statement, Asker asker) {
        return statement
                .param("nation", asker.nation())
                .param("allocates", asker.allocates())
                .param("keeps", asker.keeps())
                .param("tenant", asker.tenant().id());
    }

    static List<Allocation> all(ResultSet rows) throws SQLException {
        List<Allocation> all = new ArrayList<>();
        while (rows.next()) {
            all.add(read(rows));
        }
        return all;
    }

    private static Allocation read(ResultSet row) throws SQLException {
        return new Allocation(
                row.getObject(1, UUID.class),
                row.getInt(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                Status.of(row.getString(6)),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                row.getObject(8, OffsetDateTime.class).toInstant(),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getObject(13, UUID.class),
                row.getObject(14, UUID.class));
    }
}
