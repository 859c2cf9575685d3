// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.keneya.access.Role;
import org.keneya.kernel.Tenant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts in their table. Failed sign-ins lock an account for a time that doubles with each further one. */
@Repository
class PgAccounts {
    private static final int FREE_FAILURES = 5;
    private static final Duration FIRST_LOCK = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 6;

    private final JdbcClient jdbc;

    /** Asks for the migrations, so that the table is there first. */
    PgAccounts(DataSource writes, Flyway migrations) {
        jdbc = JdbcClient.create(writes);
    }

    /** An account with what only the sign-in needs. */
    record Secret(Account account, String passwordHash, Instant lockedUntil) {}

    Optional<Secret> find(String login) {
        return jdbc.sql("""
                select tenant, login, role, name, fhir_user, establishment, demo, password_hash, locked_until
                  from account
                 where login = :login
                """).param("login", login).query(PgAccounts::secret).optional();
    }

    List<Account> demo() {
        return jdbc.sql("""
                select tenant, login, role, name, fhir_user, establishment, demo, password_hash, locked_until
                  from account
                 where demo
                 order by position
                """).query(PgAccounts::secret).list().stream()
                .map(Secret::account)
                .toList();
    }

    void put(Account account, String passwordHash, int position) {
        jdbc.sql("""
                insert into account (tenant, login, role, name, fhir_user, establishment, demo, password_hash, position)
                values (:tenant, :login, :role, :name, :user, :establishment, :demo, :hash, :position)
                on conflict (login) do nothing
                """)
                .param("tenant", account.tenant().id())
                .param("login", account.login())
                .param("role", account.role().code())
                .param("name", account.name())
                .param("user", account.fhirUser())
                .param("establishment", account.establishment())
                .param("demo", account.demo())
                .param("hash", passwordHash)
                .param("position", position)
                .update();
    }

    void failed(String login) {
        jdbc.sql("""
                update account
                   set failures = failures + 1,
                       locked_until = case when failures + 1 < :free then locked_until
                                           else now() + make_interval(secs => :first
                                                * power(2, least(failures + 1 - :free, :most))) end
                 where login = :login
                """)
                .param("login", login)
                .param("free", FREE_FAILURES)
                .param("first", FIRST_LOCK.toSeconds())
                .param("most", MOST_DOUBLINGS)
                .update();
    }

    void succeeded(String login) {
        jdbc.sql("""
                update account
                   set failures = 0, locked_until = '-infinity'
                 where login = :login
                   and failures > 0
                """).param("login", login).update();
    }

    private static Secret secret(ResultSet row, int number) throws SQLException {
        var until = row.getTimestamp("locked_until");
        return new Secret(
                new Account(
                        new Tenant(row.getInt("tenant")),
                        row.getString("login"),
                        Role.of(row.getString("role")),
                        row.getString("name"),
                        row.getString("fhir_user"),
                        row.getString("establishment"),
                        row.getBoolean("demo")),
                row.getString("password_hash"),
                until.getTime() < 0 ? Instant.EPOCH : until.toInstant());
    }
}
