// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Repository;

/** The registered clients in their table, and the web application, which is built in. A disabled client is not there. */
@Repository
class PgClients implements RegisteredClientRepository {
    private final JdbcClient jdbc;
    private final WebClient web;

    /** Asks for the migrations, so that the table is there first. */
    PgClients(DataSource writes, Flyway migrations, SignInSettings settings) {
        jdbc = JdbcClient.create(writes);
        web = new WebClient(settings.idle());
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("clients are registered at /api/clients");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        RegisteredClient known = web.findById(id);
        if (known != null) {
            return known;
        }
        return jdbc.sql("select * from client where id = cast(:id as uuid)")
                .param("id", id)
                .query(PgClients::client)
                .optional()
                .filter(SmartClient::enabled)
                .map(SmartClient::registered)
                .orElse(null);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        RegisteredClient known = web.findByClientId(clientId);
        return known != null
                ? known
                : find(clientId)
                        .filter(SmartClient::enabled)
                        .map(SmartClient::registered)
                        .orElse(null);
    }

    Optional<SmartClient> find(String clientId) {
        return jdbc.sql("select * from client where client_id = :client")
                .param("client", clientId)
                .query(PgClients::client)
                .optional();
    }

    List<SmartClient> all(Tenant tenant) {
        return jdbc.sql("select * from client where tenant = :tenant order by name, client_id")
                .param("tenant", tenant.id())
                .query(PgClients::client)
                .list();
    }

    /** The redirect addresses of all clients that are enabled. */
    List<String> redirects() {
        return jdbc
                .sql("select redirects from client where enabled and redirects <> ''")
                .query(String.class)
                .list()
                .stream()
                .filter(Objects::nonNull)
                .flatMap(redirects -> redirects.lines())
                .toList();
    }

    void add(SmartClient client, String madeBy) {
        jdbc.sql("""
                insert into client (id, tenant, client_id, name, kind, secret_hash, jwks, jwks_uri, redirects, scopes,
                                    launch_url, trusted, enabled, made_by)
                values (:id, :tenant, :client, :name, :kind, :secret, :jwks, :uri, :redirects, :scopes,
                        :launch, :trusted, :enabled, :by)
                """)
                .param("id", client.id())
                .param("tenant", client.tenant().id())
                .param("client", client.clientId())
                .param("name", client.name())
                .param("kind", client.kind().code())
                .param("secret", client.secretHash())
                .param("jwks", client.jwks())
                .param("uri", client.jwksUri())
                .param("redirects", String.join("\n", client.redirects()))
                .param("scopes", client.scopes())
                .param("launch", client.launchUrl())
                .param("trusted", client.trusted())
                .param("enabled", client.enabled())
                .param("by", madeBy)
                .update();
    }

    boolean disable(String clientId, Tenant tenant) {
        return jdbc.sql("""
                update client
                   set enabled = false
                 where client_id = :client
                   and tenant = :tenant
                """)
                        .param("client", clientId)
                        .param("tenant", tenant.id())
                        .update()
                == 1;
    }

    /** Whether an assertion is met for the first time; the database decides. */
    boolean isFirstUse(String clientId, String tokenId, Instant until) {
        jdbc.sql("delete from used_assertion where until < now()").update();
        return jdbc.sql("""
                insert into used_assertion (mark, until)
                values (:mark, :until)
                on conflict (mark) do nothing
                """)
                        .param("mark", mark(clientId + "\n" + tokenId))
                        .param("until", Timestamp.from(until))
                        .update()
                == 1;
    }

    /** What a person has let the client do, separated by blanks; empty when nothing. */
    String consent(String client, String login) {
        return jdbc.sql("""
                select scopes
                  from app_consent
                 where client = cast(:client as uuid)
                   and login = :login
                """)
                .param("client", client)
                .param("login", login)
                .query(String.class)
                .optional()
                .orElse("");
    }

    void consent(String client, String login, String scopes) {
        jdbc.sql("""
                insert into app_consent (client, login, scopes)
                values (cast(:client as uuid), :login, :scopes)
                on conflict (client, login) do update
                   set scopes = excluded.scopes, given = now()
                """)
                .param("client", client)
                .param("login", login)
                .param("scopes", scopes)
                .update();
    }

    void withdraw(String client, String login) {
        jdbc.sql("delete from app_consent where client = cast(:client as uuid) and login = :login")
                .param("client", client)
                .param("login", login)
                .update();
    }

    private static byte[] mark(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SmartClient client(ResultSet row, int number) throws SQLException {
        return new SmartClient(
                row.getObject("id", UUID.class),
                new Tenant(row.getInt("tenant")),
                row.getString("client_id"),
                row.getString("name"),
                SmartClient.Kind.of(row.getString("kind")),
                row.getString("secret_hash"),
                row.getString("jwks"),
                row.getString("jwks_uri"),
                row.getString("redirects").lines().toList(),
                row.getString("scopes"),
                row.getString("launch_url"),
                row.getBoolean("trusted"),
                row.getBoolean("enabled"));
    }
}
