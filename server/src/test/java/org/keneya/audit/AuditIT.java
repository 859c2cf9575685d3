// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.access.Tenants;
import org.keneya.model.Json;

/** Every access leaves its entry, whichever door it came through. */
class AuditIT {
    private static int request;

    @BeforeAll
    static void somebody() {
        SERVER.put(
                "{'resourceType':'Patient','id':'audited','name':[{'use':'official','family':'SUIVI','given':['Ana']}],'gender':'female','birthDate':'1980-05-06'}",
                "{'resourceType':'Observation','id':'audited-weight','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'29463-7'}]},"
                        + "'subject':{'reference':'Patient/audited'},'effectiveDateTime':'2026-01-01','valueQuantity':{'value':61,'unit':'kg','system':'http://unitsofmeasure.org','code':'kg'}}");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            medecin    | /fhir/Patient/audited                                       | R | read          | Patient/audited
            ide        | /fhir/Patient/audited/_history/1                            | R | vread         | Patient/audited
            ide        | /fhir/Patient/audited/_history                              | R | history       | Patient/audited
            ide        | /fhir/Patient?_id=audited                                   | E | search        | Patient
            ide        | /fhir/Patient?_id=audited&_revinclude=Observation:subject   | E | search        | Patient
            ide        | /fhir/Patient/audited/Observation                           | E | search        | Patient/audited
            pharmacien | /fhir/Observation?patient=audited                           | E | search        | Observation
            medecin    | /fhir/Patient/audited/$everything                           | E | $everything   | Patient/audited
            medecin    | /fhir/Observation/$lastn?patient=audited&code=29463-7       | E | $lastn        | Observation
            """)
    void whoReadsWhatIsRecorded(String login, String address, String action, String what, String on) {
        String id = id();
        assertThat(SERVER.as(login).with("X-Request-Id", id).get(address).status())
                .isEqualTo(200);
        Json.Obj entry = only(id);
        assertThat(entry.string("who")).isEqualTo(login);
        assertThat(entry.string("action")).isEqualTo(action);
        assertThat(entry.string("what")).isEqualTo(what);
        assertThat(entry.string("on")).isEqualTo(on);
        assertThat(entry.string("outcome")).isEqualTo("0");
        assertThat(entry.string("from")).isEqualTo("127.0.0.1");
        assertThat(ofPatient("audited")).contains(id);
    }

    @Test
    void aQueryIsRecordedWithoutWhatWasAskedFor() {
        String id = id();
        SERVER.as("ide").with("X-Request-Id", id).get("/fhir/Patient?family=SUIVI&birthdate=1980-05-06&_id=audited");
        Json.Obj entry = only(id);
        assertThat(org.keneya.model.JsonText.write(entry))
                .contains("\"query\":[\"_id\",\"birthdate\",\"family\"]")
                .doesNotContain("SUIVI")
                .doesNotContain("1980");
    }

    @Test
    void aWriteIsRecordedWithItsVersionInTheTransactionOfTheWrite() {
        String created = id();
        Client medecin = SERVER.as("medecin");
        Json.Obj observation = json(
                "{'resourceType':'Observation','id':'audited-height','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'8302-2'}]},"
                        + "'subject':{'reference':'Patient/audited'},'effectiveDateTime':'2026-01-01','valueQuantity':{'value':170,'unit':'cm','system':'http://unitsofmeasure.org','code':'cm'}}");
        medecin.with("X-Request-Id", created).put("/fhir/Observation/audited-height", observation);
        String changed = id();
        medecin.with("X-Request-Id", changed)
                .put("/fhir/Observation/audited-height", observation.put("status", "amended"));
        String gone = id();
        SERVER.asSystem().with("X-Request-Id", gone).delete("/fhir/Observation/audited-height");
        assertThat(List.of(written(created), written(changed), written(gone)))
                .containsExactly(
                        "C create Observation/audited-height/_history/1",
                        "U update Observation/audited-height/_history/2",
                        "D delete Observation/audited-height/_history/3");
        assertThat(ofPatient("audited")).contains(created, changed, gone);
    }

    @Test
    void aTransactionIsOneEntryThatNamesAllItWrote() {
        String id = id();
        SERVER.as("medecin").with("X-Request-Id", id).post("/fhir", json("""
                {'resourceType':'Bundle','type':'transaction','entry':[
                  {'request':{'method':'PUT','url':'Basic/audited-1'},'resource':{'resourceType':'Basic','id':'audited-1','code':{'text':'a'}}},
                  {'request':{'method':'GET','url':'Patient/audited'}}]}
                """));
        SERVER.asSystem().with("X-Request-Id", id).post("/fhir", json("""
                {'resourceType':'Bundle','type':'transaction','entry':[
                  {'request':{'method':'PUT','url':'Basic/audited-1'},'resource':{'resourceType':'Basic','id':'audited-1','code':{'text':'a'}}},
                  {'request':{'method':'PUT','url':'Basic/audited-2'},'resource':{'resourceType':'Basic','id':'audited-2','code':{'text':'b'}}}]}
                """));
        List<Json.Obj> entries = entries(id);
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).string("outcome")).isEqualTo("4"); // a physician writes no Basic
        assertThat(org.keneya.model.JsonText.write(entries.get(1)))
                .contains("Basic/audited-1/_history/1", "Basic/audited-2/_history/1");
    }

    @Test
    void whatIsRefusedIsRecordedToo() {
        String forbidden = id();
        SERVER.as("dpo").with("X-Request-Id", forbidden).get("/fhir/Patient/audited");
        assertThat(only(forbidden).string("outcome")).isEqualTo("4");
        assertThat(only(forbidden).string("who")).isEqualTo("dpo");
        String stranger = id();
        SERVER.anonymous().with("X-Request-Id", stranger).get("/fhir/Patient/audited");
        assertThat(only(stranger).string("outcome")).isEqualTo("4");
        assertThat(only(stranger).string("who")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"medecin", "ide", "secretaire", "pharmacien", "technicien", "dim"})
    void onlyTheOfficerAndTheAdministratorSeeTheLog(String login) {
        assertThat(SERVER.as(login).get("/api/audit").status()).isEqualTo(403);
    }

    @Test
    void aPatientSeesWhoReadTheirOwnRecordAndNoOther() {
        String id = id();
        SERVER.as("medecin").with("X-Request-Id", id).get("/fhir/Patient/demo-patient");
        Client patient = SERVER.as("patient");
        assertThat(requests(patient.get("/api/audit?count=500").json())).contains(id);
        assertThat(patient.get("/api/audit?patient=audited").status()).isEqualTo(403);
    }

    @Test
    void anExportIsRecordedWithThePatientsItHeld() {
        Client system = SERVER.asSystem();
        var kicked = system.with("Accept", "application/fhir+json")
                .with("Prefer", "respond-async")
                .get("/fhir/$export?_type=Observation");
        assertThat(kicked.status()).isEqualTo(202);
        String status =
                kicked.header("Content-Location").substring(SERVER.origin().length());
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .until(() -> system.get(status).status() == 200);
        List<Json.Obj> entries = SERVER.as("dpo")
                .get("/api/audit?patient=audited&what=$export")
                .json()
                .objects("entries");
        assertThat(entries).isNotEmpty();
        assertThat(entries.getFirst().string("on")).isEqualTo("Observation");
        assertThat(SERVER.as("dpo")
                        .get("/fhir/AuditEvent?patient=audited&type=110106")
                        .resources())
                .isNotEmpty();
    }

    @Test
    void anAccessInAnEmergencySaysSoWithItsGrant() {
        Client nurse = SERVER.as("ide");
        String grant = nurse.post(
                        "/api/break-glass",
                        json("{'patient':'audited','reason':'other','text':'Malaise dans le hall','minutes':5}"))
                .id();
        String read = id();
        nurse.with("X-Request-Id", read).get("/fhir/Patient/audited");
        nurse.delete("/api/break-glass/" + grant);
        Json.Obj entry = only(read);
        assertThat(entry.string("why")).isEqualTo("BTG");
        assertThat(entry.string("grant")).isEqualTo(grant);
        Json.Obj event = SERVER.as("dpo").get("/fhir/AuditEvent?patient=audited&_count=500").resources().stream()
                .filter(one -> org.keneya.model.JsonText.write(one).contains(read))
                .findFirst()
                .orElseThrow();
        assertThat(org.keneya.model.JsonText.write(
                        event.objects("purposeOfEvent").getFirst()))
                .contains("BTG");
        String after = id();
        nurse.with("X-Request-Id", after).get("/fhir/Patient/audited");
        assertThat(only(after).has("why")).isFalse();
    }

    @Test
    void theServersOwnLogIsSound() throws Exception {
        SERVER.bean(AuditLog.class).flush();
        SERVER.bean(AuditLog.class).signAll();
        Verification.Report report = new Verification(SERVER.bean(PgAudit.class), SERVER.bean(Publication.class))
                .of(SERVER.bean(Tenants.class).local().id());
        assertThat(report.why()).isEmpty();
        assertThat(report.entries()).isPositive().isEqualTo(report.published());
    }

    private static String id() {
        return "audit-%d-%d".formatted(System.nanoTime(), request++);
    }

    private static String written(String id) {
        Json.Obj entry = only(id);
        Json.Arr resources = entry.array("resources");
        String written = resources != null && resources.get(0) instanceof Json.Str(String one) ? one : "";
        return "%s %s %s".formatted(entry.string("action"), entry.string("what"), written);
    }

    private static Json.Obj only(String id) {
        List<Json.Obj> entries = entries(id);
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    private static List<Json.Obj> entries(String id) {
        return SERVER.as("dpo").get("/api/audit?count=500").json().objects("entries").stream()
                .filter(entry -> id.equals(entry.string("request")))
                .toList()
                .reversed();
    }

    private static List<String> ofPatient(String id) {
        return requests(
                SERVER.as("dpo").get("/api/audit?count=500&patient=" + id).json());
    }

    private static List<String> requests(Json.Obj answer) {
        return answer.objects("entries").stream()
                .map(entry -> String.valueOf(entry.string("request")))
                .toList();
    }
}
