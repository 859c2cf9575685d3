// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;

/** Writes of the one resource that meets a condition (http://hl7.org/fhir/R4/http.html#cond-update), and of many at once. */
class ConditionalIT {
    private static final String PATCH = "[{\"op\":\"replace\",\"path\":\"/gender\",\"value\":\"other\"}]";
    private final Client program = SERVER.asSystem();
    private final String key = UUID.randomUUID().toString();
    private final String where = "/fhir/Patient?identifier=urn:x%7C" + key;

    @Test
    void updatesTheOneThatMeetsTheConditionAndMakesItWhenThereIsNone() {
        Reply made = program.put(where, patient("male"));
        Reply changed = program.put(where, patient("female"));

        assertThat(made.verdict()).isEqualTo("201");
        assertThat(changed.verdict()).isEqualTo("200");
        assertThat(changed.id()).isEqualTo(made.id());
        assertThat(changed.header("ETag")).isEqualTo("W/\"2\"");
        assertThat(program.get(where).resources()).hasSize(1);
    }

    @Test
    void makesItUnderTheIdOfTheResourceWhenThatIsFree() {
        Json.Obj named = patient("male").put("id", "named-" + key.substring(0, 8));

        assertThat(program.put(where, named).verdict()).isEqualTo("201");
        assertThat(program.get("/fhir/Patient/named-" + key.substring(0, 8)).status())
                .isEqualTo(200);
        assertThat(program.put(where, patient("female").put("id", "another")).verdict())
                .isEqualTo("400 invalid Patient.id");
        assertThat(program.put("/fhir/Patient?identifier=urn:x%7Cno-" + key, named)
                        .verdict())
                .isEqualTo("409 duplicate");
    }

    @Test
    void refusesSeveralAndForeignVersions() {
        program.post("/fhir/Patient", patient("male"));
        assertThat(program.with("If-Match", "W/\"7\"")
                        .put(where, patient("female"))
                        .status())
                .isEqualTo(412);
        program.post("/fhir/Patient", patient("male"));

        assertThat(program.put(where, patient("female")).verdict()).isEqualTo("412 multiple-matches");
        assertThat(program.delete(where).verdict()).isEqualTo("412 multiple-matches");
        assertThat(patch().verdict()).isEqualTo("412 multiple-matches");
        assertThat(program.get(where).resources()).hasSize(2);
    }

    @Test
    void deletesTheOneThatMeetsTheCondition() {
        program.post("/fhir/Patient", patient("male"));

        assertThat(program.delete(where).status()).isEqualTo(204);
        assertThat(program.get(where).resources()).isEmpty();
        assertThat(program.delete(where).status()).isEqualTo(204);
    }

    @Test
    void patchesTheOneThatMeetsTheCondition() {
        assertThat(patch().verdict()).isEqualTo("404 not-found");
        program.post("/fhir/Patient", patient("male"));

        assertThat(patch().verdict()).isEqualTo("200");
        assertThat(program.get(where).resources().getFirst().string("gender")).isEqualTo("other");
    }

    @Test
    void makesOneOnlyWhenManyUpdateAtOnce() throws Exception {
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Json.Obj patient = patient(i % 2 == 0 ? "male" : "female");
            writers.add(() -> program.put(where, patient).status());
        }

        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> one : workers.invokeAll(writers)) {
                assertThat(one.get()).isIn(200, 201);
            }
        }

        assertThat(program.get(where).resources()).hasSize(1);
    }

    @Test
    void resolvesConditionsInATransactionAndLinksToWhatTheyMean() {
        String query = "Patient?identifier=urn:x|" + key;
        Json.Obj bundle = json("""
                {'resourceType':'Bundle','type':'transaction','entry':[
                 {'fullUrl':'urn:uuid:0a1b2c3d-0000-4000-8000-000000000001','resource':%s,'request':{'method':'PUT','url':'%s'}},
                 {'resource':{'resourceType':'Observation','status':'final','code':{'text':'x'},
                  'subject':{'reference':'urn:uuid:0a1b2c3d-0000-4000-8000-000000000001'}},
                  'request':{'method':'POST','url':'Observation'}},
                 {'request':{'method':'DELETE','url':'Observation?identifier=urn:x|%s'}}]}""".formatted(patient("male"), query, key));

        Reply first = program.post("/fhir", bundle);
        Reply second = program.post("/fhir", bundle);

        assertThat(statuses(first)).as(first.text()).containsExactly("201", "201", "204");
        assertThat(statuses(second)).containsExactly("200", "201", "204");
        String id = String.valueOf(program.get(where).resources().getFirst().string("id"));
        assertThat(program.get("/fhir/Observation?subject=Patient/" + id).resources())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'method':'PUT','url':'Patient?identifier=two'} | 412 multiple-matches Bundle.entry[1]",
                "{'method':'DELETE','url':'Patient?identifier=two'} | 412 multiple-matches Bundle.entry[1]",
                "{'method':'PUT','url':'Patient'} | 412 required Bundle.entry[1]",
                "{'method':'PUT','url':'Patient?no-such=1'} | 400 not-supported Bundle.entry[1]",
                "{'method':'GET','url':'Patient/nobody'} | 404 not-found Bundle.entry[1]",
            })
    void namesTheEntryAndWritesNothing(String request, String verdict) {
        program.post("/fhir/Patient", patient("male"));
        program.post("/fhir/Patient", patient("male"));
        long before = SERVER.versions();
        Json.Obj bundle = json("""
                {'resourceType':'Bundle','type':'transaction','entry':[
                 {'resource':%s,'request':{'method':'POST','url':'Patient'}},
                 {'resource':%s,'request':%s}]}""".formatted(patient("male"), patient("male"), request.replace("two", "urn:x|" + key)));
        if (request.contains("GET") || request.contains("DELETE")) {
            bundle.objects("entry").get(1).remove("resource");
        }

        assertThat(program.post("/fhir", bundle).verdict()).isEqualTo(verdict);
        assertThat(SERVER.versions()).isEqualTo(before);
    }

    @Test
    void refusesTwoEntriesOfOneName() {
        Json.Obj bundle = json("""
                {'resourceType':'Bundle','type':'transaction','entry':[
                 {'fullUrl':'urn:uuid:0a1b2c3d-0000-4000-8000-000000000001','resource':%s,'request':{'method':'POST','url':'Patient'}},
                 {'fullUrl':'urn:uuid:0a1b2c3d-0000-4000-8000-000000000001','resource':%s,'request':{'method':'POST','url':'Patient'}}]}""".formatted(patient("male"), patient("male")));

        assertThat(program.post("/fhir", bundle).verdict()).isEqualTo("400 duplicate Bundle.entry[1].fullUrl");
    }

    @Test
    void refusesAnAddressAndAConditionThatMeanTheSameResource() {
        String id = program.post("/fhir/Patient", patient("male")).id();
        Json.Obj bundle = json("""
                {'resourceType':'Bundle','type':'transaction','entry':[
                 {'resource':%s,'request':{'method':'PUT','url':'Patient?identifier=urn:x|%s'}},
                 {'request':{'method':'DELETE','url':'Patient/%s'}}]}""".formatted(patient("female"), key, id));

        assertThat(program.post("/fhir", bundle).verdict()).startsWith("400 duplicate Bundle.entry[0]");
        assertThat(program.get("/fhir/Patient/" + id).header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void searchesWhatBelongsToAResource() {
        String patient = program.post("/fhir/Patient", patient("male")).id();
        String subject = "'subject':{'reference':'Patient/%s'}".formatted(patient);
        program.post(
                "/fhir/Observation",
                json("{'resourceType':'Observation','status':'final','code':{'text':'x'," + "'coding':[{'code':'c1'}]},"
                        + subject + "}"));
        program.post(
                "/fhir/Observation",
                json("{'resourceType':'Observation','status':'final','code':{'text':'x'},"
                        + "'performer':[{'reference':'Patient/%s'}]}".formatted(patient)));
        program.post("/fhir/Condition", json("{'resourceType':'Condition'," + subject + "}"));
        String base = "/fhir/Patient/" + patient;

        assertThat(program.get(base + "/Observation").resources()).hasSize(2);
        assertThat(program.get(base + "/Observation?code=c1").resources()).hasSize(1);
        assertThat(types(program.get(base + "/*")))
                .containsExactly("Condition", "Observation", "Observation", "Patient");
        assertThat(program.get(base + "/*").json().get("total")).isEqualTo(new Json.Num("4"));
        assertThat(types(program.get(base + "/*?_type=Condition"))).containsExactly("Condition");
        assertThat(program.get(base + "/Practitioner").status()).isEqualTo(404);
        assertThat(program.get("/fhir/Device/x/Observation").resources()).isEmpty();
        assertThat(pages(base + "/*?_count=1")).containsExactly("Condition", "Observation", "Observation", "Patient");
        assertThat(program.get(base + "/*?_summary=count").json().get("total")).isEqualTo(new Json.Num("4"));
        assertThat(SERVER.as("patient").get(base + "/Observation").status()).isIn(200, 403, 404);
        assertThat(SERVER.as("patient").get(base + "/Observation").text()).doesNotContain("\"code\":\"c1\"");
    }

    @Test
    void searchesSeveralTypesAtOnce() {
        program.post("/fhir/Patient", tagged("Patient", ""));
        program.post("/fhir/Organization", tagged("Organization", ",'name':'x'"));

        assertThat(types(program.get("/fhir?_type=Patient,Organization&_tag=" + key)))
                .containsExactly("Organization", "Patient");
        assertThat(types(program.get("/fhir?_tag=" + key))).containsExactly("Organization", "Patient");
        assertThat(types(program.with("Content-Type", "application/x-www-form-urlencoded")
                        .send("POST", "/fhir/_search", ("_tag=" + key).getBytes(StandardCharsets.UTF_8))))
                .containsExactly("Organization", "Patient");
        assertThat(pages("/fhir?_count=1&_tag=" + key)).containsExactly("Organization", "Patient");
        assertThat(program.get("/fhir?_type=Nothing").verdict()).isEqualTo("400 value _type");
        assertThat(program.get("/fhir?_type=Patient,Organization&family=x").verdict())
                .isEqualTo("400 not-supported family");
    }

    @Test
    void tellsInTheStatementWhatThereIs() {
        Json.Obj statement = program.get("/fhir/metadata").json();
        Json.Obj rest = statement.objects("rest").getFirst();
        Json.Obj patient = rest.objects("resource").stream()
                .filter(one -> "Patient".equals(one.string("type")))
                .findFirst()
                .orElseThrow();

        assertThat(String.valueOf(statement.array("format"))).contains("fhir+json", "fhir+xml");
        assertThat(String.valueOf(statement.array("patchFormat"))).contains("json-patch+json");
        assertThat(String.valueOf(patient.array("interaction"))).contains("patch");
        assertThat(patient.get("conditionalUpdate")).isEqualTo(Json.Bool.TRUE);
        assertThat(patient.string("conditionalDelete")).isEqualTo("single");
        assertThat(String.valueOf(patient.array("searchRevInclude"))).contains("Observation:subject");
        assertThat(String.valueOf(patient.array("operation"))).contains("everything");
        assertThat(org.keneya.model.StructureCheck.check(statement)).isEmpty();
    }

    private List<String> pages(String first) {
        List<String> found = new ArrayList<>();
        String path = first;
        for (int page = 0; page < 20 && !path.isEmpty(); page++) {
            Reply reply = program.get(path);
            found.addAll(types(reply));
            path = reply.json().objects("link").stream()
                    .filter(link -> "next".equals(link.string("relation")))
                    .map(link -> String.valueOf(link.string("url"))
                            .substring(SERVER.origin().length()))
                    .findFirst()
                    .orElse("");
        }
        return found;
    }

    private static List<String> types(Reply bundle) {
        return bundle.resources().stream()
                .map(resource -> String.valueOf(resource.string("resourceType")))
                .toList();
    }

    private static List<String> statuses(Reply bundle) {
        return bundle.json().objects("entry").stream()
                .map(entry -> entry.object("response"))
                .map(response -> response == null ? "" : String.valueOf(response.string("status")))
                .toList();
    }

    private Reply patch() {
        return program.with("Content-Type", "application/json-patch+json")
                .send("PATCH", where, PATCH.getBytes(StandardCharsets.UTF_8));
    }

    private Json.Obj patient(String gender) {
        return json("""
                {'resourceType':'Patient','identifier':[{'system':'urn:x','value':'%s'}],'name':[{'family':'X'}],'gender':'%s'}""".formatted(key, gender));
    }

    private Json.Obj tagged(String type, String more) {
        return json("{'resourceType':'%s','meta':{'tag':[{'code':'%s'}]}%s}".formatted(type, key, more));
    }
}
