// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Sends whoever is not signed in to the form; a silent renewal ({@code prompt=none}) is told {@code login_required} at its
 * own address instead (OpenID Connect Core 1.0, section 3.1.2.6), for there is nobody to fill in a form.
 */
final class LoginEntryPoint implements AuthenticationEntryPoint {
    private final AuthenticationEntryPoint form = new LoginUrlAuthenticationEntryPoint("/login");
    private final RegisteredClientRepository clients;

    LoginEntryPoint(RegisteredClientRepository clients) {
        this.clients = clients;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException, jakarta.servlet.ServletException {
        String client = request.getParameter("client_id");
        String address = request.getParameter("redirect_uri");
        RegisteredClient known = client == null ? null : clients.findByClientId(client);
        boolean silent = "none".equals(request.getParameter("prompt"));
        if (!silent || known == null || address == null || !known.getRedirectUris().contains(address)) {
            form.commence(request, response, cause);
            return;
        }
        UriComponentsBuilder back = UriComponentsBuilder.fromUriString(address).queryParam("error", "login_required");
        String state = request.getParameter("state");
        if (state != null) {
            back.queryParam("state", "{state}");
        }
        response.sendRedirect(
                state == null
                        ? back.build().toUriString()
                        : back.encode().buildAndExpand(state).toUriString());
    }
}
