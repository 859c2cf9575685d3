// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;

/** What policies, oppositions and openings in an emergency make of the running server's answers. */
class PolicyIT {
    private static final String LABELS = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    private static final String SECRET = "Zyprexomab";

    @BeforeAll
    static void aPatientWithAConfidentialPrescription() {
        SERVER.put(
                "{'resourceType':'Patient','id':'pol-anna','name':[{'use':'official','family':'POLANNA'}],'gender':'female','birthDate':'1961-04-05','telecom':[{'system':'phone','value':'0612345678'}]}",
                prescription("pol-plain", "Doliprane", ""),
                prescription("pol-secret", SECRET, "R"),
                "{'resourceType':'MedicationAdministration','id':'pol-given','status':'completed','medicationCodeableConcept':{'text':'injection'},"
                        + "'subject':{'reference':'Patient/pol-anna'},'effectiveDateTime':'2026-11-03T08:00:00Z','request':{'reference':'MedicationRequest/pol-secret'}}");
        SERVER.put(prescription("pol-secret", SECRET, "R").replace("'active'", "'on-hold'"));
    }

    private static String prescription(String id, String drug, String label) {
        return "{'resourceType':'MedicationRequest','id':'" + id
                + "','status':'active','intent':'order','authoredOn':'2026-11-02',"
                + (label.isEmpty() ? "" : "'meta':{'security':[{'system':'" + LABELS + "','code':'" + label + "'}]},")
                + "'medicationCodeableConcept':{'text':'" + drug + "'},'subject':{'reference':'Patient/pol-anna'}}";
    }

    @AfterEach
    void theStandardPolicyIsInForceAgain() {
        Reply now = SERVER.as("admin").get("/api/policy");
        if (!now.header("ETag").equals("W/\"0\"")) {
            assertThat(put(PolicyText.standard()).status()).isEqualTo(200);
        }
    }

    private static Reply put(Json.Obj policy) {
        Client admin = SERVER.as("admin");
        return admin.with("If-Match", admin.get("/api/policy").header("ETag")).put("/api/policy", policy);
    }

    private static Json.Obj options(Json.Obj policy) {
        return Objects.requireNonNull(policy.object("options"));
    }

    private static Json.Arr grants(Json.Obj policy, String role) {
        return Objects.requireNonNull(
                Objects.requireNonNull(policy.object("roles")).array(role));
    }

    /** Every way by which a nurse might come upon a confidential prescription. */
    @ParameterizedTest
    @MethodSource("doors")
    void aConfidentialPrescriptionIsInNoAnswerToANurse(String path) {
        Reply reply = SERVER.as("ide").get(path);
        assertThat(reply.text()).doesNotContain(SECRET).doesNotContain("on-hold\"");
        assertThat(reply.status()).isLessThan(500);
        Reply physician = SERVER.as("medecin").get(path);
        assertThat(physician.status()).as("the door is open for who may").isLessThan(400);
    }

    static Stream<String> doors() {
        return Stream.of(
                "/fhir/MedicationRequest/pol-secret",
                "/fhir/MedicationRequest/pol-secret/_history",
                "/fhir/MedicationRequest/pol-secret/_history/1",
                "/fhir/MedicationRequest?patient=pol-anna",
                "/fhir/MedicationRequest?_id=pol-secret",
                "/fhir/MedicationRequest?_security=R&patient=pol-anna",
                "/fhir/MedicationRequest?patient=pol-anna&_sort=-authoredon&_count=1",
                "/fhir/MedicationRequest/_history?_count=1000",
                "/fhir/_history?_count=1000",
                "/fhir/MedicationAdministration?_id=pol-given&_include=MedicationAdministration:request",
                "/fhir/MedicationAdministration?_id=pol-given&_include=*",
                "/fhir/Patient?_id=pol-anna&_revinclude=MedicationRequest:subject",
                "/fhir/Patient?_id=pol-anna&_revinclude=*",
                "/fhir/Patient/pol-anna/$everything?_count=1000",
                "/fhir/Patient/pol-anna/MedicationRequest",
                "/fhir/Patient/pol-anna/*",
                "/fhir?_type=MedicationRequest,MedicationAdministration&patient=pol-anna",
                "/fhir/Patient/pol-anna/$graphql?query=%7BMedicationRequestList(_reference:patient)%7Bid%20status%20medicationCodeableConcept%7Btext%7D%7D%7D",
                "/api/patients/pol-anna/timeline?count=200");
    }

    @Test
    void countsAndConditionsLeaveAConfidentialPrescriptionOut() {
        Client nurse = SERVER.as("ide");
        assertThat(total(nurse.get("/fhir/MedicationRequest?patient=pol-anna&_summary=count")))
                .isEqualTo("1");
        assertThat(total(SERVER.as("medecin").get("/fhir/MedicationRequest?patient=pol-anna&_summary=count")))
                .isEqualTo("2");
        assertThat(total(nurse.get(
                        "/fhir/Patient?_has:MedicationRequest:patient:status=on-hold&_id=pol-anna&_summary=count")))
                .isEqualTo("0");
        assertThat(total(nurse.get(
                        "/fhir/MedicationAdministration?request.status=on-hold&_id=pol-given&_summary=count")))
                .isEqualTo("0");
        assertThat(nurse.get("/fhir/MedicationRequest/pol-secret").verdict())
                .isEqualTo(nurse.get("/fhir/MedicationRequest/pol-nothing").verdict());
    }

    private static String total(Reply reply) {
        return reply.json().get("total") instanceof Json.Num total
                ? total.decimal().toPlainString()
                : reply.text();
    }

    @Test
    void whatOneMayNotSeeOneMayNotWrite() {
        String label = "'meta':{'security':[{'system':'" + LABELS + "','code':'R'}]},";
        String observation =
                "{'resourceType':'Observation','id':'pol-obs','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'8867-4'}]},'subject':{'reference':'Patient/pol-anna'},"
                        + "'effectiveDateTime':'2026-11-03T08:00:00Z','valueQuantity':{'value':70,'system':'http://unitsofmeasure.org','code':'/min','unit':'/min'}}";
        Client nurse = SERVER.as("ide");
        assertThat(nurse.put("/fhir/Observation/pol-obs", json(observation)).status())
                .isEqualTo(201);
        Json.Obj labelled = json(observation.replace("'status'", label + "'status'"));
        assertThat(nurse.put("/fhir/Observation/pol-obs", labelled).status()).isEqualTo(403);
        assertThat(SERVER.as("medecin")
                        .put("/fhir/Observation/pol-obs", labelled)
                        .status())
                .isEqualTo(200);
        assertThat(nurse.get("/fhir/Observation/pol-obs").status()).isEqualTo(404);
        assertThat(nurse.put("/fhir/Observation/pol-obs", json(observation)).status())
                .isEqualTo(404);
        assertThat(nurse.delete("/fhir/Observation/pol-obs").status()).isEqualTo(404);
        assertThat(SERVER.as("medecin").get("/fhir/Observation/pol-obs").status())
                .isEqualTo(200);
    }

    @Test
    void anOppositionHoldsUntilItEndsOrIsLiftedInAnEmergency() {
        SERVER.put(
                "{'resourceType':'Patient','id':'pol-opp','name':[{'family':'POLOPP'}],'birthDate':'1955-01-01','gender':'male'}",
                "{'resourceType':'Condition','id':'pol-opp-c','code':{'text':'asthme'},'subject':{'reference':'Patient/pol-opp'}}",
                consent(
                        "pol-opp-no",
                        "'actor':[{'role':{'text':'soignants'},'reference':{'identifier':{'system':'"
                                + Oppositions.ROLES + "','value':'nurse'}}}]"));
        Client nurse = SERVER.as("ide");
        assertThat(nurse.get("/fhir/Condition/pol-opp-c").status()).isEqualTo(404);
        assertThat(nurse.get("/fhir/Patient/pol-opp").status()).isEqualTo(200);
        assertThat(total(nurse.get("/fhir/Condition?patient=pol-opp&_summary=count")))
                .isEqualTo("0");
        assertThat(SERVER.as("medecin").get("/fhir/Condition/pol-opp-c").status())
                .isEqualTo(200);
        assertThat(nurse.get("/api/patients/pol-opp/access").text()).contains("\"opposed\":true", "\"mayOpen\":true");

        Reply opened = nurse.post(
                "/api/break-glass",
                json("{'patient':'pol-opp','reason':'life-threatening','text':'Détresse respiratoire','minutes':30}"));
        assertThat(opened.status()).isEqualTo(201);
        assertThat(nurse.get("/fhir/Condition/pol-opp-c").status()).isEqualTo(200);
        String id = String.valueOf(opened.json().string("id"));
        assertThat(SERVER.as("dpo").get("/api/break-glass?unreviewed=true").text())
                .contains(id, "Détresse respiratoire", "\"ide\"", "\"role\":\"nurse\"", "\"fhirUser\":\"Practitioner/");
        assertThat(nurse.post("/api/break-glass/" + id + "/review", json("{'verdict':'justified'}"))
                        .status())
                .isEqualTo(403);
        assertThat(nurse.delete("/api/break-glass/" + id).status()).isEqualTo(204);
        assertThat(nurse.get("/fhir/Condition/pol-opp-c").status()).isEqualTo(404);
        assertThat(SERVER.as("dpo")
                        .post("/api/break-glass/" + id + "/review", json("{'verdict':'justified','text':'SMUR'}"))
                        .status())
                .isEqualTo(200);
        assertThat(SERVER.as("dpo")
                        .post("/api/break-glass/" + id + "/review", json("{'verdict':'justified'}"))
                        .status())
                .isEqualTo(409);
        assertThat(SERVER.as("dpo").get("/api/break-glass?unreviewed=true").text())
                .doesNotContain(id);

        SERVER.put(consent("pol-opp-no", "'period':{'end':'2021-01-01'}"));
        assertThat(nurse.get("/fhir/Condition/pol-opp-c").status()).isEqualTo(200);
    }

    private static String consent(String id, String provision) {
        return "{'resourceType':'Consent','id':'" + id
                + "','status':'active','scope':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/consentscope','code':'patient-privacy'}]},"
                + "'category':[{'coding':[{'system':'http://loinc.org','code':'59284-0'}]}],'patient':{'reference':'Patient/pol-opp'},'policyRule':{'text':'opposition'},"
                + "'provision':{'type':'deny'," + provision + "}}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'patient':'pol-nobody','reason':'other','text':'une bonne raison'}",
                "{'patient':'pol-anna','reason':'curiosity','text':'une bonne raison'}",
                "{'patient':'pol-anna','reason':'other','text':'vite'}",
                "{'patient':'pol-anna','reason':'other','text':'une bonne raison','minutes':241}",
                "{'patient':'pol-anna','reason':'other','text':'une bonne raison','minutes':0}",
                "{}"
            })
    void aRecordIsNotOpenedWithoutPatientReasonWordsAndEnd(String asked) {
        assertThat(SERVER.as("medecin").post("/api/break-glass", json(asked)).status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secretaire", "dim", "dpo", "admin", "patient", "technicien"})
    void onlyThoseWhoTreatOpenRecords(String login) {
        assertThat(SERVER.as(login)
                        .post(
                                "/api/break-glass",
                                json("{'patient':'pol-anna','reason':'other','text':'une bonne raison'}"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aCareRelationIsAskedForWhereTheEstablishmentTurnsItOn() {
        Json.Obj policy = PolicyText.standard();
        options(policy).put("care-relation", Json.Bool.TRUE);
        String who = String.valueOf(Objects.requireNonNull(
                        SERVER.as("medecin").get("/api/session").json().object("user"))
                .string("fhirUser"));
        SERVER.put(
                "{'resourceType':'Patient','id':'pol-rel','name':[{'family':'POLREL'}],'birthDate':'1955-01-01','gender':'male'}",
                "{'resourceType':'Condition','id':'pol-rel-c','code':{'text':'asthme'},'subject':{'reference':'Patient/pol-rel'}}",
                "{'resourceType':'Location','id':'pol-ward','name':'Cardiologie'}",
                "{'resourceType':'Location','id':'pol-bed','name':'Lit 12','partOf':{'reference':'Location/pol-ward'}}",
                "{'resourceType':'Encounter','id':'pol-rel-e','status':'in-progress','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'IMP'},'subject':{'reference':'Patient/pol-rel'},"
                        + "'location':[{'location':{'reference':'Location/pol-bed'}}]}");
        Client physician = SERVER.as("medecin");
        assertThat(physician.get("/fhir/Condition/pol-rel-c").status()).isEqualTo(200);
        assertThat(put(policy).status()).isEqualTo(200);
        assertThat(physician.get("/fhir/Condition/pol-rel-c").status()).isEqualTo(404);
        assertThat(physician.get("/fhir/Patient/pol-rel").status()).isEqualTo(200);
        assertThat(physician.get("/api/patients/pol-rel/access").text()).contains("\"unrelated\":true");
        Reply told = SERVER.as("dpo")
                .post("/api/policy/explanation", json("{'login':'medecin','type':'Condition','id':'pol-rel-c'}"));
        assertThat(told.text()).contains("\"seen\":false", "criteria: none of");

        SERVER.put("{'resourceType':'PractitionerRole','id':'pol-role','active':true,'practitioner':{'reference':'"
                + who + "'},'location':[{'reference':'Location/pol-ward'}]}");
        SERVER.bean(Policies.class).forget();
        assertThat(physician.get("/fhir/Condition/pol-rel-c").status()).isEqualTo(200);
        SERVER.put("{'resourceType':'PractitionerRole','id':'pol-role','active':true,'practitioner':{'reference':'"
                + who + "'},'period':{'end':'2020-01-01'},'location':[{'reference':'Location/pol-ward'}]}");
        SERVER.bean(Policies.class).forget();
        assertThat(physician.get("/fhir/Condition/pol-rel-c").status()).isEqualTo(404);
        SERVER.put("{'resourceType':'PractitionerRole','id':'pol-role','active':true,'practitioner':{'reference':'"
                + who + "'},'code':[{'coding':[{'system':'" + Assignments.DUTY + "','code':'on-call'}]}]}");
        SERVER.bean(Policies.class).forget();
        assertThat(physician.get("/fhir/Condition/pol-rel-c").status()).isEqualTo(200);
        SERVER.asSystem().delete("/fhir/PractitionerRole/pol-role");
    }

    @Test
    void theSecretaryCreatesIdentitiesOnlyWhereThatIsTurnedOn() {
        Json.Obj identity = json(
                "{'resourceType':'Patient','name':[{'use':'official','family':'POLSEC','given':['Jeanne']}],'gender':'female','birthDate':'1980-02-03'}");
        Client secretary = SERVER.as("secretaire");
        assertThat(secretary.post("/fhir/Patient", identity).status()).isEqualTo(403);
        Json.Obj policy = PolicyText.standard();
        options(policy).put("secretary-creates-identities", Json.Bool.TRUE);
        assertThat(put(policy).status()).isEqualTo(200);
        assertThat(secretary.post("/fhir/Patient", identity).status()).isEqualTo(201);
        assertThat(secretary.delete("/fhir/Patient/pol-anna").status()).isEqualTo(403);
    }

    @Test
    void hiddenElementsAreNotShownNorFoundBy() {
        Json.Obj policy = PolicyText.standard();
        Json.Arr grants = grants(policy, "technician");
        for (int i = 0; i < grants.size(); i++) {
            if (grants.get(i) instanceof Json.Obj grant && "Identités".equals(grant.string("says"))) {
                grant.put("hides", "Patient.telecom");
            }
        }
        assertThat(put(policy).status()).isEqualTo(200);
        Client technician = SERVER.as("technicien");
        assertThat(technician.get("/fhir/Patient/pol-anna").text())
                .contains("POLANNA")
                .doesNotContain("0612345678");
        assertThat(technician.get("/fhir/Patient?_id=pol-anna").text()).doesNotContain("0612345678");
        assertThat(technician.get("/fhir/Patient?phone=0612345678").status()).isEqualTo(403);
        assertThat(SERVER.as("medecin").get("/fhir/Patient/pol-anna").text()).contains("0612345678");
    }

    @Test
    void aPolicyIsTriedOutBeforeItIsInForce() {
        Json.Obj policy = PolicyText.standard();
        options(policy).put("care-relation", Json.Bool.TRUE);
        Json.Obj asked = json("{'login':'medecin','type':'MedicationRequest','id':'pol-plain'}")
                .put("policy", policy);
        Reply told = SERVER.as("admin").post("/api/policy/explanation", asked);
        assertThat(Objects.requireNonNull(told.json().object("resource")).get("seen"))
                .isEqualTo(Json.Bool.FALSE);
        assertThat(SERVER.as("medecin").get("/fhir/MedicationRequest/pol-plain").status())
                .isEqualTo(200);
        assertThat(SERVER.as("medecin").post("/api/policy/explanation", asked).status())
                .isEqualTo(403);
    }

    @Test
    void aPolicyThatCannotBeKeptOrComesLateIsRefused() {
        Json.Obj bad = PolicyText.standard();
        grants(bad, "nurse").add(json("{'says':'x','types':['Observation'],'allows':'r','criteria':'nonsense=1'}"));
        assertThat(put(bad).status()).isEqualTo(422);
        assertThat(SERVER.as("admin")
                        .with("If-Match", "W/\"999\"")
                        .put("/api/policy", PolicyText.standard())
                        .status())
                .isEqualTo(412);
        assertThat(SERVER.as("dpo")
                        .with("If-Match", "W/\"0\"")
                        .put("/api/policy", PolicyText.standard())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void bulkExportsAreJudgedLikeEverythingElse() {
        List<String> roles = new ArrayList<>(List.of("ide", "medecin", "secretaire", "pharmacien"));
        roles.forEach(login -> assertThat(SERVER.as(login)
                        .with("Prefer", "respond-async")
                        .get("/fhir/$export?_type=MedicationRequest")
                        .status())
                .isEqualTo(403));
    }
}
