// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keneya.Client;
import org.keneya.access.Role;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Codes, recovery codes, what a password alone opens, and what people look after themselves. */
class SecondFactorIT {
    private final Browser browser = new Browser();

    @Test
    void aProfessionalWithoutASecondFactorIsLedToEnrolIt() {
        browser.authorize(Map.of());
        Browser.Page in = browser.signIn(People.physician(), People.PASSWORD);

        assertThat(Browser.pathOf(in.location())).isEqualTo("/login?step=enrolment");
        assertThat(browser.step()).isEqualTo("enrolment");
    }

    @Test
    void aPatientAndADemonstrationAccountNeedNone() {
        String patient = People.add(Role.PATIENT);

        assertThat(Browser.pathOf(browser.signIn(patient, People.PASSWORD).location()))
                .isEqualTo("/");
        assertThat(Browser.pathOf(new Browser().signIn("ide", "keneya-demo").location()))
                .isEqualTo("/");
    }

    @Test
    void aPasswordAloneReachesNothingButTheNextStep() {
        String login = People.physician();
        People.enrolCode(new Browser(), login);
        browser.signIn(login, People.PASSWORD);

        assertThat(browser.step()).isEqualTo("second-factor");
        assertThat(browser.authorize(Map.of()).parameter("code")).isEmpty();
        assertThat(browser.authorize(Map.of("prompt", "none")).parameter("error"))
                .isEqualTo("login_required");
        assertThat(browser.get("/api/session").status()).isEqualTo(401);
        for (String enrolment : List.of("/signin/enrol/code", "/signin/enrol/passkey/options")) {
            assertThat(browser.send(enrolment, new Json.Obj()).status())
                    .as(enrolment)
                    .isEqualTo(401);
        }
    }

    @Test
    void theCodeOpensTheSessionAndChangesItsCookie() {
        String login = People.physician();
        byte[] secret = People.enrolCode(new Browser(), login);
        browser.authorize(Map.of());
        browser.signIn(login, People.PASSWORD);
        String before = browser.cookie("keneya_session");

        Browser.Page in = browser.send("/signin/code", code(People.code(secret, 0)));

        assertThat(in.status()).isEqualTo(200);
        assertThat(in.json().string("next")).startsWith("/oauth2/authorize?");
        assertThat(browser.cookie("keneya_session")).isNotEqualTo(before);
        Json.Obj claims = TokenFamilyIT.claims(tokens(), "access_token");
        assertThat(JsonText.write(claims))
                .contains("\"amr\":[\"pwd\",\"otp\",\"mfa\"]")
                .contains("\"acr\":\"urn:keneya:acr:two-factor\"");
    }

    @Test
    void oneCodeUsedByManyAtOnceLetsOneIn() throws Exception {
        String login = People.physician();
        byte[] secret = People.enrolCode(new Browser(), login);
        List<Browser> browsers = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            Browser one = new Browser();
            one.signIn(login, People.PASSWORD);
            browsers.add(one);
        }
        String code = People.code(secret, 0);
        var next = browsers.iterator();

        List<Integer> answers = People.atOnce(32, () -> {
            Browser mine;
            synchronized (browsers) {
                mine = next.next();
            }
            return mine.send("/signin/code", code(code)).status();
        });

        assertThat(answers).containsOnlyOnce(200);
        assertThat(browsers.stream().filter(one -> one.step().equals("open"))).hasSize(1);
    }

    @Test
    void aCodeIsGoodOnceAndNoOlderOneAfterIt() {
        String login = People.physician();
        byte[] secret = People.enrolCode(new Browser(), login);
        browser.signIn(login, People.PASSWORD);
        String older = People.code(secret, -1);
        String code = People.code(secret, 0);
        assertThat(browser.send("/signin/code", code(code)).status()).isEqualTo(200);

        Browser other = new Browser();
        other.signIn(login, People.PASSWORD);
        assertThat(other.send("/signin/code", code(code)).status()).isEqualTo(422);
        assertThat(other.send("/signin/code", code(older)).status()).isEqualTo(422);
    }

    @Test
    void locksAfterFiveWrongCodesEvenForTheRightOne() {
        String login = People.physician();
        byte[] secret = People.enrolCode(new Browser(), login);
        browser.signIn(login, People.PASSWORD);
        for (int i = 0; i < 5; i++) {
            assertThat(browser.send("/signin/code", code("00000" + i)).status()).isEqualTo(422);
        }

        Browser.Page locked = browser.send("/signin/code", code(People.code(secret, 0)));

        assertThat(locked.status()).isEqualTo(403);
        assertThat(locked.body()).contains("Trop d’essais manqués");
        Browser other = new Browser();
        other.signIn(login, People.PASSWORD);
        assertThat(other.send("/signin/code", code(People.code(secret, 0))).status())
                .isEqualTo(403);
    }

    @Test
    void ofManyGuessesAtOnceNoMoreAreLookedAtThanAreFree() throws Exception {
        String login = People.physician();
        People.enrolCode(new Browser(), login);
        browser.signIn(login, People.PASSWORD);

        List<Integer> answers = People.atOnce(
                40, () -> browser.send("/signin/code", code("999999")).status());

        assertThat(answers.stream().filter(status -> status == 422)).hasSizeLessThanOrEqualTo(5);
        assertThat(answers.stream().filter(status -> status == 403)).hasSizeGreaterThanOrEqualTo(35);
    }

    @Test
    void eachRecoveryCodeOpensOnce() {
        String login = People.physician();
        browser.signIn(login, People.PASSWORD);
        Json.Obj offer = browser.send("/signin/enrol/code", new Json.Obj()).json();
        byte[] secret = People.fromBase32(String.valueOf(offer.string("secret")));
        assertThat(offer.string("address")).startsWith("otpauth://totp/Keneya:" + login + "?secret=");
        List<String> codes = browser.send("/signin/enrol/code/confirm", code(People.code(secret, 0)))
                .recoveryCodes();
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        String recovery = codes.get(3);
        assertThat(recovery).matches("([a-z2-7]{4}-){3}[a-z2-7]{4}");

        Browser first = new Browser();
        first.signIn(login, People.PASSWORD);
        assertThat(first.send("/signin/code", code(" " + recovery.toUpperCase(java.util.Locale.ROOT)))
                        .status())
                .isEqualTo(200);
        Browser second = new Browser();
        second.signIn(login, People.PASSWORD);
        assertThat(second.send("/signin/code", code(recovery)).status()).isEqualTo(422);
        assertThat(People.text("select string_agg(t::text, '') from recovery_code t"))
                .doesNotContain(recovery);
    }

    @Test
    void answersUnknownNamesLikeKnownOnes() throws Exception {
        String login = People.physician();
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        Browser outside = new Browser();
        String nobody = "nobody-" + login;
        for (int i = 0; i < 7; i++) {
            known.add(Browser.pathOf(outside.signIn(login, "wrong").location()));
            unknown.add(Browser.pathOf(outside.signIn(nobody, "wrong").location()));
        }

        assertThat(unknown).isEqualTo(known);
        assertThat(known).startsWith("/login?error").endsWith("/login?locked");
        assertThat(People.text("select string_agg(t::text, '') from signin_guess t"))
                .doesNotContain(nobody);
    }

    @Test
    void takesTheSameTimeForUnknownNamesAsForKnownOnes() {
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String login = People.physician();
            known.add(time(login));
            unknown.add(time("no-" + login));
        }
        known.sort(null);
        unknown.sort(null);

        // a password of nobody is compared as well: without that, unknown names would take a tenth of the time
        assertThat((double) unknown.get(6) / known.get(6)).isBetween(0.5, 2.0);
    }

    private static long time(String login) {
        Browser browser = new Browser();
        browser.get("/login");
        long start = System.nanoTime();
        browser.post("/login", Map.of("username", login, "password", "wrong", "_csrf", browser.cookie("XSRF-TOKEN")));
        return System.nanoTime() - start;
    }

    @Test
    void anAddressThatTriesNameAfterNameIsLockedForAWhile() {
        Browser outside = Browser.from("127.0.0.77");
        String name = java.util.UUID.randomUUID().toString();
        String last = "";
        for (int i = 0; i < 41; i++) {
            last = Browser.pathOf(outside.signIn(name + i, "wrong").location());
        }

        assertThat(last).isEqualTo("/login?locked");
        assertThat(Browser.pathOf(outside.signIn("dim", "keneya-demo").location()))
                .isEqualTo("/login?locked");
        assertThat(Browser.pathOf(new Browser().signIn("dim", "keneya-demo").location()))
                .isEqualTo("/");
    }

    @Test
    void listsTheDevicesAndSignsOneOut() {
        String login = People.physician();
        byte[] secret = People.enrolCode(browser, login);
        Json.Obj here = tokens();
        Browser other = new Browser();
        other.signIn(login, People.PASSWORD);
        other.send("/signin/code", code(People.code(secret, 0)));
        Json.Obj there = other.token(Map.of("code", other.authorize(Map.of()).parameter("code")))
                .json();

        List<Json.Obj> devices = api(here).get("/api/session/devices").json().objects("devices");
        assertThat(devices).hasSize(2);
        String id = devices.stream()
                .filter(device -> device.get("current") == Json.Bool.FALSE)
                .map(device -> String.valueOf(device.string("id")))
                .findFirst()
                .orElseThrow();
        assertThat(devices.getFirst().string("address")).isEqualTo("127.0.0.1");
        assertThat(SERVER.as("medecin").delete("/api/session/devices/" + id).status())
                .isEqualTo(404);
        assertThat(api(here).delete("/api/session/devices/" + id).status()).isEqualTo(204);

        assertThat(browser.session(there)).isEqualTo(401);
        assertThat(browser.session(here)).isEqualTo(200);
        assertThat(other.refresh(TokenFamilyIT.text(there, "refresh_token")).status())
                .isEqualTo(400);
        assertThat(api(here).delete("/api/session/devices/nonsense").status()).isEqualTo(404);
    }

    @Test
    void signsOutEveryOtherDevice() {
        String login = People.physician();
        byte[] secret = People.enrolCode(browser, login);
        Json.Obj here = tokens();
        Browser other = new Browser();
        other.signIn(login, People.PASSWORD);
        other.send("/signin/code", code(People.code(secret, 0)));
        assertThat(other.step()).isEqualTo("open");

        assertThat(api(here).delete("/api/session/devices").status()).isEqualTo(204);

        assertThat(other.step()).isEqualTo("password");
        assertThat(browser.session(here)).isEqualTo(200);
    }

    @Test
    void aNewPasswordEndsTheOtherSessionsAndMustBeAGoodOne() {
        String login = People.physician();
        byte[] secret = People.enrolCode(browser, login);
        Client api = api(tokens());
        Browser other = new Browser();
        other.signIn(login, People.PASSWORD);
        other.send("/signin/code", code(People.code(secret, 0)));

        assertThat(api.post("/api/session/password", passwords("wrong", "une phrase assez longue"))
                        .status())
                .isEqualTo(422);
        assertThat(api.post("/api/session/password", passwords(People.PASSWORD, "court"))
                        .text())
                .contains("au moins 12 caractères");
        assertThat(api.post("/api/session/password", passwords(People.PASSWORD, "Motdepasse2026!"))
                        .text())
                .contains("trop courant");
        assertThat(api.post("/api/session/password", passwords(People.PASSWORD, "une phrase assez longue"))
                        .status())
                .isEqualTo(204);

        assertThat(other.step()).isEqualTo("password");
        assertThat(Browser.pathOf(other.signIn(login, People.PASSWORD).location()))
                .isEqualTo("/login?error");
        assertThat(Browser.pathOf(other.signIn(login, "une phrase assez longue").location()))
                .isEqualTo("/login?step=second-factor");
        assertThat(SERVER.as("ide")
                        .post("/api/session/password", passwords("keneya-demo", "une phrase assez longue"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aChangeOfFactorsAsksForThePasswordAndTheLastOneStays() {
        String login = People.physician();
        People.enrolCode(browser, login);
        Client api = api(tokens());

        assertThat(api.post("/api/session/factors/code/remove", new Json.Obj().put("password", "wrong"))
                        .status())
                .isEqualTo(422);
        assertThat(api.post("/api/session/factors/code/remove", new Json.Obj().put("password", People.PASSWORD))
                        .text())
                .contains("Un second facteur est obligatoire");
        Authenticator key = new Authenticator(SERVER.origin());
        Json.Obj asked = api.post(
                        "/api/session/factors/passkeys/options", new Json.Obj().put("password", People.PASSWORD))
                .json();
        assertThat(api.post("/api/session/factors/passkeys", key.create(asked)).status())
                .isEqualTo(200);
        assertThat(api.post("/api/session/factors/code/remove", new Json.Obj().put("password", People.PASSWORD))
                        .status())
                .isEqualTo(204);
        assertThat(api.get("/api/session/factors").text())
                .contains("\"code\":false")
                .contains("Clé d’essai")
                .contains("\"required\":true");
        assertThat(api.post(
                                "/api/session/factors/passkeys/" + key.credentialId() + "/remove",
                                new Json.Obj().put("password", People.PASSWORD))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void anAdministratorSignsSomeoneOutAndTakesLostFactorsAway() {
        String login = People.physician();
        People.enrolCode(browser, login);
        Json.Obj tokens = tokens();

        assertThat(SERVER.as("medecin")
                        .delete("/api/accounts/%s/factors".formatted(login))
                        .status())
                .isEqualTo(403);
        assertThat(SERVER.as("admin").delete("/api/accounts/nobody/sessions").status())
                .isEqualTo(404);
        assertThat(SERVER.as("admin")
                        .delete("/api/accounts/%s/sessions".formatted(login))
                        .status())
                .isEqualTo(204);
        assertThat(browser.session(tokens)).isEqualTo(401);
        assertThat(SERVER.as("admin")
                        .delete("/api/accounts/%s/factors".formatted(login))
                        .status())
                .isEqualTo(204);
        browser.signIn(login, People.PASSWORD);
        assertThat(browser.step()).isEqualTo("enrolment");
    }

    @Test
    void theSecretOfAGeneratorIsSealedForItsAccount() {
        String login = People.physician();
        byte[] secret = People.enrolCode(browser, login);

        assertThat(People.text("select encode(wrapped, 'hex') from totp where login = '%s'".formatted(login)))
                .doesNotContain(java.util.HexFormat.of().formatHex(secret));
    }

    @Test
    void theStepsRefuseAPageOfAnotherSite() {
        String login = People.physician();
        byte[] secret = People.enrolCode(new Browser(), login);
        browser.signIn(login, People.PASSWORD);

        assertThat(browser.post("/signin/code", Map.of("code", People.code(secret, 0)))
                        .status())
                .isEqualTo(403);
        assertThat(browser.step()).isEqualTo("second-factor");
    }

    private Json.Obj tokens() {
        return browser.token(Map.of("code", browser.authorize(Map.of()).parameter("code")))
                .json();
    }

    private static Client api(Json.Obj tokens) {
        return SERVER.anonymous().with("Authorization", "Bearer " + tokens.string("access_token"));
    }

    private static Json.Obj code(String code) {
        return new Json.Obj().put("code", code);
    }

    private static Json.Obj passwords(String current, String wanted) {
        return new Json.Obj().put("password", current).put("newPassword", wanted);
    }
}
