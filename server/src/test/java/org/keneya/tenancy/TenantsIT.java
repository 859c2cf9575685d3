// SPDX-License-Identifier: Apache-2.0
package org.keneya.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.access.Role;
import org.keneya.access.Tenants;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.signin.Account;
import org.keneya.signin.Tokens;

/** Establishments made while the server runs, and that none of them learns anything of another. */
class TenantsIT {
    private static final int PATIENTS = 12;
    private static final Pattern REQUEST_ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,}");

    private static Tenant alpha;
    private static Tenant beta;

    /** What of beta's must never be seen: nothing in a request of alpha's says it. */
    private static final List<String> SECRETS = new ArrayList<>();

    private static final List<String> IDS = new ArrayList<>();
    private static String cursor = "";

    @BeforeAll
    static void twoEstablishments() {
        alpha = made("tenants-alpha");
        beta = made("tenants-beta");
        for (Tenant tenant : List.of(alpha, beta)) {
            Client program = as(tenant, Role.SYSTEM, "program-" + tenant.id());
            for (int i = 0; i < PATIENTS; i++) {
                boolean shared = i % 2 == 0;
                String id = shared ? "tenant-shared-" + i : UUID.randomUUID().toString();
                String secret =
                        "ZQ" + tenant.id() + "X" + UUID.randomUUID().toString().substring(0, 8);
                if (tenant.equals(beta)) {
                    SECRETS.add(secret);
                    if (!shared) {
                        IDS.add(id);
                    }
                }
                ok(program.put(
                        "/fhir/Patient/" + id,
                        json("{'resourceType':'Patient','id':'" + id
                                + "','name':[{'family':'" + secret + "'}],'gender':'female','birthDate':'1970-01-01',"
                                + "'identifier':[{'system':'http://x.example/ipp','value':'" + id + "'}]}")));
                ok(program.put(
                        "/fhir/Observation/o-" + id,
                        json("{'resourceType':'Observation','id':'o-" + id
                                + "','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'8867-4'}],'text':'"
                                + secret + "'},'subject':{'reference':'Patient/" + id
                                + "'},'effectiveDateTime':'2026-11-01'}")));
            }
        }
        Reply page = as(beta, Role.PHYSICIAN, "b-physician").get("/fhir/Patient?_count=1");
        String next = page.text().replaceAll("(?s).*_cursor=([^\"&]+).*", "$1");
        cursor = next.length() < 400 ? next : "";
        assertThat(cursor).isNotEmpty();
    }

    private static void ok(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isLessThan(300);
    }

    private static Tenant made(String name) {
        Reply reply = SERVER.asSystem()
                .post(
                        "/api/tenants",
                        json("{'name':'" + name + "','title':'Clinique','administrator':{'login':'admin." + name
                                + "'}}"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return SERVER.bean(Tenants.class).find(name).orElseThrow().tenant();
    }

    private static Client as(Tenant tenant, Role role, String login) {
        String token = SERVER.bean(Tokens.class)
                .of(
                        new Account(tenant, login, role, login, "Practitioner/" + login, null, false),
                        Duration.ofMinutes(30));
        return SERVER.anonymous().with("Authorization", "Bearer " + token);
    }

    private static final List<String> DOORS = List.of(
            "/fhir/Patient/%s",
            "/fhir/Patient/%s/_history",
            "/fhir/Patient/%s/_history/1",
            "/fhir/Patient/%s/$everything",
            "/fhir/Patient/%s/Observation",
            "/fhir/Patient/%s/$graphql?query=%%7Bid%%7D",
            "/fhir/Observation/o-%s",
            "/fhir/Patient?_id=%s&_revinclude=Observation:subject",
            "/fhir/Patient?identifier=http://x.example/ipp%%7C%s&_total=accurate",
            "/fhir/Patient?_id=%s&_summary=count",
            "/fhir/Observation?patient=%s&_include=Observation:subject",
            "/fhir/Observation?subject:Patient.identifier=%s",
            "/fhir/Patient?_has:Observation:patient:_id=o-%s",
            "/fhir/Observation/$lastn?patient=%s&code=8867-4",
            "/fhir?_type=Patient,Observation&_id=%s",
            "/fhir/bulk/%s",
            "/api/patients/%s/timeline",
            "/api/patients/%s/access",
            "/api/patients?q=%s",
            "/api/audit?patient=%s",
            "/api/break-glass/%s");

    /** The answer about what another establishment has is the answer about what nobody has. */
    @Test
    void whatAnotherEstablishmentHasIsAnsweredLikeWhatNobodyHas() {
        Random random = new Random(20_261_122);
        List<Role> roles = List.of(Role.PHYSICIAN, Role.NURSE, Role.ADMIN, Role.DPO, Role.SYSTEM);
        for (int i = 0; i < 400; i++) {
            String door = DOORS.get(i % DOORS.size());
            Role role = roles.get(random.nextInt(roles.size()));
            Client client = as(alpha, role, "a-" + role.code());
            String theirs = IDS.get(1 + random.nextInt(IDS.size() - 1)); // the first is written elsewhere
            String nobodys = UUID.randomUUID().toString();
            Reply one = client.get(door.formatted(theirs));
            Reply other = client.get(door.formatted(nobodys));
            assertThat(one.status()).as(door).isEqualTo(other.status()).isLessThan(500);
            assertThat(blind(one, theirs)).as(door).isEqualTo(blind(other, nobodys));
            assertThat(SECRETS).noneMatch(one.text()::contains);
        }
    }

    /** Without what differs from request to request. */
    private static String blind(Reply reply, String id) {
        return REQUEST_ID
                .matcher(reply.text().replace(id, "ID"))
                .replaceAll("…")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[^\"]+", "…")
                .replaceAll("\"entry\":\\[?\\{?\\d*.*", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir/Patient?_count=100",
                "/fhir/Patient?_summary=count",
                "/fhir/Patient?birthdate=1970-01-01&_total=accurate&_count=1",
                "/fhir/Patient?birthdate=1970-01-01&_total=estimate&_count=1",
                "/fhir/Observation?code=8867-4&_include=*&_count=100",
                "/fhir/_history?_count=1000",
                "/fhir/Patient/_history?_count=1000",
                "/fhir/Patient/tenant-shared-0",
                "/fhir/Patient/tenant-shared-0/_history",
                "/fhir/Patient/tenant-shared-0/$everything",
                "/fhir/Patient/$everything",
                "/fhir?_type=Patient,Observation&_count=100",
                "/fhir/Observation/$lastn?code=8867-4&subject=Patient/tenant-shared-2",
                "/fhir/Patient?name=ZQ&_count=100",
                "/fhir/Patient?name:contains=ZQ",
                "/fhir/Patient?_filter=birthdate%20eq%201970-01-01",
                "/fhir/Patient?_content=ZQ",
                "/api/patients?q=1970-01-01",
                "/api/patients/tenant-shared-0/timeline",
                "/api/audit?count=500",
                "/api/policy/versions",
                "/api/break-glass"
            })
    void noWholeAnswerHoldsAnythingOfAnotherEstablishment(String path) {
        for (Role role : List.of(Role.SYSTEM, Role.ADMIN, Role.PHYSICIAN)) {
            Reply reply = as(alpha, role, "w-" + role.code()).get(path);
            assertThat(reply.status()).as(path + " " + role).isLessThan(500);
            assertThat(SECRETS).noneMatch(reply.text()::contains);
            if (!path.startsWith("/api/audit")) { // there stand the ids alpha itself has asked for
                assertThat(IDS).noneMatch(reply.text()::contains);
            }
        }
    }

    @Test
    void countsAreThoseOfOnesOwn() {
        Client program = as(alpha, Role.SYSTEM, "count");
        assertThat(program.get("/fhir/Patient?_summary=count").text()).contains("\"total\":" + PATIENTS);
        assertThat(program.get("/fhir/Patient/_history?_count=0").text()).contains("\"total\":" + PATIENTS);
    }

    @Test
    void aPageLinkOfAnotherEstablishmentOpensNothing() {
        Reply reply = as(alpha, Role.PHYSICIAN, "b-physician").get("/fhir/Patient?_count=1&_cursor=" + cursor);
        assertThat(reply.status()).isBetween(400, 410);
        assertThat(SECRETS).noneMatch(reply.text()::contains);
    }

    @Test
    void oneWritesOnlyAtHomeWhateverTheId() {
        Client physician = as(alpha, Role.PHYSICIAN, "a-writer");
        String theirs = IDS.getFirst();
        Json.Obj patient = json("{'resourceType':'Patient','id':'" + theirs + "','gender':'male'}");
        assertThat(physician.put("/fhir/Patient/" + theirs, patient).status()).isEqualTo(201);
        assertThat(physician.delete("/fhir/Patient/" + theirs).status()).isEqualTo(204);
        Reply still = as(beta, Role.PHYSICIAN, "b-reader").get("/fhir/Patient/" + theirs);
        assertThat(still.status()).isEqualTo(200);
        assertThat(still.text()).contains("\"versionId\":\"1\"", "female");
        Reply dangling = physician.post(
                "/fhir/Observation",
                json(
                        "{'resourceType':'Observation','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'8867-4'}]},'effectiveDateTime':'2026-11-01T08:00:00Z','subject':{'reference':'Patient/"
                                + IDS.get(1) + "'}}"));
        assertThat(dangling.status()).isEqualTo(422);
    }

    /** Whether something is there elsewhere must not show in how long the answer takes. */
    @Test
    void theTimeOfAnAnswerTellsNothingOfAnotherEstablishment() {
        Client physician = as(alpha, Role.PHYSICIAN, "a-timer");
        for (String door : List.of("/fhir/Patient/%s", "/fhir/Patient?identifier=http://x.example/ipp%%7C%s")) {
            double worst = 0;
            for (int attempt = 0; attempt < 4; attempt++) {
                double ratio = ratio(physician, door);
                worst = Math.max(ratio, 1 / ratio);
                if (worst < 1.15) {
                    break;
                }
            }
            assertThat(worst).as(door).isLessThan(1.15);
        }
    }

    private static double ratio(Client client, String door) {
        int rounds = 150;
        long[] theirs = new long[rounds];
        long[] nobodys = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            boolean first = i % 2 == 0;
            for (boolean exists : new boolean[] {first, !first}) {
                String id = exists
                        ? IDS.get(1 + i % (IDS.size() - 1))
                        : UUID.randomUUID().toString();
                long start = System.nanoTime();
                client.get(door.formatted(URLEncoder.encode(id, StandardCharsets.UTF_8)));
                (exists ? theirs : nobodys)[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(theirs);
        Arrays.sort(nobodys);
        return (double) theirs[rounds / 2] / nobodys[rounds / 2];
    }

    @Test
    void aSuspendedEstablishmentLetsNobodyIn() {
        made("tenants-gamma");
        Tenant gamma =
                SERVER.bean(Tenants.class).find("tenants-gamma").orElseThrow().tenant();
        Client physician = as(gamma, Role.PHYSICIAN, "g-physician");
        assertThat(physician.get("/fhir/Patient").status()).isEqualTo(200);
        assertThat(change("tenants-gamma", "suspended")).isEqualTo(200);
        assertThat(physician.get("/fhir/Patient").status()).isEqualTo(403);
        assertThat(change("tenants-gamma", "open")).isEqualTo(200);
        assertThat(physician.get("/fhir/Patient").status()).isEqualTo(200);
    }

    private static int change(String name, String state) {
        return SERVER.asSystem()
                .send(
                        "PATCH",
                        "/api/tenants/" + name,
                        ("{\"state\":\"" + state + "\"}").getBytes(StandardCharsets.UTF_8))
                .status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'name':'Bad Name','title':'x','administrator':{'login':'a.b'}}",
                "{'name':'x','title':'x','administrator':{'login':'a.b'}}",
                "{'name':'tenants-new','title':'','administrator':{'login':'a.b'}}",
                "{'name':'tenants-new','title':'x'}",
                "{'name':'tenants-new','title':'x','administrator':{'login':'../x'}}"
            })
    void anEstablishmentIsNotMadeOfNonsense(String asked) {
        assertThat(SERVER.asSystem().post("/api/tenants", json(asked)).status()).isEqualTo(422);
    }

    @Test
    void aNameOrALoginIsTakenOnce() {
        assertThat(SERVER.asSystem()
                        .post(
                                "/api/tenants",
                                json("{'name':'tenants-alpha','title':'x','administrator':{'login':'admin.other'}}"))
                        .status())
                .isEqualTo(409);
        assertThat(SERVER.asSystem()
                        .post(
                                "/api/tenants",
                                json("{'name':'tenants-delta','title':'x','administrator':{'login':'medecin'}}"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void onlyThePlatformsProgramMakesEstablishments() {
        for (Client client :
                List.of(SERVER.as("admin"), SERVER.as("medecin"), as(alpha, Role.SYSTEM, "other-program"))) {
            assertThat(client.get("/api/tenants").status()).isEqualTo(403);
            assertThat(client.post(
                                    "/api/tenants",
                                    json("{'name':'tenants-eps','title':'x','administrator':{'login':'e.e'}}"))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void theHoursOfAPolicyAreThoseOfTheEstablishmentsClocks() {
        Tenant island = made("tenants-island");
        Tenant mainland = made("tenants-mainland");
        assertThat(patch("tenants-island", "{'zone':'Indian/Reunion'}").status())
                .isEqualTo(200);
        assertThat(patch("tenants-island", "{'zone':'Indian/Nowhere'}").status())
                .isEqualTo(422);
        LocalTime there = LocalTime.now(ZoneId.of("Indian/Reunion")).truncatedTo(ChronoUnit.MINUTES);
        for (Tenant tenant : List.of(island, mainland)) {
            Client admin = as(tenant, Role.ADMIN, "admin." + tenant.id());
            Reply policy = admin.get("/api/policy");
            Json.Obj text = policy.json();
            Objects.requireNonNull(Objects.requireNonNull(text.object("roles")).array("technician"))
                    .forEach(grant -> ((Json.Obj) grant)
                            .put("from", there.minusHours(1).toString())
                            .put("to", there.plusHours(1).toString()));
            ok(admin.with("If-Match", policy.header("ETag")).put("/api/policy", text));
        }

        assertThat(as(island, Role.TECHNICIAN, "i-technician")
                        .get("/fhir/Patient")
                        .status())
                .isEqualTo(200);
        assertThat(as(mainland, Role.TECHNICIAN, "m-technician")
                        .get("/fhir/Patient")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anEstablishmentThatHasStoredAsMuchAsItMayReadsChangesAndDeletesButCreatesNothing() {
        Tenant small = made("tenants-small");
        Client program = as(small, Role.SYSTEM, "small-program");
        assertThat(told("tenants-small").has("quota")).isFalse();
        for (int i = 0; i < 3; i++) {
            ok(program.put("/fhir/Patient/small-" + i, person("small-" + i, "female")));
        }

        Json.Obj limited = patch("tenants-small", "{'quota':{'resources':3}}").json();

        assertThat(limited.object("quota")).hasToString("{\"resources\":3}");
        assertThat(Objects.requireNonNull(limited.object("use")).get("resources"))
                .isEqualTo(new Json.Num("3"));
        Json.Obj another = person("small-3", "female");
        for (Reply refused : List.of(
                program.put("/fhir/Patient/small-3", another),
                program.post("/fhir/Patient", person("x", "female")),
                program.post(
                        "/fhir",
                        json("{'resourceType':'Bundle','type':'transaction','entry':[{'resource':" + person("y", "male")
                                + ",'request':{'method':'PUT','url':'Patient/y'}},{'resource':" + person("z", "male")
                                + ",'request':{'method':'PUT','url':'Patient/z'}}]}")))) {
            assertThat(refused.verdict()).isEqualTo("507 business-rule quota");
            assertThat(refused.sentence()).startsWith("L’espace prévu pour votre établissement est plein");
        }
        assertThat(program.get("/fhir/Patient?_total=accurate").addresses()).hasSize(3);
        ok(program.put("/fhir/Patient/small-0", person("small-0", "male")));
        ok(program.delete("/fhir/Patient/small-1"));
        SERVER.bean(StorageCount.class).count(small);
        ok(program.put("/fhir/Patient/small-3", another));

        assertThat(patch("tenants-small", "{'quota':{'bytes':1}}").json().object("quota"))
                .hasToString("{\"bytes\":1}");
        assertThat(program.put("/fhir/Patient/small-4", person("small-4", "female"))
                        .status())
                .isEqualTo(507);
        assertThat(patch("tenants-small", "{'quota':null}").json().has("quota")).isFalse();
        ok(program.put("/fhir/Patient/small-4", person("small-4", "female")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{'quota':3}", "{'quota':{'resources':-1}}", "{'quota':{'bytes':1.5}}", "{'zone':''}"})
    void anEstablishmentIsNotChangedIntoNonsense(String change) {
        assertThat(patch("tenants-alpha", change).status()).isEqualTo(422);
    }

    private static Reply patch(String name, String change) {
        return SERVER.asSystem()
                .send("PATCH", "/api/tenants/" + name, change.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Json.Obj told(String name) {
        return SERVER.asSystem().get("/api/tenants").json().objects("tenants").stream()
                .filter(one -> name.equals(one.string("name")))
                .findFirst()
                .orElseThrow();
    }

    private static Json.Obj person(String id, String gender) {
        return json("{'resourceType':'Patient','id':'" + id + "','name':[{'family':'PLACE'}],'gender':'" + gender
                + "','birthDate':'1970-01-01'}");
    }
}
