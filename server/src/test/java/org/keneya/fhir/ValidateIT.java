// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.SharedData;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** What a resource breaks, told and not stored: http://hl7.org/fhir/R4/resource-operation-validate.html */
class ValidateIT {
    private static final String OWN = "https://keneya.org/fhir/StructureDefinition/";
    private static final String ALL_OK = "200 informational";

    private static final String INS =
            "{'resourceType':'Patient','extension':[{'url':'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',"
                    + "'valueAddress':{'district':'63220'}},"
                    + "{'url':'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability','extension':[{'url':'identityStatus',"
                    + "'valueCoding':{'system':'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0445','code':'VALI'}}]}],"
                    + "'identifier':[{'use':'official','system':'urn:oid:1.2.250.1.213.1.4.8','value':'279035121518989'}],"
                    + "'name':[{'use':'official','family':'PAT-TROIS','given':['DOMINIQUE']}],'gender':'female','birthDate':'1979-03-28'}";

    private final Client program = SERVER.asSystem();
    private final Client physician = SERVER.as("medecin");

    @Test
    void saysAllOkToAGoodResourceAndStoresNothing() {
        long before = SERVER.versions();

        Reply reply = program.post(
                "/fhir/Patient/$validate", json("{'resourceType':'Patient','name':[{'family':'X'}],'gender':'male'}"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().string("resourceType")).isEqualTo("OperationOutcome");
        assertThat(reply.issues()).noneMatch(issue -> "error".equals(issue.string("severity")));
        assertThat(SERVER.versions()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "{'resourceType':'Patient','gender':'x'};Patient.gender",
                "{'resourceType':'Patient','birthDate':'1979-02-30'};Patient.birthDate",
                "{'resourceType':'Patient','colour':'red'};Patient.colour",
                "{'resourceType':'Observation'};resourceType"
            })
    void namesWhatIsWrongWithStatus200(String resource, String expression) {
        Reply reply = program.post("/fhir/Patient/$validate", json(resource));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.verdict()).contains(" " + expression);
        assertThat(reply.issues().getFirst().string("severity")).isEqualTo("error");
    }

    @Test
    void looksInsideParametersEvenWhenWhatTheyHoldIsBroken() {
        Reply reply = program.post(
                "/fhir/Patient/$validate", wrapped("{'resourceType':'Patient','gender':'x'}", "create", null));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.verdict()).contains("Patient.gender");
    }

    @Test
    void tellsPeopleOfTheRulesAWriteWouldBreak() {
        Reply reply = physician.post(
                "/fhir/Patient/$validate?mode=create", json(INS.replace("279035121518989", "279035121518988")));

        assertThat(reply.verdict()).contains("Patient.identifier[0].value ins-key");
    }

    @Test
    void looksAtWhatIsStored() {
        SERVER.put(
                "{'resourceType':'Patient','id':'val-stored','name':[{'family':'X'}],'gender':'male','birthDate':'1980-01-01'}");

        assertThat(program.get("/fhir/Patient/val-stored/$validate").status()).isEqualTo(200);
        assertThat(program.get("/fhir/Patient/val-stored/$validate?profile=" + OWN + "fr-patient")
                        .verdict())
                .isEqualTo(ALL_OK);
        assertThat(program.get("/fhir/Patient/val-stored/$validate?profile=" + OWN + "fr-patient-ins")
                        .verdict())
                .startsWith("200 ")
                .contains("invariant");
        assertThat(program.get("/fhir/Patient/never-was/$validate").verdict()).isEqualTo("404 not-found");
        assertThat(SERVER.as("patient")
                        .get("/fhir/Patient/val-stored/$validate")
                        .verdict())
                .isEqualTo("404 not-found");
        assertThat(program.get("/fhir/Patient/val-stored/$validate?mode=delete").verdict())
                .isEqualTo(ALL_OK);
        assertThat(SERVER.as("ide")
                        .get("/fhir/Patient/val-stored/$validate?mode=delete")
                        .verdict())
                .isEqualTo("200 forbidden");
    }

    /** The French profile, rule by rule: each change to a good patient breaks the one that is named. */
    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "urn:oid:1.2.250.1.213.1.4.8;urn:oid:1.2.3;fr-ins-1",
                "'use':'official','family';'use':'nickname','family';fr-ins-2",
                "1979-03-28;1979;fr-ins-3",
                "'district':'63220';'district':'Clermont';fr-ins-4",
                "279035121518989;27903512151898;fr-patient-2"
            })
    void holdsPatientsToTheNationalIdentityProfile(String good, String bad, String rule) {
        String profile = OWN + "fr-patient-ins";

        Reply fine = program.post("/fhir/Patient/$validate", wrapped(INS, "profile", profile));
        Reply broken = program.post("/fhir/Patient/$validate", wrapped(INS.replace(good, bad), "profile", profile));

        assertThat(fine.verdict()).isEqualTo(ALL_OK);
        assertThat(broken.status()).isEqualTo(200);
        assertThat(broken.issues())
                .anySatisfy(issue -> assertThat(issue.string("diagnostics")).contains(rule))
                .anyMatch(issue -> "error".equals(issue.string("severity")));
    }

    @Test
    void countsTheProfilesAResourceClaims() {
        Json.Obj claims = json(
                "{'resourceType':'Organization','meta':{'profile':['" + OWN
                        + "fr-organization','https://unknown.example/p']},'name':'Clinique','identifier':[{'system':'https://finess.esante.gouv.fr','value':'12'}]}");

        Reply reply = program.post("/fhir/Organization/$validate", claims);

        assertThat(reply.issues())
                .anySatisfy(issue -> assertThat(issue.string("diagnostics")).contains("fr-organization-1"));
        assertThat(reply.verdict()).contains("not-found Organization.meta.profile[1]");
    }

    @Test
    void quotesNoValueOfTheResource() {
        Json.Obj claims = json(
                "{'resourceType':'Practitioner','meta':{'profile':['" + OWN
                        + "fr-practitioner']},'name':[{'family':'SECRETNAME'}],'identifier':[{'system':'https://rpps.esante.gouv.fr','value':'SECRETNUMBER'}]}");

        Reply reply = program.post("/fhir/Practitioner/$validate", claims);

        assertThat(reply.text()).contains("fr-practitioner-1").doesNotContain("SECRET");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "mode=sideways;{'resourceType':'Patient'};400 value mode",
                "mode=profile;{'resourceType':'Patient'};400 required profile",
                "mode=create;{'resourceType':'Parameters'};400 required resource",
                "mode=delete;{'resourceType':'Patient'};400 required mode",
            })
    void refusesARequestThatAsksNothing(String query, String body, String verdict) {
        assertThat(program.post("/fhir/Patient/$validate?" + query, json(body)).verdict())
                .isEqualTo(verdict);
        assertThat(program.get("/fhir/Patient/$validate").verdict()).isEqualTo("400 required resource");
    }

    @Test
    void saysSoWhenAProfileIsNotKnown() {
        Reply reply = program.post(
                "/fhir/Patient/$validate?profile=https://unknown.example/p",
                json("{'resourceType':'Patient','name':[{'family':'X'}],'gender':'male'}"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.verdict()).contains("not-found Patient");
    }

    @Test
    void agreesWithNineInTenOfTheOfficialExamples() throws IOException {
        List<String> refused = new ArrayList<>();
        List<Path> files = SharedData.files("fhir-examples");
        for (Path file : files) {
            Json.Obj example = JsonText.readObject(Files.readAllBytes(file));
            String type = String.valueOf(example.string("resourceType"));
            Reply reply = program.post(
                    "/fhir/%s/$validate?mode=profile&profile=http://hl7.org/fhir/StructureDefinition/%s"
                            .formatted(type, type),
                    example);
            assertThat(reply.status()).as(file.toString()).isEqualTo(200);
            List<Json.Obj> errors = reply.issues().stream()
                    .filter(issue -> "error".equals(issue.string("severity")))
                    .toList();
            assertThat(errors).as(file.toString()).noneMatch(issue -> "invariant".equals(issue.string("code")));
            if (!errors.isEmpty()) {
                refused.add(file.getFileName().toString());
            }
        }
        assertThat(refused).hasSizeLessThan(files.size() / 10); // units that are not UCUM, relative canonicals
    }

    @Test
    void holdsTheFrenchExamplesToTheProfile() throws IOException {
        Map<String, String> verdicts = new TreeMap<>();
        for (Path file : SharedData.files("fr-core-examples")) {
            Reply reply = program.post(
                    "/fhir/Patient/$validate?mode=profile&profile=" + OWN + "fr-patient-ins", Files.readAllBytes(file));
            verdicts.put(file.getFileName().toString(), reply.verdict());
        }
        assertThat(verdicts).containsEntry("Patient-INSNIR-logique.json", ALL_OK);
        assertThat(verdicts.get("Patient-MichelAngelo-Nessi.json")).contains("required");
    }

    private static Json.Obj wrapped(String resource, String mode, @org.jspecify.annotations.Nullable String profile) {
        return json("{'resourceType':'Parameters','parameter':[{'name':'resource','resource':" + resource
                + "},{'name':'mode','valueCode':'" + mode + "'}"
                + (profile == null ? "" : ",{'name':'profile','valueUri':'" + profile + "'}") + "]}");
    }
}
