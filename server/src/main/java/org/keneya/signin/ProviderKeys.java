// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Set;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * Verifies what an issuer signed. Only signatures by a key pair are accepted: neither {@code none} nor a shared secret, so
 * that a public key can never be taken for one. Keys are kept five minutes, for an hour when the issuer is away; a key
 * nobody has seen is asked for at once, but no more often than twice in {@link #BETWEEN_QUESTIONS}.
 */
final class ProviderKeys {
    /** How far the clocks may be apart. */
    static final Duration SKEW = Duration.ofSeconds(60);

    static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(30);

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration KEPT_WHILE_AWAY = Duration.ofHours(1);
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final String issuer;
    private final JWKSource<SecurityContext> keys;
    private final Clock clock;

    ProviderKeys(String issuer, URI address, ProviderHttp http, Duration patience, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
        keys = source(address, http, patience);
    }

    /** The key set at an address, kept and asked for again as said above. */
    static JWKSource<SecurityContext> source(URI address, ProviderHttp http, Duration patience) {
        try {
            return JWKSourceBuilder.<SecurityContext>create(address.toURL(), url -> document(url.toString(), http))
                    .cache(KEPT.toMillis(), patience.toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(BETWEEN_QUESTIONS.toMillis())
                    .outageTolerant(KEPT_WHILE_AWAY.toMillis())
                    .build();
        } catch (MalformedURLException unclear) {
            throw new IllegalArgumentException("jwks_uri is no address", unclear);
        }
    }

    /** The token cannot be trusted. */
    static final class Refused extends Exception {
        Refused(String why) {
            super(why);
        }
    }

    /** What a token must be besides signed, of this issuer and in time. */
    record Demand(String audience, Set<String> types, Set<String> required, Set<String> prohibited) {
        Demand {
            types = Set.copyOf(types);
            required = Set.copyOf(required);
            prohibited = Set.copyOf(prohibited);
        }
    }

    /**
     * The token's claims.
     *
     * @throws Refused when it is not what is demanded
     * @throws IOException when the issuer's keys cannot be had
     */
    Json.Obj verified(String token, Demand demand) throws Refused, IOException {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(types(demand)));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        var claims =
                new DefaultJWTClaimsVerifier<>(
                        Set.of(demand.audience()),
                        new JWTClaimsSet.Builder().issuer(issuer).build(),
                        demand.required(),
                        demand.prohibited()) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew((int) SKEW.toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
        try {
            JWTClaimsSet set = processor.process(token, null);
            Date issued = set.getIssueTime();
            if (issued != null && issued.toInstant().isAfter(clock.instant().plus(SKEW))) {
                throw new Refused("made in the future");
            }
            return JsonText.readObject(set.toString());
        } catch (RateLimitReachedException unknown) {
            throw new Refused("signed with a key nobody knows");
        } catch (KeySourceException away) {
            throw new IOException("the keys cannot be had", away);
        } catch (BadJOSEException | JOSEException | ParseException notValid) {
            throw new Refused(String.valueOf(notValid.getMessage()));
        }
    }

    private static Set<JOSEObjectType> types(Demand demand) {
        Set<JOSEObjectType> types = new java.util.HashSet<>();
        types.add(null); // the header may leave it out
        demand.types().forEach(type -> types.add(new JOSEObjectType(type)));
        return types;
    }

    private static Resource document(String address, ProviderHttp http) throws IOException {
        HttpResponse<byte[]> answer = http.get(URI.create(address), "");
        if (answer.statusCode() != 200) {
            throw new IOException("the keys' address answered " + answer.statusCode());
        }
        return new Resource(new String(answer.body(), StandardCharsets.UTF_8), "application/json");
    }
}
