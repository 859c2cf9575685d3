// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.signin.ProviderFixture.KEYCLOAK;
import static org.keneya.signin.ProviderFixture.PROVIDED;

import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Signing in by a real Keycloak whose claims are those of Pro Santé Connect, through its real form. */
class ProviderIT {
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");

    private final Visitor visitor = new Visitor();

    @BeforeAll
    static void keycloakIsThere() {
        KEYCLOAK.await();
    }

    @Test
    void aDoctorSignsInAndOutOfBoth() {
        visitor.get(PROVIDED.origin() + "/oauth2/authorize?" + HostileProviderIT.webClient());
        Visitor.Page back = signIn("899700218896");
        assertThat(back.path()).startsWith("/oauth2/authorize?");
        Visitor.Page callback = visitor.get(back.location());
        Json.Obj tokens = tokens(callback.parameter("code"));
        Json.Obj claims = HostileProviderIT.claims(String.valueOf(tokens.string("access_token")));
        assertThat(claims.string("sub")).isEqualTo("psc:899700218896");
        assertThat(claims.string("role")).isEqualTo("physician");
        assertThat(ProviderClaims.values(claims, "profession")).containsExactly("10");
        assertThat(ProviderClaims.values(claims, "speciality")).containsExactly("SM26");
        assertThat(ProviderClaims.values(claims, "structures")).containsExactly("R10100000198386");

        Visitor.Page out = visitor.get(PROVIDED.origin() + "/connect/logout?"
                + Visitor.encoded(Map.of(
                        "id_token_hint",
                        String.valueOf(tokens.string("id_token")),
                        "post_logout_redirect_uri",
                        PROVIDED.origin() + "/")));
        assertThat(out.location().toString()).startsWith(KEYCLOAK.issuer() + "/protocol/openid-connect/logout?");
        assertThat(visitor.get(out.location()).location()).isEqualTo(URI.create(PROVIDED.origin() + "/"));
        assertThat(isSignedIn()).isFalse();
        assertThat(form()).contains("password");
    }

    @Test
    void keycloakEndsOurSessionToo() {
        signIn("899700218896");
        assertThat(isSignedIn()).isTrue();

        Visitor.Page asked = visitor.get(KEYCLOAK.issuer() + "/protocol/openid-connect/logout");
        visitor.post(asked.address().resolve(action(asked.body())), hidden(asked.body()));

        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void aProfessionWithoutARoleIsRefused() {
        assertThat(signIn("899700099999").path()).isEqualTo("/login?profession");
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void itsAccessTokensOpenTheDataDoorAndItsIdTokensDoNot() {
        Json.Obj tokens = JsonText.readObject(visitor.post(
                        URI.create(KEYCLOAK.issuer() + "/protocol/openid-connect/token"),
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                HostileProvider.CLIENT,
                                "client_secret",
                                KEYCLOAK.secret(),
                                "scope",
                                "openid",
                                "username",
                                "899700218896",
                                "password",
                                KEYCLOAK.password()))
                .body());

        assertThat(read(tokens.string("access_token"))).isEqualTo(200);
        assertThat(read(tokens.string("id_token"))).isEqualTo(401);
    }

    private static int read(@org.jspecify.annotations.Nullable String token) {
        return PROVIDED.anonymous()
                .with("Authorization", "Bearer " + token)
                .get("/fhir/Patient?_count=1")
                .status();
    }

    /** From our page through Keycloak's form to where we send the person next. */
    private Visitor.Page signIn(String login) {
        Visitor.Page page = visitor.get(
                visitor.get(PROVIDED.origin() + "/signin/provider/psc").location());
        Visitor.Page entered = visitor.post(
                page.address().resolve(action(page.body())),
                Map.of("username", login, "password", KEYCLOAK.password(), "credentialId", ""));
        assertThat(entered.status()).as(entered.body()).isEqualTo(302);
        return visitor.get(entered.location());
    }

    private String form() {
        return visitor.get(
                        visitor.get(PROVIDED.origin() + "/signin/provider/psc").location())
                .body();
    }

    private boolean isSignedIn() {
        return !visitor.get(PROVIDED.origin() + "/oauth2/authorize?prompt=none&" + HostileProviderIT.webClient())
                .parameter("code")
                .isEmpty();
    }

    private Json.Obj tokens(String code) {
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
                                code))
                .body());
    }

    private static String action(String page) {
        Matcher form = FORM.matcher(page);
        assertThat(form.find()).as(page).isTrue();
        return form.group(1).replace("&amp;", "&");
    }

    private static Map<String, String> hidden(String page) {
        Matcher code =
                Pattern.compile("name=\"session_code\" value=\"([^\"]*)\"").matcher(page);
        return Map.of("session_code", code.find() ? code.group(1) : "", "confirmLogout", "Logout");
    }
}
