// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** SMART App Launch 2: apps, launches, consent, programs. */
class SmartIT {
    private static final String BACK = "https://app.test/callback";
    private static final RSAKey RSA = HostileProvider.newKey();

    final Visitor visitor = new Visitor();

    @BeforeAll
    static void somebody() {
        SERVER.put(
                "{'resourceType':'Patient','id':'smart-a','name':[{'use':'official','family':'LANCE','given':['Ana']}],'gender':'female','birthDate':'1980-05-06'}",
                "{'resourceType':'Patient','id':'smart-b','name':[{'use':'official','family':'AUTRE','given':['Bea']}],'gender':'female','birthDate':'1981-05-06'}",
                "{'resourceType':'Encounter','id':'smart-e','status':'in-progress','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},"
                        + "'subject':{'reference':'Patient/smart-b'},'period':{'start':'2026-01-01'}}",
                observation("smart-a-pulse", "smart-a", "8867-4", "/min"),
                observation("smart-a-weight", "smart-a", "29463-7", "kg"),
                observation("smart-b-pulse", "smart-b", "8867-4", "/min"));
    }

    @Test
    void tellsAppsWhereEverythingIs() {
        Reply reply = SERVER.anonymous().get("/fhir/.well-known/smart-configuration");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().string("token_endpoint")).isEqualTo(SERVER.origin() + "/oauth2/token");
        assertThat(ProviderClaims.values(reply.json(), "capabilities"))
                .contains("launch-ehr", "launch-standalone", "client-public", "permission-v1", "permission-v2");
        assertThat(SERVER.asSystem().get("/fhir/metadata").text())
                .contains("http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris")
                .contains(SERVER.origin() + "/oauth2/authorize");
    }

    @Test
    void anAppOpenedFromTheRecordLearnsWhosePatientItIs() {
        Json.Obj app = register(publicApp("launch openid fhirUser patient/*.rs"));
        signIn("medecin");
        Json.Obj launch = launch("medecin", app, "{'patient':'smart-b','encounter':'smart-e'}");
        assertThat(launch.string("url"))
                .startsWith("https://app.test/launch?iss=")
                .doesNotContain("smart-b");

        Json.Obj tokens =
                agreed(app, Map.of("scope", "launch openid fhirUser patient/*.rs", "launch", text(launch, "launch")));

        assertThat(tokens.string("patient")).isEqualTo("smart-b");
        assertThat(tokens.string("encounter")).isEqualTo("smart-e");
        assertThat(tokens.get("need_patient_banner")).isEqualTo(Json.Bool.FALSE);
        assertThat(text(tokens, "scope").split(" "))
                .containsExactlyInAnyOrder("launch", "openid", "fhirUser", "patient/*.rs");
        assertThat(claims(tokens, "id_token").string("fhirUser"))
                .isEqualTo(SERVER.origin() + "/fhir/Practitioner/demo-medecin");
        assertThat(claims(tokens, "access_token").string("patient")).isEqualTo("smart-b");
        assertThat(tokens.has("refresh_token")).isFalse();
    }

    @Test
    void anAppOpenedByItselfLetsThePersonChooseAPatient() {
        Json.Obj app = register(publicApp("launch/patient openid patient/Observation.rs"));
        signIn("medecin");

        Visitor.Page choice = authorize(app, Map.of("scope", "launch/patient openid patient/Observation.rs"));
        assertThat(choice.path()).startsWith("/smart/patient?").contains("client_id=" + app.string("clientId"));
        Json.Obj launch = launch("medecin", app, "{'patient':'smart-a','standalone':true}");
        Json.Obj tokens = agreed(
                app, Map.of("scope", "launch/patient openid patient/Observation.rs", "launch", text(launch, "launch")));

        assertThat(tokens.string("patient")).isEqualTo("smart-a");
        assertThat(tokens.get("need_patient_banner")).isEqualTo(Json.Bool.TRUE);
    }

    @Test
    void aPersonMayRefuseOneThingAndAgreeToTheRest() {
        Json.Obj app = register(publicApp("openid user/Observation.rs user/DocumentReference.rs"));
        signIn("medecin");
        Visitor.Page asked = authorize(app, Map.of("scope", "openid user/Observation.rs user/DocumentReference.rs"));
        assertThat(asked.path()).startsWith("/smart/consent?");
        Reply words = SERVER.as("medecin")
                .get("/api/apps/asked?client_id=" + app.string("clientId")
                        + "&scope=user/Observation.rs%20user/DocumentReference.c");
        assertThat(words.text())
                .contains("Consulter les constantes et les résultats de tous les patients que vous pouvez voir")
                .contains("Ajouter les documents")
                .contains("\"writes\":true");

        Json.Obj tokens = exchange(app, consent(app, asked, List.of("user/Observation.rs")));

        assertThat(text(tokens, "scope").split(" ")).containsExactlyInAnyOrder("openid", "user/Observation.rs");
        Visitor.Page refused = authorize(app, Map.of("scope", "openid user/DocumentReference.rs"));
        assertThat(consent(app, refused, List.of()).parameter("error")).isEqualTo("access_denied");
    }

    @Test
    void whatWasAgreedToOnceIsNotAskedAgain() {
        Json.Obj app = register(publicApp("openid user/Observation.rs"));
        signIn("medecin");
        exchange(
                app,
                consent(
                        app,
                        authorize(app, Map.of("scope", "openid user/Observation.rs")),
                        List.of("user/Observation.rs")));

        assertThat(authorize(app, Map.of("scope", "openid user/Observation.rs")).parameter("code"))
                .isNotEmpty();
        assertThat(authorize(app, Map.of("scope", "openid user/Observation.rs user/Patient.rs"))
                        .parameter("error"))
                .isEqualTo("invalid_scope");
    }

    static Stream<Arguments> badRequests() {
        return Stream.of(
                Arguments.of(
                        "a scope it is not registered for",
                        Map.of("scope", "openid user/Patient.cruds"),
                        "invalid_scope"),
                Arguments.of("more than it is registered for", Map.of("scope", "user/*.rs"), "invalid_scope"),
                Arguments.of("a scope without sense", Map.of("scope", "user/Observation.sr"), "invalid_scope"),
                Arguments.of("a program's scope", Map.of("scope", "system/Observation.rs"), "invalid_scope"),
                Arguments.of("another server", Map.of("aud", "https://other.test/fhir"), "invalid_request"),
                Arguments.of("no server", Map.of("aud", ""), "invalid_request"),
                Arguments.of("a launch that is made up", Map.of("launch", "x"), "invalid_request"),
                Arguments.of(
                        "no proof key", Map.of("code_challenge", "", "code_challenge_method", ""), "invalid_request"),
                Arguments.of("a plain proof key", Map.of("code_challenge_method", "plain"), "invalid_request"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void refusesAnAppThatAsksFor(String what, Map<String, String> changes, String error) {
        Json.Obj app = register(publicApp("openid user/Observation.rs launch"));
        signIn("medecin");

        Visitor.Page refused = authorize(app, changes);

        assertThat(refused.location().toString()).startsWith(BACK + "?");
        assertThat(refused.parameter("error")).isEqualTo(error);
        assertThat(refused.parameter("state")).isEqualTo("s1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.test/callback/",
                "https://app.test/callback?x=1",
                "https://app.test/Callback",
                "https://app.test:443/callback",
                "http://app.test/callback",
                "https://app.test.evil.example/callback",
                "https://evil.example/callback",
                "https://app.test/callback/../other"
            })
    void sendsNobodyToAnAddressThatIsNotRegisteredLetterByLetter(String address) {
        Json.Obj app = register(publicApp("openid user/Observation.rs"));
        signIn("medecin");

        Visitor.Page refused = authorize(app, Map.of("redirect_uri", address));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void aLaunchIsForOneAppAndOnePerson() {
        Json.Obj app = register(publicApp("launch patient/*.rs"));
        Json.Obj other = register(publicApp("launch patient/*.rs"));
        Json.Obj launch = launch("medecin", app, "{'patient':'smart-a'}");
        Map<String, String> asked = Map.of("scope", "launch patient/*.rs", "launch", text(launch, "launch"));

        signIn("medecin");
        assertThat(authorize(other, asked).parameter("error")).isEqualTo("invalid_request");
        Visitor nurse = new Visitor();
        signIn(nurse, "ide");
        assertThat(authorize(nurse, app, asked).parameter("error")).isEqualTo("invalid_request");
        assertThat(authorize(app, asked).path()).startsWith("/smart/consent?");
    }

    @Test
    void aLaunchNamesOnlyWhatTheCallerMaySee() {
        Json.Obj app = register(publicApp("launch patient/*.rs"));

        assertThat(tryLaunch("medecin", app, "{'patient':'nobody'}").status()).isEqualTo(404);
        assertThat(tryLaunch("medecin", app, "{'patient':'smart-a','encounter':'smart-e'}")
                        .status())
                .isEqualTo(400);
        assertThat(tryLaunch("dpo", app, "{'patient':'smart-a'}").status()).isEqualTo(403);
        assertThat(tryLaunch("patient", app, "{'patient':'smart-a'}").status()).isEqualTo(404);
    }

    @Test
    void aTokenOpensWhatItsScopesSayAndNoMore() {
        Json.Obj app =
                register(publicApp("launch patient/Patient.rs patient/Observation.rs?code=http://loinc.org|8867-4"));
        signIn("medecin");
        Json.Obj launch = launch("medecin", app, "{'patient':'smart-a'}");
        Json.Obj tokens = agreed(
                app,
                Map.of(
                        "scope",
                        "launch patient/Patient.rs patient/Observation.rs?code=http://loinc.org|8867-4",
                        "launch",
                        text(launch, "launch")));
        Client here = SERVER.anonymous().with("Authorization", "Bearer " + tokens.string("access_token"));

        assertThat(here.get("/fhir/Patient/smart-a").status()).isEqualTo(200);
        assertThat(here.get("/fhir/Patient/smart-b").status()).isEqualTo(404);
        assertThat(here.get("/fhir/Patient?_total=accurate").addresses()).containsExactly("Patient/smart-a");
        assertThat(here.get("/fhir/Observation").addresses()).containsExactly("Observation/smart-a-pulse");
        assertThat(here.get("/fhir/Observation?subject=Patient/smart-b").addresses())
                .isEmpty();
        assertThat(here.get("/fhir/Observation/smart-a-weight").status()).isEqualTo(404);
        assertThat(here.get("/fhir/Observation/smart-b-pulse").status()).isEqualTo(404);
        assertThat(here.get("/fhir/Patient/smart-a?_include=*&_revinclude=Observation:subject")
                        .status())
                .isIn(200, 400);
        assertThat(here.get("/fhir/Patient?_id=smart-a&_revinclude=Observation:subject")
                        .addresses())
                .containsExactlyInAnyOrder("Patient/smart-a", "Observation/smart-a-pulse");
        assertThat(here.get("/fhir/Encounter").status()).isEqualTo(403);
        assertThat(here.put(
                                "/fhir/Patient/smart-a",
                                here.get("/fhir/Patient/smart-a").json())
                        .status())
                .isEqualTo(403);
        assertThat(here.get("/api/session").status()).isEqualTo(403);
        assertThat(here.get("/api/patients?q=autre").status()).isEqualTo(403);
    }

    @Test
    void scopesNeverGiveMoreThanTheRole() {
        Json.Obj app = register(publicApp("openid user/*.cruds"));
        signIn("ide");
        Json.Obj tokens = agreed(app, Map.of("scope", "openid user/*.cruds"));
        Client here = SERVER.anonymous().with("Authorization", "Bearer " + tokens.string("access_token"));

        assertThat(here.get("/fhir/Patient/smart-a").status()).isEqualTo(200);
        assertThat(here.put(
                                "/fhir/Patient/smart-a",
                                here.get("/fhir/Patient/smart-a").json())
                        .status())
                .isEqualTo(403);
        assertThat(here.get("/fhir/AuditEvent").status()).isEqualTo(403);
    }

    @Test
    void pagesOfRegisteredAppsMayCallAndOthersMayNot() {
        register(publicApp("openid"));
        for (String path : List.of("/fhir/Patient", "/oauth2/token", "/fhir/.well-known/smart-configuration")) {
            assertThat(preflight(path, "https://app.test").header("Access-Control-Allow-Origin"))
                    .isEqualTo("https://app.test");
            assertThat(preflight(path, "https://evil.example").status()).isNotEqualTo(204);
            assertThat(preflight(path, "https://evil.example").header("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        Reply reply =
                SERVER.anonymous().with("Origin", "https://app.test").get("/fhir/.well-known/smart-configuration");
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("https://app.test");
        assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(SERVER.anonymous()
                        .with("Origin", "https://app.test")
                        .get("/api/session")
                        .header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void onlyAdministratorsRegisterAndEndApps() {
        assertThat(SERVER.as("medecin")
                        .post("/api/clients", publicApp("openid"))
                        .status())
                .isEqualTo(403);
        assertThat(SERVER.as("medecin").get("/api/clients").status()).isEqualTo(403);
        Json.Obj app = register(publicApp("openid user/Observation.rs"));
        assertThat(SERVER.as("admin").get("/api/clients").text())
                .contains(text(app, "clientId"))
                .contains("Consulter les constantes et les résultats de tous les patients que vous pouvez voir");
        signIn("medecin");
        assertThat(authorize(app, Map.of()).status()).isEqualTo(302);

        assertThat(SERVER.as("admin")
                        .delete("/api/clients/" + app.string("clientId"))
                        .status())
                .isEqualTo(204);
        assertThat(authorize(app, Map.of()).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'','kind':'public','scopes':'openid','redirectUris':['https://app.test/callback']}",
                "{'name':'A','kind':'magic','scopes':'openid','redirectUris':['https://app.test/callback']}",
                "{'name':'A','kind':'public','scopes':'everything','redirectUris':['https://app.test/callback']}",
                "{'name':'A','kind':'public','scopes':'openid','redirectUris':[]}",
                "{'name':'A','kind':'public','scopes':'openid','redirectUris':['http://app.test/callback']}",
                "{'name':'A','kind':'public','scopes':'openid','redirectUris':['https://*.app.test/callback']}",
                "{'name':'A','kind':'public','scopes':'openid','redirectUris':['https://app.test/callback#x']}",
                "{'name':'A','kind':'public','scopes':'openid','redirectUris':['javascript:alert(1)']}",
                "{'name':'A','kind':'asymmetric','scopes':'system/*.rs'}",
                "{'name':'A','kind':'asymmetric','scopes':'system/*.rs','jwks':{'keys':[]}}",
                "{'name':'A','kind':'asymmetric','scopes':'system/*.rs','jwksUri':'http://app.test/keys'}",
                "{'name':'A','kind':'public','scopes':'system/*.rs'}"
            })
    void refusesARegistrationThatWouldNotBeSafe(String registration) {
        assertThat(SERVER.as("admin")
                        .post("/api/clients", registration.replace('\'', '"'))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aSecretIsToldOnceAndOpens() {
        Json.Obj app = register(
                json(
                        "{'name':'Serveur','kind':'symmetric','scopes':'openid user/Observation.rs','redirectUris':['https://app.test/callback']}"));
        String secret = text(app, "clientSecret");
        assertThat(secret).hasSize(43);
        assertThat(SERVER.as("admin").get("/api/clients").text()).doesNotContain(secret);
        signIn("medecin");
        String code = consent(app, authorize(app, Map.of()), List.of("user/Observation.rs"))
                .parameter("code");

        assertThat(token(form(app, code)).status()).isEqualTo(401);
        Map<String, String> wrong = new TreeMap<>(form(app, code));
        wrong.put("client_secret", "wrong");
        assertThat(token(wrong).status()).isEqualTo(401);
        Map<String, String> right = new TreeMap<>(form(app, code));
        right.put("client_secret", secret);
        Visitor.Page answer = token(right);
        assertThat(answer.status()).isEqualTo(200);

        Json.Obj tokens = JsonText.readObject(answer.body());
        Visitor.Page inspected = visitor.post(
                URI.create(SERVER.origin() + "/oauth2/introspect"),
                Map.of(
                        "client_id", text(app, "clientId"),
                        "client_secret", secret,
                        "token", text(tokens, "access_token")));
        assertThat(JsonText.readObject(inspected.body()).get("active")).isEqualTo(Json.Bool.TRUE);
        assertThat(JsonText.readObject(inspected.body()).string("scope")).contains("user/Observation.rs");
        assertThat(new Visitor()
                        .post(
                                URI.create(SERVER.origin() + "/oauth2/introspect"),
                                Map.of("token", text(tokens, "access_token")))
                        .body())
                .doesNotContain("active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "ES384"})
    void aProgramComesWithASignedAssertion(String algorithm) throws JOSEException {
        ECKey curve = new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
        Json.Obj program =
                program(algorithm.equals("RS384") ? new JWKSet(RSA) : new JWKSet(curve), "system/Patient.rs");
        JWTClaimsSet claims = assertion(program).build();
        String signed = algorithm.equals("RS384") ? rsa(JWSAlgorithm.RS384, claims) : ec(curve, claims);

        Json.Obj tokens =
                JsonText.readObject(programToken(signed, "system/Patient.rs").body());

        assertThat(tokens.string("scope")).isEqualTo("system/Patient.rs");
        assertThat(claims(tokens, "access_token").string("role")).isEqualTo("system");
        assertThat(claims(tokens, "access_token").string("sub")).isEqualTo(program.string("clientId"));
        assertThat(
                        tokens.get("expires_in") instanceof Json.Num seconds
                                ? seconds.decimal().intValue()
                                : 999)
                .isLessThanOrEqualTo(300);
        assertThat(SERVER.anonymous()
                        .with("Authorization", "Bearer " + tokens.string("access_token"))
                        .get("/fhir/Patient/smart-a")
                        .status())
                .isEqualTo(200);
    }

    static Stream<Arguments> badAssertions() {
        return Stream.of(
                badAssertion("another audience", honest -> honest.audience("https://other.test/token")),
                badAssertion("no audience", honest -> honest.audience((String) null)),
                badAssertion("good for longer than five minutes", honest -> honest.expirationTime(in(400))),
                badAssertion("over", honest -> honest.expirationTime(in(-60))),
                badAssertion("no end", honest -> honest.expirationTime(null)),
                badAssertion("no jti", honest -> honest.jwtID(null)),
                badAssertion("another issuer", honest -> honest.issuer("other")),
                badAssertion("another subject", honest -> honest.subject("medecin")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAssertions")
    void refusesAnAssertionThatIsNotRight(String what, UnaryOperator<JWTClaimsSet.Builder> change)
            throws JOSEException {
        Json.Obj program = program(new JWKSet(RSA), "system/Patient.rs");
        JWTClaimsSet claims = change.apply(assertion(program)).build();

        Visitor.Page refused = programToken(rsa(JWSAlgorithm.RS384, claims), "system/Patient.rs");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("invalid_client");
    }

    @Test
    void refusesAnAssertionSignedOtherwise() throws JOSEException {
        Json.Obj program = program(new JWKSet(RSA), "system/Patient.rs");

        for (String signed : List.of(
                new PlainJWT(assertion(program).build()).serialize(),
                HostileProvider.sign(assertion(program).build(), HostileProvider.newKey(), "JWT"),
                rsa(JWSAlgorithm.RS256, assertion(program).build()))) {
            assertThat(programToken(signed, "system/Patient.rs").body()).doesNotContain("access_token");
        }
    }

    @Test
    void anAssertionIsGoodOnceHoweverManyTryAtOnce() throws Exception {
        Json.Obj program = program(new JWKSet(RSA), "system/Patient.rs");
        String signed = rsa(JWSAlgorithm.RS384, assertion(program).build());
        Callable<Integer> attempt =
                () -> programToken(signed, "system/Patient.rs").status();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> answers = threads
                    .invokeAll(IntStream.range(0, 16).mapToObj(_ -> attempt).toList())
                    .stream()
                    .map(one -> one.resultNow())
                    .toList();
            assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
            assertThat(answers.stream().filter(status -> status == 401)).hasSize(15);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"system/*.rs", "system/Patient.cruds", "user/Patient.rs", "openid", "system/Patient.sr", ""})
    void aProgramGetsNoMoreThanItIsRegisteredFor(String scope) throws JOSEException {
        Json.Obj program = program(new JWKSet(RSA), "system/Patient.rs");

        Visitor.Page refused =
                programToken(rsa(JWSAlgorithm.RS384, assertion(program).build()), scope);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("invalid_scope");
    }

    private static String observation(String id, String patient, String code, String unit) {
        return ("{'resourceType':'Observation','id':'%s','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'%s'}]},"
                        + "'subject':{'reference':'Patient/%s'},'effectiveDateTime':'2026-01-01',"
                        + "'valueQuantity':{'value':70,'unit':'%s','system':'http://unitsofmeasure.org','code':'%s'}}")
                .formatted(id, code, patient, unit, unit);
    }

    private static Arguments badAssertion(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(what, change);
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static Json.Obj json(String text) {
        return JsonText.readObject(text.replace('\'', '"'));
    }

    static Json.Obj publicApp(String scopes) {
        return json(
                "{'name':'Courbes','kind':'public','scopes':'%s','redirectUris':['%s'],'launchUrl':'https://app.test/launch'}"
                        .formatted(scopes, BACK));
    }

    static Json.Obj register(Json.Obj registration) {
        Reply reply = SERVER.as("admin").post("/api/clients", registration);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json();
    }

    private static Json.Obj program(JWKSet keys, String scopes) {
        return register(new Json.Obj()
                .put("name", "Entrepôt")
                .put("kind", "asymmetric")
                .put("scopes", scopes)
                .put("jwks", JsonText.readObject(keys.toPublicJWKSet().toString())));
    }

    private static JWTClaimsSet.Builder assertion(Json.Obj program) {
        return new JWTClaimsSet.Builder()
                .issuer(program.string("clientId"))
                .subject(program.string("clientId"))
                .audience(SERVER.origin() + "/oauth2/token")
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(in(240));
    }

    private static String rsa(JWSAlgorithm algorithm, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(RSA.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(RSA));
        return token.serialize();
    }

    private static String ec(ECKey key, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID(key.getKeyID()).build(), claims);
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static Visitor.Page programToken(String assertion, String scope) {
        Map<String, String> form = new TreeMap<>(Map.of(
                "grant_type",
                "client_credentials",
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion));
        if (!scope.isEmpty()) {
            form.put("scope", scope);
        }
        return new Visitor().post(URI.create(SERVER.origin() + "/oauth2/token"), form);
    }

    private static Reply preflight(String path, String origin) {
        return SERVER.anonymous()
                .with("Origin", origin)
                .with("Access-Control-Request-Method", "POST")
                .send("OPTIONS", path, new byte[0]);
    }

    private static Reply tryLaunch(String login, Json.Obj app, String what) {
        return SERVER.as(login).post("/api/launch", json(what).put("clientId", text(app, "clientId")));
    }

    static Json.Obj launch(String login, Json.Obj app, String what) {
        Reply reply = tryLaunch(login, app, what);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json();
    }

    void signIn(String login) {
        signIn(visitor, login);
    }

    private static void signIn(Visitor visitor, String login) {
        visitor.get(SERVER.origin() + "/login");
        visitor.post(
                URI.create(SERVER.origin() + "/login"),
                Map.of("username", login, "password", "keneya-demo", "_csrf", visitor.cookie("XSRF-TOKEN")));
    }

    Visitor.Page authorize(Json.Obj app, Map<String, String> changes) {
        return authorize(visitor, app, changes);
    }

    private static Visitor.Page authorize(Visitor visitor, Json.Obj app, Map<String, String> changes) {
        Map<String, String> asked = new TreeMap<>(Map.of(
                "response_type",
                "code",
                "client_id",
                text(app, "clientId"),
                "redirect_uri",
                BACK,
                "scope",
                "openid user/Observation.rs",
                "state",
                "s1",
                "aud",
                SERVER.origin() + "/fhir",
                "code_challenge",
                challenge(),
                "code_challenge_method",
                "S256"));
        asked.putAll(changes);
        asked.values().removeIf(String::isEmpty);
        return visitor.get(SERVER.origin() + "/oauth2/authorize?" + Visitor.encoded(asked));
    }

    /** What the consent screen sends. */
    private Visitor.Page consent(Json.Obj app, Visitor.Page asked, List<String> scopes) {
        StringBuilder form = new StringBuilder(
                Visitor.encoded(Map.of("client_id", text(app, "clientId"), "state", asked.parameter("state"))));
        scopes.forEach(scope -> form.append('&').append(Visitor.encoded(Map.of("scope", scope))));
        return visitor.send(java.net.http.HttpRequest.newBuilder(URI.create(SERVER.origin() + "/oauth2/authorize"))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(form.toString())));
    }

    /** Asks, agrees to everything, and gets the tokens. */
    Json.Obj agreed(Json.Obj app, Map<String, String> changes) {
        Visitor.Page asked = authorize(app, changes);
        assertThat(asked.path()).as(asked.location().toString()).startsWith("/smart/consent?");
        List<String> scopes = Stream.of(asked.parameter("scope").split(" "))
                .filter(scope -> !scope.equals("openid"))
                .toList();
        return exchange(app, consent(app, asked, scopes));
    }

    private Json.Obj exchange(Json.Obj app, Visitor.Page back) {
        assertThat(back.location().toString()).startsWith(BACK + "?");
        Visitor.Page answer = token(form(app, back.parameter("code")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonText.readObject(answer.body());
    }

    private static Map<String, String> form(Json.Obj app, String code) {
        return Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                text(app, "clientId"),
                "redirect_uri",
                BACK,
                "code_verifier",
                "v".repeat(50),
                "code",
                code);
    }

    static Visitor.Page token(Map<String, String> form) {
        return new Visitor().post(URI.create(SERVER.origin() + "/oauth2/token"), form);
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(java.security.MessageDigest.getInstance("SHA-256")
                            .digest("v".repeat(50).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String text(Json.Obj object, String name) {
        return String.valueOf(object.string(name));
    }

    static Json.Obj claims(Json.Obj tokens, String name) {
        return HostileProviderIT.claims(text(tokens, name));
    }
}
