// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.Client;
import org.keneya.Reply;

/** The newest of each kind: http://hl7.org/fhir/R4/observation-operation-lastn.html */
class LastNIT {
    private static final String LASTN = "/fhir/Observation/$lastn";

    private final Client physician = SERVER.as("medecin");

    @BeforeAll
    static void someObservations() {
        SERVER.put(
                patient("ln-patient"),
                patient("ln-other"),
                observation("ln-a1", "ln-patient", "2026-01-01", coding("http://l", "a")),
                observation("ln-a2", "ln-patient", "2026-02-01", coding("http://l", "a")),
                observation("ln-a3", "ln-patient", "2026-03-01", coding("http://l", "a")),
                observation("ln-b1", "ln-patient", "2026-03-15", coding("http://l", "b")),
                observation(
                        "ln-both", "ln-patient", "2025-01-01", coding("http://l", "a") + "," + coding("http://s", "x")),
                observation("ln-x1", "ln-patient", "2026-02-15", coding("http://s", "x")),
                observation("ln-other-a", "ln-other", "2026-06-01", coding("http://l", "a")));
    }

    @Test
    void answersTheNewestOfEachKindNewestKindFirst() {
        assertThat(of("?patient=ln-patient&category=laboratory"))
                .containsExactly("Observation/ln-b1", "Observation/ln-a3");
    }

    @Test
    void takesCodesThatShareAnObservationForOneKind() {
        assertThat(of("?patient=Patient/ln-patient&category=laboratory&max=3"))
                .containsExactly("Observation/ln-b1", "Observation/ln-a3", "Observation/ln-x1", "Observation/ln-a2");
    }

    @Test
    void keepsToTheCodeAsked() {
        assertThat(of("?subject=Patient/ln-patient&code=http://l%7Ca&max=2"))
                .containsExactly("Observation/ln-a3", "Observation/ln-a2");
    }

    @Test
    void takesParametersFromABody() {
        Reply reply = physician.post(
                LASTN,
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"max\",\"valuePositiveInt\":1},"
                        + "{\"name\":\"patient\",\"valueString\":\"ln-patient\"},{\"name\":\"code\",\"valueString\":\"http://l|b\"}]}");

        assertThat(reply.addresses()).containsExactly("Observation/ln-b1");
        assertThat(reply.json().string("type")).isEqualTo("searchset");
    }

    @Test
    void showsAPatientNobodyElse() {
        assertThat(SERVER.as("patient")
                        .get(LASTN + "?patient=ln-patient&category=laboratory")
                        .addresses())
                .isEmpty();
        assertThat(SERVER.as("dpo")
                        .get(LASTN + "?patient=ln-patient&category=laboratory")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "?category=laboratory, 400 required patient",
        "?patient=ln-patient, 400 required code",
        "?patient=ln-patient&code=a&max=0, 400 value max",
        "?patient=ln-patient&code=a&colour=red, 400 not-supported colour"
    })
    void refusesWhatIsTooVague(String query, String verdict) {
        assertThat(physician.get(LASTN + query).verdict()).isEqualTo(verdict);
    }

    private List<String> of(String query) {
        Reply reply = physician.get(LASTN + query);
        assertThat(reply.status()).isEqualTo(200);
        return reply.addresses();
    }

    private static String coding(String system, String code) {
        return "{'system':'" + system + "','code':'" + code + "'}";
    }

    private static String patient(String id) {
        return "{'resourceType':'Patient','id':'" + id
                + "','name':[{'family':'DERNIER'}],'gender':'female','birthDate':'1980-01-01'}";
    }

    private static String observation(String id, String patient, String date, String codings) {
        return "{'resourceType':'Observation','id':'" + id + "','status':'final','code':{'coding':[" + codings
                + "]},'category':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/observation-category','code':'laboratory'}]}],"
                + "'subject':{'reference':'Patient/" + patient + "'},'effectiveDateTime':'" + date
                + "','valueInteger':1}";
    }
}
