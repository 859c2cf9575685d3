// SPDX-License-Identifier: Apache-2.0
package org.keneya.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.Reply;
import org.keneya.model.Json;

/** One patient's events of every kind, newest first. */
class TimelineIT {
    private static final String PATH = "/api/patients/t-patient/timeline";

    @BeforeAll
    static void aRecord() {
        SERVER.put(
                "{'resourceType':'Patient','id':'t-patient','name':[{'family':'FRISE'}],'gender':'female','birthDate':'1980-01-01'}",
                "{'resourceType':'Patient','id':'t-other','name':[{'family':'AUTRE'}],'gender':'female','birthDate':'1980-01-01'}",
                event(
                        "Encounter",
                        "t-encounter",
                        "'status':'finished','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB','display':'Consultation'},"
                                + "'period':{'start':'2026-03-01T09:00:00+01:00','end':'2026-03-01T09:30:00+01:00'},'serviceProvider':{'display':'Cardiologie'}"),
                event(
                        "Condition",
                        "t-condition",
                        "'code':{'text':'Hypertension artérielle'},'onsetDateTime':'2026-03-01',"
                                + "'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]}"),
                event(
                        "Observation",
                        "t-potassium",
                        "'status':'final','code':{'text':'Potassium'},'effectiveDateTime':'2026-03-02T08:00:00+01:00',"
                                + "'valueQuantity':{'value':5.80,'unit':'mmol/L','system':'http://unitsofmeasure.org','code':'mmol/L'},"
                                + "'interpretation':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation','code':'H'}]}]"),
                event(
                        "Observation",
                        "t-pressure",
                        "'status':'final','code':{'text':'Pression artérielle'},'effectiveDateTime':'2025-12-31T23:30:00Z',"
                                + "'component':[{'code':{'text':'s'},'valueQuantity':{'value':132,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}},"
                                + "{'code':{'text':'d'},'valueQuantity':{'value':78,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}}]"),
                event(
                        "MedicationRequest",
                        "t-medication",
                        "'status':'active','intent':'order','medicationCodeableConcept':{'text':'Périndopril 5 mg'},"
                                + "'authoredOn':'2026-03-01','dosageInstruction':[{'text':'1 comprimé le matin'}]"),
                event("Procedure", "t-undated", "'status':'completed','code':{'text':'Sans date'}"),
                "{'resourceType':'Observation','id':'t-foreign','status':'final','code':{'text':'Autre'},'subject':{'reference':'Patient/t-other'},'effectiveDateTime':'2026-03-01','valueInteger':1}");
        for (int i = 0; i < 25; i++) {
            SERVER.put(event(
                    "Observation",
                    "t-weight-" + i,
                    "'status':'final','code':{'text':'Poids'},'effectiveDateTime':'2024-01-%02d','valueQuantity':{'value':7%d,'unit':'kg','system':'http://unitsofmeasure.org','code':'kg'}"
                            .formatted(i + 1, i % 10)));
        }
    }

    @Test
    void showsEveryKindOfEventNewestFirst() {
        List<String> recent = ids(get("?from=2025-01-01&type=Encounter,Condition,Observation,MedicationRequest"));

        assertThat(recent)
                .startsWith("t-potassium", "t-encounter")
                .contains("t-condition", "t-medication")
                .endsWith("t-pressure")
                .hasSize(5);
        assertThat(ids(get("?count=200")))
                .hasSize(31)
                .doesNotContain("t-foreign")
                .endsWith("t-weight-0", "t-undated");
    }

    @Test
    void saysWhenWhatAndWithWhichResult() {
        List<Json.Obj> entries = get("?from=2026-01-01&to=2026-12-31").json().objects("entries");

        assertThat(line(entries, "t-potassium"))
                .isEqualTo(
                        "{'resourceType':'Observation','id':'t-potassium','date':'2026-03-02T08:00:00+01:00','title':'Potassium','detail':'5,80 mmol/L','status':'final','abnormal':'H'}");
        assertThat(line(entries, "t-encounter"))
                .isEqualTo(
                        "{'resourceType':'Encounter','id':'t-encounter','date':'2026-03-01T09:00:00+01:00','end':'2026-03-01T09:30:00+01:00','title':'Consultation','category':'Consultation','status':'finished','service':'Cardiologie'}");
        assertThat(line(entries, "t-medication"))
                .isEqualTo(
                        "{'resourceType':'MedicationRequest','id':'t-medication','date':'2026-03-01','title':'Périndopril 5 mg','detail':'1 comprimé le matin','status':'active'}");
        assertThat(line(entries, "t-condition"))
                .isEqualTo(
                        "{'resourceType':'Condition','id':'t-condition','date':'2026-03-01','title':'Hypertension artérielle','status':'active'}");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "?type=Condition, t-condition",
        "'?type=Encounter,Condition', t-encounter t-condition",
        "?from=2026-03-02, t-potassium",
        "'?from=2026-01-01&to=2026-01-01&type=Observation', t-pressure",
        "'?from=2025-12-31&to=2025-12-31&type=Observation', ''",
        "?text=POTASSIUM, t-potassium",
        "?text=hypertension%20arterielle, t-condition",
        "?text=cardio, t-encounter",
        "?text=comprim%C3%A9, t-medication",
        "?text=dragon, ''"
    })
    void filtersByKindDateInParisAndText(String query, String ids) {
        assertThat(ids(get(query))).isEqualTo(ids.isEmpty() ? List.of() : List.of(ids.split(" ", -1)));
    }

    @Test
    void comesInPagesThatLeaveNothingOutAndRepeatNothing() {
        List<String> seen = new ArrayList<>();
        String next = "";
        for (int pages = 0; pages < 50; pages++) {
            Reply page = get("?count=4" + (next.isEmpty() ? "" : "&cursor=" + next));
            assertThat(page.json().objects("entries")).hasSizeLessThanOrEqualTo(4);
            seen.addAll(ids(page));
            String more = page.json().string("next");
            if (more == null) {
                break;
            }
            next = more;
        }

        assertThat(seen).hasSize(31);
        assertThat(new HashSet<>(seen)).hasSize(31);
    }

    @Test
    void findsATextThatStandsFarBack() {
        Reply reply = get("?text=pression&count=2");

        assertThat(ids(reply)).contains("t-pressure");
    }

    @Test
    void aCursorIsGoodForItsOwnPatientAndCallerOnly() {
        String cursor = get("?count=4").json().string("next");

        assertThat(SERVER.as("medecin")
                        .get("/api/patients/t-other/timeline?count=4&cursor=" + cursor)
                        .status())
                .isEqualTo(400);
        assertThat(SERVER.as("ide").get(PATH + "?count=4&cursor=" + cursor).status())
                .isEqualTo(400);
    }

    @Test
    void leavesOutWhatWasDeleted() {
        SERVER.put(event(
                "Procedure",
                "t-deleted",
                "'status':'completed','code':{'text':'Effacé'},'performedDateTime':'2026-06-01'"));
        assertThat(ids(get("?type=Procedure"))).contains("t-deleted");

        SERVER.asSystem().delete("/fhir/Procedure/t-deleted");

        assertThat(ids(get("?type=Procedure"))).doesNotContain("t-deleted");
    }

    private static Reply get(String query) {
        Reply reply = SERVER.as("medecin").get(PATH + query);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }

    private static List<String> ids(Reply reply) {
        return reply.json().objects("entries").stream()
                .map(entry -> String.valueOf(entry.string("id")))
                .toList();
    }

    private static String line(List<Json.Obj> entries, String id) {
        return entries.stream()
                .filter(entry -> id.equals(entry.string("id")))
                .map(entry -> entry.toString().replace('"', '\''))
                .findFirst()
                .orElse("");
    }

    private static String event(String type, String id, String rest) {
        return "{'resourceType':'" + type + "','id':'" + id + "','subject':{'reference':'Patient/t-patient'}," + rest
                + "}";
    }
}
