// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.access.Grant;
import org.keneya.access.Policies;
import org.keneya.access.Role;
import org.keneya.access.Subject;
import org.keneya.access.Tenants;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** Tells who is calling from the bearer token. A token is verified once and then remembered until it expires. */
@Component
final class BearerTokens {
    private static final long MOST_REMEMBERED = 50_000;
    private static final int LONGEST_TOKEN = 8_192;

    private final JwtDecoder decoder;
    private final Policies policies;
    private final Tenants tenants;
    private final OutsideTokens outside;
    private final EndedSessions ended;
    private final Clock clock;
    private volatile long toldMillis;
    private final Cache<String, Verified> verified = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfter(Expiry.<String, Verified>creating((token, known) ->
                    Duration.between(Instant.now(), known.until).isNegative()
                            ? Duration.ZERO
                            : Duration.between(Instant.now(), known.until)))
            .build();

    BearerTokens(
            JwtDecoder decoder,
            Policies policies,
            Tenants tenants,
            OutsideTokens outside,
            EndedSessions ended,
            Clock clock) {
        this.decoder = decoder;
        this.ended = ended;
        this.policies = policies;
        this.tenants = tenants;
        this.outside = outside;
        this.clock = clock;
    }

    /** A token whose signature was checked, and when it was used last. */
    private static final class Verified {
        private final Subject subject;
        private final Instant until;
        private final @Nullable UUID session;
        private final @Nullable UUID family;
        private volatile long usedMillis;

        Verified(Subject subject, Instant until, @Nullable UUID session, @Nullable UUID family) {
            this.subject = subject;
            this.until = until;
            this.session = session;
            this.family = family;
        }
    }

    /**
     * Whose a token is.
     *
     * @param session it was given in; null for programs and the demonstration
     */
    record Bearer(Caller caller, @Nullable UUID session) {}

    /** Whose the token of an {@code Authorization} header is; fails with 401 when there is none, or one of a session that is over. */
    Bearer of(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw unauthorized("A bearer token is needed");
        }
        String token = header.substring(7).strip();
        if (token.length() > LONGEST_TOKEN) {
            throw unauthorized("The token is not valid");
        }
        Verified known = verified.getIfPresent(token);
        if (known == null) {
            known = outside.issuer(token).map(issuer -> outside(issuer, token)).orElseGet(() -> verify(token));
            verified.put(token, known);
        }
        Instant now = clock.instant();
        if (!known.until.isAfter(now)) {
            throw unauthorized("The token has expired");
        }
        if (!tenants.isOpen(known.subject.tenant())) {
            throw ProblemException.forbidden("The establishment is closed for the time being");
        }
        if (ended.has(known.session) || ended.has(known.family)) {
            throw unauthorized("The session of this token is over");
        }
        known.usedMillis = now.toEpochMilli();
        return new Bearer(policies.caller(known.subject), known.session);
    }

    /** Sessions whose tokens were used since this was last asked. */
    Set<UUID> usedSessions() {
        long since = toldMillis;
        toldMillis = clock.millis();
        Set<UUID> used = new HashSet<>();
        for (Verified known : verified.asMap().values()) {
            if (known.session != null && known.usedMillis >= since) {
                used.add(known.session);
            }
        }
        return used;
    }

    private Verified verify(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            String role = jwt.getClaimAsString("role");
            Number tenant = jwt.getClaim("tenant");
            Instant until = jwt.getExpiresAt();
            String login = jwt.getSubject();
            if (role == null || tenant == null || until == null || login == null) {
                throw unauthorized("The token is not an access token of this server");
            }
            Subject subject = new Subject(
                    login,
                    Role.of(role),
                    new Tenant(tenant.intValue()),
                    jwt.getClaimAsString("fhirUser"),
                    jwt.getClaimAsString("establishment"),
                    jwt.hasClaim(SmartClaims.APP) ? granted(jwt) : null,
                    jwt.getClaimAsString("patient"),
                    null);
            return new Verified(subject, until, uuid(jwt, TokenClaims.SESSION), uuid(jwt, TokenClaims.FAMILY));
        } catch (JwtException | IllegalArgumentException notValid) {
            throw unauthorized("The token is not valid or has expired");
        }
    }

    private Verified outside(Provider issuer, String token) {
        OutsideTokens.Known known = outside.verified(issuer, token);
        Account account = known.account();
        Instant until = known.claims().get("exp") instanceof Json.Num seconds
                ? Instant.ofEpochSecond(seconds.decimal().longValue())
                : Instant.MIN;
        return new Verified(
                new Subject(
                        account.login(),
                        account.role(),
                        account.tenant(),
                        account.fhirUser(),
                        account.establishment(),
                        scopes(known.claims()),
                        known.claims().string("patient"),
                        null),
                until,
                null,
                null);
    }

    /** Within what an app's token stays; without scopes, within nothing. */
    private static List<Grant> granted(Jwt jwt) {
        List<String> scopes = jwt.getClaimAsStringList("scope");
        return scopes == null ? List.of() : SmartGrants.of(scopes);
    }

    /** What an outside token narrows its holder to; null when it speaks of no resources at all. */
    private static @Nullable List<Grant> scopes(Json.Obj claims) {
        String text = claims.string("scope");
        List<String> scopes = text == null ? List.of() : List.of(text.strip().split("\\s+"));
        return scopes.stream().anyMatch(SmartScope::looksLikeOne) ? SmartGrants.of(scopes) : null;
    }

    private static @Nullable UUID uuid(Jwt jwt, String claim) {
        String value = jwt.getClaimAsString(claim);
        return value == null ? null : UUID.fromString(value);
    }

    private static ProblemException unauthorized(String why) {
        return new ProblemException(new Problem.Unauthorized(List.of(Issue.error("login", why))));
    }
}
