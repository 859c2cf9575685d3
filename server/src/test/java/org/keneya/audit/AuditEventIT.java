// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** The log answers FHIR searches of AuditEvents, and nobody writes into it. */
class AuditEventIT {
    private static final String READ = "event-read-" + System.nanoTime();

    @BeforeAll
    static void somebody() {
        SERVER.put(
                "{'resourceType':'Patient','id':'evented','name':[{'use':'official','family':'TRACE','given':['Ida']}],'gender':'female','birthDate':'1980-05-06'}");
        SERVER.as("medecin").with("X-Request-Id", READ).get("/fhir/Patient/evented");
        SERVER.as("ide").get("/fhir/Patient?family=TRACE");
        SERVER.as("dpo").get("/fhir/Patient/evented"); // refused
    }

    @Test
    void anAccessIsAnAuditEventThatSaysWhoReadWhatWhenAndHow() {
        Json.Obj event = search("patient=Patient/evented&agent-name=medecin&subtype=read").stream()
                .filter(one -> JsonText.write(one).contains(READ))
                .findFirst()
                .orElseThrow();
        assertThat(event.string("action")).isEqualTo("R");
        assertThat(event.string("outcome")).isEqualTo("0");
        Json.Obj agent = event.objects("agent").getFirst();
        assertThat(agent.string("altId")).isEqualTo("medecin");
        assertThat(within(agent, "network").string("address")).isEqualTo("127.0.0.1");
        assertThat(within(agent, "who").string("reference")).startsWith("Practitioner/");
        List<String> entities = event.objects("entity").stream()
                .map(entity -> within(entity, "what").string("reference"))
                .toList();
        assertThat(entities).contains("Patient/evented", "Patient/evented/_history/1");
        Reply read = SERVER.as("dpo").get("/fhir/AuditEvent/" + event.string("id"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().string("recorded")).isEqualTo(event.string("recorded"));
        Reply valid = SERVER.asSystem().post("/fhir/AuditEvent/$validate", event);
        assertThat(valid.text()).doesNotContain("\"severity\":\"error\"");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
            patient=evented&action=R&outcome=0                                    ; true
            patient=Patient/evented&action=D                                      ; false
            patient=evented&subtype=http://hl7.org/fhir/restful-interaction%7Cread  ; true
            entity=Patient/evented&agent-name=medecin                             ; true
            entity=Patient/evented/_history/1&type=rest                           ; true
            entity=Patient/evented/_history/7                                     ; false
            agent-name=medecin&date=ge2020&patient=evented                        ; true
            agent-name=medecin&date=lt2020                                        ; false
            agent-name=ide&action=R&patient=evented                               ; false
            patient=evented&site=keneya&altid=medecin                             ; true
            patient=evented&site=elsewhere                                        ; false
            patient=evented&address=127.0.0.1                                     ; true
            patient=nobody                                                        ; false
            """)
    void whatIsAskedForIsFound(String query, boolean found) {
        assertThat(search(query).isEmpty()).isEqualTo(!found);
    }

    @Test
    void whatWasRefusedIsFoundByItsOutcome() {
        assertThat(search("outcome=4&altid=dpo&entity=Patient/evented")).isNotEmpty();
    }

    @Test
    void pagesAreStableWhileTheLogGrows() {
        for (int i = 0; i < 7; i++) {
            SERVER.as("ide").get("/fhir/Patient/evented");
        }
        List<String> all = ids(SERVER.as("dpo").get("/fhir/AuditEvent?patient=evented&_count=100"));
        List<String> paged = new ArrayList<>();
        Reply page = SERVER.as("dpo").get("/fhir/AuditEvent?patient=evented&_count=3");
        while (true) {
            paged.addAll(ids(page));
            SERVER.as("ide").get("/fhir/Patient/evented");
            String next = page.json().objects("link").stream()
                    .filter(link -> "next".equals(link.string("relation")))
                    .map(link -> String.valueOf(link.string("url")))
                    .findFirst()
                    .orElse(null);
            if (next == null) {
                break;
            }
            page = SERVER.as("dpo").get(next.substring(SERVER.origin().length()));
        }
        assertThat(paged).containsExactlyElementsOf(all);
    }

    @Test
    void theTotalIsTrueWhenItIsAskedFor() {
        Reply all = SERVER.as("dpo").get("/fhir/AuditEvent?patient=evented&_total=accurate&_count=1&altid=medecin");
        int total = ids(SERVER.as("dpo").get("/fhir/AuditEvent?patient=evented&_count=500&altid=medecin"))
                .size();
        assertThat(all.json().get("total")).isEqualTo(new Json.Num(Integer.toString(total)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"medecin", "ide", "secretaire", "patient"})
    void othersThanTheOfficeSeeNone(String login) {
        assertThat(SERVER.as(login).get("/fhir/AuditEvent").status()).isEqualTo(403);
        assertThat(SERVER.as(login).get("/fhir/AuditEvent/log-0").status()).isEqualTo(403);
    }

    @Test
    void whatTheLogHoldsIsNobodysToWrite() {
        Json.Obj event = search("patient=evented").getFirst();
        String address = "/fhir/AuditEvent/" + event.string("id");
        Client system = SERVER.asSystem();
        assertThat(system.put(address, event).status()).isEqualTo(405);
        assertThat(system.delete(address).status()).isEqualTo(405);
        Reply bundle = system.post(
                "/fhir",
                new Json.Obj()
                        .put("resourceType", "Bundle")
                        .put("type", "transaction")
                        .put(
                                "entry",
                                Json.Arr.of(new Json.Obj()
                                        .put("resource", event)
                                        .put(
                                                "request",
                                                new Json.Obj()
                                                        .put("method", "PUT")
                                                        .put("url", "AuditEvent/" + event.string("id"))))));
        assertThat(bundle.status()).isEqualTo(405);
    }

    @Test
    void anotherSystemsAuditEventIsStoredAndFoundBehindOurs() {
        Json.Obj theirs = json(
                "{'resourceType':'AuditEvent','type':{'system':'http://terminology.hl7.org/CodeSystem/audit-event-type','code':'rest'},'recorded':'2026-01-01T00:00:00Z','outcome':'0',"
                        + "'agent':[{'requestor':true,'altId':'elsewhere-7'}],'source':{'site':'other','observer':{'display':'Other'}}}");
        Reply stored = SERVER.asSystem().post("/fhir/AuditEvent", theirs);
        assertThat(stored.status()).isEqualTo(201);
        assertThat(SERVER.as("dpo").get("/fhir/AuditEvent/" + stored.id()).status())
                .isEqualTo(200);
        Reply page = SERVER.as("dpo").get("/fhir/AuditEvent?altid=elsewhere-7");
        String next = String.valueOf(page.json().objects("link").getLast().string("url"));
        assertThat(ids(SERVER.as("dpo").get(next.substring(SERVER.origin().length()))))
                .containsExactly(stored.id());
    }

    @Test
    void aNameThatIsNoParameterIsRefusedWhenAskedToBeStrict() {
        assertThat(SERVER.as("dpo")
                        .with("Prefer", "handling=strict")
                        .get("/fhir/AuditEvent?flavour=1")
                        .status())
                .isEqualTo(400);
    }

    private static Json.Obj within(Json.Obj one, String name) {
        return java.util.Objects.requireNonNull(one.object(name));
    }

    private static List<Json.Obj> search(String query) {
        Reply reply = SERVER.as("dpo").get("/fhir/AuditEvent?" + query);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.resources();
    }

    private static List<String> ids(Reply reply) {
        return reply.resources().stream()
                .map(one -> String.valueOf(one.string("id")))
                .toList();
    }
}
