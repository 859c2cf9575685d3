// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;

/** One record, whole: http://hl7.org/fhir/R4/patient-operation-everything.html */
class EverythingIT {
    private static final String PATIENT = "/fhir/Patient/ev-patient/$everything";
    private static final String ENCOUNTER = "/fhir/Encounter/ev-encounter/$everything";

    private final Client physician = SERVER.as("medecin");

    @BeforeAll
    static void aRecord() {
        SERVER.put(
                "{'resourceType':'Organization','id':'ev-group','name':'Groupe'}",
                "{'resourceType':'Organization','id':'ev-hospital','name':'Hôpital','partOf':{'reference':'Organization/ev-group'}}",
                "{'resourceType':'Practitioner','id':'ev-doctor','name':[{'family':'DOC'}]}",
                "{'resourceType':'Practitioner','id':'ev-stranger','name':[{'family':'AILLEURS'}]}",
                "{'resourceType':'Medication','id':'ev-drug','code':{'text':'x'}}",
                patient("ev-patient", ",'managingOrganization':{'reference':'Organization/ev-hospital'}"),
                patient("ev-other", ""),
                "{'resourceType':'Encounter','id':'ev-encounter','status':'finished','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},"
                        + "'subject':{'reference':'Patient/ev-patient'},'period':{'start':'2026-03-01','end':'2026-03-03'},"
                        + "'participant':[{'individual':{'reference':'Practitioner/ev-doctor'}}]}",
                observation("ev-in-2020", "ev-patient", "2020-05-01", ""),
                observation(
                        "ev-in-2026",
                        "ev-patient",
                        "2026-03-02",
                        ",'encounter':{'reference':'Encounter/ev-encounter'},'performer':[{'reference':'Practitioner/ev-doctor'},{'reference':'Patient/ev-patient'}]"),
                observation(
                        "ev-of-other",
                        "ev-other",
                        "2026-03-02",
                        ",'performer':[{'reference':'Practitioner/ev-stranger'}]"),
                observation(
                        "ev-told",
                        "ev-other",
                        "2026-03-02",
                        ",'performer':[{'reference':'Patient/ev-patient'}],'derivedFrom':[{'reference':'Observation/ev-of-other'}]"),
                "{'resourceType':'AllergyIntolerance','id':'ev-undated','patient':{'reference':'Patient/ev-patient'},'code':{'text':'x'},"
                        + "'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical','code':'active'}]},"
                        + "'verificationStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification','code':'confirmed'}]}}",
                "{'resourceType':'MedicationRequest','id':'ev-order','status':'active','intent':'order','medicationReference':{'reference':'Medication/ev-drug'},"
                        + "'subject':{'reference':'Patient/ev-patient'},'encounter':{'reference':'Encounter/ev-encounter'},'authoredOn':'2026-03-02'}");
    }

    @Test
    void bringsTheRecordOnceAndWhatItPointsAt() {
        Reply reply = physician.get(PATIENT);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().string("type")).isEqualTo("searchset");
        assertThat(reply.addresses())
                .containsExactlyInAnyOrder(
                        "Patient/ev-patient",
                        "Encounter/ev-encounter",
                        "Observation/ev-in-2020",
                        "Observation/ev-in-2026",
                        "Observation/ev-told",
                        "AllergyIntolerance/ev-undated",
                        "MedicationRequest/ev-order",
                        "Organization/ev-hospital",
                        "Organization/ev-group",
                        "Practitioner/ev-doctor",
                        "Medication/ev-drug");
        assertThat(reply.addresses().getFirst()).isEqualTo("Patient/ev-patient");
        assertThat(modes(reply, "match")).hasSize(7).contains("Patient/ev-patient", "Observation/ev-told");
        assertThat(modes(reply, "include"))
                .containsExactlyInAnyOrder(
                        "Organization/ev-hospital",
                        "Organization/ev-group",
                        "Practitioner/ev-doctor",
                        "Medication/ev-drug");
        assertThat(reply.json().get("total")).isEqualTo(new Json.Num("7"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "start=2026-01-01;Observation/ev-in-2026,AllergyIntolerance/ev-undated;Observation/ev-in-2020",
                "end=2020;Observation/ev-in-2020,AllergyIntolerance/ev-undated;Observation/ev-in-2026,Encounter/ev-encounter",
                "start=2026-03-03&end=2026-03-03;Encounter/ev-encounter;Observation/ev-in-2026",
                "_type=Observation,Practitioner;Observation/ev-in-2020,Practitioner/ev-doctor;Patient/ev-patient,Organization/ev-hospital",
                "_since=2020-01-01T00:00:00Z;Patient/ev-patient;Patient/ev-other",
                "_since=2999-01-01T00:00:00Z;;Patient/ev-patient,Observation/ev-in-2026,Practitioner/ev-doctor"
            })
    void keepsToWhatIsAsked(String query, String with, String without) {
        List<String> found = physician.get(PATIENT + "?" + query).addresses();

        assertThat(found).doesNotContain(without.split(","));
        if (with != null) {
            assertThat(found).contains(with.split(","));
        }
    }

    @Test
    void takesItsParametersFromABodyAsWell() {
        Reply reply = physician.post(
                PATIENT,
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"_type\",\"valueCode\":\"Encounter\"}]}");

        assertThat(reply.addresses()).containsExactly("Encounter/ev-encounter");
    }

    @Test
    void turnsPagesThatTogetherHoldEachMatchOnce() {
        List<String> matches = new ArrayList<>();
        String address = PATIENT + "?_count=2";
        int pages = 0;
        while (!address.isEmpty()) {
            Reply page = physician.get(address);
            assertThat(page.status()).isEqualTo(200);
            assertThat(modes(page, "match")).hasSizeLessThanOrEqualTo(2);
            matches.addAll(modes(page, "match"));
            address = next(page);
            assertThat(++pages).isLessThan(20);
        }

        assertThat(matches).isEqualTo(modes(physician.get(PATIENT), "match"));
        assertThat(pages).isGreaterThan(3);
    }

    @Test
    void walksAllPatientsThereAre() {
        List<String> matches = new ArrayList<>();
        String address = "/fhir/Patient/$everything?_count=50";
        while (!address.isEmpty()) {
            Reply page = physician.get(address);
            assertThat(page.status()).isEqualTo(200);
            matches.addAll(modes(page, "match"));
            address = next(page);
        }

        assertThat(matches)
                .contains(
                        "Patient/ev-patient", "Patient/ev-other", "Observation/ev-of-other", "Observation/ev-in-2020");
        assertThat(matches.stream().filter("Patient/ev-patient"::equals)).hasSize(1);
    }

    @Test
    void bringsAnEncounterWithItsPatient() {
        Reply reply = physician.get(ENCOUNTER);

        assertThat(reply.addresses())
                .containsExactlyInAnyOrder(
                        "Encounter/ev-encounter",
                        "Observation/ev-in-2026",
                        "MedicationRequest/ev-order",
                        "Patient/ev-patient",
                        "Practitioner/ev-doctor",
                        "Medication/ev-drug");
        assertThat(modes(reply, "include")).contains("Patient/ev-patient");
    }

    @Test
    void showsNobodyMoreThanTheirRoleAllows() {
        assertThat(SERVER.as("secretaire").get(PATIENT).addresses())
                .contains("Patient/ev-patient", "Observation/ev-in-2026")
                .doesNotContain("AllergyIntolerance/ev-undated");
        assertThat(SERVER.as("secretaire")
                        .get(PATIENT + "?_type=AllergyIntolerance")
                        .verdict())
                .isEqualTo("403 forbidden role-matrix");
        assertThat(SERVER.as("patient").get(PATIENT).verdict()).isEqualTo("404 not-found");
        assertThat(SERVER.as("patient")
                        .get("/fhir/Patient/$everything?_count=1000&_type=Patient")
                        .addresses())
                .containsExactly("Patient/demo-patient");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/fhir/Patient/never-was/$everything, 404 not-found",
        "/fhir/Observation/ev-in-2026/$everything, 404 not-found",
        "/fhir/Encounter/$everything, 404 not-found",
        "/fhir/Patient/ev-patient/$everything?_type=Dragon, 400 value _type",
        "/fhir/Patient/ev-patient/$everything?start=yesterday, 400 value start",
        "/fhir/Patient/ev-patient/$everything?_since=someday, 400 value _since",
        "/fhir/Patient/ev-patient/$everything?_count=0, 400 value _count",
        "/fhir/Patient/ev-patient/$everything?_cursor=x, 400 value _cursor"
    })
    void refusesWhatItCannotAnswer(String address, String verdict) {
        assertThat(physician.get(address).verdict()).isEqualTo(verdict);
    }

    @Test
    void saysThatADeletedPatientIsGone() {
        SERVER.put(patient("ev-gone", ""));
        physician.delete("/fhir/Patient/ev-gone");

        assertThat(physician.get("/fhir/Patient/ev-gone/$everything").verdict()).isEqualTo("410 deleted");
    }

    @Test
    void standsInABatchToo() {
        Reply reply = physician.post(
                "/fhir",
                "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\"Encounter/ev-encounter/$everything\"}}]}");

        assertThat(reply.resources().getFirst().objects("entry")).hasSize(6);
    }

    private static List<String> modes(Reply reply, String mode) {
        return reply.json().objects("entry").stream()
                .filter(entry -> {
                    Json.Obj search = entry.object("search");
                    return search != null && mode.equals(search.string("mode"));
                })
                .map(entry -> entry.object("resource"))
                .filter(java.util.Objects::nonNull)
                .map(resource -> resource.string("resourceType") + "/" + resource.string("id"))
                .toList();
    }

    private static String next(Reply page) {
        return page.json().objects("link").stream()
                .filter(link -> "next".equals(link.string("relation")))
                .map(link -> String.valueOf(link.string("url"))
                        .substring(SERVER.origin().length()))
                .findFirst()
                .orElse("");
    }

    private static String patient(String id, String more) {
        return "{'resourceType':'Patient','id':'" + id
                + "','name':[{'family':'TOUT'}],'gender':'female','birthDate':'1980-01-01'" + more + "}";
    }

    private static String observation(String id, String patient, String date, String more) {
        return "{'resourceType':'Observation','id':'" + id
                + "','status':'final','code':{'text':'x'},'subject':{'reference':'Patient/" + patient
                + "'},'effectiveDateTime':'" + date + "','valueInteger':1" + more + "}";
    }
}
