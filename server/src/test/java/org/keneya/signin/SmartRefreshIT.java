// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Refresh tokens of apps: with the person there (online_access) and without (offline_access). */
class SmartRefreshIT {
    private static final String PATIENT = "launch patient/Patient.rs patient/Observation.rs";

    private final SmartIT smart = new SmartIT();

    @BeforeAll
    static void somebody() {
        SmartIT.somebody();
    }

    @BeforeEach
    void signIn() {
        smart.signIn("medecin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline_access", "online_access"})
    void eachUseMakesANewOneAndKeepsThePatient(String access) {
        Json.Obj app = registered(access);
        Json.Obj first = opened(app, access);

        Json.Obj second = JsonText.readObject(refresh(app, first, "").body());
        Json.Obj third = JsonText.readObject(refresh(app, second, "").body());

        assertThat(second.string("refresh_token")).isNotEqualTo(first.string("refresh_token"));
        assertThat(third.string("refresh_token")).isNotEqualTo(second.string("refresh_token"));
        assertThat(third.string("patient")).isEqualTo("smart-a");
        assertThat(with(third).get("/fhir/Patient").addresses()).containsExactly("Patient/smart-a");
        assertThat(with(third).get("/fhir/Patient/smart-b").status()).isEqualTo(404);
    }

    @Test
    void anAppThatDidNotAskGetsNone() {
        Json.Obj app = registered("offline_access");

        assertThat(smart.agreed(app, asked(app, PATIENT)).has("refresh_token")).isFalse();
    }

    @Test
    void aUsedOneThatComesBackEndsAllThatCameOfIt() {
        Json.Obj app = registered("offline_access");
        Json.Obj first = opened(app, "offline_access");
        Json.Obj second = JsonText.readObject(refresh(app, first, "").body());
        assertThat(with(second).get("/fhir/Patient/smart-a").status()).isEqualTo(200);

        assertThat(refresh(app, first, "").status()).isEqualTo(400);

        assertThat(refresh(app, second, "").status()).isEqualTo(400);
        assertThat(with(second).get("/fhir/Patient/smart-a").status()).isEqualTo(401);
    }

    @Test
    void aRevokedOneEndsAllThatCameOfIt() {
        Json.Obj app = registered("offline_access");
        Json.Obj tokens = opened(app, "offline_access");

        Visitor.Page revoked = new Visitor()
                .post(
                        URI.create(SERVER.origin() + "/oauth2/revoke"),
                        Map.of(
                                "client_id", SmartIT.text(app, "clientId"),
                                "token", SmartIT.text(tokens, "refresh_token")));

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(refresh(app, tokens, "").status()).isEqualTo(400);
        assertThat(with(tokens).get("/fhir/Patient/smart-a").status()).isEqualTo(401);
    }

    @Test
    void asksForLessButNeverForMore() {
        Json.Obj app = registered("offline_access");
        Json.Obj first = opened(app, "offline_access");

        Visitor.Page less = refresh(app, first, "patient/Patient.rs");
        assertThat(less.status()).as(less.body()).isEqualTo(200);
        Json.Obj narrow = JsonText.readObject(less.body());
        assertThat(narrow.string("scope")).isEqualTo("patient/Patient.rs");
        assertThat(with(narrow).get("/fhir/Patient/smart-a").status()).isEqualTo(200);
        assertThat(with(narrow).get("/fhir/Observation/smart-a-pulse").status()).isEqualTo(403);

        Visitor.Page more = refresh(app, narrow, "user/Patient.rs");
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.body()).contains("invalid_scope");
    }

    @Test
    void anotherAppCannotUseIt() {
        Json.Obj app = registered("offline_access");
        Json.Obj tokens = opened(app, "offline_access");

        assertThat(refresh(registered("offline_access"), tokens, "").status()).isEqualTo(400);
    }

    @Test
    void onlineAccessEndsWithTheSessionAndOfflineAccessDoesNot() {
        Json.Obj online = registered("online_access");
        Json.Obj offline = registered("offline_access");
        Json.Obj there = opened(online, "online_access");
        Json.Obj away = opened(offline, "offline_access");

        signIn(); // ends the session this browser had before

        assertThat(refresh(online, there, "").status()).isEqualTo(400);
        assertThat(refresh(offline, away, "").status()).isEqualTo(200);
    }

    private static Json.Obj registered(String access) {
        return SmartIT.register(SmartIT.publicApp(PATIENT + " " + access));
    }

    private Json.Obj opened(Json.Obj app, String access) {
        return smart.agreed(app, asked(app, PATIENT + " " + access));
    }

    private Map<String, String> asked(Json.Obj app, String scopes) {
        Json.Obj launch = SmartIT.launch("medecin", app, "{'patient':'smart-a'}");
        return Map.of("scope", scopes, "launch", SmartIT.text(launch, "launch"));
    }

    /** @param scopes fewer than were given, or empty for the same */
    private static Visitor.Page refresh(Json.Obj app, Json.Obj tokens, String scopes) {
        Map<String, String> form = new TreeMap<>(Map.of(
                "grant_type", "refresh_token",
                "client_id", SmartIT.text(app, "clientId"),
                "refresh_token", SmartIT.text(tokens, "refresh_token")));
        if (!scopes.isEmpty()) {
            form.put("scope", scopes);
        }
        return SmartIT.token(form);
    }

    private static Client with(Json.Obj tokens) {
        return SERVER.anonymous().with("Authorization", "Bearer " + tokens.string("access_token"));
    }
}
