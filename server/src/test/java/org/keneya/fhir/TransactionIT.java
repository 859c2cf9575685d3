// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;

/** What the entries of one transaction mean to each other (http://hl7.org/fhir/R4/http.html#trules). */
class TransactionIT {
    private static final String FIRST = "urn:uuid:0a1b2c3d-0000-4000-8000-000000000001";
    private static final String SECOND = "urn:uuid:0a1b2c3d-0000-4000-8000-000000000002";

    private final Client program = SERVER.asSystem();
    private final String key = UUID.randomUUID().toString();
    private final String condition = "identifier=http://example.org/ids|" + key;
    private final String patient =
            "{'resourceType':'Patient','identifier':[{'system':'http://example.org/ids','value':'%s'}],'gender':'male'}"
                    .formatted(key);

    @Test
    void answersADeleteWithItsVersion() {
        String id = made();

        Reply reply = transaction("{'request':{'method':'DELETE','url':'Patient/%s'}}".formatted(id));

        assertThat(responses(reply, "status")).containsExactly("204");
        assertThat(responses(reply, "etag")).containsExactly("W/\"2\"");
        assertThat(program.get("/fhir/Patient/" + id).header("ETag")).isEqualTo("W/\"2\"");
    }

    @Test
    void createsWhatOnlyADeletedResourceStoodInTheWayOf() {
        String old = made();

        Reply reply = transaction(
                create(FIRST), "{'request':{'method':'DELETE','url':'Patient/%s'}}".formatted(old), observation(FIRST));

        assertThat(responses(reply, "status")).as(reply.text()).containsExactly("201", "204", "201");
        assertThat(idsOfTheKey()).containsExactly(id(reply, 0)).doesNotContain(old);
        assertThat(subject(reply, 2)).isEqualTo("Patient/" + id(reply, 0));
    }

    @Test
    void refusesAReferenceToWhatItDeletes() {
        String id = made();

        Reply reply = transaction(
                observation("Patient/" + id), "{'request':{'method':'DELETE','url':'Patient/%s'}}".formatted(id));

        assertThat(reply.verdict()).isEqualTo("422 not-found Bundle.entry[0].resource.subject.reference");
        assertThat(program.get("/fhir/Patient/" + id).status()).isEqualTo(200);
    }

    @Test
    void makesOneResourceForTwoCreatesOfOneCondition() {
        Reply first = transaction(create(FIRST), create(SECOND), observation(FIRST), observation(SECOND));
        Reply second = transaction(create(FIRST), create(SECOND), observation(FIRST), observation(SECOND));

        assertThat(responses(first, "status")).as(first.text()).containsExactly("201", "200", "201", "201");
        assertThat(responses(second, "status")).containsExactly("200", "200", "201", "201");
        String id = idsOfTheKey().getFirst();
        for (Reply reply : List.of(first, second)) {
            assertThat(List.of(id(reply, 0), id(reply, 1))).containsExactly(id, id);
            assertThat(List.of(subject(reply, 2), subject(reply, 3))).containsOnly("Patient/" + id);
        }
        assertThat(idsOfTheKey()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} + {1}, there before: {2}")
    @CsvSource({
        "PUT, PUT, false",
        "PUT, PUT, true",
        "POST, PUT, false",
        "POST, PUT, true",
        "POST, DELETE, true",
        "PUT, DELETE, true"
    })
    void refusesTwoEntriesThatMeanOneResource(String one, String other, boolean there) {
        if (there) {
            made();
        }
        long before = SERVER.versions();
        String both = one + other;

        Reply reply = transaction(conditional(one), conditional(other));

        if (both.equals("POSTDELETE")) { // the delete comes first: nothing is in the way of the create
            assertThat(responses(reply, "status")).containsExactly("201", "204");
            return;
        }
        assertThat(reply.verdict()).startsWith("400 duplicate Bundle.entry");
        assertThat(SERVER.versions()).isEqualTo(before);
    }

    @Test
    void rewritesLinksInReferencesAddressesAndNarrativesAlone() {
        Reply reply = program.with("Prefer", "return=representation").post("/fhir", json("""
                {'resourceType':'Bundle','type':'transaction','entry':[
                 {'fullUrl':'%1$s','request':{'method':'POST','url':'Patient'},
                  'resource':{'resourceType':'Patient','identifier':[{'system':'%1$s','value':'%1$s'}],'name':[{'text':'%1$s'}]}},
                 {'fullUrl':'http://elsewhere.org/fhir/Binary/9','request':{'method':'POST','url':'Binary'},
                  'resource':{'resourceType':'Binary','contentType':'text/plain','data':'aGVsbG8=',
                   'securityContext':{'reference':'%1$s'}}},
                 {'request':{'method':'POST','url':'DocumentReference'},
                  'resource':{'resourceType':'DocumentReference','status':'current','subject':{'reference':'%1$s'},
                   'text':{'status':'generated','div':'<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><a title=\\"%1$s\\" href=\\"%1$s\\">%1$s</a><img alt=\\"x\\" src=\\"Binary/9\\"/></div>'},
                   'content':[{'attachment':{'url':'http://elsewhere.org/fhir/Binary/9'}},{'attachment':{'url':'Binary/9'}},
                    {'attachment':{'url':'http://elsewhere.org/fhir/Binary/8'}}],
                   'extension':[{'url':'urn:a','valueUuid':'%1$s'},{'url':'urn:b','valueCanonical':'%1$s'},
                    {'url':'urn:c','valueReference':{'reference':'Binary/9/_history/7'}}]}}]}""".formatted(FIRST)));

        String patientId = id(reply, 0);
        String binaryId = id(reply, 1);
        assertThat(reply.resources().get(0).toString())
                .contains(
                        "\"system\":\"Patient/" + patientId + "\"",
                        "\"value\":\"" + FIRST + "\"",
                        "\"text\":\"" + FIRST + "\"");
        assertThat(reply.resources().get(1).toString()).contains("\"reference\":\"Patient/" + patientId + "\"");
        assertThat(reply.resources().get(2).toString())
                .contains("\"subject\":{\"reference\":\"Patient/" + patientId + "\"}")
                .contains("<a title=\\\"" + FIRST + "\\\" href=\\\"Patient/" + patientId + "\\\">" + FIRST + "</a>")
                .contains("src=\\\"Binary/" + binaryId + "\\\"")
                .contains("[{\"attachment\":{\"url\":\"Binary/%1$s\"}},{\"attachment\":{\"url\":\"Binary/%1$s\"}},"
                        .formatted(binaryId))
                .contains("http://elsewhere.org/fhir/Binary/8")
                .contains(
                        "\"valueUuid\":\"Patient/" + patientId + "\"",
                        "\"valueCanonical\":\"" + FIRST + "\"",
                        "\"reference\":\"Binary/" + binaryId + "/_history/1\"");
    }

    @Test
    void leavesALinkToWhatIsNoPartOfTheBundle() {
        Reply reply = transaction(observation(SECOND));

        assertThat(subject(reply, 0)).isEqualTo(SECOND);
    }

    @Test
    void takesItsOwnAddressForNone() {
        String id = made();
        String own = SERVER.origin() + "/fhir/Patient/" + id;

        Reply reply = transaction(
                observation(own), "{'request':{'method':'GET','url':'%s'}}".formatted(own), observation(FIRST));

        assertThat(responses(reply, "status")).as(reply.text()).containsExactly("201", "200", "201");
        assertThat(subject(reply, 0)).isEqualTo("Patient/" + id);
        Reply alone = program.post("/fhir/Observation", resource(observation(own)));
        assertThat(alone.text()).contains("\"reference\":\"Patient/" + id + "\"");
        assertThat(program.post("/fhir/Observation", resource(observation(SERVER.origin() + "/fhir/Patient/nobody")))
                        .verdict())
                .isEqualTo("422 not-found Observation.subject.reference");
    }

    @Test
    void followsConditionalReferencesWhereverTheyCome() {
        String conditional = "Patient?" + condition;
        assertThat(transaction(observation(conditional)).verdict())
                .isEqualTo("412 not-found Bundle.entry[0].resource.subject.reference");
        assertThat(program.post("/fhir/Observation", resource(observation(conditional)))
                        .verdict())
                .isEqualTo("412 not-found Observation.subject.reference");
        String id = made();

        Reply together = transaction(observation(conditional));
        Reply alone = program.post("/fhir/Observation", resource(observation(conditional)));

        assertThat(subject(together, 0)).isEqualTo("Patient/" + id);
        assertThat(alone.text()).contains("\"reference\":\"Patient/" + id + "\"");
        made();
        assertThat(program.post("/fhir/Observation", resource(observation(conditional)))
                        .verdict())
                .isEqualTo("412 multiple-matches Observation.subject.reference");
    }

    @Test
    void saysWhereAnUpdateWentToo() {
        Reply made = transaction(
                "{'resource':%s,'request':{'method':'PUT','url':'Patient?%s'}}".formatted(patient, condition));
        Reply changed = transaction("{'resource':%s,'request':{'method':'PUT','url':'Patient?%s'}}"
                .formatted(patient.replace("male", "female"), condition));

        assertThat(id(changed, 0)).isEqualTo(id(made, 0));
        assertThat(responses(changed, "location").getFirst()).endsWith("/_history/2");
    }

    @Test
    void writesTenThousandEntriesAndRefusesMoreThanItsBound() {
        List<String> entries = IntStream.range(0, 20_001)
                .mapToObj(_ ->
                        "{'fullUrl':'urn:uuid:%s','resource':{'resourceType':'Basic','meta':{'tag':[{'code':'%s'}]},"
                                        .formatted(UUID.randomUUID(), key)
                                + "'code':{'text':'x'}},'request':{'method':'POST','url':'Basic'}}")
                .toList();

        Reply written = transaction(entries.subList(0, 10_000).toArray(String[]::new));
        Reply refused = transaction(entries.toArray(String[]::new));

        assertThat(new HashSet<>(responses(written, "location"))).hasSize(10_000);
        assertThat(refused.verdict()).isEqualTo("413 too-costly Bundle.entry");
        assertThat(program.get("/fhir/Basic?_summary=count&_tag=" + key).json().get("total"))
                .isEqualTo(new Json.Num("10000"));
    }

    @Test
    void makesOneResourceWhenManyTransactionsAskAtOnce() throws Exception {
        int threads = 64;
        int rounds = 300;
        try (var workers = Executors.newFixedThreadPool(threads)) {
            for (int round = 0; round < rounds; round++) {
                String value = key + "-" + round;
                String bundle = bundle(create(FIRST), observation(FIRST)).replace(key, value);
                CyclicBarrier start = new CyclicBarrier(threads);
                List<Future<Reply>> running = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    running.add(workers.submit(() -> {
                        start.await();
                        return program.post("/fhir", bundle);
                    }));
                }
                Set<String> ids = new HashSet<>();
                List<String> statuses = new ArrayList<>();
                for (Future<Reply> one : running) {
                    Reply reply = one.get();
                    assertThat(reply.verdict()).as("round %d", round).isEqualTo("200");
                    ids.add(id(reply, 0));
                    statuses.add(responses(reply, "status").getFirst());
                }
                assertThat(ids).as("round %d", round).hasSize(1);
                assertThat(statuses).as("round %d", round).containsOnlyOnce("201");
                assertThat(program.get("/fhir/Patient?identifier=" + value).addresses())
                        .containsExactly("Patient/" + ids.iterator().next());
            }
        }
    }

    private String made() {
        return program.post("/fhir/Patient", json(patient)).id();
    }

    private List<String> idsOfTheKey() {
        return program.get("/fhir/Patient?identifier=" + key).resources().stream()
                .map(resource -> String.valueOf(resource.string("id")))
                .toList();
    }

    private String create(String fullUrl) {
        return "{'fullUrl':'%s','resource':%s,'request':{'method':'POST','url':'Patient','ifNoneExist':'%s'}}"
                .formatted(fullUrl, patient, condition);
    }

    private String conditional(String method) {
        return switch (method) {
            case "POST" -> create(FIRST);
            case "DELETE" -> "{'request':{'method':'DELETE','url':'Patient?%s'}}".formatted(condition);
            default ->
                "{'resource':%s,'request':{'method':'PUT','url':'Patient?%s'}}"
                        .formatted(patient.replace("male", "female"), condition);
        };
    }

    private static String observation(String subject) {
        return "{'resource':{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':{'reference':'%s'}},"
                        .formatted(subject)
                + "'request':{'method':'POST','url':'Observation'}}";
    }

    private static Json.Obj resource(String entry) {
        Json.Obj resource = json(entry).object("resource");
        return resource == null ? new Json.Obj() : resource;
    }

    private Reply transaction(String... entries) {
        return program.post("/fhir", bundle(entries));
    }

    private static String bundle(String... entries) {
        return "{'resourceType':'Bundle','type':'transaction','entry':[%s]}"
                .formatted(String.join(",", entries))
                .replace('\'', '"');
    }

    private String subject(Reply reply, int entry) {
        String address = responses(reply, "location").get(entry);
        Json.Obj subject =
                program.get(address.substring(SERVER.origin().length())).json().object("subject");
        return subject == null ? "" : String.valueOf(subject.string("reference"));
    }

    private static String id(Reply reply, int entry) {
        return responses(reply, "location").get(entry).replaceAll(".*/([^/]+)/_history/.*", "$1");
    }

    private static List<String> responses(Reply reply, String member) {
        return reply.json().objects("entry").stream()
                .map(entry -> entry.object("response"))
                .map(response -> response == null ? "" : String.valueOf(response.string(member)))
                .collect(Collectors.toList());
    }
}
