// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.outside.Partners;

/**
 * One outside provider at work (OpenID Connect Core 1.0, authorization code flow with PKCE). It is asked nothing before
 * somebody wants to sign in by it, and after a failure nothing for {@link #REST}, so that a provider that is down costs
 * nobody but those who choose it.
 */
final class Provider {
    private static final Duration REST = Duration.ofSeconds(3);
    private static final Duration METADATA_KEPT = Duration.ofHours(1);
    private static final Set<String> ID_TOKEN = Set.of("JWT");
    private static final Set<String> ACCESS_TOKEN = Set.of("JWT", "at+jwt", "application/at+jwt");
    private static final Set<String> LOGOUT_TOKEN = Set.of("JWT", "logout+jwt", "application/logout+jwt");
    private static final String BACKCHANNEL_LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

    private final ProviderSettings.One settings;
    private final ProviderClaims claims;
    private final Tenant tenant;
    private final ProviderHttp http;
    private final Clock clock;
    private volatile @Nullable Known known;
    private volatile Instant restsUntil = Instant.MIN;

    private record Known(ProviderMetadata metadata, ProviderKeys keys, Instant until) {}

    Provider(ProviderSettings.One settings, Tenant tenant, Partners partners, Clock clock) {
        this.settings = settings;
        this.tenant = tenant;
        this.clock = clock;
        claims = ProviderClaims.named(settings.claims());
        http = new ProviderHttp(settings.patience(), partners, "signin-" + settings.id());
    }

    /** The provider does not answer, or not as it must; nothing is wrong with the person. */
    static final class Unreachable extends Exception {
        Unreachable(Throwable cause) {
            super(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
        }
    }

    /**
     * Somebody the provider has vouched for.
     *
     * @param subject who, never reused by the issuer
     * @param session the provider's session; null when it does not say
     * @param idToken as it came, to sign out with
     */
    record Vouched(
            String subject,
            ProviderClaims.Person person,
            @Nullable String session,
            String idToken) {}

    ProviderSettings.One settings() {
        return settings;
    }

    ProviderClaims claims() {
        return claims;
    }

    Tenant tenant() {
        return tenant;
    }

    /** Where the person signs in there. */
    URI authorization(ProviderAttempt attempt, String redirect) throws Unreachable {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("response_type", "code");
        asked.put("client_id", settings.clientId());
        asked.put("redirect_uri", redirect);
        asked.put("scope", String.join(" ", settings.scopes()));
        asked.put("state", attempt.state());
        asked.put("nonce", attempt.nonce());
        asked.put("code_challenge", attempt.challenge());
        asked.put("code_challenge_method", "S256");
        if (!settings.acrValues().isEmpty()) {
            asked.put("acr_values", String.join(" ", settings.acrValues()));
        }
        return with(known().metadata().authorization(), asked);
    }

    /** Whether an answer that names no issuer, or this one, can be this provider's (RFC 9207). */
    boolean mayHaveAnswered(@Nullable String issuer) throws Unreachable {
        return issuer == null ? !known().metadata().namesIssuer() : issuer.equals(settings.issuer());
    }

    /** Turns a code into the person it stands for. */
    Vouched exchange(String code, ProviderAttempt attempt, String redirect) throws Unreachable, ProviderKeys.Refused {
        Known now = known();
        try {
            Json.Obj tokens = tokens(now.metadata().token(), code, attempt, redirect);
            String idToken = tokens.string("id_token");
            if (idToken == null) {
                throw new ProviderKeys.Refused("no ID token");
            }
            Json.Obj identity = now.keys()
                    .verified(
                            idToken,
                            new ProviderKeys.Demand(
                                    settings.clientId(), ID_TOKEN, Set.of("sub", "exp", "iat", "nonce"), Set.of()));
            String subject = checked(identity, attempt);
            return new Vouched(
                    subject,
                    claims.person(all(now.metadata(), identity, subject, tokens.string("access_token"))),
                    identity.string("sid"),
                    idToken);
        } catch (IOException failed) {
            throw failed(failed);
        }
    }

    /** The claims of an access token of this issuer, made for us. */
    Json.Obj accessToken(String token) throws Unreachable, ProviderKeys.Refused {
        return verified(
                token,
                new ProviderKeys.Demand(settings.audience(), ACCESS_TOKEN, Set.of("sub", "exp", "iat"), Set.of()));
    }

    /** The claims of a token by which the provider ends sessions (OpenID Connect Back-Channel Logout 1.0, 2.6). */
    Json.Obj logoutToken(String token) throws Unreachable, ProviderKeys.Refused {
        Json.Obj ended = verified(
                token,
                new ProviderKeys.Demand(
                        settings.clientId(), LOGOUT_TOKEN, Set.of("iat", "jti", "events"), Set.of("nonce")));
        Json.Obj events = ended.object("events");
        if (events == null || events.object(BACKCHANNEL_LOGOUT) == null) {
            throw new ProviderKeys.Refused("not a logout token");
        }
        return ended;
    }

    /** Where the person leaves the provider's session as well; null when it offers no such place or is away. */
    @Nullable
    URI endSession(String idToken, String redirect) {
        try {
            URI address = known().metadata().endSession();
            return address == null
                    ? null
                    : with(
                            address,
                            Map.of(
                                    "id_token_hint",
                                    idToken,
                                    "client_id",
                                    settings.clientId(),
                                    "post_logout_redirect_uri",
                                    redirect));
        } catch (Unreachable away) {
            return null;
        }
    }

    private Json.Obj verified(String token, ProviderKeys.Demand demand) throws Unreachable, ProviderKeys.Refused {
        Known now = known();
        try {
            return now.keys().verified(token, demand);
        } catch (IOException away) {
            throw failed(away);
        }
    }

    private String checked(Json.Obj identity, ProviderAttempt attempt) throws ProviderKeys.Refused {
        if (!attempt.nonce().equals(identity.string("nonce"))) {
            throw new ProviderKeys.Refused("another nonce");
        }
        Json.Arr audience = identity.array("aud");
        String party = identity.string("azp");
        boolean many = audience != null && audience.size() > 1;
        if (party == null ? many : !party.equals(settings.clientId())) {
            throw new ProviderKeys.Refused("made for another party");
        }
        if (!settings.acrValues().isEmpty() && !settings.acrValues().contains(String.valueOf(identity.string("acr")))) {
            throw new ProviderKeys.Refused("signed in at a lower level than asked");
        }
        return subject(identity);
    }

    static String subject(Json.Obj claims) throws ProviderKeys.Refused {
        String subject = claims.string("sub");
        if (subject == null || subject.isBlank() || subject.length() > 255) {
            throw new ProviderKeys.Refused("no subject");
        }
        return subject;
    }

    private Json.Obj tokens(URI address, String code, ProviderAttempt attempt, String redirect)
            throws IOException, ProviderKeys.Refused {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirect);
        form.put("code_verifier", attempt.verifier());
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded");
        String secret = settings.secret();
        if (secret == null) {
            form.put("client_id", settings.clientId());
        } else {
            request.header("Authorization", basic(settings.clientId(), secret));
        }
        HttpResponse<byte[]> answer = http.send(
                request.POST(HttpRequest.BodyPublishers.ofString(encoded(form))).build());
        if (answer.statusCode() >= 500) {
            throw new IOException("the token end point answered " + answer.statusCode());
        }
        if (answer.statusCode() != 200) {
            throw new ProviderKeys.Refused("the token end point answered " + answer.statusCode());
        }
        return ProviderMetadata.object(answer.body());
    }

    /** The ID token's claims with those of the user info over them, if those are the same person's. */
    private Json.Obj all(ProviderMetadata metadata, Json.Obj identity, String subject, @Nullable String accessToken)
            throws IOException, ProviderKeys.Refused {
        URI address = metadata.userInfo();
        if (address == null || accessToken == null) {
            return identity;
        }
        HttpResponse<byte[]> answer = http.get(address, "Bearer " + accessToken);
        if (answer.statusCode() != 200) {
            throw new IOException("the user info end point answered " + answer.statusCode());
        }
        Json.Obj more = ProviderMetadata.object(answer.body());
        if (!subject.equals(more.string("sub"))) {
            throw new ProviderKeys.Refused("the user info is another person's");
        }
        for (int i = 0; i < more.size(); i++) {
            identity.put(more.name(i), more.value(i));
        }
        return identity;
    }

    private Known known() throws Unreachable {
        Known now = known;
        if (now != null && now.until().isAfter(clock.instant())) {
            return now;
        }
        if (restsUntil.isAfter(clock.instant())) {
            if (now != null) {
                return now;
            }
            throw new Unreachable(new IOException("resting after a failure"));
        }
        try {
            ProviderMetadata metadata = ProviderMetadata.of(settings.issuer(), http);
            ProviderKeys keys = now != null && now.metadata().keys().equals(metadata.keys())
                    ? now.keys()
                    : new ProviderKeys(settings.issuer(), metadata.keys(), http, settings.patience(), clock);
            Known fresh = new Known(metadata, keys, clock.instant().plus(METADATA_KEPT));
            known = fresh;
            return fresh;
        } catch (IOException | IllegalArgumentException away) {
            Unreachable failure = failed(away);
            if (now != null) {
                return now;
            }
            throw failure;
        }
    }

    private Unreachable failed(Exception cause) {
        restsUntil = clock.instant().plus(REST);
        return new Unreachable(cause);
    }

    private static URI with(URI address, Map<String, String> parameters) {
        return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + encoded(parameters));
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** RFC 6749, 2.3.1: both parts are form-encoded first. */
    private static String basic(String client, String secret) {
        String pair = URLEncoder.encode(client, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
