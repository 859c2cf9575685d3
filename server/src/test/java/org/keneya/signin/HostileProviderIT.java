// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.signin.ProviderFixture.AUDIENCE;
import static org.keneya.signin.ProviderFixture.HOSTILE;
import static org.keneya.signin.ProviderFixture.OTHER;
import static org.keneya.signin.ProviderFixture.PROVIDED;
import static org.keneya.signin.ProviderFixture.TURNING;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Reply;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** What a provider, or someone who pretends to be one, may say, and what it gets for it. */
class HostileProviderIT {
    private static final String DOCTOR = "899700218896";

    private final Visitor visitor = new Visitor();

    @Test
    void whoAProviderVouchesForGetsASessionOfOurs() {
        Visitor.Page asked = visitor.get(PROVIDED.origin() + "/oauth2/authorize?" + webClient());
        assertThat(asked.path()).isEqualTo("/login");
        URI there = begin("hostile");
        assertThat(Visitor.parameter(there, "code_challenge_method")).isEqualTo("S256");
        assertThat(Visitor.parameter(there, "scope")).isEqualTo("openid");
        assertThat(Visitor.parameter(there, "redirect_uri"))
                .isEqualTo(PROVIDED.origin() + "/signin/provider/hostile/callback");
        String before = visitor.cookie("keneya_session");

        Visitor.Page back = visitor.get(honestReturn(there, "s-1", DOCTOR, "10"));

        assertThat(back.path()).startsWith("/oauth2/authorize?");
        assertThat(visitor.cookie("keneya_session")).isNotEqualTo(before);
        Json.Obj tokens = tokens(visitor.get(back.location()));
        Json.Obj claims = claims(String.valueOf(tokens.string("access_token")));
        assertThat(claims.string("sub")).isEqualTo("hostile:" + DOCTOR);
        assertThat(claims.string("role")).isEqualTo("physician");
        assertThat(ProviderClaims.values(claims, "profession")).containsExactly("10");
        assertThat(ProviderClaims.values(claims, "speciality")).containsExactly("SM26");
        assertThat(ProviderClaims.values(claims, "structures")).containsExactly("R10100000198386");
        Reply session = PROVIDED.anonymous()
                .with("Authorization", "Bearer " + tokens.string("access_token"))
                .get("/api/session");
        assertThat(session.text()).contains("\"name\":\"Kit DOC0021889\"");
        assertThat(audited("hostile:" + DOCTOR, "login", "0")).isTrue();
    }

    static Stream<Arguments> badTokens() {
        return Stream.of(
                bad(
                        "wrong audience",
                        (honest, _) ->
                                HOSTILE.sign(honest.audience("another-client").build())),
                bad(
                        "an audience too many without saying for whom",
                        (honest, _) -> HOSTILE.sign(honest.audience(List.of(HostileProvider.CLIENT, "other"))
                                .build())),
                bad(
                        "made for another party",
                        (honest, _) -> HOSTILE.sign(honest.claim("azp", "other").build())),
                bad(
                        "wrong issuer",
                        (honest, _) ->
                                HOSTILE.sign(honest.issuer(OTHER.issuer()).build())),
                bad("another issuer's key", (honest, _) -> OTHER.sign(honest.build())),
                bad("no signature", (honest, _) -> new PlainJWT(honest.build()).serialize()),
                bad("signature cut off", (honest, _) -> {
                    String whole = HOSTILE.sign(honest.build());
                    return whole.substring(0, whole.lastIndexOf('.') + 1);
                }),
                bad("the public key as a shared secret", (honest, _) -> hmac(honest.build())),
                bad(
                        "expired",
                        (honest, now) -> HOSTILE.sign(honest.issueTime(Date.from(now.minusSeconds(600)))
                                .expirationTime(Date.from(now.minusSeconds(90)))
                                .build())),
                bad(
                        "no expiry",
                        (honest, _) -> HOSTILE.sign(honest.expirationTime(null).build())),
                bad(
                        "made two minutes from now",
                        (honest, now) -> HOSTILE.sign(honest.issueTime(Date.from(now.plusSeconds(120)))
                                .build())),
                bad(
                        "valid in two minutes",
                        (honest, now) -> HOSTILE.sign(honest.notBeforeTime(Date.from(now.plusSeconds(120)))
                                .build())),
                bad(
                        "no nonce",
                        (honest, _) -> HOSTILE.sign(honest.claim("nonce", null).build())),
                bad(
                        "another nonce",
                        (honest, _) -> HOSTILE.sign(honest.claim("nonce", "n").build())),
                bad(
                        "no subject",
                        (honest, _) -> HOSTILE.sign(honest.subject(null).build())),
                bad(
                        "another subject than the user info's",
                        (honest, _) ->
                                HOSTILE.sign(honest.subject("somebody-else").build())),
                bad("an access token", (honest, _) -> HostileProvider.sign(honest.build(), HOSTILE.key(), "at+jwt")),
                bad("not a token", (_, _) -> "certainly"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void refusesAnIdTokenThatIsNotRight(String what, BiFunction<JWTClaimsSet.Builder, Instant, String> token) {
        URI there = begin("hostile");
        JWTClaimsSet.Builder honest = HOSTILE.honest("s-1", Visitor.parameter(there, "nonce"));
        String code = HOSTILE.code(
                there, token.apply(honest, Instant.now()), HostileProvider.professional("s-1", DOCTOR, "10"));

        assertThat(visitor.get(callback(there, code)).path()).isEqualTo("/login?refused");
        assertThat(signedIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-45, 45})
    void bearsWithClocksThatAreLessThanAMinuteApart(int seconds) {
        URI there = begin("hostile");
        Instant theirs = Instant.now().plusSeconds(seconds);
        String token = HOSTILE.sign(HOSTILE.honest("s-1", Visitor.parameter(there, "nonce"))
                .issueTime(Date.from(theirs))
                .notBeforeTime(Date.from(theirs))
                .expirationTime(Date.from(theirs.plusSeconds(1)))
                .build());
        String code = HOSTILE.code(there, token, HostileProvider.professional("s-1", DOCTOR, "10"));

        assertThat(visitor.get(callback(there, code)).path()).isEqualTo("/");
    }

    @Test
    void takesAnAnswerOnce() {
        URI there = begin("hostile");
        URI answer = honestReturn(there, "s-1", DOCTOR, "10");

        assertThat(visitor.get(answer).path()).isEqualTo("/");
        assertThat(visitor.get(answer).path()).isEqualTo("/login?refused");
        assertThat(new Visitor().get(answer).path()).isEqualTo("/login?refused");
    }

    @Test
    void takesAnAnswerOnlyInTheBrowserThatAsked() {
        URI there = begin("hostile");

        assertThat(new Visitor().get(honestReturn(there, "s-1", DOCTOR, "10")).path())
                .isEqualTo("/login?refused");
    }

    @Test
    void aCodeThatWasUsedOpensNothing() {
        URI first = begin("hostile");
        String code = honestCode(first, "s-1", DOCTOR, "10");
        assertThat(visitor.get(callback(first, code)).path()).isEqualTo("/");

        visitor.get(PROVIDED.origin() + "/");
        Visitor other = new Visitor();
        URI second = other.get(PROVIDED.origin() + "/signin/provider/hostile").location();
        assertThat(other.get(callback(second, code)).path()).isEqualTo("/login?refused");
    }

    @Test
    void oneProviderCannotAnswerForAnother() {
        URI there = begin("hostile");
        String state = Visitor.parameter(there, "state");
        String code = honestCode(there, "s-1", DOCTOR, "10");
        URI atTheOther =
                URI.create(PROVIDED.origin() + "/signin/provider/other/callback?state=" + state + "&code=" + code);

        assertThat(visitor.get(atTheOther).path()).isEqualTo("/login?refused");

        URI again = begin("hostile");
        String named = honestReturn(again, "s-1", DOCTOR, "10") + "&iss="
                + URLEncoder.encode(OTHER.issuer(), StandardCharsets.UTF_8);
        assertThat(visitor.get(named).path()).isEqualTo("/login?refused");
        assertThat(signedIn()).isFalse();
    }

    @Test
    void theSameSubjectOfAnotherIssuerIsAnotherPerson() {
        assertThat(visitor.get(honestReturn(begin("hostile"), "s-same", "899700000011", "10"))
                        .path())
                .isEqualTo("/");
        Visitor second = new Visitor();
        URI there = second.get(PROVIDED.origin() + "/signin/provider/other").location();
        String code = OTHER.code(
                there,
                OTHER.sign(OTHER.honest("s-same", Visitor.parameter(there, "nonce"))
                        .build()),
                HostileProvider.professional("s-same", "899700000011", "60"));
        assertThat(second.get(callback(there, code)).path()).isEqualTo("/");

        Accounts accounts = PROVIDED.bean(Accounts.class);
        assertThat(accounts.find("hostile:899700000011").orElseThrow().role().code())
                .isEqualTo("physician");
        assertThat(accounts.find("other:899700000011").orElseThrow().role().code())
                .isEqualTo("nurse");
    }

    @Test
    void aNameThatIsTakenMakesAnotherAccount() {
        visitor.get(honestReturn(begin("hostile"), "s-first", "899700000022", "10"));
        Visitor second = new Visitor();
        URI there = second.get(PROVIDED.origin() + "/signin/provider/hostile").location();
        assertThat(second.get(callback(there, honestCode(there, "s-second", "899700000022", "60")))
                        .path())
                .isEqualTo("/");

        PgIdentities identities = PROVIDED.bean(PgIdentities.class);
        assertThat(identities.find(HOSTILE.issuer(), "s-first").orElseThrow().login())
                .isEqualTo("hostile:899700000022");
        assertThat(identities.find(HOSTILE.issuer(), "s-second").orElseThrow().login())
                .startsWith("hostile:899700000022-");
    }

    @Test
    void aProfessionNobodyKnowsGetsNoAccount() {
        URI there = begin("hostile");

        assertThat(visitor.get(honestReturn(there, "s-73", "899700000073", "73"))
                        .path())
                .isEqualTo("/login?profession");
        assertThat(PROVIDED.bean(Accounts.class).find("hostile:899700000073")).isEmpty();
        assertThat(signedIn()).isFalse();
    }

    @Test
    void whoLosesTheirProfessionLosesTheirWayIn() {
        assertThat(visitor.get(honestReturn(begin("hostile"), "s-lost", "899700000033", "60"))
                        .path())
                .isEqualTo("/");
        Visitor later = new Visitor();
        URI there = later.get(PROVIDED.origin() + "/signin/provider/hostile").location();

        assertThat(later.get(callback(there, honestCode(there, "s-lost", "899700000033", "73")))
                        .path())
                .isEqualTo("/login?profession");
    }

    @Test
    void whereNobodyMayEnterThemselvesAnAdministratorLinksThem() {
        URI there = begin("invited");
        assertThat(visitor.get(honestReturn(there, "s-guest", "medecin", "10")).path())
                .isEqualTo("/login?unlinked");

        Reply linked = PROVIDED.as("admin")
                .with("Content-Type", "application/json")
                .post(
                        "/api/accounts/medecin/identities",
                        new Json.Obj().put("issuer", HOSTILE.issuer()).put("subject", "s-guest"));
        assertThat(linked.status()).isEqualTo(201);
        Visitor.Page back = visitor.get(honestReturn(begin("invited"), "s-guest", "medecin", "10"));
        assertThat(back.path()).isEqualTo("/");
        assertThat(PROVIDED.as("medecin")
                        .with("Content-Type", "application/json")
                        .post(
                                "/api/accounts/admin/identities",
                                new Json.Obj().put("issuer", HOSTILE.issuer()).put("subject", "s-mine"))
                        .status())
                .isEqualTo(403);
        assertThat(PROVIDED.as("admin")
                        .delete("/api/accounts/medecin/identities?subject=s-guest&issuer="
                                + URLEncoder.encode(HOSTILE.issuer(), StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(204);
        assertThat(new Visitor()
                        .get(PROVIDED.origin() + "/signin/provider/invited")
                        .status())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "absent"})
    void aProviderThatIsDownIsSaidToBeAndHoldsNobody(String provider) {
        long begun = System.nanoTime();
        assertThat(visitor.get(PROVIDED.origin() + "/signin/provider/" + provider)
                        .path())
                .isEqualTo("/login?unreachable");
        assertThat((System.nanoTime() - begun) / 1e9).isLessThan(4);

        long again = System.nanoTime();
        assertThat(visitor.get(PROVIDED.origin() + "/signin/provider/" + provider)
                        .path())
                .isEqualTo("/login?unreachable");
        assertThat((System.nanoTime() - again) / 1e9).isLessThan(1);
        assertThat(ownSignIn(visitor).path()).isEqualTo("/");
    }

    @Test
    void aProviderThatFailsHalfWaySignsNobodyIn() {
        URI there = begin("other");
        String code = OTHER.code(
                there,
                OTHER.sign(
                        OTHER.honest("s-1", Visitor.parameter(there, "nonce")).build()),
                HostileProvider.professional("s-1", DOCTOR, "10"));
        OTHER.tokenStatus = 503;
        try {
            assertThat(visitor.get(callback(there, code)).path()).isEqualTo("/login?unreachable");
        } finally {
            OTHER.tokenStatus = 200;
        }
        assertThat(signedIn()).isFalse();
    }

    @Test
    void aPersonWhoChangesTheirMindIsBackAtTheStart() {
        URI there = begin("hostile");

        assertThat(visitor.get(PROVIDED.origin() + "/signin/provider/hostile/callback?error=access_denied&state="
                                + Visitor.parameter(there, "state"))
                        .path())
                .isEqualTo("/login?cancelled");
    }

    @Test
    void findsNewKeysAtOnceAndAsksForUnknownOnesSeldom() {
        assertThat(turningSignIn(TURNING.sign(TURNING.honest("t", "n").build())))
                .isEqualTo("/login?refused"); // nonce
        int before = TURNING.keyQuestions.get();
        TURNING.rotate();
        Visitor fresh = new Visitor();
        URI there = fresh.get(PROVIDED.origin() + "/signin/provider/turning").location();
        String code = TURNING.code(
                there,
                TURNING.sign(
                        TURNING.honest("t", Visitor.parameter(there, "nonce")).build()),
                HostileProvider.professional("t", "899700000044", "21"));
        assertThat(fresh.get(callback(there, code)).path()).isEqualTo("/");
        assertThat(TURNING.keyQuestions.get()).isEqualTo(before + 1);

        for (int i = 0; i < 20; i++) {
            var strange = HostileProvider.newKey();
            turningSignIn(HostileProvider.sign(TURNING.honest("t", "n").build(), strange, "JWT"));
        }
        assertThat(TURNING.keyQuestions.get()).isLessThanOrEqualTo(before + 2);
    }

    @Test
    void acceptsAccessTokensOfAnIssuerThatIsTrustedForThem() {
        Instant now = Instant.now();
        JWTClaimsSet.Builder honest = apiToken(now);
        assertThat(api(HOSTILE.sign(honest.build()))).isEqualTo(200);
        assertThat(api(HOSTILE.sign(apiToken(now)
                        .claim("preferred_username", "x")
                        .claim("SubjectRefPro", null)
                        .subject("s-none")
                        .build())))
                .isEqualTo(401);
        assertThat(api(HOSTILE.sign(
                        apiToken(now).audience(HostileProvider.CLIENT).build())))
                .isEqualTo(401);
        assertThat(api(HOSTILE.sign(apiToken(now).audience((String) null).build())))
                .isEqualTo(401);
        assertThat(api(OTHER.sign(apiToken(now).build()))).isEqualTo(401);
        assertThat(api(OTHER.sign(apiToken(now).issuer(OTHER.issuer()).build())))
                .isEqualTo(401);
        assertThat(api(new PlainJWT(apiToken(now).build()).serialize())).isEqualTo(401);
        assertThat(api(hmac(apiToken(now).build()))).isEqualTo(401);
        assertThat(api(HOSTILE.sign(apiToken(now)
                        .expirationTime(Date.from(now.minusSeconds(90)))
                        .build())))
                .isEqualTo(401);
    }

    @Test
    void aProviderMayEndItsSessions() {
        assertThat(visitor.get(honestReturn(begin("hostile"), "s-left", "899700000055", "10"))
                        .path())
                .isEqualTo("/");
        assertThat(signedIn()).isTrue();
        JWTClaimsSet.Builder told = logoutToken();

        assertThat(end(HOSTILE.sign(logoutToken().claim("nonce", "n").build()))).isEqualTo(400);
        assertThat(end(HOSTILE.sign(logoutToken().claim("events", null).build())))
                .isEqualTo(400);
        assertThat(end(OTHER.sign(logoutToken().build()))).isEqualTo(400);
        assertThat(signedIn()).isTrue();
        String token = HostileProvider.sign(told.build(), HOSTILE.key(), "logout+jwt");
        assertThat(end(token)).isEqualTo(200);
        assertThat(signedIn()).isFalse();
        assertThat(end(token)).isEqualTo(400);
    }

    @Test
    void whoComesByAProviderThatIsNotTrustedForTwoFactorsOwesUsTheSecond() {
        assertThat(visitor.get(honestReturn(begin("weak"), "s-weak", "899700000057", "10"))
                        .path())
                .isEqualTo("/login?step=enrolment");
        assertThat(signedIn()).isFalse();
    }

    @Test
    void theTokenSaysThatAProviderVouchedFirstAndACodeCameAfter() {
        visitor.get(honestReturn(begin("weak"), "s-weak-code", "899700000058", "10"));
        byte[] secret = People.fromBase32(
                String.valueOf(send("/signin/enrol/code", new Json.Obj()).string("secret")));
        send("/signin/enrol/code/confirm", new Json.Obj().put("code", People.code(secret, -1)));

        Json.Obj enrolled = claims(webTokens());
        visitor.get(honestReturn(begin("weak"), "s-weak-code", "899700000058", "10"));
        send("/signin/code", new Json.Obj().put("code", People.code(secret, 0)));
        Json.Obj again = claims(webTokens());

        for (Json.Obj claims : List.of(enrolled, again)) {
            assertThat(ProviderClaims.values(claims, "amr")).containsExactly("fed", "otp", "mfa");
            assertThat(claims.string("acr")).isEqualTo("urn:keneya:acr:two-factor");
        }
    }

    @Test
    void theSignInPageIsToldWhatThereIs() {
        Reply list = PROVIDED.anonymous().get("/signin/providers");

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.text())
                .contains("{\"id\":\"psc\",\"name\":\"Pro Santé Connect\"}")
                .doesNotContain("client");
        assertThat(PROVIDED.anonymous().get("/signin/provider/none").status()).isEqualTo(404);
    }

    private static Arguments bad(String what, BiFunction<JWTClaimsSet.Builder, Instant, String> token) {
        return Arguments.of(what, token);
    }

    private static String hmac(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(HOSTILE.key().getKeyID())
                            .build(),
                    claims);
            token.sign(new MACSigner(HOSTILE.key().toRSAPublicKey().getEncoded()));
            return token.serialize();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static JWTClaimsSet.Builder apiToken(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(HOSTILE.issuer())
                .subject("s-api")
                .audience(AUDIENCE)
                .jwtID(UUID.randomUUID().toString())
                .claim("preferred_username", "899700000066")
                .claim("SubjectRefPro", Map.of("exercices", List.of(Map.of("codeProfession", "10"))))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(120)));
    }

    private static int api(String token) {
        return PROVIDED.anonymous()
                .with("Authorization", "Bearer " + token)
                .get("/fhir/Patient?_count=1")
                .status();
    }

    private static JWTClaimsSet.Builder logoutToken() {
        return new JWTClaimsSet.Builder()
                .issuer(HOSTILE.issuer())
                .subject("s-left")
                .audience(HostileProvider.CLIENT)
                .claim("sid", "session-of-s-left")
                .jwtID(UUID.randomUUID().toString())
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
    }

    private static int end(String token) {
        return new Visitor()
                .post(URI.create(PROVIDED.origin() + "/signin/provider/hostile/logout"), Map.of("logout_token", token))
                .status();
    }

    private String turningSignIn(String token) {
        URI there = begin("turning");
        String code = TURNING.code(there, token, HostileProvider.professional("t", "899700000044", "21"));
        return visitor.get(callback(there, code)).path();
    }

    private URI begin(String provider) {
        Visitor.Page page = visitor.get(PROVIDED.origin() + "/signin/provider/" + provider);
        assertThat(page.status()).isEqualTo(302);
        return page.location();
    }

    private static URI honestReturn(URI there, String subject, String rpps, String profession) {
        return callback(there, honestCode(there, subject, rpps, profession));
    }

    private static String honestCode(URI there, String subject, String rpps, String profession) {
        return HOSTILE.code(
                there,
                HOSTILE.sign(HOSTILE.honest(subject, Visitor.parameter(there, "nonce"))
                        .build()),
                HostileProvider.professional(subject, rpps, profession));
    }

    private static URI callback(URI there, String code) {
        return URI.create(Visitor.parameter(there, "redirect_uri") + "?state=" + Visitor.parameter(there, "state")
                + "&code=" + code);
    }

    /** What the sign-in page sends on its own. */
    private Json.Obj send(String path, Json.Obj body) {
        visitor.get(PROVIDED.origin() + "/login");
        Visitor.Page answer = visitor.send(HttpRequest.newBuilder(URI.create(PROVIDED.origin() + path))
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", visitor.cookie("XSRF-TOKEN"))
                .POST(HttpRequest.BodyPublishers.ofString(JsonText.write(body))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonText.readObject(answer.body());
    }

    private String webTokens() {
        return String.valueOf(tokens(visitor.get(PROVIDED.origin() + "/oauth2/authorize?" + webClient()))
                .string("access_token"));
    }

    private Json.Obj tokens(Visitor.Page callback) {
        return JsonText.readObject(visitor.post(
                        URI.create(PROVIDED.origin() + "/oauth2/token"),
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "keneya-web",
                                "redirect_uri",
                                PROVIDED.origin() + "/callback",
                                "code_verifier",
                                "v".repeat(50),
                                "code",
                                callback.parameter("code")))
                .body());
    }

    private boolean signedIn() {
        Visitor.Page silent = visitor.get(PROVIDED.origin() + "/oauth2/authorize?prompt=none&" + webClient());
        return !silent.parameter("code").isEmpty();
    }

    private static Visitor.Page ownSignIn(Visitor visitor) {
        visitor.get(PROVIDED.origin() + "/login");
        return visitor.post(
                URI.create(PROVIDED.origin() + "/login"),
                Map.of(
                        "username", "medecin",
                        "password", "keneya-demo",
                        "_csrf", visitor.cookie("XSRF-TOKEN")));
    }

    static String webClient() {
        String verifier = "v".repeat(50);
        try {
            String challenge = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
            return Visitor.encoded(Map.of(
                    "response_type", "code",
                    "client_id", "keneya-web",
                    "redirect_uri", PROVIDED.origin() + "/callback",
                    "scope", "openid profile",
                    "state", "s1",
                    "nonce", "n1",
                    "code_challenge", challenge,
                    "code_challenge_method", "S256"));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Json.Obj claims(String token) {
        return JsonText.readObject(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    static boolean audited(String login, String what, String outcome) {
        for (int i = 0; i < 40; i++) {
            Reply log = PROVIDED.as("dpo").get("/api/audit?who=" + URLEncoder.encode(login, StandardCharsets.UTF_8));
            if (log.status() == 200
                    && log.json().objects("entries").stream()
                            .anyMatch(entry ->
                                    what.equals(entry.string("what")) && outcome.equals(entry.string("outcome")))) {
                return true;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        }
        return false;
    }
}
