// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.keneya.access.Role;
import org.keneya.kernel.Tenant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts in their table. */
@Repository
class PgAccounts {
    private final JdbcClient jdbc;

    /** Asks for the migrations, so that the table is there first. */
    PgAccounts(DataSource writes, Flyway migrations) {
        jdbc = JdbcClient.create(writes);
    }

    /** An account with what only the sign-in needs. */
    record Secret(Account account, String passwordHash) {}

    Optional<Secret> find(String login) {
        return jdbc.sql("""
                select tenant, login, role, name, fhir_user, establishment, demo, password_hash
                  from account
                 where login = :login
                """).param("login", login).query(PgAccounts::secret).optional();
    }

    List<Account> demo() {
        return jdbc.sql("""
                select tenant, login, role, name, fhir_user, establishment, demo, password_hash
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

    void changePassword(String login, String passwordHash) {
        jdbc.sql("update account set password_hash = :hash where login = :login")
                .param("login", login)
                .param("hash", passwordHash)
                .update();
    }

    private static Secret secret(ResultSet row, int number) throws SQLException {
        return new Secret(
                new Account(
                        new Tenant(row.getInt("tenant")),
                        row.getString("login"),
                        Role.of(row.getString("role")),
                        row.getString("name"),
                        row.getString("fhir_user"),
                        row.getString("establishment"),
                        row.getBoolean("demo")),
                row.getString("password_hash"));
    }
}
