// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.time.Instant;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/**
 * Access tokens say role, tenant and person, and of which session and family of tokens they are; ID tokens only who it is.
 * Both say how one signed in (RFC 8176).
 */
@Component
class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {
    /** Claim that names the family of tokens. */
    static final String FAMILY = "fam";

    /** Claim that names the session. */
    static final String SESSION = "sid";

    private final PgAccounts accounts;
    private final Identities identities;
    private final SmartClaims smart;

    TokenClaims(PgAccounts accounts, Identities identities, SmartClaims smart) {
        this.accounts = accounts;
        this.identities = identities;
        this.smart = smart;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        smart.add(context);
        Authentication principal = context.getPrincipal();
        boolean access = OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType());
        if (access && principal != null && !SmartClaims.isProgram(context)) {
            accounts.find(principal.getName())
                    .map(PgAccounts.Secret::account)
                    .ifPresent(account -> AccountClaims.of(account, identities.attributes(account.login()))
                            .forEach(context.getClaims()::claim));
        }
        OAuth2Authorization family = context.getAuthorization();
        if (access && family != null) {
            context.getClaims().claim(FAMILY, family.getId()).claims(claims -> {
                if (claims.get("iat") instanceof Instant made) {
                    endBy(claims, made.plus(EndedSessions.LONGEST_TOKEN));
                }
            });
        }
        boolean identity =
                OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue());
        if (principal instanceof SignedIn person && person.session() != null && (access || identity)) {
            Session session = person.session();
            context.getClaims()
                    .claim(SESSION, session.id().toString())
                    .claim("amr", session.methods())
                    .claim("acr", session.assurance())
                    .claim("auth_time", session.authenticated().getEpochSecond())
                    .claims(claims -> endBy(claims, session.until()));
        }
    }

    private static void endBy(Map<String, Object> claims, Instant latest) {
        if (claims.get("exp") instanceof Instant end && end.isAfter(latest)) {
            claims.put("exp", latest);
        }
    }
}
