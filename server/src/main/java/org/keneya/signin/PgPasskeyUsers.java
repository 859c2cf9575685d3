// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.stereotype.Repository;

/** What authenticators know accounts by: a random handle each. */
@Repository
class PgPasskeyUsers implements PublicKeyCredentialUserEntityRepository {
    private static final String FOUND = """
            select u.handle, a.login, coalesce(a.name, a.login) as name
              from passkey_user u
              join account a using (login)
            """;

    private final JdbcClient jdbc;

    PgPasskeyUsers(DataSource writes, Flyway migrations) {
        jdbc = JdbcClient.create(writes);
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes handle) {
        return jdbc.sql(FOUND + " where u.handle = :handle")
                .param("handle", handle.getBytes())
                .query(PgPasskeyUsers::user)
                .optional()
                .orElse(null);
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String login) {
        return jdbc.sql(FOUND + " where u.login = :login")
                .param("login", login)
                .query(PgPasskeyUsers::user)
                .optional()
                .orElse(null);
    }

    @Override
    public void save(PublicKeyCredentialUserEntity user) {
        jdbc.sql("insert into passkey_user (login, handle) values (:login, :handle) on conflict do nothing")
                .param("login", user.getName())
                .param("handle", user.getId().getBytes())
                .update();
    }

    @Override
    public void delete(Bytes handle) {
        jdbc.sql("delete from passkey_user where handle = :handle")
                .param("handle", handle.getBytes())
                .update();
    }

    private static PublicKeyCredentialUserEntity user(ResultSet row, int number) throws SQLException {
        return ImmutablePublicKeyCredentialUserEntity.builder()
                .id(new Bytes(row.getBytes("handle")))
                .name(row.getString("login"))
                .displayName(row.getString("name"))
                .build();
    }
}
