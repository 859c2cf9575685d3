// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.access.Role;
import org.keneya.access.Tenants;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.signin.Accounts;
import org.keneya.store.FhirStore;

/** Accesses that want an explanation are told, once each, by rules that are data. */
class AlertIT {
    private static final String NONE = """
            {"mass":{"on":false,"minutes":60,"limit":1000,"least":1000,"timesUsual":4,"usualDays":14},
             "family":{"on":false},"vip":{"on":false,"labels":["CEL"],"patients":[]},"own":{"on":false},
             "hours":{"on":false,"zone":"Europe/Paris","roles":{}},"refused":{"on":false,"minutes":10,"limit":1000}}
            """;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void quiet() {
        rules(NONE);
    }

    @AfterEach
    void usual() {
        rules(AlertRules.usual());
    }

    @Test
    void whoOpensManyRecordsIsTold() {
        patients(6, "MASSE");
        rules(NONE.replace(
                "{\"on\":false,\"minutes\":60,\"limit\":1000,\"least\":1000",
                "{\"on\":true,\"minutes\":60,\"limit\":5,\"least\":5"));
        for (int i = 0; i < 4; i++) {
            SERVER.as("technicien").get("/fhir/Patient/%s-%d".formatted(mark, i));
        }
        List<Json.Obj> before = of("mass", "technicien");
        for (int i = 0; i < 6; i++) {
            SERVER.as("technicien").get("/fhir/Patient/%s-%d".formatted(mark, i));
        }
        List<Json.Obj> alerts = of("mass", "technicien");
        assertThat(alerts).hasSize(1);
        if (before.isEmpty()) {
            assertThat(alerts.getFirst().get("count")).isEqualTo(new Json.Num("5"));
        }
    }

    @Test
    void aPatientWithTheFamilyNameOfWhoReadsIsTold() {
        String family = familyOf("ide");
        SERVER.put(
                "{'resourceType':'Patient','id':'%s-kin','name':[{'use':'official','family':'%s','given':['Zo']}],'gender':'female','birthDate':'2001-01-01'}"
                        .formatted(mark, family.toLowerCase(java.util.Locale.ROOT)));
        rules(NONE.replace("\"family\":{\"on\":false}", "\"family\":{\"on\":true}"));
        SERVER.as("ide").get("/fhir/Patient/%s-kin".formatted(mark));
        assertThat(ofPatient("family", mark + "-kin")).hasSize(1);
    }

    @Test
    void whoReadsAnObservationOfAnotherFamilyIsNotTold() {
        patients(1, "AUTREFAMILLE");
        rules(NONE.replace("\"family\":{\"on\":false}", "\"family\":{\"on\":true}"));
        SERVER.as("ide").get("/fhir/Patient/%s-0".formatted(mark));
        assertThat(ofPatient("family", mark + "-0")).isEmpty();
    }

    @Test
    void aPatientWhoWantsParticularCareIsToldAlsoWhenOnlyAResultIsRead() {
        SERVER.put(
                "{'resourceType':'Patient','id':'%s-vip','meta':{'security':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'CEL'}]},'name':[{'use':'official','family':'CÉLÈBRE','given':['Zo']}],'gender':'female','birthDate':'2001-01-01'}"
                        .formatted(mark),
                "{'resourceType':'Observation','id':'%s-vip','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'29463-7'}]},'subject':{'reference':'Patient/%s-vip'},'effectiveDateTime':'2026-01-01','valueQuantity':{'value':61,'unit':'kg','system':'http://unitsofmeasure.org','code':'kg'}}"
                        .formatted(mark, mark));
        rules(NONE.replace("\"vip\":{\"on\":false", "\"vip\":{\"on\":true"));
        SERVER.as("medecin").get("/fhir/Observation/%s-vip".formatted(mark));
        SERVER.as("medecin").get("/fhir/Observation/%s-vip".formatted(mark));
        assertThat(ofPatient("vip", mark + "-vip")).hasSize(1);
    }

    @Test
    void aListedPatientIsToldToo() {
        patients(1, "LISTE");
        rules(NONE.replace("\"vip\":{\"on\":false", "\"vip\":{\"on\":true")
                .replace("\"patients\":[]", "\"patients\":[\"%s-0\"]".formatted(mark)));
        SERVER.as("secretaire").get("/fhir/Patient/%s-0".formatted(mark));
        assertThat(ofPatient("vip", mark + "-0")).hasSize(1);
    }

    @Test
    void whoReadsTheirOwnRecordIsToldByName() {
        Json.Obj practitioner = practitioner("pharmacien");
        String reference =
                "/fhir/" + practitioner("pharmacien").string("resourceType") + "/" + practitioner.string("id");
        Json.Obj born = ((Json.Obj) practitioner.copy()).put("birthDate", "1979-03-04");
        assertThat(SERVER.asSystem().put(reference, born).status()).isEqualTo(200);
        Json.Obj name = practitioner.objects("name").getFirst();
        Json.Obj patient = json("{'resourceType':'Patient','id':'%s-own','gender':'female','birthDate':'1979-03-04'}"
                        .formatted(mark))
                .put(
                        "name",
                        Json.Arr.of(new Json.Obj()
                                .put("use", "official")
                                .put("family", String.valueOf(name.string("family")))
                                .put(
                                        "given",
                                        java.util.Objects.requireNonNull(name.array("given"))
                                                .copy())));
        SERVER.asSystem().put("/fhir/Patient/%s-own".formatted(mark), patient);
        rules(NONE.replace("\"own\":{\"on\":false}", "\"own\":{\"on\":true}"));
        SERVER.as("pharmacien").get("/fhir/Patient/%s-own".formatted(mark));
        assertThat(ofPatient("own", mark + "-own")).hasSize(1);
    }

    @Test
    void whoReadsTheirOwnRecordIsToldByALinkedPerson() {
        patients(1, "LIEN");
        SERVER.put(
                "{'resourceType':'Person','id':'%s-person','link':[{'target':{'reference':'%s'}},{'target':{'reference':'Patient/%s-0'}}]}"
                        .formatted(mark, reference("dim"), mark));
        rules(NONE.replace("\"own\":{\"on\":false}", "\"own\":{\"on\":true}"));
        SERVER.as("dim").get("/fhir/Patient/%s-0".formatted(mark));
        assertThat(ofPatient("own", mark + "-0")).hasSize(1);
    }

    @Test
    void anAccessOutsideTheHoursOfTheRoleIsTold() {
        patients(1, "HEURES");
        rules(NONE.replace("\"hours\":{\"on\":false", "\"hours\":{\"on\":true")
                .replace(
                        "\"roles\":{}",
                        "\"roles\":{\"dim\":{\"from\":\"00:00\",\"to\":\"00:00\",\"days\":\"1234567\"}}"));
        SERVER.as("medecin").get("/fhir/Patient/%s-0".formatted(mark));
        SERVER.as("dim").get("/fhir/Patient/%s-0".formatted(mark));
        assertThat(of("hours", "dim")).hasSize(1);
        assertThat(of("hours", "medecin")).isEmpty();
    }

    @Test
    void attemptsInSeriesThatAreRefusedAreTold() {
        rules(NONE.replace(
                "\"refused\":{\"on\":false,\"minutes\":10,\"limit\":1000}",
                "\"refused\":{\"on\":true,\"minutes\":10,\"limit\":5}"));
        for (int i = 0; i < 6; i++) {
            SERVER.as("technicien").get("/fhir/MedicationRequest");
        }
        assertThat(of("refused", "technicien")).hasSize(1);
    }

    @Test
    void anAlertIsSeenThenExplainedAndSaysByWhom() {
        patients(1, "SUIVIALERTE");
        rules(NONE.replace("\"vip\":{\"on\":false", "\"vip\":{\"on\":true")
                .replace("\"patients\":[]", "\"patients\":[\"%s-0\"]".formatted(mark)));
        SERVER.as("medecin").get("/fhir/Patient/%s-0".formatted(mark));
        Json.Obj alert = ofPatient("vip", mark + "-0").getFirst();
        assertThat(alert.string("state")).isEqualTo("new");
        String address = "/api/audit/alerts/" + alert.string("id");
        Client dpo = SERVER.as("dpo");
        assertThat(dpo.post(address, json("{'state':'seen'}")).status()).isEqualTo(200);
        assertThat(dpo.post(address, json("{'state':'explained'}")).status()).isEqualTo(400);
        Reply explained = dpo.post(address, json("{'state':'explained','note':'Médecin traitant'}"));
        assertThat(explained.json().string("state")).isEqualTo("explained");
        List<Json.Obj> history = explained.json().objects("history");
        assertThat(history).hasSize(2);
        assertThat(history.getLast().string("by")).isEqualTo("dpo");
        assertThat(history.getLast().string("note")).isEqualTo("Médecin traitant");
        assertThat(dpo.post("/api/audit/alerts/" + UUID.randomUUID(), json("{'state':'seen'}"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void lookingThroughTheLogAgainAfterACrashTellsNothingTwice() throws Exception {
        patients(1, "DEUXFOIS");
        rules(NONE.replace("\"vip\":{\"on\":false", "\"vip\":{\"on\":true")
                .replace("\"patients\":[]", "\"patients\":[\"%s-0\"]".formatted(mark)));
        SERVER.as("medecin").get("/fhir/Patient/%s-0".formatted(mark));
        assertThat(ofPatient("vip", mark + "-0")).hasSize(1);
        PgAudit table = SERVER.bean(PgAudit.class);
        var again = new Watch(
                SERVER.bean(Tenants.class).local(),
                table,
                SERVER.bean(PgAlerts.class),
                SERVER.bean(Accesses.class),
                SERVER.bean(FhirStore.class),
                SERVER.bean(Tenants.class),
                java.time.Clock.systemUTC());
        again.turn();
        assertThat(ofPatient("vip", mark + "-0")).hasSize(1);
    }

    @Test
    void lookingForAlertsIsNobodysAccess() {
        patients(1, "PERSONNE");
        rules(NONE.replace("\"vip\":{\"on\":false", "\"vip\":{\"on\":true")
                .replace("\"patients\":[]", "\"patients\":[\"%s-0\"]".formatted(mark)));
        SERVER.as("medecin").get("/fhir/Patient/%s-0".formatted(mark));
        ofPatient("vip", mark + "-0");
        Json.Obj log = SERVER.as("dpo")
                .get("/api/audit?who=dpo&patient=%s-0".formatted(mark))
                .json();
        assertThat(log.objects("entries")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"medecin", "ide", "secretaire", "patient"})
    void othersThanTheOfficeSeeNoAlerts(String login) {
        assertThat(SERVER.as(login).get("/api/audit/alerts").status()).isEqualTo(403);
        assertThat(SERVER.as(login).get("/api/audit/rules").status()).isEqualTo(403);
    }

    @Test
    void rulesThatMakeNoSenseAreRefused() {
        assertThat(SERVER.as("dpo")
                        .put("/api/audit/rules", json(NONE.replace("\"limit\":1000", "\"limit\":0")))
                        .status())
                .isEqualTo(400);
        assertThat(SERVER.as("dpo").put("/api/audit/rules", json("{}")).status())
                .isEqualTo(400);
    }

    private void patients(int many, String family) {
        for (int i = 0; i < many; i++) {
            SERVER.put(
                    "{'resourceType':'Patient','id':'%s-%d','name':[{'use':'official','family':'%s','given':['Zo']}],'gender':'female','birthDate':'2001-01-01'}"
                            .formatted(mark, i, family));
        }
    }

    private static String reference(String login) {
        return String.valueOf(
                SERVER.bean(Accounts.class).find(login).orElseThrow().fhirUser());
    }

    private static Json.Obj practitioner(String login) {
        assertThat(SERVER.bean(Accounts.class).find(login).orElseThrow().role()).isNotEqualTo(Role.PATIENT);
        return SERVER.asSystem().get("/fhir/" + reference(login)).json();
    }

    private static String familyOf(String login) {
        return String.valueOf(practitioner(login).objects("name").getFirst().string("family"));
    }

    private static void rules(String text) {
        Reply reply = SERVER.as("dpo").put("/api/audit/rules", JsonText.readObject(text));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private static List<Json.Obj> alerts() {
        return SERVER.as("dpo").get("/api/audit/alerts").json().objects("alerts");
    }

    private static List<Json.Obj> of(String rule, String who) {
        return alerts().stream()
                .filter(alert -> rule.equals(alert.string("rule")) && who.equals(alert.string("who")))
                .toList();
    }

    private static List<Json.Obj> ofPatient(String rule, String patient) {
        return alerts().stream()
                .filter(alert -> rule.equals(alert.string("rule")) && patient.equals(alert.string("patient")))
                .toList();
    }
}
