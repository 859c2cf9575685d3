// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.oidc.web.authentication.OidcLogoutAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Signs out at a client's request (OpenID Connect RP-Initiated Logout): the session of its ID token ends, with all its tokens.
 * Who came by an outside provider is led there to sign out as well.
 */
@Component
class SignOut implements AuthenticationSuccessHandler {
    private final AuthenticationSuccessHandler back = new OidcLogoutAuthenticationSuccessHandler();
    private final Sessions sessions;
    private final ProviderSessions opened;
    private final Providers providers;
    private final SignInNews news;

    SignOut(Sessions sessions, ProviderSessions opened, Providers providers, SignInNews news) {
        this.sessions = sessions;
        this.opened = opened;
        this.providers = providers;
        this.news = news;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException, ServletException {
        OidcIdToken identity =
                authentication instanceof OidcLogoutAuthenticationToken asked ? asked.getIdToken() : null;
        String login = identity == null ? null : identity.getSubject();
        URI there = null;
        if (identity != null && login != null) {
            if (identity.getClaim(TokenClaims.SESSION) instanceof String session) {
                there = there(UUID.fromString(session), request);
                sessions.end(login, UUID.fromString(session));
            }
            news.left(login);
        }
        sessions.leave(request, response);
        back.onAuthenticationSuccess(
                request, there == null ? response : new Elsewhere(response, there), authentication);
    }

    /** Where the provider that opened the session signs out; it sends people back to the first page. */
    private @Nullable URI there(UUID session, HttpServletRequest request) {
        ProviderSessions.Origin origin = opened.origin(session);
        String firstPage = ServletUriComponentsBuilder.fromRequestUri(request)
                .replacePath("/")
                .build()
                .toUriString();
        return origin == null
                ? null
                : providers
                        .find(origin.provider())
                        .map(provider -> provider.endSession(origin.idToken(), firstPage))
                        .orElse(null);
    }

    private static final class Elsewhere extends HttpServletResponseWrapper {
        private final URI there;

        Elsewhere(HttpServletResponse response, URI there) {
            super(response);
            this.there = there;
        }

        @Override
        public void sendRedirect(String location) throws IOException {
            super.sendRedirect(there.toString());
        }
    }
}
