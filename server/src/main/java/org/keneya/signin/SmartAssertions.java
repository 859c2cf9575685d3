// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.keneya.outside.Partners;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.stereotype.Component;

/**
 * Verifies by which signed assertion a program names itself
 * (http://hl7.org/fhir/smart-app-launch/STU2/client-confidential-asymmetric.html): RS384 or ES384 with a key of the client's
 * own, made for our token end point, good for five minutes at most and once.
 */
@Component
final class SmartAssertions implements JwtDecoderFactory<RegisteredClient> {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS384, JWSAlgorithm.ES384);

    private final PgClients clients;
    private final Clock clock;
    private final Partners partners;
    private final Map<String, JWKSource<SecurityContext>> remote = new ConcurrentHashMap<>();

    SmartAssertions(PgClients clients, Partners partners, Clock clock) {
        this.clients = clients;
        this.partners = partners;
        this.clock = clock;
    }

    @Override
    public JwtDecoder createDecoder(RegisteredClient registered) {
        SmartClient client = clients.find(registered.getClientId())
                .filter(one -> one.kind() == SmartClient.Kind.ASYMMETRIC)
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT));
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(client)));
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(assertion -> verdict(client, assertion));
        return decoder;
    }

    private OAuth2TokenValidatorResult verdict(SmartClient client, Jwt assertion) {
        Instant now = clock.instant();
        Instant until = assertion.getExpiresAt();
        String issuer = assertion.getClaimAsString("iss");
        String tokenId = assertion.getId();
        if (!client.clientId().equals(issuer) || !client.clientId().equals(assertion.getSubject())) {
            return refused("iss and sub must be the client_id");
        }
        if (assertion.getAudience() == null || !assertion.getAudience().contains(tokenEndpoint())) {
            return refused("aud must be the token end point");
        }
        if (until == null
                || until.isBefore(now.minus(SKEW))
                || until.isAfter(now.plus(LONGEST).plus(SKEW))) {
            return refused("exp must lie in the next five minutes");
        }
        if (assertion.getNotBefore() != null && assertion.getNotBefore().isAfter(now.plus(SKEW))) {
            return refused("not valid yet");
        }
        if (tokenId == null || tokenId.isBlank() || !clients.isFirstUse(client.clientId(), tokenId, until.plus(SKEW))) {
            return refused("jti is missing or was used before");
        }
        return OAuth2TokenValidatorResult.success();
    }

    private JWKSource<SecurityContext> keys(SmartClient client) {
        String inline = client.jwks();
        if (inline != null) {
            try {
                return new ImmutableJWKSet<>(JWKSet.parse(inline));
            } catch (ParseException garbled) {
                throw new IllegalStateException("the keys of a client are garbled", garbled);
            }
        }
        return remote.computeIfAbsent(String.valueOf(client.jwksUri()), this::remote);
    }

    private JWKSource<SecurityContext> remote(String address) {
        URI uri = URI.create(address);
        ProviderHttp http = new ProviderHttp(PATIENCE, partners, "keys-" + uri.getHost());
        return ProviderKeys.source(uri, http, PATIENCE);
    }

    private static String tokenEndpoint() {
        var context = AuthorizationServerContextHolder.getContext();
        return context.getIssuer() + context.getAuthorizationServerSettings().getTokenEndpoint();
    }

    private static OAuth2TokenValidatorResult refused(String why) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT, why, null));
    }
}
