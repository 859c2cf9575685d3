// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Refresh tokens, revocation and the lives of sessions. */
class TokenFamilyIT {
    private final Browser browser = new Browser();

    @Test
    void eachUseOfARefreshTokenMakesANewOne() {
        Json.Obj first = browser.tokens("medecin");
        Json.Obj second = browser.refresh(text(first, "refresh_token")).json();
        Json.Obj third = browser.refresh(text(second, "refresh_token")).json();

        assertThat(List.of(text(first, "refresh_token"), text(second, "refresh_token"), text(third, "refresh_token")))
                .doesNotHaveDuplicates();
        assertThat(browser.session(third)).isEqualTo(200);
        assertThat(claims(third, "access_token").string("sid"))
                .isEqualTo(claims(first, "access_token").string("sid"));
        assertThat(claims(third, "id_token").string("sub")).isEqualTo("medecin");
    }

    @Test
    void aUsedRefreshTokenThatComesBackEndsItsWholeFamily() {
        Json.Obj first = browser.tokens("medecin");
        Json.Obj second = browser.refresh(text(first, "refresh_token")).json();
        assertThat(browser.session(second)).isEqualTo(200);

        Browser.Page thief = browser.refresh(text(first, "refresh_token"));

        assertThat(thief.status()).isEqualTo(400);
        assertThat(thief.json().string("error")).isEqualTo("invalid_grant");
        assertThat(browser.refresh(text(second, "refresh_token")).status()).isEqualTo(400);
        assertThat(browser.session(second)).isEqualTo(401);
        assertThat(browser.session(first)).isEqualTo(401);
    }

    @Test
    void oneRefreshTokenUsedByManyAtOnceHasAtMostOneLivingChild() throws Exception {
        for (int round = 0; round < 5; round++) {
            String token = text(browser.tokens("medecin"), "refresh_token");

            List<Browser.Page> answers = People.atOnce(32, () -> new Browser().refresh(token));

            List<Browser.Page> winners =
                    answers.stream().filter(one -> one.status() == 200).toList();
            assertThat(answers).allMatch(one -> one.status() == 200 || one.status() == 400);
            assertThat(winners).hasSizeLessThanOrEqualTo(1);
            long living = winners.stream()
                    .filter(one ->
                            browser.refresh(text(one.json(), "refresh_token")).status() == 200)
                    .count();
            assertThat(living).isZero(); // the losers gave the theft away
        }
    }

    @Test
    void oneCodeExchangedByManyAtOnceMakesAtMostOneFamily() throws Exception {
        String code = browser.code("medecin");

        List<Browser.Page> answers = People.atOnce(16, () -> browser.token(Map.of("code", code)));

        assertThat(answers.stream().filter(one -> one.status() == 200)).hasSizeLessThanOrEqualTo(1);
        assertThat(answers).allMatch(one -> one.status() == 200 || one.status() == 400);
    }

    @Test
    void aCodeThatComesBackEndsWhatWasMadeOfIt() {
        String code = browser.code("medecin");
        Json.Obj tokens = browser.token(Map.of("code", code)).json();

        assertThat(browser.token(Map.of("code", code)).status()).isEqualTo(400);
        assertThat(browser.session(tokens)).isEqualTo(401);
        assertThat(browser.refresh(text(tokens, "refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void revokingAnyTokenEndsTheFamily() {
        for (String kind : List.of("refresh_token", "access_token")) {
            Json.Obj tokens = browser.tokens("medecin");

            assertThat(browser.post("/oauth2/revoke", Map.of("client_id", "keneya-web", "token", text(tokens, kind)))
                            .status())
                    .isEqualTo(200);
            assertThat(browser.session(tokens)).as(kind).isEqualTo(401);
            assertThat(browser.refresh(text(tokens, "refresh_token")).status()).isEqualTo(400);
        }
    }

    @Test
    void nobodyRefreshesOrRevokesAsAnUnknownClient() {
        Json.Obj tokens = browser.tokens("medecin");

        assertThat(browser.post(
                                "/oauth2/token",
                                Map.of(
                                        "grant_type", "refresh_token",
                                        "client_id", "other",
                                        "refresh_token", text(tokens, "refresh_token")))
                        .status())
                .isEqualTo(401);
        assertThat(browser.refresh("made-up").status()).isEqualTo(400);
        assertThat(browser.refresh(text(tokens, "refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void signingOutEndsEveryTokenOfTheSession() {
        Json.Obj tokens = browser.tokens("medecin");
        Json.Obj renewed = browser.refresh(text(tokens, "refresh_token")).json();
        assertThat(browser.session(renewed)).isEqualTo(200);

        browser.get("/connect/logout?id_token_hint=" + text(renewed, "id_token"));

        assertThat(browser.session(tokens)).isEqualTo(401);
        assertThat(browser.session(renewed)).isEqualTo(401);
        assertThat(browser.refresh(text(renewed, "refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void aSessionThatRestsTooLongIsOver() {
        Json.Obj tokens = browser.tokens("medecin");
        String session = String.valueOf(claims(tokens, "access_token").string("sid"));
        People.run("update signin_session set used = now() - interval '31 minutes' where id = '%s'".formatted(session));

        assertThat(browser.refresh(text(tokens, "refresh_token")).status()).isEqualTo(400);
        assertThat(browser.authorize(Map.of("prompt", "none")).parameter("error"))
                .isEqualTo("login_required");
    }

    @Test
    void aSessionLastsNoLongerThanItsDayHoweverMuchItIsUsed() {
        Json.Obj tokens = browser.tokens("medecin");
        String session = String.valueOf(claims(tokens, "access_token").string("sid"));
        People.run("update signin_session set until = now() + interval '2 minutes' where id = '%s'".formatted(session));

        Json.Obj last = browser.refresh(text(tokens, "refresh_token")).json();
        Json.Obj access = claims(last, "access_token");
        assertThat(number(access, "exp") - number(access, "iat")).isBetween(60L, 121L);
        People.run("update signin_session set until = now() where id = '%s'".formatted(session));
        assertThat(browser.refresh(text(last, "refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void whatAnotherNodeEndsIsRefusedHereWithinTwoSeconds() {
        Json.Obj tokens = browser.tokens("medecin");
        assertThat(browser.session(tokens)).isEqualTo(200);
        String session = String.valueOf(claims(tokens, "access_token").string("sid"));

        People.run("update signin_session set ended = now() where id = '%s'".formatted(session));

        Awaitility.await().atMost(java.time.Duration.ofSeconds(2)).until(() -> browser.session(tokens) == 401);
    }

    @Test
    void noTokenStandsReadableInTheDatabase() {
        Json.Obj tokens = browser.tokens("medecin");
        StringBuilder all = new StringBuilder();
        for (String table : List.of("token_family", "refresh_token", "signin_session")) {
            all.append(People.text("select string_agg(t::text, '') from %s t".formatted(table)));
        }

        assertThat(all)
                .contains("keneya-web")
                .doesNotContain(text(tokens, "refresh_token"))
                .doesNotContain(text(tokens, "access_token"))
                .doesNotContain(text(tokens, "id_token"))
                .doesNotContain(browser.cookie("keneya_session"));
        assertThat(browser.cookie("keneya_session")).isNotEmpty();
    }

    @Test
    void saysHowOneSignedIn() {
        Json.Obj access = claims(browser.tokens("medecin"), "access_token");

        assertThat(JsonText.write(access))
                .contains("\"amr\":[\"pwd\"]")
                .contains("\"acr\":\"urn:keneya:acr:password\"");
        assertThat(number(access, "auth_time")).isPositive();
    }

    @Test
    void opensNoSessionOfTheServletContainer() {
        browser.tokens("medecin");

        assertThat(browser.setCookie("JSESSIONID")).isEmpty();
    }

    static Json.Obj claims(Json.Obj tokens, String name) {
        return JsonText.readObject(
                Base64.getUrlDecoder().decode(text(tokens, name).split("\\.", -1)[1]));
    }

    static String text(Json.Obj object, String name) {
        return String.valueOf(object.string(name));
    }

    static long number(Json.Obj object, String name) {
        return object.get(name) instanceof Json.Num number ? number.decimal().longValue() : -1;
    }
}
