// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.security.Principal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What clients were granted, in tables: one family of tokens each, known by the SHA-256 of their values. The database
 * decides races: a code and a refresh token are good for one use, and one that comes back used ends the family, with every
 * token that came of it.
 */
@Repository
class PgAuthorizations implements OAuth2AuthorizationService {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RegisteredClientRepository clients;
    private final EndedSessions ended;
    private final long idle;

    PgAuthorizations(
            DataSource writes,
            Flyway migrations,
            RegisteredClientRepository clients,
            EndedSessions ended,
            SignInSettings settings) {
        jdbc = JdbcClient.create(writes);
        transaction = new TransactionTemplate(new JdbcTransactionManager(writes));
        this.clients = clients;
        this.ended = ended;
        idle = settings.idle().toSeconds();
    }

    /** Whether tokens of these scopes go on when the session ends (OpenID Connect Core section 11). */
    static boolean outlivesSession(Set<String> scopes) {
        return scopes.contains("offline_access");
    }

    /** Keeps a grant and its tokens; fails with invalid_grant when what it was made from has been used by another request. */
    @Override
    public void save(OAuth2Authorization grant) {
        if (Boolean.FALSE.equals(transaction.execute(status -> put(grant)))) {
            end(grant.getId());
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
    }

    private boolean put(OAuth2Authorization grant) {
        if (isRevoked(grant)) {
            end(grant.getId());
            return true;
        }
        if (!useCode(grant) || !useRefreshToken(grant) || !write(grant)) {
            return false;
        }
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = grant.getRefreshToken();
        String value = value(refresh);
        if (refresh != null && value != null && !value.equals(grant.getAttribute(PgGrant.SHOWN))) {
            jdbc.sql(
                            "insert into refresh_token (value, family, issued, until) values (:value, :family, :issued, :until)")
                    .param("value", Fingerprint.of(value))
                    .param("family", UUID.fromString(grant.getId()))
                    .param("issued", moment(refresh.getToken().getIssuedAt()))
                    .param("until", moment(refresh.getToken().getExpiresAt()))
                    .update();
        }
        return true;
    }

    private static boolean isRevoked(OAuth2Authorization grant) {
        OAuth2Authorization.Token<OAuth2AccessToken> access = grant.getAccessToken();
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = grant.getRefreshToken();
        return (access != null && access.isInvalidated()) || (refresh != null && refresh.isInvalidated());
    }

    private boolean useCode(OAuth2Authorization grant) {
        OAuth2Authorization.Token<OAuth2AuthorizationCode> code = grant.getToken(OAuth2AuthorizationCode.class);
        return code == null
                || !code.isInvalidated()
                || grant.getAttribute(PgGrant.CODE_USED) != null
                || jdbc.sql("update token_family set code_used = now() where id = :id and code_used is null")
                                .param("id", UUID.fromString(grant.getId()))
                                .update()
                        == 1;
    }

    private boolean useRefreshToken(OAuth2Authorization grant) {
        String shown = grant.getAttribute(PgGrant.SHOWN);
        return shown == null
                || shown.equals(value(grant.getRefreshToken()))
                || jdbc.sql("update refresh_token set used = now() where value = :value and used is null")
                                .param("value", Fingerprint.of(shown))
                                .update()
                        == 1;
    }

    private boolean write(OAuth2Authorization grant) {
        var access = grant.getAccessToken();
        var code = grant.getToken(OAuth2AuthorizationCode.class);
        Authentication person = grant.getAttribute(Principal.class.getName());
        Session session = person instanceof SignedIn signedIn && !outlivesSession(grant.getAuthorizedScopes())
                ? signedIn.session()
                : null;
        OAuth2AuthorizationRequest request = grant.getAttribute(OAuth2AuthorizationRequest.class.getName());
        String state = grant.getAttribute(OAuth2ParameterNames.STATE);
        return jdbc.sql("""
                insert into token_family (id, client, principal, session, grant_type, scopes, request, attributes, state,
                       code, code_issued, code_until, access, access_issued, access_until, identity, until)
                values (:id, :client, :principal, cast(:session as uuid), :type, :scopes, :request, :attributes, :state,
                       :code, :codeIssued, :codeUntil, :access, :accessIssued, :accessUntil, :identity, :until)
                on conflict (id) do update
                   set scopes = excluded.scopes,
                       session = excluded.session,
                       attributes = excluded.attributes,
                       state = excluded.state,
                       code = coalesce(excluded.code, token_family.code),
                       code_issued = coalesce(excluded.code_issued, token_family.code_issued),
                       code_until = coalesce(excluded.code_until, token_family.code_until),
                       access = coalesce(excluded.access, token_family.access),
                       access_issued = coalesce(excluded.access_issued, token_family.access_issued),
                       access_until = coalesce(excluded.access_until, token_family.access_until),
                       identity = coalesce(excluded.identity, token_family.identity),
                       until = greatest(excluded.until, token_family.until)
                 where token_family.dead is null
                """)
                        .param("id", UUID.fromString(grant.getId()))
                        .param("client", grant.getRegisteredClientId())
                        .param("principal", grant.getPrincipalName())
                        .param("session", session == null ? null : session.id().toString())
                        .param("type", grant.getAuthorizationGrantType().getValue())
                        .param("scopes", String.join(" ", grant.getAuthorizedScopes()))
                        .param("request", request == null ? null : GrantText.of(request))
                        .param("attributes", GrantText.of(grant.getAttributes()))
                        .param("state", hash(state))
                        .param("code", hash(value(code)))
                        .param(
                                "codeIssued",
                                code == null ? null : moment(code.getToken().getIssuedAt()))
                        .param(
                                "codeUntil",
                                code == null ? null : moment(code.getToken().getExpiresAt()))
                        .param("access", hash(value(access)))
                        .param(
                                "accessIssued",
                                access == null ? null : moment(access.getToken().getIssuedAt()))
                        .param(
                                "accessUntil",
                                access == null ? null : moment(access.getToken().getExpiresAt()))
                        .param("identity", hash(value(grant.getToken(OidcIdToken.class))))
                        .param("until", Timestamp.from(lastMoment(grant)))
                        .update()
                == 1;
    }

    private static Instant lastMoment(OAuth2Authorization grant) {
        Instant last = Instant.now().plusSeconds(3_600); // no shorter: consent takes a person's time
        var refresh = grant.getRefreshToken();
        Instant refreshes = refresh == null ? null : refresh.getToken().getExpiresAt();
        return refreshes != null && refreshes.isAfter(last) ? refreshes : last;
    }

    @Override
    public void remove(OAuth2Authorization grant) {
        jdbc.sql("delete from token_family where id = :id")
                .param("id", UUID.fromString(grant.getId()))
                .update();
        ended.add(UUID.fromString(grant.getId()));
    }

    /** Ends a family: none of its tokens is taken any more. */
    private void end(String family) {
        UUID id = UUID.fromString(family);
        jdbc.sql("update token_family set dead = now() where id = :id and dead is null")
                .param("id", id)
                .update();
        ended.add(id);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return find("f.id = cast(:key as uuid)", id, PgGrant.UNKNOWN);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        OAuth2Authorization found = find("""
                f.id = (select family from refresh_token where value = :key
                         union all
                        select id from token_family
                         where code = :key or state = :key or access = :key or identity = :key
                         limit 1)
                """, Fingerprint.of(token), token);
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = found == null ? null : found.getRefreshToken();
        if (found != null && refresh != null && refresh.isInvalidated()) {
            end(found.getId());
            return null;
        }
        return found;
    }

    /** A living family of a living session. */
    private @Nullable OAuth2Authorization find(String condition, Object key, String token) {
        return jdbc
                .sql("""
                select f.*, r.value as refresh, r.issued as refresh_issued, r.until as refresh_until, r.used as refresh_used,
                       s.id as session_id, s.login as session_login, s.stage as session_stage, s.methods as session_methods,
                       s.authenticated as session_authenticated, s.used as session_used, s.until as session_until,
                       s.device as session_device, s.address as session_address
                  from token_family f
                  left join signin_session s on s.id = f.session
                  left join refresh_token r on r.family = f.id and r.value = :shown
                 where f.dead is null
                   and (f.session is null
                        or s.ended is null and s.until > now() and s.used > now() - make_interval(secs => :idle))
                   and %s
                """.formatted(condition))
                .param("key", key)
                .param("shown", Fingerprint.of(token))
                .param("idle", idle)
                .query((row, number) -> Optional.ofNullable(new PgGrant(row, token).authorization(clients)))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String value(OAuth2Authorization.@Nullable Token<? extends OAuth2Token> token) {
        String value = token == null ? null : token.getToken().getTokenValue();
        return PgGrant.UNKNOWN.equals(value) ? null : value;
    }

    private static byte @Nullable [] hash(@Nullable String value) {
        return value == null ? null : Fingerprint.of(value);
    }

    private static @Nullable Timestamp moment(@Nullable Instant moment) {
        return moment == null ? null : Timestamp.from(moment);
    }
}
