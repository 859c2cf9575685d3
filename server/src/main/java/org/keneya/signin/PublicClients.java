// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Lets clients without a secret refresh and revoke what they were given: they show the token itself, which is good once.
 * Spring knows public clients by the code verifier only, and there is none at these two doors.
 */
final class PublicClients implements AuthenticationConverter, AuthenticationProvider {
    private static final Map<String, Object> MARK = Map.of("keneya.public", true);

    private final RegisteredClientRepository clients;

    PublicClients(RegisteredClientRepository clients) {
        this.clients = clients;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        boolean refreshes = "refresh_token".equals(request.getParameter("grant_type"));
        boolean revokes = request.getServletPath().equals("/oauth2/revoke");
        if (!(refreshes || revokes)
                || request.getHeader("Authorization") != null
                || request.getParameter("client_secret") != null
                || request.getParameter("client_assertion") != null) {
            return null;
        }
        String[] named = request.getParameterValues("client_id");
        if (named == null) {
            return null;
        }
        if (named.length != 1) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
        return new OAuth2ClientAuthenticationToken(named[0], ClientAuthenticationMethod.NONE, null, MARK);
    }

    @Override
    public @Nullable Authentication authenticate(Authentication asked) {
        var token = (OAuth2ClientAuthenticationToken) asked;
        if (!MARK.equals(token.getAdditionalParameters())) {
            return null;
        }
        RegisteredClient client = clients.findByClientId(token.getName());
        if (client == null || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
