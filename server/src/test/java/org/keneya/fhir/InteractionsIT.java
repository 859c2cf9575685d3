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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.SharedData;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;

/** FHIR over HTTP as http://hl7.org/fhir/R4/http.html says it. */
class InteractionsIT {
    private final Client physician = SERVER.as("medecin");
    private final Client program = SERVER.asSystem();

    @Test
    void createsAndReadsBackWhatWasSent() {
        Json.Obj patient = aPatient("ROUX");

        Reply created = physician.post("/fhir/Patient", patient);

        String id = created.id();
        assertThat(created.verdict()).isEqualTo("201");
        assertThat(created.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(created.header("Location")).isEqualTo(SERVER.origin() + "/fhir/Patient/" + id + "/_history/1");
        assertThat(created.header("Last-Modified")).endsWith("GMT");
        assertThat(created.header("Content-Type")).isEqualTo("application/fhir+json;charset=UTF-8");
        Reply read = physician.get("/fhir/Patient/" + id);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.bytes()).isEqualTo(created.bytes());
        assertThat(content(read)).isEqualTo(JsonText.write(patient));
    }

    @Test
    void givesEachCreationAnIdOfItsOwnWhateverTheBodySays() {
        Reply created = physician.post("/fhir/Patient", aPatient("ROUX").put("id", "mine"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.id()).isNotEqualTo("mine");
    }

    @Test
    void keepsEveryVersionAndAnswersTheOneAskedFor() {
        String address = created(aPatient("ROUX"));
        Json.Obj changed = physician.get(address).json().put("gender", "male");

        Reply updated = physician.with("If-Match", "W/\"1\"").put(address, changed);

        assertThat(updated.verdict()).isEqualTo("200");
        assertThat(updated.header("ETag")).isEqualTo("W/\"2\"");
        assertThat(physician.get(address + "/_history/1").json().string("gender"))
                .isEqualTo("female");
        assertThat(physician.get(address + "/_history/2").json().string("gender"))
                .isEqualTo("male");
        assertThat(physician.get(address).bytes()).isEqualTo(updated.bytes());
        assertThat(physician.get(address + "/_history").resources())
                .extracting(version -> version.string("gender"))
                .containsExactly("male", "female");
    }

    @Test
    void addsNoVersionWhenNothingChanged() {
        String address = created(aPatient("ROUX"));

        Reply again = physician.put(address, physician.get(address).json());

        assertThat(again.verdict()).isEqualTo("200");
        assertThat(again.header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void letsOneOfManyWritersOfTheSameVersionThrough() throws Exception {
        String address = created(aPatient("ROUX"));
        Json.Obj patient = physician.get(address).json();
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            byte[] body = JsonText.bytes(patient.put("birthDate", "19%d-01-01".formatted(60 + i)));
            writers.add(() ->
                    physician.with("If-Match", "W/\"1\"").put(address, body).status());
        }

        assertThat(together(writers)).containsOnly(200, 412).containsOnlyOnce(200);
        assertThat(physician.get(address).header("ETag")).isEqualTo("W/\"2\"");
    }

    @Test
    void refusesAStaleVersionWith412AndKeepsTheCurrentOne() {
        String address = created(aPatient("ROUX"));
        Json.Obj patient = physician.get(address).json();
        physician.put(address, patient.put("gender", "male"));

        Reply stale = physician.with("If-Match", "W/\"1\"").put(address, patient.put("gender", "other"));

        assertThat(stale.verdict()).isEqualTo("412 conflict Patient");
        assertThat(physician.get(address).json().string("gender")).isEqualTo("male");
    }

    @Test
    void answersGoneAfterADeleteAndBringsItBackWithAnUpdate() {
        String address = created(aPatient("ROUX"));
        Json.Obj patient = physician.get(address).json();

        Reply deleted = physician.with("If-Match", "W/\"1\"").delete(address);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.header("ETag")).isEqualTo("W/\"2\"");
        assertThat(physician.get(address).verdict()).isEqualTo("410 deleted");
        assertThat(physician.get(address + "/_history/2").verdict()).isEqualTo("410 deleted");
        assertThat(physician.get(address + "/_history/1").status()).isEqualTo(200);
        assertThat(physician.delete(address).status()).isEqualTo(204);
        assertThat(physician.get("/fhir/Patient?_id=" + id(address)).resources())
                .isEmpty();
        assertThat(physician.put(address, patient).verdict()).isEqualTo("201");
        assertThat(methods(physician.get(address + "/_history"))).containsExactly("PUT", "DELETE", "POST");
    }

    @Test
    void deletesWhatNeverWas() {
        assertThat(physician.delete("/fhir/Patient/never-was").status()).isEqualTo(204);
    }

    @Test
    void answers304ToWhoHasTheVersion() {
        String address = created(aPatient("ROUX"));

        Reply same = physician.with("If-None-Match", "W/\"1\"").get(address);

        assertThat(same.status()).isEqualTo(304);
        assertThat(same.bytes()).isEmpty();
        assertThat(physician.with("If-None-Match", "W/\"9\"").get(address).status())
                .isEqualTo(200);
    }

    @Test
    void answersHeadLikeGetWithoutABody() {
        Reply head = physician.send("HEAD", "/fhir/Patient/demo-patient", new byte[0]);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(head.bytes()).isEmpty();
    }

    @Test
    void returnsWhatTheWriterPrefers() {
        Reply minimal = physician.with("Prefer", "return=minimal").post("/fhir/Patient", aPatient("ROUX"));
        Reply outcome = physician.with("Prefer", "return=OperationOutcome").post("/fhir/Patient", aPatient("ROUX"));

        assertThat(minimal.status()).isEqualTo(201);
        assertThat(minimal.bytes()).isEmpty();
        assertThat(minimal.header("Location")).contains("/fhir/Patient/");
        assertThat(outcome.json().string("resourceType")).isEqualTo("OperationOutcome");
    }

    @Test
    void createsOnConditionOnlyOnce() throws Exception {
        String ipp = UUID.randomUUID().toString();
        Json.Obj patient = aPatient("ROUX")
                .put(
                        "identifier",
                        Json.Arr.of(new Json.Obj().put("system", "urn:x").put("value", ipp)));
        Client careful = physician.with("If-None-Exist", "identifier=urn:x|" + ipp);
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            writers.add(() -> careful.post("/fhir/Patient", patient).status());
        }

        assertThat(together(writers)).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(physician.get("/fhir/Patient?identifier=urn:x%7C" + ipp).resources())
                .hasSize(1);
    }

    @Test
    void refusesAConditionThatSeveralMeet() {
        created(aPatient("JUMEAU"));
        created(aPatient("JUMEAU"));

        assertThat(physician
                        .with("If-None-Exist", "family:exact=JUMEAU")
                        .post("/fhir/Patient", aPatient("JUMEAU"))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void searchesByPost() {
        Client form = physician.with("Content-Type", "application/x-www-form-urlencoded");

        assertThat(form.post("/fhir/Patient/_search", "_id=demo-patient&gender=female")
                        .addresses())
                .containsExactly("Patient/demo-patient");
        assertThat(form.post("/fhir/Patient/_search?_id=demo-patient", "gender=male")
                        .addresses())
                .isEmpty();
    }

    @Test
    void pagesThroughEverythingOnce() {
        Set<String> seen = new TreeSet<>();
        int pages = 0;
        String next = "/fhir/Observation?subject=Patient/demo-patient&_sort=-date&_count=7&_total=accurate";
        int total = -1;
        int read = 0;
        while (next != null && pages < 1000) {
            Reply page = physician.get(next);
            assertThat(page.status()).isEqualTo(200);
            if (total < 0 && page.json().get("total") instanceof Json.Num number) {
                total = number.decimal().intValue();
            }
            seen.addAll(page.addresses());
            read += page.addresses().size();
            next = link(page, "next");
            pages++;
        }

        assertThat(seen).hasSize(read).hasSize(total);
        assertThat(pages).isEqualTo((total + 6) / 7);
    }

    @Test
    void includesWhatMatchesReferToAndWhatRefersToThem() {
        String patient = created(aPatient("ROUX"));
        Json.Obj observation = json(
                "{'resourceType':'Observation','status':'final','code':{'text':'x'},'effectiveDateTime':'2026-01-01','valueInteger':1}");
        observation.put("subject", new Json.Obj().put("reference", patient.substring("/fhir/".length())));
        String measured = created(observation);

        Reply forward = physician.get("/fhir/Observation?_id=" + id(measured) + "&_include=Observation:subject");
        Reply backward = physician.get("/fhir/Patient?_id=" + id(patient) + "&_revinclude=Observation:subject");

        assertThat(forward.addresses())
                .containsExactly(measured.substring("/fhir/".length()), patient.substring("/fhir/".length()));
        assertThat(backward.addresses())
                .containsExactly(patient.substring("/fhir/".length()), measured.substring("/fhir/".length()));
        assertThat(modes(forward)).containsExactly("match", "include");
    }

    @Test
    void linksTheEntriesOfATransactionInAnyOrder() {
        Reply reply = program.post("/fhir", json("""
                {'resourceType':'Bundle','type':'transaction','entry':[
                 {'fullUrl':'urn:uuid:00000000-0000-4000-8000-000000000002',
                  'resource':{'resourceType':'Observation','status':'final','code':{'text':'x'},'effectiveDateTime':'2026-01-01',
                   'subject':{'reference':'urn:uuid:00000000-0000-4000-8000-000000000001'},
                   'derivedFrom':[{'reference':'urn:uuid:00000000-0000-4000-8000-000000000003'}],'valueInteger':1},
                  'request':{'method':'POST','url':'Observation'}},
                 {'fullUrl':'urn:uuid:00000000-0000-4000-8000-000000000001',
                  'resource':{'resourceType':'Patient','name':[{'family':'LIEN'}],
                   'text':{'status':'generated','div':'<div xmlns=\\"http://www.w3.org/1999/xhtml\\">x</div>'}},
                  'request':{'method':'POST','url':'Patient'}},
                 {'fullUrl':'urn:uuid:00000000-0000-4000-8000-000000000003',
                  'resource':{'resourceType':'Observation','status':'final','code':{'text':'y'},'effectiveDateTime':'2026-01-01',
                   'subject':{'reference':'urn:uuid:00000000-0000-4000-8000-000000000001'},'valueInteger':2},
                  'request':{'method':'POST','url':'Observation'}}]}"""));

        assertThat(reply.verdict()).isEqualTo("200");
        List<String> locations = locations(reply);
        Json.Obj first = program.get(locations.get(0)).json();
        String patient = addressOf(locations.get(1));
        assertThat(reference(first.object("subject"))).isEqualTo(patient);
        assertThat(reference(first.objects("derivedFrom").getFirst())).isEqualTo(addressOf(locations.get(2)));
        assertThat(program.get("/fhir/Observation?subject=" + patient).resources())
                .hasSize(2);
    }

    @Test
    void followsConditionalReferencesOfATransaction() {
        Reply reply = program.post("/fhir", json("""
                {'resourceType':'Bundle','type':'transaction','entry':[
                 {'resource':{'resourceType':'Patient','gender':'male',
                   'managingOrganization':{'reference':'Organization?_id=chu-keneya'}},
                  'request':{'method':'POST','url':'Patient'}}]}"""));

        assertThat(reply.verdict()).isEqualTo("200");
        assertThat(reference(program.get(locations(reply).getFirst()).json().object("managingOrganization")))
                .isEqualTo("Organization/chu-keneya");
    }

    @Test
    void readsInATransactionSeeItsWrites() {
        String id = UUID.randomUUID().toString();
        Reply reply = program.post("/fhir", json("""
                {'resourceType':'Bundle','type':'transaction','entry':[
                 {'request':{'method':'GET','url':'Patient/%1$s'}},
                 {'resource':{'resourceType':'Patient','id':'%1$s','gender':'male'},'request':{'method':'PUT','url':'Patient/%1$s'}}]}""".formatted(id)));

        assertThat(reply.verdict()).isEqualTo("200");
        assertThat(reply.resources().getFirst().string("id")).isEqualTo(id);
    }

    @Test
    void undoesTheWholeTransactionAndNamesTheEntryAtFault() {
        long before = SERVER.versions();

        Reply reply = program.post("/fhir", json("""
                {'resourceType':'Bundle','type':'transaction','entry':[
                 {'resource':{'resourceType':'Patient','gender':'male'},'request':{'method':'POST','url':'Patient'}},
                 {'request':{'method':'DELETE','url':'Patient/demo-patient'}},
                 {'resource':{'resourceType':'Observation','status':'final','code':{'text':'x'},'effectiveDateTime':'2026-01-01',
                   'subject':{'reference':'Patient/nobody'}},'request':{'method':'POST','url':'Observation'}}]}"""));

        assertThat(reply.verdict()).isEqualTo("422 not-found Bundle.entry[2].resource.subject.reference");
        assertThat(SERVER.versions()).isEqualTo(before);
        assertThat(program.get("/fhir/Patient/demo-patient").status()).isEqualTo(200);
    }

    @Test
    void refusesTwoWritesOfOneResourceInATransaction() {
        assertThat(program.post("/fhir", json("""
                        {'resourceType':'Bundle','type':'transaction','entry':[
                         {'resource':{'resourceType':'Patient','id':'twice','gender':'male'},'request':{'method':'PUT','url':'Patient/twice'}},
                         {'resource':{'resourceType':'Patient','id':'twice','gender':'female'},'request':{'method':'PUT','url':'Patient/twice'}}]}""")).verdict()).isEqualTo("400 duplicate Bundle.entry[1].resource");
    }

    @Test
    void carriesOutEachEntryOfABatchAlone() {
        Reply reply = program.post("/fhir", json("""
                {'resourceType':'Bundle','type':'batch','entry':[
                 {'resource':{'resourceType':'Patient','gender':'male'},'request':{'method':'POST','url':'Patient'}},
                 {'resource':{'resourceType':'Patient','gender':'dragon'},'request':{'method':'POST','url':'Patient'}},
                 {'request':{'method':'GET','url':'Patient/demo-patient'}},
                 {'request':{'method':'GET','url':'Dragon/1'}},
                 {'request':{'method':'GET','url':'Patient?_id=demo-patient'}},
                 {'request':{'method':'GET','url':'Patient/%zz'}},
                 {'request':{'method':'POST','url':'Patient'}},
                 {'resource':{'resourceType':'Patient'}},
                 {'resource':{'resourceType':'Bundle','type':'batch'},'request':{'method':'POST','url':''}}]}"""));

        assertThat(reply.verdict()).isEqualTo("200");
        assertThat(statuses(reply)).containsExactly("201", "400", "200", "404", "200", "400", "400", "400", "404");
    }

    @Test
    void theCapabilityStatementListsEveryTypeAndItsParametersWork() {
        Json.Obj statement = physician.get("/fhir/metadata").json();
        Json.Obj rest = statement.objects("rest").getFirst();
        Map<String, Set<String>> listed = new TreeMap<>();
        for (Json.Obj resource : rest.objects("resource")) {
            Set<String> parameters =
                    listed.computeIfAbsent(String.valueOf(resource.string("type")), _ -> new TreeSet<>());
            resource.objects("searchParam").forEach(one -> parameters.add(String.valueOf(one.string("name"))));
        }

        assertThat(statement.string("fhirVersion")).isEqualTo("4.0.1");
        assertThat(listed.keySet()).isEqualTo(new TreeSet<>(R4.definitions().resourceTypes()));
        Client strict = program.with("Prefer", "handling=strict");
        List<String> broken = new ArrayList<>();
        for (String type : List.of(
                "Patient",
                "Observation",
                "Encounter",
                "Condition",
                "MedicationRequest",
                "Organization",
                "DocumentReference",
                "Task",
                "ValueSet")) {
            for (String parameter : listed.getOrDefault(type, Set.of())) {
                Reply reply =
                        strict.get("/fhir/" + type + "?_count=1&" + parameter + "=" + valueFor(rest, type, parameter));
                if (reply.status() != 200) {
                    broken.add(type + "?" + parameter + ": " + reply.verdict());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theCapabilityStatementItselfIsValid() {
        Json.Obj statement = physician.get("/fhir/metadata").json();

        assertThat(org.keneya.model.StructureCheck.check(statement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir/$nothing",
                "/fhir/Patient/$match",
                "/fhir/Element",
                "/fhir/_search",
                "/fhir/Patient/demo-patient/Practitioner"
            })
    void answersNothingItDoesNotList(String path) {
        Reply reply = program.get(path);

        assertThat(reply.status()).isIn(404, 405);
        assertThat(reply.header("Content-Type")).startsWith("application/fhir+json");
    }

    @Test
    void takesEveryResourceOfTheSpecificationAndGivesItBackUnchanged() throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        Set<String> types = new TreeSet<>();
        for (Path file : SharedData.files("fhir-examples")) {
            Json.Obj resource = JsonText.readObject(Files.readAllBytes(file));
            resource.remove("id");
            resource.remove("meta");
            withoutLinks(resource);
            Reply created = program.post("/fhir/" + resource.string("resourceType"), resource);
            if (created.status() == 400 || created.status() == 422) {
                wrong.put(file.getFileName().toString(), created.verdict());
                continue;
            }
            Reply read = program.with("Accept", "application/fhir+json")
                    .get("/fhir/" + resource.string("resourceType") + "/" + created.id());
            if (read.status() != 200 || !content(read).equals(JsonText.write(resource))) {
                wrong.put(file.getFileName().toString(), "%d %d changed".formatted(created.status(), read.status()));
            }
            types.add(String.valueOf(resource.string("resourceType")));
        }

        wrong.values().removeIf(verdict -> verdict.matches("422 .* (observation|condition|allergy|patient)-[a-z-]+"));
        assertThat(wrong.keySet()).isEqualTo(new TreeSet<>(BREAK_R4));
        assertThat(types).hasSizeGreaterThan(85);
    }

    /** Examples that break R4 themselves. */
    private static final Set<String> BREAK_R4 = Set.of("EventDefinition-example.json", "Questionnaire-qs1.json");

    /** Other examples are not here: references to them become references to another server. */
    private static void withoutLinks(Json value) {
        switch (value) {
            case Json.Obj object -> {
                if (object.get("reference") instanceof Json.Str(String text)
                        && !text.startsWith("#")
                        && !text.contains(":")
                        && text.contains("/")) {
                    object.put("reference", "http://example.org/fhir/" + text);
                }
                for (int i = 0; i < object.size(); i++) {
                    withoutLinks(object.value(i));
                }
            }
            case Json.Arr array -> array.forEach(InteractionsIT::withoutLinks);
            default -> {}
        }
    }

    private static Json.Obj aPatient(String family) {
        return json("{'resourceType':'Patient','name':[{'family':'" + family
                + "'}],'gender':'female','birthDate':'1980-05-17'}");
    }

    private String created(Json.Obj resource) {
        Reply reply = physician.post("/fhir/" + resource.string("resourceType"), resource);
        assertThat(reply.verdict()).isEqualTo("201");
        return "/fhir/" + resource.string("resourceType") + "/" + reply.id();
    }

    private static String id(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private static String content(Reply reply) {
        Json.Obj resource = reply.json();
        resource.remove("id");
        resource.remove("meta");
        return JsonText.write(resource);
    }

    private static String valueFor(Json.Obj rest, String type, String parameter) {
        String kind = rest.objects("resource").stream()
                .filter(resource -> type.equals(resource.string("type")))
                .flatMap(resource -> resource.objects("searchParam").stream())
                .filter(one -> parameter.equals(one.string("name")))
                .map(one -> String.valueOf(one.string("type")))
                .findFirst()
                .orElseThrow();
        return switch (kind) {
            case "date" -> "2026-01-01";
            case "number" -> "1";
            case "quantity" -> "1%7Chttp://unitsofmeasure.org%7Cmg";
            case "uri" -> "http://example.org/x";
            case "reference" -> "Patient/demo-patient";
            case "composite" ->
                Objects.requireNonNull(R4.definitions().searchParameter(type, parameter)).components().stream()
                        .map(component -> valueFor(rest, type, component.definitionCode()))
                        .collect(Collectors.joining("$"));
            default -> "x";
        };
    }

    private static List<String> methods(Reply history) {
        return history.json().objects("entry").stream()
                .map(entry -> entry.object("request"))
                .map(request -> request == null ? "" : String.valueOf(request.string("method")))
                .toList();
    }

    private static List<String> modes(Reply bundle) {
        return bundle.json().objects("entry").stream()
                .map(entry -> entry.object("search"))
                .map(search -> search == null ? "" : String.valueOf(search.string("mode")))
                .toList();
    }

    private static List<String> statuses(Reply bundle) {
        return responses(bundle)
                .map(response -> String.valueOf(response.string("status")))
                .toList();
    }

    /** Paths of the versions made, in order. */
    private static List<String> locations(Reply bundle) {
        return responses(bundle)
                .map(response -> String.valueOf(response.string("location")))
                .map(location -> location.substring(location.indexOf("/fhir/")))
                .toList();
    }

    private static java.util.stream.Stream<Json.Obj> responses(Reply bundle) {
        return bundle.json().objects("entry").stream()
                .map(entry -> entry.object("response"))
                .filter(java.util.Objects::nonNull);
    }

    /** {@code Type/id} of a version's path. */
    private static String addressOf(String location) {
        return location.substring("/fhir/".length(), location.indexOf("/_history/"));
    }

    private static String reference(Json.@org.jspecify.annotations.Nullable Obj reference) {
        return reference == null ? "" : String.valueOf(reference.string("reference"));
    }

    private static @org.jspecify.annotations.Nullable String link(Reply bundle, String relation) {
        return bundle.json().objects("link").stream()
                .filter(link -> relation.equals(link.string("relation")))
                .map(link -> String.valueOf(link.string("url")))
                .map(url -> url.substring(url.indexOf("/fhir/")))
                .findFirst()
                .orElse(null);
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        List<T> results = new ArrayList<>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> one : workers.invokeAll(calls)) {
                results.add(one.get());
            }
        }
        return results;
    }
}
