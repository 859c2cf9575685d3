// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * An app or program an administrator has registered.
 *
 * @param clientId as the app names itself; made here, never that of an account
 * @param secretHash of a {@code symmetric} one
 * @param jwks key set of an {@code asymmetric} one, or null when {@code jwksUri} says where it is
 * @param redirects where people may be sent back to, each compared letter by letter
 * @param scopes the most it may be given, separated by blanks
 * @param launchUrl where it is opened from the record; null when it is not
 * @param trusted of the establishment itself: people are not asked
 */
record SmartClient(
        UUID id,
        Tenant tenant,
        String clientId,
        String name,
        Kind kind,
        @Nullable String secretHash,
        @Nullable String jwks,
        @Nullable String jwksUri,
        List<String> redirects,
        String scopes,
        @Nullable String launchUrl,
        boolean trusted,
        boolean enabled) {
    private static final Duration PROGRAM_TOKEN = Duration.ofMinutes(5);

    /** Without being used; each use makes a new one. */
    private static final Duration REFRESH = Duration.ofDays(30);

    SmartClient {
        redirects = List.copyOf(redirects);
    }

    /** How it proves who it is. */
    enum Kind {
        /** It cannot: it runs in a browser or on a phone. */
        PUBLIC,
        /** By a secret that this server made. */
        SYMMETRIC,
        /** By assertions signed with its own key. */
        ASYMMETRIC;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    SmartScopes allowed() {
        return SmartScopes.parse(scopes).orElseThrow();
    }

    /** As the authorization server needs it. */
    RegisteredClient registered() {
        boolean people = !redirects.isEmpty();
        RegisteredClient.Builder client = RegisteredClient.withId(id.toString())
                .clientId(clientId)
                .clientName(name)
                .redirectUris(all -> all.addAll(redirects))
                .scopes(all -> all.addAll(List.of(scopes.split(" "))))
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(people ? SecurityRules.ACCESS_TOKEN : PROGRAM_TOKEN)
                        .refreshTokenTimeToLive(REFRESH)
                        .reuseRefreshTokens(false)
                        .build());
        ClientSettings.Builder settings =
                ClientSettings.builder().requireProofKey(people).requireAuthorizationConsent(people && !trusted);
        switch (kind) {
            case PUBLIC -> client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
            case SYMMETRIC ->
                client.clientSecret(Objects.requireNonNull(secretHash))
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST);
            case ASYMMETRIC -> {
                client.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
                settings.tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.RS384);
            }
        }
        if (people) {
            client.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN);
        }
        if (isProgram()) {
            client.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS);
        }
        return client.clientSettings(settings.build()).build();
    }

    /** Whether it may come without a person: only with a key of its own, and for what it is registered for. */
    boolean isProgram() {
        return kind == Kind.ASYMMETRIC
                && allowed().resources().stream().anyMatch(one -> one.context() == SmartScope.Context.SYSTEM);
    }
}
