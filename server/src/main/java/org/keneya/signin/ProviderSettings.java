// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The outside OpenID Connect providers people may sign in by.
 *
 * @param providers in the order the sign-in page shows them
 */
@ConfigurationProperties("keneya.signin")
record ProviderSettings(@DefaultValue List<One> providers) {
    ProviderSettings {
        providers = List.copyOf(providers);
        Set<String> ids = new HashSet<>();
        for (One one : providers) {
            if (!ids.add(one.id())) {
                throw new IllegalArgumentException(
                        "keneya.signin.providers: id (%s) is there twice".formatted(one.id()));
            }
        }
    }

    /**
     * One provider.
     *
     * @param id part of the address the provider sends people back to: {@code /signin/provider/<id>/callback}
     * @param name as shown on the sign-in page
     * @param issuer exactly as in its tokens; https, or http on loopback
     * @param clientId what this server is called there
     * @param secretFile file that holds the client secret; neither this nor {@code secretVariable}: a public client
     * @param secretVariable environment variable that holds the client secret
     * @param scopes asked for, {@code openid} among them
     * @param acrValues levels asked for, one of which the ID token must then state; empty to ask for none
     * @param claims how its claims are read: the name of a mapping that comes with Keneya ({@code standard},
     *     {@code pro-sante-connect}), or a file of one's own
     * @param tenant whose people sign in by it; empty for the tenant of this installation
     * @param strong whether a sign-in there counts as two factors
     * @param audience what access tokens of this issuer must be made for to be accepted on the data doors; empty to accept none
     * @param patience longest wait for an answer of the provider
     */
    record One(
            String id,
            String name,
            String issuer,
            String clientId,
            @Nullable Path secretFile,
            @Nullable String secretVariable,
            @DefaultValue("openid") List<String> scopes,
            @DefaultValue List<String> acrValues,
            @DefaultValue("standard") String claims,
            @DefaultValue("") String tenant,
            @DefaultValue("false") boolean strong,
            @DefaultValue("") String audience,
            @DefaultValue("4s") Duration patience) {
        One {
            scopes = List.copyOf(scopes);
            acrValues = List.copyOf(acrValues);
            require(id != null && id.matches("[a-z0-9-]{1,32}"), "id (%s) must be 1 to 32 of a-z, 0-9 and -", id);
            require(name != null && !name.isBlank(), "%s needs a name", id);
            require(clientId != null && !clientId.isBlank(), "%s needs a client-id", id);
            require(isSafe(issuer), "issuer of %s must be an https address", id);
            require(scopes.contains("openid"), "scopes of %s must hold openid", id);
            require(!audience.equals(clientId), "audience of %s must not be its client-id: ID tokens would pass", id);
            require(patience.isPositive(), "patience of %s must be positive", id);
        }

        /** The client secret, read anew each time so that it can be changed in place; null for a public client. */
        @Nullable
        String secret() throws IOException {
            if (secretFile != null) {
                return Files.readString(secretFile).strip();
            }
            if (secretVariable == null) {
                return null;
            }
            String secret = System.getenv(secretVariable);
            if (secret == null) {
                throw new IOException("environment variable %s is not set".formatted(secretVariable));
            }
            return secret;
        }

        private static void require(boolean holds, String otherwise, @Nullable String id) {
            if (!holds) {
                throw new IllegalArgumentException("keneya.signin.providers: " + otherwise.formatted(id));
            }
        }
    }

    /** Whether an address may be trusted to be who it says: TLS, or this very machine. */
    static boolean isSafe(@Nullable String address) {
        try {
            URI uri = URI.create(String.valueOf(address));
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return uri.getHost() != null
                    && uri.getFragment() == null
                    && (scheme.equals("https")
                            || (scheme.equals("http")
                                    && InetAddress.getByName(uri.getHost()).isLoopbackAddress()));
        } catch (IllegalArgumentException | UnknownHostException notOne) {
            return false;
        }
    }
}
