// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Outside identities in their table. */
@Repository
class PgIdentities {
    /** No password gives this hash. */
    private static final String NO_PASSWORD = "!";

    private final JdbcClient jdbc;
    private final TransactionTemplate together;

    /** Asks for the migrations, so that the table is there first. */
    PgIdentities(DataSource writes, Flyway migrations) {
        jdbc = JdbcClient.create(writes);
        together = new TransactionTemplate(new JdbcTransactionManager(writes));
    }

    /**
     * An identity and the account it opens.
     *
     * @param registered whether the account was made by a first sign-in
     * @param attributes JSON
     * @param seen last sign-in; null when there was none yet
     */
    record Identity(
            String issuer,
            String subject,
            String login,
            Tenant tenant,
            boolean registered,
            String attributes,
            @Nullable Instant seen) {}

    Optional<Identity> find(String issuer, String subject) {
        return jdbc.sql("""
                select issuer, subject, login, tenant, registered, attributes, seen
                  from outside_identity
                 where issuer = :issuer
                   and subject = :subject
                """)
                .param("issuer", issuer)
                .param("subject", subject)
                .query(PgIdentities::identity)
                .optional();
    }

    List<Identity> of(String login, Tenant tenant) {
        return jdbc.sql("""
                select issuer, subject, login, tenant, registered, attributes, seen
                  from outside_identity
                 where login = :login
                   and tenant = :tenant
                 order by linked, issuer, subject
                """)
                .param("login", login)
                .param("tenant", tenant.id())
                .query(PgIdentities::identity)
                .list();
    }

    /** What was last said of the account by any provider; empty JSON when nothing ever was. */
    String attributes(String login) {
        return jdbc.sql("""
                select attributes
                  from outside_identity
                 where login = :login
                   and seen is not null
                 order by seen desc
                 limit 1
                """)
                .param("login", login)
                .query(String.class)
                .optional()
                .orElse("{}");
    }

    /** Makes an account that no password opens, and its identity; false when either was made by someone else first. */
    boolean register(Account account, Identity identity) {
        try {
            return Boolean.TRUE.equals(together.execute(_ -> {
                int made = jdbc.sql("""
                        insert into account (tenant, login, role, name, fhir_user, establishment, password_hash)
                        values (:tenant, :login, :role, :name, :user, :establishment, :hash)
                        on conflict (login) do nothing
                        """)
                        .param("tenant", account.tenant().id())
                        .param("login", account.login())
                        .param("role", account.role().code())
                        .param("name", account.name())
                        .param("user", account.fhirUser())
                        .param("establishment", account.establishment())
                        .param("hash", NO_PASSWORD)
                        .update();
                if (made == 1) {
                    insert(identity);
                }
                return made == 1;
            }));
        } catch (DuplicateKeyException first) {
            return false;
        }
    }

    /** Lets an identity open an account; false when it opens one already. */
    boolean link(Identity identity) {
        try {
            insert(identity);
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    boolean unlink(String login, String issuer, String subject, Tenant tenant) {
        return jdbc.sql("""
                delete from outside_identity
                 where issuer = :issuer
                   and subject = :subject
                   and login = :login
                   and tenant = :tenant
                """)
                        .param("issuer", issuer)
                        .param("subject", subject)
                        .param("login", login)
                        .param("tenant", tenant.id())
                        .update()
                == 1;
    }

    void seen(Identity identity, String attributes, Instant now) {
        jdbc.sql("""
                update outside_identity
                   set attributes = :attributes, seen = :now
                 where issuer = :issuer
                   and subject = :subject
                """)
                .param("attributes", attributes)
                .param("now", java.sql.Timestamp.from(now))
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .update();
    }

    /** Brings an account in line with what its provider says of the person now. */
    void follow(Account account) {
        jdbc.sql("""
                update account
                   set role = :role, name = :name, fhir_user = :user
                 where login = :login
                   and (role, name, fhir_user) is distinct from (:role, :name, :user)
                """)
                .param("role", account.role().code())
                .param("name", account.name())
                .param("user", account.fhirUser())
                .param("login", account.login())
                .update();
    }

    private void insert(Identity identity) {
        jdbc.sql("""
                insert into outside_identity (issuer, subject, login, tenant, registered)
                values (:issuer, :subject, :login, :tenant, :registered)
                """)
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .param("login", identity.login())
                .param("tenant", identity.tenant().id())
                .param("registered", identity.registered())
                .update();
    }

    private static Identity identity(ResultSet row, int number) throws SQLException {
        var seen = row.getTimestamp("seen");
        return new Identity(
                row.getString("issuer"),
                row.getString("subject"),
                row.getString("login"),
                new Tenant(row.getInt("tenant")),
                row.getBoolean("registered"),
                row.getString("attributes"),
                seen == null ? null : seen.toInstant());
    }
}
