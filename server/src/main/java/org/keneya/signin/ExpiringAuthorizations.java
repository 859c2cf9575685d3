// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * Authorizations in the making and just made, in memory, each forgotten after a while: access tokens stand for themselves
 * and there are no refresh tokens, so nothing older is ever asked for but at sign-out.
 */
final class ExpiringAuthorizations implements OAuth2AuthorizationService {
    private static final long MOST = 100_000;
    private static final Duration KEPT = Duration.ofHours(12);

    private final Cache<String, OAuth2Authorization> byId =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();
    private final Cache<String, String> idByToken =
            Caffeine.newBuilder().maximumSize(4 * MOST).expireAfterWrite(KEPT).build();

    @Override
    public void save(OAuth2Authorization authorization) {
        byId.put(authorization.getId(), authorization);
        values(authorization).forEach(value -> idByToken.put(value, authorization.getId()));
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        byId.invalidate(authorization.getId());
        values(authorization).forEach(idByToken::invalidate);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return byId.getIfPresent(id);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        String id = idByToken.getIfPresent(token);
        return id == null ? null : byId.getIfPresent(id);
    }

    private static List<String> values(OAuth2Authorization authorization) {
        List<String> values = new ArrayList<>();
        if (authorization.getAttribute(OAuth2ParameterNames.STATE) instanceof String state) {
            values.add(state);
        }
        add(values, authorization.getToken(OAuth2AuthorizationCode.class));
        add(values, authorization.getAccessToken());
        add(values, authorization.getToken(org.springframework.security.oauth2.core.oidc.OidcIdToken.class));
        return values;
    }

    private static void add(List<String> values, OAuth2Authorization.@Nullable Token<? extends OAuth2Token> token) {
        if (token != null) {
            values.add(token.getToken().getTokenValue());
        }
    }
}
