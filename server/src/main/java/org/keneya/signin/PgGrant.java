// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.security.Principal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** A row of a family of tokens as Spring's authorization. Only the token that was shown has its value; of the others the hash is known. */
final class PgGrant {
    /** Stands for the value of a token that was not shown. */
    static final String UNKNOWN = "-";

    /** Attribute: the refresh token that was shown. */
    static final String SHOWN = "keneya.refresh";

    /** Attribute: the code had been used before. */
    static final String CODE_USED = "keneya.code-used";

    private final ResultSet row;
    private final String token;
    private final byte[] hash;

    PgGrant(ResultSet row, String token) {
        this.row = row;
        this.token = token;
        this.hash = Fingerprint.of(token);
    }

    /** The authorization; none when its client is no longer registered. */
    @Nullable
    OAuth2Authorization authorization(RegisteredClientRepository clients) throws SQLException {
        RegisteredClient client = clients.findById(text("client"));
        if (client == null) {
            return null;
        }
        Set<String> scopes = GrantText.words(text("scopes"));
        OAuth2Authorization.Builder grant = OAuth2Authorization.withRegisteredClient(client)
                .id(text("id"))
                .principalName(text("principal"))
                .authorizationGrantType(new AuthorizationGrantType(text("grant_type")))
                .authorizedScopes(scopes);
        GrantText.attributes(text("attributes")).forEach(grant::attribute);
        String request = row.getString("request");
        if (request != null) {
            grant.attribute(OAuth2AuthorizationRequest.class.getName(), GrantText.request(request));
        }
        if (!AuthorizationGrantType.CLIENT_CREDENTIALS.getValue().equals(text("grant_type"))) {
            Session session = row.getObject("session_id") == null ? null : PgSessions.session(row, "session_");
            grant.attribute(Principal.class.getName(), new SignedIn(text("principal"), session));
        }
        if (isShown("state")) {
            grant.attribute(OAuth2ParameterNames.STATE, token);
        }
        code(grant);
        access(grant, scopes);
        identity(grant);
        refresh(grant);
        return grant.build();
    }

    private void code(OAuth2Authorization.Builder grant) throws SQLException {
        if (row.getBytes("code") == null) {
            return;
        }
        boolean used = row.getTimestamp("code_used") != null;
        if (used) {
            grant.attribute(CODE_USED, "true");
        }
        grant.token(
                new OAuth2AuthorizationCode(
                        isShown("code") ? token : UNKNOWN, moment("code_issued"), moment("code_until")),
                metadata -> metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, used));
    }

    private void access(OAuth2Authorization.Builder grant, Set<String> scopes) throws SQLException {
        if (row.getBytes("access") == null) {
            return;
        }
        boolean shown = isShown("access");
        Map<String, Object> claims = shown ? GrantText.claims(token) : Map.of();
        grant.token(
                new OAuth2AccessToken(
                        OAuth2AccessToken.TokenType.BEARER,
                        shown ? token : UNKNOWN,
                        moment("access_issued"),
                        moment("access_until"),
                        scopes),
                metadata -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, claims));
    }

    private void identity(OAuth2Authorization.Builder grant) throws SQLException {
        if (row.getBytes("identity") == null) {
            return;
        }
        boolean shown = isShown("identity");
        Map<String, Object> claims = shown ? GrantText.claims(token) : Map.of("sub", text("principal"));
        OidcIdToken identity = OidcIdToken.withTokenValue(shown ? token : UNKNOWN)
                .claims(all -> all.putAll(claims))
                .build();
        grant.token(identity, metadata -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, claims));
    }

    private void refresh(OAuth2Authorization.Builder grant) throws SQLException {
        if (!isShown("refresh")) {
            return;
        }
        boolean used = row.getTimestamp("refresh_used") != null;
        grant.attribute(SHOWN, token);
        grant.token(
                new OAuth2RefreshToken(token, moment("refresh_issued"), moment("refresh_until")),
                metadata -> metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, used));
    }

    private boolean isShown(String column) throws SQLException {
        return Arrays.equals(hash, row.getBytes(column));
    }

    private String text(String column) throws SQLException {
        return row.getString(column);
    }

    private Instant moment(String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
