// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Passkeys, with an authenticator in software; the ceremony in a real browser is in e2e/passkey.spec.ts. */
class PasskeyIT {
    private final Browser browser = new Browser();
    private final Authenticator key = new Authenticator(SERVER.origin());

    @Test
    void aNewPhysicianMayEnrolAPasskeyAndIsIn() {
        Browser.Page enrolled = enrol(People.physician());

        assertThat(enrolled.status()).isEqualTo(200);
        assertThat(enrolled.json().string("next")).startsWith("/oauth2/authorize?");
        assertThat(enrolled.recoveryCodes()).hasSize(10);
        assertThat(JsonText.write(claims(browser))).contains("\"amr\":[\"pwd\",\"pop\",\"mfa\"]");
    }

    @Test
    void aPasskeyAloneSignsIn() {
        String login = People.physician();
        enrol(login);
        Browser other = new Browser();
        other.authorize(Map.of());
        other.get("/login");

        Browser.Page in = other.send("/signin/passkey", key.use(asked(other)));

        assertThat(in.status()).isEqualTo(200);
        assertThat(in.json().string("next")).startsWith("/oauth2/authorize?");
        Json.Obj claims = claims(other);
        assertThat(claims.string("sub")).isEqualTo(login);
        assertThat(JsonText.write(claims))
                .contains("\"amr\":[\"pop\",\"user\",\"mfa\"]")
                .contains("\"acr\":\"urn:keneya:acr:two-factor\"");
    }

    @Test
    void aPasskeyIsTheSecondStepAfterThePassword() {
        String login = People.physician();
        enrol(login);
        Browser other = new Browser();
        other.signIn(login, People.PASSWORD);
        assertThat(other.step()).isEqualTo("second-factor");

        assertThat(other.send("/signin/passkey", key.use(asked(other))).status())
                .isEqualTo(200);
        assertThat(other.step()).isEqualTo("open");
    }

    @Test
    void anothersPasskeyIsNoSecondStep() {
        enrol(People.physician());
        String other = People.physician();
        Browser theirs = new Browser();
        People.enrolCode(theirs, other);
        Browser thief = new Browser();
        thief.signIn(other, People.PASSWORD);

        assertThat(thief.send("/signin/passkey", key.use(asked(thief))).status())
                .isEqualTo(422);
        assertThat(thief.step()).isEqualTo("second-factor");
    }

    @Test
    void refusesWhatWasSignedForAnotherOrigin() {
        enrol(People.physician());
        key.origin = "https://keneya.example";

        assertRefused();
    }

    @Test
    void refusesWhatWasSignedForAnotherParty() {
        enrol(People.physician());
        key.party = "keneya.example";

        assertRefused();
    }

    @Test
    void refusesAnAuthenticatorThatDidNotVerifyThePerson() {
        enrol(People.physician());
        key.verifies = false;

        assertRefused();
    }

    @Test
    void refusesACopyOfTheKey() {
        enrol(People.physician());
        Browser other = new Browser();
        other.get("/login");
        assertThat(other.send("/signin/passkey", key.use(asked(other))).status())
                .isEqualTo(200);
        key.rewind();

        assertRefused();
    }

    @Test
    void refusesAKeyNobodyHas() {
        Browser other = new Browser();
        other.get("/login");

        assertThat(other.send("/signin/passkey", key.use(asked(other))).status())
                .isEqualTo(422);
    }

    @Test
    void takesAnAnswerOnce() throws Exception {
        enrol(People.physician());
        Browser other = new Browser();
        other.get("/login");
        Json.Obj answer = key.use(asked(other));

        var answers =
                People.atOnce(16, () -> other.send("/signin/passkey", answer).status());

        assertThat(answers).containsOnlyOnce(200);
        assertThat(answers.stream().filter(status -> status == 422)).hasSize(15);
    }

    @Test
    void enrolsNoPasskeyForAnotherOriginAndOpensNothing() {
        String login = People.physician();
        browser.signIn(login, People.PASSWORD);
        key.origin = "https://keneya.example";
        Json.Obj asked =
                browser.send("/signin/enrol/passkey/options", new Json.Obj()).json();

        assertThat(browser.send("/signin/enrol/passkey", key.create(asked)).status())
                .isEqualTo(422);
        assertThat(browser.step()).isEqualTo("enrolment");
    }

    @Test
    void offersNoPasskeysAtAnAddressThatWasNotConfigured() {
        Browser byAddress = new Browser("http://127.0.0.1:" + SERVER.port());
        byAddress.get("/login");

        assertThat(byAddress.send("/signin/passkey/options", new Json.Obj()).status())
                .isEqualTo(422);
    }

    private void assertRefused() {
        Browser other = new Browser();
        other.get("/login");
        Browser.Page refused = other.send("/signin/passkey", key.use(asked(other)));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Cette clé d’accès n’a pas été acceptée");
        assertThat(other.step()).isEqualTo("password");
    }

    private Browser.Page enrol(String login) {
        browser.authorize(Map.of());
        browser.signIn(login, People.PASSWORD);
        Json.Obj asked =
                browser.send("/signin/enrol/passkey/options", new Json.Obj()).json();
        return browser.send("/signin/enrol/passkey", key.create(asked));
    }

    private static Json.Obj asked(Browser browser) {
        return browser.send("/signin/passkey/options", new Json.Obj()).json();
    }

    private static Json.Obj claims(Browser browser) {
        String code = browser.authorize(Map.of()).parameter("code");
        return TokenFamilyIT.claims(browser.token(Map.of("code", code)).json(), "access_token");
    }
}
