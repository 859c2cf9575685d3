// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.keneya.signin.Account;
import org.keneya.signin.Accounts;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** Who may do what, asked of the running server. */
class RolesIT {
    private static final String OTHER = "Patient/roles-other";

    @BeforeAll
    static void anotherPatient() {
        SERVER.put(
                "{'resourceType':'Patient','id':'roles-other','name':[{'use':'official','family':'VOISIN'}],'gender':'male','birthDate':'1970-02-03',"
                        + "'link':[{'other':{'reference':'Patient/demo-patient'},'type':'seealso'}]}",
                "{'resourceType':'Observation','id':'roles-observation','status':'final','code':{'text':'voisin'},'subject':{'reference':'"
                        + OTHER + "'},'effectiveDateTime':'2026-01-01','valueInteger':1}",
                "{'resourceType':'Observation','id':'roles-own','status':'final','code':{'text':'own'},'subject':{'reference':'Patient/demo-patient'},"
                        + "'effectiveDateTime':'2026-01-01','valueInteger':1,'derivedFrom':[{'reference':'Observation/roles-observation'}]}",
                "{'resourceType':'Condition','id':'roles-condition','code':{'text':'secret'},'subject':{'reference':'"
                        + OTHER + "'}}",
                "{'resourceType':'MedicationRequest','id':'roles-medication','status':'active','intent':'order','medicationCodeableConcept':{'text':'x'},'subject':{'reference':'"
                        + OTHER + "'}}",
                "{'resourceType':'DocumentReference','id':'roles-document','status':'current','content':[{'attachment':{'title':'x'}}],'subject':{'reference':'"
                        + OTHER + "'}}");
    }

    /** Requirement SEC-3, cell by cell. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource
    void givesEachRoleWhatTheMatrixSays(String login, String type, String rights) {
        Client client = SERVER.as(login);
        String id = "roles-" + UUID.randomUUID();
        boolean read = client.get("/fhir/" + type + "?_count=1").status() == 200
                && client.get("/fhir/" + existing(type)).status() == 200
                && client.get("/fhir/" + existing(type) + "/_history").status() == 200;
        int created = client.post("/fhir/" + type, example(type)).status();
        int updated = client.put("/fhir/" + type + "/" + id, example(type).put("id", id))
                .status();
        int inBundle = client.post("/fhir", transaction(type)).status();

        assertThat(read).isEqualTo(rights.contains("r"));
        boolean write = rights.contains("w");
        assertThat(List.of(created, updated, inBundle))
                .isEqualTo(write ? List.of(201, 201, 200) : List.of(403, 403, 403));
        if (write) {
            assertThat(client.delete("/fhir/" + type + "/" + id).status()).isEqualTo(204);
        } else {
            assertThat(client.delete("/fhir/" + existing(type)).verdict()).isEqualTo("403 forbidden role-matrix");
        }
        assertThat(permissions(login).string(type)).isEqualTo(rights);
    }

    static Stream<Arguments> givesEachRoleWhatTheMatrixSays() {
        List<String> logins = List.of("medecin", "ide", "secretaire", "pharmacien", "admin");
        Map<String, List<String>> matrix = Map.of(
                "Patient", List.of("rw", "r", "r", "r", "rw"),
                "Observation", List.of("rw", "rw", "r", "r", "rw"),
                "MedicationRequest", List.of("rw", "r", "r", "rw", "rw"),
                "DocumentReference", List.of("rw", "rw", "rw", "rw", "rw"));
        List<Arguments> rows = new ArrayList<>();
        matrix.forEach((type, rights) -> {
            for (int i = 0; i < logins.size(); i++) {
                rows.add(Arguments.of(logins.get(i), type, rights.get(i)));
            }
        });
        return rows.stream();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir",
                "/fhir/",
                "/fhir/metadata",
                "/fhir/Patient",
                "/fhir/Patient/demo-patient",
                "/fhir/_history",
                "/fhir/Patient/_history",
                "/fhir/Dragon",
                "/fhir/Patient/demo-patient/_history/1",
                "/api/session",
                "/api/patients?q=martin",
                "/api/patients/demo-patient/timeline",
                "/api/nothing",
                "/metrics"
            })
    void lacksATokenEverywhere(String path) {
        for (Reply reply : List.of(
                SERVER.anonymous().get(path),
                SERVER.anonymous().post(path, "{}"),
                SERVER.anonymous().put(path, "{}"),
                SERVER.anonymous().delete(path),
                SERVER.anonymous().with("Authorization", "Bearer").get(path),
                SERVER.anonymous()
                        .with("Authorization", "Basic bWVkZWNpbjprZW5leWEtZGVtbw==")
                        .get(path),
                SERVER.anonymous()
                        .get(path + (path.contains("?") ? "&" : "?") + "access_token=" + SERVER.token("medecin")))) {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
            if (path.startsWith("/fhir")) {
                assertThat(reply.verdict()).isEqualTo("401 login");
                assertThat(reply.header("Content-Type")).startsWith("application/fhir+json");
            } else {
                assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
                assertThat(reply.json().string("code")).isEqualTo("login");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesTokensThatAreNone(String what, String token) {
        Reply reply =
                SERVER.anonymous().with("Authorization", "Bearer " + token).get("/fhir/Patient");

        assertThat(reply.verdict()).isEqualTo("401 login");
    }

    static Stream<Arguments> refusesTokensThatAreNone() {
        String good = SERVER.token("medecin");
        String[] parts = good.split("\\.", -1);
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String admin = base64(payload.replace("physician", "admin"));
        return Stream.of(
                Arguments.of("garbage", "garbage"),
                Arguments.of("three garbage parts", "a.b.c"),
                Arguments.of("very long", "a".repeat(20_000)),
                Arguments.of("expired", signed(Instant.now().minus(Duration.ofMinutes(5)))),
                Arguments.of("expired a second ago", signed(Instant.now().minus(Duration.ofSeconds(1)))),
                Arguments.of("without a signature", parts[0] + "." + parts[1] + "."),
                Arguments.of("alg none", base64("{\"alg\":\"none\"}") + "." + parts[1] + "."),
                Arguments.of("alg none, upper case", base64("{\"alg\":\"NONE\"}") + "." + parts[1] + "."),
                Arguments.of("another role under the old signature", parts[0] + "." + admin + "." + parts[2]),
                Arguments.of(
                        "signed with the public key as a secret",
                        base64("{\"alg\":\"HS256\"}") + "." + admin + "." + parts[2]),
                Arguments.of("one bit off", good.substring(0, good.length() - 5) + "AAAAA"));
    }

    @Test
    void thePatientSeesTheirOwnRecord() {
        Client patient = SERVER.as("patient");

        assertThat(patient.get("/fhir/Patient").addresses()).containsExactly("Patient/demo-patient");
        assertThat(patient.get("/fhir/Patient/demo-patient").status()).isEqualTo(200);
        assertThat(patient.get("/fhir/Observation/roles-own").status()).isEqualTo(200);
        assertThat(patient.get("/fhir/Observation?_count=500&_summary=count").status())
                .isEqualTo(200);
        assertThat(patient.get("/api/patients/demo-patient/timeline").status()).isEqualTo(200);
        assertThat(patient.get("/fhir/Organization/chu-keneya").status()).isEqualTo(200);
        assertThat(patient.get("/api/session").text())
                .contains("\"role\":\"patient\"")
                .contains("\"fhirUser\":\"Patient/demo-patient\"");
    }

    @Test
    void thePatientFindsNothingOfOthersByAnyDoor() {
        Client patient = SERVER.as("patient");

        for (String address : List.of(
                OTHER,
                "Observation/roles-observation",
                "Condition/roles-condition",
                "MedicationRequest/roles-medication",
                "DocumentReference/roles-document")) {
            assertThat(patient.get("/fhir/" + address).status()).as(address).isEqualTo(404);
            assertThat(patient.get("/fhir/" + address + "/_history/1").status())
                    .as(address)
                    .isEqualTo(404);
            assertThat(patient.get("/fhir/" + address + "/_history").status())
                    .as(address)
                    .isEqualTo(404);
            String type = address.substring(0, address.indexOf('/'));
            assertThat(patient.get("/fhir/" + type + "?_id=" + address.substring(type.length() + 1))
                            .resources())
                    .as(address)
                    .isEmpty();
            assertThat(patient.get("/fhir/" + type + "?_count=1000").addresses())
                    .as(address)
                    .doesNotContain(address);
            assertThat(patient.get("/fhir/" + type + "/_history?_count=1000").addresses())
                    .as(address)
                    .doesNotContain(address);
        }
        assertThat(patient.get("/fhir/_history?_count=1000").text())
                .doesNotContain("roles-other")
                .doesNotContain("voisin");
        assertThat(patient.get("/fhir/Patient?_revinclude=Patient:link").addresses())
                .containsExactly("Patient/demo-patient");
        assertThat(patient.get("/fhir/Observation?_id=roles-own&_include=Observation:derived-from")
                        .addresses())
                .containsExactly("Observation/roles-own");
        assertThat(patient.get("/fhir/Patient?name=voisin&_total=accurate")
                        .json()
                        .get("total"))
                .isEqualTo(new Json.Num("0"));
        assertThat(patient.get("/fhir/Observation?subject=" + OTHER + "&_total=accurate")
                        .json()
                        .get("total"))
                .isEqualTo(new Json.Num("0"));
        assertThat(patient.get("/api/patients?q=voisin").json().array("patients"))
                .hasSize(0);
        assertThat(patient.get("/api/patients?q=03/02/1970").json().array("patients"))
                .hasSize(0);
        assertThat(patient.get("/api/patients/roles-other/timeline").status()).isEqualTo(404);
        Reply batch = patient.post(
                "/fhir",
                json("{'resourceType':'Bundle','type':'batch','entry':[{'request':{'method':'GET','url':'" + OTHER
                        + "'}},{'request':{'method':'GET','url':'Patient?name=voisin'}}]}"));
        assertThat(batch.text()).doesNotContain("VOISIN");
        Reply transaction = patient.post(
                "/fhir",
                json("{'resourceType':'Bundle','type':'transaction','entry':[{'request':{'method':'GET','url':'" + OTHER
                        + "'}}]}"));
        assertThat(transaction.status()).isEqualTo(404);
    }

    @Test
    void thePatientWritesNothing() {
        Client patient = SERVER.as("patient");

        for (String type : List.of("Patient", "Observation", "MedicationRequest", "DocumentReference", "Condition")) {
            assertThat(patient.post("/fhir/" + type, "{\"resourceType\":\"" + type + "\"}")
                            .verdict())
                    .isEqualTo("403 forbidden role-matrix");
        }
    }

    @Test
    void theDataProtectionOfficerSeesNoHealthData() {
        Client dpo = SERVER.as("dpo");

        for (String type : List.of(
                "Patient",
                "Observation",
                "Condition",
                "MedicationRequest",
                "DocumentReference",
                "AllergyIntolerance",
                "Encounter",
                "Binary")) {
            assertThat(dpo.get("/fhir/" + type).verdict()).as(type).isEqualTo("403 forbidden role-matrix");
            assertThat(dpo.get("/fhir/" + type + "/_history").status()).as(type).isEqualTo(403);
        }
        assertThat(dpo.get("/fhir/Patient/demo-patient").status()).isEqualTo(403);
        assertThat(dpo.get("/api/patients?q=martin").status()).isEqualTo(403);
        assertThat(dpo.get("/api/patients/demo-patient/timeline").status()).isEqualTo(403);
        assertThat(types(dpo.get("/fhir/_history?_count=1000"))).doesNotContain("Patient", "Observation", "Encounter");
        assertThat(types(dpo.get("/fhir/Organization?_id=chu-keneya&_revinclude=Patient:organization")))
                .containsOnly("Organization");
    }

    @Test
    void theSecretarySeesNoDiagnosisOnTheTimelineNorByInclude() {
        Client secretary = SERVER.as("secretaire");

        assertThat(secretary.get("/fhir/Condition").status()).isEqualTo(403);
        Reply timeline = secretary.get("/api/patients/roles-other/timeline");
        assertThat(timeline.status()).isEqualTo(200);
        assertThat(timeline.text()).doesNotContain("secret").doesNotContain("Condition");
        assertThat(types(secretary.get("/fhir/Patient?_id=roles-other&_revinclude=Condition:subject")))
                .containsOnly("Patient");
        assertThat(types(secretary.get("/fhir/_history?_count=1000")))
                .doesNotContain("Condition", "AllergyIntolerance");
    }

    @Test
    void aConditionalReferenceTellsNothingOfWhatTheCallerMayNotRead() {
        Client secretary = SERVER.as("secretaire");

        Reply there = secretary.post("/fhir", probe("Condition?_id=roles-condition"));
        Reply nowhere = secretary.post("/fhir", probe("Condition?_id=nobody"));

        assertThat(there.status()).isEqualTo(nowhere.status()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void measuresAreForAdministratorsAndPrograms() {
        assertThat(SERVER.as("admin").get("/metrics").status()).isEqualTo(200);
        assertThat(SERVER.asSystem().get("/metrics").text()).contains("jvm_memory");
        for (String login : List.of("medecin", "ide", "secretaire", "pharmacien", "dpo", "patient")) {
            assertThat(SERVER.as(login).get("/metrics").status()).as(login).isEqualTo(403);
        }
    }

    @Test
    void demonstrationTokensNeedTheSecretOfThisMachine() {
        assertThat(SERVER.anonymous().post("/demo/token", "").status()).isEqualTo(401);
        assertThat(SERVER.anonymous()
                        .with("Authorization", "Bearer x")
                        .post("/demo/token", "")
                        .status())
                .isEqualTo(401);
        assertThat(SERVER.as("admin").post("/demo/token", "").status()).isEqualTo(401);
        assertThat(SERVER.anonymous()
                        .with("Authorization", "Bearer " + SERVER.secret())
                        .post("/demo/token?user=nobody", "")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/patients",
                "/index.html",
                "/assets/x.js",
                "/actuator",
                "/env",
                "/shutdown",
                "/h2",
                "/demo",
                "/demo/other",
                "/health",
                "/oauth2/other",
                "/error",
                "/logout",
                "/.well-known/x",
                "/metrics/jvm",
                "/api",
                "/fhirx"
            })
    void nothingElseTakesAWrite(String path) {
        for (Reply reply : List.of(
                SERVER.anonymous().post(path, "{}"),
                SERVER.anonymous().put(path, "{}"),
                SERVER.anonymous().delete(path),
                SERVER.as("admin").post(path, "{}"))) {
            assertThat(reply.status()).as(path).isIn(400, 401, 403, 404, 405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/env",
                "/env",
                "/beans",
                "/configprops",
                "/heapdump",
                "/loggers",
                "/threaddump",
                "/mappings",
                "/prometheus",
                "/info"
            })
    void showsNothingOfItsInside(String path) {
        Reply reply = SERVER.anonymous().get(path);

        assertThat(reply.text())
                .doesNotContain("keneya.database")
                .doesNotContain("jdbc:")
                .doesNotContain("\"contexts\"");
        assertThat(reply.status()).isIn(200, 401, 404);
        assertThat(reply.header("Content-Type")).doesNotContain("vnd.spring-boot");
    }

    @Test
    void healthSaysNoMoreThanUp() {
        assertThat(SERVER.anonymous().get("/health/ready").json().size()).isEqualTo(1);
        assertThat(SERVER.anonymous().get("/health/live").json().string("status"))
                .isEqualTo("UP");
    }

    private static Json.Obj permissions(String login) {
        Json.Obj permissions = SERVER.as(login).get("/api/session").json().object("permissions");
        return permissions == null ? new Json.Obj() : permissions;
    }

    private static List<String> types(Reply bundle) {
        return bundle.resources().stream()
                .map(resource -> String.valueOf(resource.string("resourceType")))
                .distinct()
                .toList();
    }

    private static String existing(String type) {
        return switch (type) {
            case "Patient" -> OTHER;
            case "Observation" -> "Observation/roles-observation";
            case "MedicationRequest" -> "MedicationRequest/roles-medication";
            default -> "DocumentReference/roles-document";
        };
    }

    private static Json.Obj example(String type) {
        Json.Obj example = SERVER.asSystem().get("/fhir/" + existing(type)).json();
        example.remove("meta");
        return example;
    }

    private static Json.Obj transaction(String type) {
        return json("{'resourceType':'Bundle','type':'transaction'}")
                .put(
                        "entry",
                        Json.Arr.of(new Json.Obj()
                                .put("resource", example(type))
                                .put(
                                        "request",
                                        new Json.Obj().put("method", "POST").put("url", type))));
    }

    private static Json.Obj probe(String reference) {
        return json(
                "{'resourceType':'Bundle','type':'transaction','entry':[{'resource':{'resourceType':'DocumentReference','status':'current',"
                        + "'content':[{'attachment':{'title':'x'}}],'context':{'related':[{'reference':'" + reference
                        + "'}]}},'request':{'method':'POST','url':'DocumentReference'}}]}");
    }

    /** What the server would have made of the physician's account some time ago. */
    private static String signed(Instant end) {
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer("keneya")
                .subject("medecin")
                .issuedAt(end.minus(Duration.ofHours(1)))
                .expiresAt(end);
        Account account = SERVER.bean(Accounts.class).find("medecin").orElseThrow();
        claims.claim("role", account.role().code())
                .claim("tenant", account.tenant().id())
                .claim("fhirUser", String.valueOf(account.fhirUser()));
        return SERVER.bean(JwtEncoder.class)
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(SignatureAlgorithm.RS256).build(), claims.build()))
                .getTokenValue();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
