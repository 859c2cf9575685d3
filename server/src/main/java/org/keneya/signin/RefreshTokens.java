// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * Refresh tokens, for public clients as well: each is good for one use, and a used one that comes back ends its family (RFC
 * 9700 section 4.14.2). None outlives the session it was given in.
 */
final class RefreshTokens implements OAuth2TokenGenerator<OAuth2RefreshToken> {
    private final Clock clock;

    RefreshTokens(Clock clock) {
        this.clock = clock;
    }

    @Override
    public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
        if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())
                || AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())
                || !isMeantTo(context)) {
            return null;
        }
        Instant now = clock.instant();
        Instant until =
                now.plus(context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive());
        Authentication principal = context.getPrincipal();
        if (principal instanceof SignedIn person
                && person.session() != null
                && !PgAuthorizations.outlivesSession(granted(context))
                && until.isAfter(person.session().until())) {
            until = person.session().until();
        }
        return new OAuth2RefreshToken(Fingerprint.secret(), now, until);
    }

    /** The web application always; an app when it was allowed offline_access or online_access. */
    private static boolean isMeantTo(OAuth2TokenContext context) {
        return WebClient.isIt(context.getRegisteredClient())
                || SmartScopes.parse(String.join(" ", granted(context)))
                        .filter(SmartScopes::mayRefresh)
                        .isPresent();
    }

    /** What was agreed to, though this time fewer scopes may be asked for. */
    private static Set<String> granted(OAuth2TokenContext context) {
        OAuth2Authorization grant = context.getAuthorization();
        return grant == null ? context.getAuthorizedScopes() : grant.getAuthorizedScopes();
    }
}
