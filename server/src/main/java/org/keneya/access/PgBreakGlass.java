// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.MasterKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The records opened in an emergency. Whose record and why is sealed: it says who is treated here, and for what. */
@Repository
class PgBreakGlass {
    private static final String COLUMNS =
            "id, tenant, login, begun, ended, sealed, reviewer, reviewed, justified, verdict";

    private final JdbcClient jdbc;
    private final MasterKey key;

    PgBreakGlass(DataSource writes, Flyway migrations, MasterKey key) {
        jdbc = JdbcClient.create(writes);
        this.key = key;
    }

    void add(Tenant tenant, EmergencyAccess opened) {
        Json.Obj secret = new Json.Obj()
                .put("patient", opened.patient())
                .put("reason", opened.reason())
                .put("text", opened.text());
        jdbc.sql("""
                insert into break_glass (id, tenant, login, begun, ended, sealed)
                values (:id, :tenant, :login, :begun, :ended, :sealed)
                """)
                .param("id", UUID.fromString(opened.id()))
                .param("tenant", tenant.id())
                .param("login", opened.login())
                .param("begun", Timestamp.from(opened.from()))
                .param("ended", Timestamp.from(opened.until()))
                .param("sealed", key.wrap(JsonText.bytes(secret), purpose(tenant, opened.id())))
                .update();
    }

    /** What is open for a subject at a time. */
    List<EmergencyAccess> open(Subject subject, Instant at) {
        return jdbc.sql("select " + COLUMNS + """
                  from break_glass
                 where tenant = :tenant
                   and login = :login
                   and begun <= :at
                   and ended > :at
                """)
                .param("tenant", subject.tenant().id())
                .param("login", subject.login())
                .param("at", Timestamp.from(at))
                .query(this::access)
                .list();
    }

    /** Newest first. */
    List<EmergencyAccess> all(Tenant tenant, boolean unreviewed, int most) {
        return jdbc.sql("select " + COLUMNS + """
                  from break_glass
                 where tenant = :tenant
                   and (reviewed is null or not :unreviewed)
                 order by begun desc
                 limit :most
                """)
                .param("tenant", tenant.id())
                .param("unreviewed", unreviewed)
                .param("most", most)
                .query(this::access)
                .list();
    }

    Optional<EmergencyAccess> find(Tenant tenant, UUID id) {
        return jdbc.sql("select " + COLUMNS + " from break_glass where tenant = :tenant and id = :id")
                .param("tenant", tenant.id())
                .param("id", id)
                .query(this::access)
                .optional();
    }

    /** Ends one of the person's own; false when there is none that is open. */
    boolean end(Tenant tenant, String login, UUID id, Instant at) {
        return jdbc.sql("""
                update break_glass
                   set ended = :at
                 where tenant = :tenant
                   and login = :login
                   and id = :id
                   and ended > :at
                """)
                        .param("tenant", tenant.id())
                        .param("login", login)
                        .param("id", id)
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /** Keeps the first verdict; false when there is one already, or no such opening, or it was the reviewer's own. */
    boolean review(Tenant tenant, UUID id, EmergencyAccess.Review review) {
        return jdbc.sql("""
                update break_glass
                   set reviewer = :by, reviewed = :at, justified = :justified, verdict = :verdict
                 where tenant = :tenant
                   and id = :id
                   and reviewed is null
                   and login <> :by
                """)
                        .param("tenant", tenant.id())
                        .param("id", id)
                        .param("by", review.by())
                        .param("at", Timestamp.from(review.at()))
                        .param("justified", review.justified())
                        .param(
                                "verdict",
                                key.wrap(
                                        review.text().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                        purpose(tenant, id.toString())))
                        .update()
                == 1;
    }

    private EmergencyAccess access(ResultSet row, int number) throws SQLException {
        Tenant tenant = new Tenant(row.getInt("tenant"));
        String id = row.getString("id");
        Json.Obj secret = JsonText.readObject(key.unwrap(row.getBytes("sealed"), purpose(tenant, id)));
        Timestamp reviewed = row.getTimestamp("reviewed");
        return new EmergencyAccess(
                id,
                row.getString("login"),
                Objects.requireNonNull(secret.string("patient")),
                Objects.requireNonNull(secret.string("reason")),
                Objects.requireNonNull(secret.string("text")),
                row.getTimestamp("begun").toInstant(),
                row.getTimestamp("ended").toInstant(),
                reviewed == null
                        ? null
                        : new EmergencyAccess.Review(
                                row.getString("reviewer"),
                                reviewed.toInstant(),
                                row.getBoolean("justified"),
                                new String(
                                        key.unwrap(row.getBytes("verdict"), purpose(tenant, id)),
                                        java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static String purpose(Tenant tenant, String id) {
        return "break glass %d %s".formatted(tenant.id(), id);
    }
}
