// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Reply;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Signing in as the web application does: OpenID Connect, authorization code with PKCE. */
class SignInIT {
    private final Browser browser = new Browser();

    @Test
    void goesFromNothingToTheSessionOfTheUser() {
        Browser.Page asked = browser.authorize(Map.of());
        assertThat(asked.status()).isEqualTo(302);
        assertThat(Browser.pathOf(asked.location())).isEqualTo("/login");

        Browser.Page signedIn = browser.signIn("medecin", "keneya-demo");
        assertThat(Browser.pathOf(signedIn.location())).startsWith("/oauth2/authorize?");
        Browser.Page back = browser.get(Browser.pathOf(signedIn.location()));
        assertThat(back.location()).startsWith(SERVER.origin() + "/callback?");
        assertThat(back.parameter("state")).isEqualTo("s1");

        Json.Obj tokens = JsonText.readObject(
                browser.token(Map.of("code", back.parameter("code"))).body());
        assertThat(tokens.string("token_type")).isEqualTo("Bearer");
        assertThat(tokens.string("refresh_token")).hasSize(43);
        Reply session = SERVER.anonymous()
                .with("Authorization", "Bearer " + tokens.string("access_token"))
                .get("/api/session");
        assertThat(session.status()).isEqualTo(200);
        assertThat(session.text()).contains("\"login\":\"medecin\"").contains("\"role\":\"physician\"");
        assertThat(claims(tokens, "id_token").string("nonce")).isEqualTo("n1");
        assertThat(claims(tokens, "id_token").string("iss")).isEqualTo(SERVER.origin());
    }

    @Test
    void accessTokensLiveTenMinutes() {
        Json.Obj tokens = tokens("medecin");
        Json.Obj access = claims(tokens, "access_token");

        assertThat(number(tokens, "expires_in")).isBetween(595L, 600L);
        assertThat(number(access, "exp") - number(access, "iat")).isEqualTo(600);
    }

    @Test
    void theIdTokenOpensNothing() {
        Json.Obj tokens = tokens("medecin");

        assertThat(SERVER.anonymous()
                        .with("Authorization", "Bearer " + tokens.string("id_token"))
                        .get("/api/session")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theDiscoveryDocumentNamesThisOrigin() {
        Json.Obj document =
                SERVER.anonymous().get("/.well-known/openid-configuration").json();

        assertThat(document.string("issuer")).isEqualTo(SERVER.origin());
        assertThat(document.string("token_endpoint")).isEqualTo(SERVER.origin() + "/oauth2/token");
        assertThat(SERVER.anonymous().get("/oauth2/jwks").text())
                .doesNotContain("\"d\"")
                .contains("\"RSA\"");
    }

    @Test
    void saysThatThePasswordIsWrong() {
        assertThat(Browser.pathOf(browser.signIn("pharmacien", "wrong").location()))
                .isEqualTo("/login?error");
        assertThat(Browser.pathOf(browser.signIn("nobody", "wrong").location())).isEqualTo("/login?error");
        assertThat(Browser.pathOf(browser.signIn("", "").location())).isEqualTo("/login?error");
        assertThat(Browser.pathOf(browser.signIn("' or 1=1 --", "x").location()))
                .isEqualTo("/login?error");
    }

    @Test
    void acceptsTheLoginInAnyCase() {
        assertThat(Browser.pathOf(browser.signIn(" Pharmacien", "keneya-demo").location()))
                .isEqualTo("/");
    }

    @Test
    void locksAnAccountAfterFiveWrongPasswordsEvenForTheRightOne() {
        for (int i = 0; i < 5; i++) {
            assertThat(Browser.pathOf(browser.signIn("technicien", "wrong").location()))
                    .isEqualTo("/login?error");
        }

        assertThat(Browser.pathOf(browser.signIn("technicien", "keneya-demo").location()))
                .isEqualTo("/login?locked");
        assertThat(Browser.pathOf(browser.signIn("Technicien ", "keneya-demo").location()))
                .isEqualTo("/login?locked");
        assertThat(Browser.pathOf(browser.signIn("dim", "keneya-demo").location()))
                .isEqualTo("/");
    }

    @Test
    void refusesAFormWithoutItsToken() {
        browser.get("/login");

        assertThat(browser.post("/login", Map.of("username", "medecin", "password", "keneya-demo"))
                        .status())
                .isEqualTo(403);
        assertThat(browser.post("/login", Map.of("username", "medecin", "password", "keneya-demo", "_csrf", "x"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void changesTheSessionAtSignIn() {
        browser.authorize(Map.of());
        assertThat(browser.cookie("keneya_session")).isEmpty();
        browser.signIn("medecin", "keneya-demo");
        String before = browser.cookie("keneya_session");
        browser.signIn("medecin", "keneya-demo");

        assertThat(before).isNotEmpty();
        assertThat(browser.cookie("keneya_session")).isNotEmpty().isNotEqualTo(before);
    }

    @Test
    void keepsTheSessionCookieFromScriptsAndOtherSites() {
        browser.authorize(Map.of());
        browser.signIn("medecin", "keneya-demo");

        assertThat(browser.setCookie("keneya_session"))
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/");
        assertThat(browser.setCookie("XSRF-TOKEN")).doesNotContain("HttpOnly");
    }

    @Test
    void renewsSilentlyWhileTheSessionLasts() {
        browser.code("medecin");

        Browser.Page renewed =
                browser.authorize(Map.of("prompt", "none", "redirect_uri", SERVER.origin() + "/silent-renew.html"));

        assertThat(renewed.location()).startsWith(SERVER.origin() + "/silent-renew.html?");
        assertThat(renewed.parameter("code")).isNotEmpty();
    }

    @Test
    void saysLoginRequiredToASilentRenewalWithoutASession() {
        Browser.Page refused = browser.authorize(Map.of("prompt", "none"));

        assertThat(refused.location()).startsWith(SERVER.origin() + "/callback?");
        assertThat(refused.parameter("error")).isEqualTo("login_required");
        assertThat(refused.parameter("code")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/callback",
                "https://localhost/callback",
                "http://localhost:1/callback",
                "http://localhost.evil.example/callback",
                "javascript:alert(1)"
            })
    void neverRedirectsToAnotherOrigin(String address) {
        browser.code("medecin");

        Browser.Page refused = browser.authorize(Map.of("redirect_uri", address));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.location()).isEmpty();
    }

    @Test
    void refusesAnUnknownClient() {
        browser.code("medecin");

        assertThat(browser.authorize(Map.of("client_id", "other")).status()).isEqualTo(400);
    }

    @Test
    void givesNoCodeWithoutPkce() {
        browser.code("medecin");

        Browser.Page none = browser.authorize(Map.of("code_challenge", "", "code_challenge_method", ""));
        Browser.Page plain =
                browser.authorize(Map.of("code_challenge", "a".repeat(43), "code_challenge_method", "plain"));

        assertThat(none.parameter("error")).isEqualTo("invalid_request");
        assertThat(none.parameter("code")).isEmpty();
        assertThat(plain.parameter("code")).isEmpty();
    }

    @Test
    void takesACodeOnceAndOnlyWithItsVerifier() {
        String code = browser.code("medecin");

        assertThat(browser.token(Map.of("code", code, "code_verifier", "a".repeat(50)))
                        .status())
                .isIn(400, 401);
        String second = browser.authorize(Map.of()).parameter("code");
        assertThat(browser.token(Map.of("code", second, "code_verifier", "")).status())
                .isIn(400, 401);
        String third = browser.authorize(Map.of()).parameter("code");
        assertThat(browser.token(Map.of("code", third, "redirect_uri", SERVER.origin() + "/silent-renew.html"))
                        .status())
                .isEqualTo(400);
        String fourth = browser.authorize(Map.of()).parameter("code");
        assertThat(browser.token(Map.of("code", fourth)).status()).isEqualTo(200);
        assertThat(browser.token(Map.of("code", fourth)).status()).isEqualTo(400);
        assertThat(browser.token(Map.of("code", "made-up")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"password", "client_credentials", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"
            })
    void offersNoOtherGrant(String grant) {
        Browser.Page refused =
                browser.token(Map.of("grant_type", grant, "username", "medecin", "password", "keneya-demo"));

        assertThat(refused.status()).isIn(302, 400, 401);
        assertThat(refused.location()).matches("|.*/login");
        assertThat(refused.body()).doesNotContain("access_token");
    }

    @Test
    void endsTheSessionAtSignOut() {
        String code = browser.code("medecin");
        Json.Obj tokens =
                JsonText.readObject(browser.token(Map.of("code", code)).body());

        Browser.Page out =
                browser.get("/connect/logout?id_token_hint=" + tokens.string("id_token") + "&post_logout_redirect_uri="
                        + java.net.URLEncoder.encode(SERVER.origin() + "/", StandardCharsets.UTF_8));

        assertThat(out.location()).isEqualTo(SERVER.origin() + "/");
        assertThat(browser.authorize(Map.of("prompt", "none")).parameter("error"))
                .isEqualTo("login_required");
    }

    @Test
    void neverSignsOutToAnotherOrigin() {
        String code = browser.code("medecin");
        Json.Obj tokens =
                JsonText.readObject(browser.token(Map.of("code", code)).body());

        Browser.Page refused = browser.get("/connect/logout?id_token_hint=" + tokens.string("id_token")
                + "&post_logout_redirect_uri=http%3A%2F%2Fevil.example%2F");

        assertThat(refused.location()).doesNotContain("evil");
    }

    private Json.Obj tokens(String login) {
        return JsonText.readObject(
                browser.token(Map.of("code", browser.code(login))).body());
    }

    private static Json.Obj claims(Json.Obj tokens, String name) {
        String token = String.valueOf(tokens.string(name));
        return JsonText.readObject(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    private static long number(Json.Obj object, String name) {
        return object.get(name) instanceof Json.Num number ? number.decimal().longValue() : -1;
    }
}
