// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

/** Access tokens made without a sign-in, for programs of the establishment and the demonstration. */
@Component
public final class Tokens {
    private final JwtEncoder encoder;
    private final SignInNews news;
    private final Clock clock;

    Tokens(JwtEncoder encoder, SignInNews news, Clock clock) {
        this.encoder = encoder;
        this.news = news;
        this.clock = clock;
    }

    /** A signed access token of the account; told like a sign-in. */
    public String of(Account account, Duration lifetime) {
        Instant now = clock.instant();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer("keneya")
                .subject(account.login())
                .issuedAt(now)
                .expiresAt(now.plus(lifetime));
        AccountClaims.of(account, Map.of()).forEach(claims::claim);
        news.entered(account.login());
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims.build())).getTokenValue();
    }
}
