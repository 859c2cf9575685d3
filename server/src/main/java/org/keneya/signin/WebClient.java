// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The one client there is: the web application, public, with PKCE, on the very origin it was served from. Its redirect
 * addresses follow the origin of the request, so that any port and any host name of this server work, and no other.
 */
final class WebClient implements RegisteredClientRepository {
    private static final String ID = "keneya-web";
    private static final String KEY = UUID.nameUUIDFromBytes(ID.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .toString();

    private final Duration idle;

    /** @param idle how long a session lives without being used, and so a refresh token */
    WebClient(Duration idle) {
        this.idle = idle;
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("clients are not registered here");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return KEY.equals(id) ? client() : null;
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return ID.equals(clientId) ? client() : null;
    }

    static boolean isIt(RegisteredClient client) {
        return ID.equals(client.getClientId());
    }

    private RegisteredClient client() {
        String origin = origin();
        return RegisteredClient.withId(KEY)
                .clientId(ID)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(origin + "/callback")
                .redirectUri(origin + "/silent-renew.html")
                .postLogoutRedirectUri(origin + "/")
                .scope("openid")
                .scope("profile")
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(SecurityRules.ACCESS_TOKEN)
                        .refreshTokenTimeToLive(idle)
                        .reuseRefreshTokens(false)
                        .build())
                .build();
    }

    private static String origin() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? ServletUriComponentsBuilder.fromRequestUri(attributes.getRequest())
                        .replacePath(null)
                        .build()
                        .toUriString()
                : "http://localhost";
    }
}
