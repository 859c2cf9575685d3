// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;

/** Labels on resources: http://hl7.org/fhir/R4/resource-operation-meta.html and its two sisters. */
class MetaIT {
    private final Client physician = SERVER.as("medecin");

    @Test
    void addsLabelsOnceAndMakesOneVersion() {
        String address = created();

        Reply added = physician.post(address + "/$meta-add", meta("'tag':[{'system':'http://x','code':'a'}]"));
        Reply again = physician.post(
                address + "/$meta-add", meta("'tag':[{'system':'http://x','code':'a','display':'Same'}]"));

        assertThat(added.status()).isEqualTo(200);
        assertThat(tags(added)).containsExactly("a");
        assertThat(tags(again)).containsExactly("a");
        assertThat(physician.get(address).header("ETag")).isEqualTo("W/\"2\"");
        assertThat(tags(physician.get(address + "/$meta"))).containsExactly("a");
        assertThat(physician.get(address).json().string("gender")).isEqualTo("female");
    }

    @Test
    void takesLabelsAwayAndMissesNone() {
        String address = created();
        physician.post(
                address + "/$meta-add",
                meta(
                        "'profile':['http://x/p'],'security':[{'system':'http://s','code':'R'}],'tag':[{'code':'a'},{'code':'b'}]"));

        Reply left = physician.post(
                address + "/$meta-delete",
                meta(
                        "'profile':['http://x/p'],'security':[{'system':'http://s','code':'R'}],'tag':[{'code':'a'},{'code':'zzz'}]"));
        physician.post(address + "/$meta-delete", meta("'tag':[{'code':'zzz'}]"));

        assertThat(tags(left)).containsExactly("b");
        assertThat(physician.get(address).text())
                .contains("\"tag\"")
                .doesNotContain("\"profile\"")
                .doesNotContain("\"security\"");
        assertThat(physician.get(address).header("ETag")).isEqualTo("W/\"3\"");
    }

    @Test
    void losesNoLabelOfManyWriters() throws Exception {
        String address = created();
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String code = "w" + i;
            writers.add(() -> physician
                    .post(address + "/$meta-add", meta("'tag':[{'code':'" + code + "'}]"))
                    .status());
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> one : threads.invokeAll(writers)) {
                assertThat(one.get()).isEqualTo(200);
            }
        }
        assertThat(tags(physician.get(address + "/$meta")))
                .containsExactlyInAnyOrder("w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7");
    }

    @Test
    void tellsWhichLabelsAreInUse() {
        String code = UUID.randomUUID().toString();
        String address = created();
        physician.post(address + "/$meta-add", meta("'tag':[{'code':'" + code + "'}]"));

        assertThat(tags(physician.get("/fhir/Patient/$meta"))).contains(code);
        assertThat(tags(physician.get("/fhir/$meta"))).contains(code);
        assertThat(tags(physician.get("/fhir/Observation/$meta"))).doesNotContain(code);
        assertThat(tags(SERVER.as("patient").get("/fhir/Patient/$meta"))).doesNotContain(code);
    }

    @Test
    void asksForTheRightToWrite() {
        String address = created();

        assertThat(SERVER.as("ide")
                        .post(address + "/$meta-add", meta("'tag':[{'code':'a'}]"))
                        .verdict())
                .isEqualTo("403 forbidden role-matrix");
        assertThat(SERVER.as("patient").get(address + "/$meta").verdict()).isEqualTo("404 not-found");
        assertThat(physician.get(address + "/$meta-add").verdict()).isEqualTo("405 not-supported");
        assertThat(physician
                        .post(address + "/$meta-add", json("{'resourceType':'Parameters'}"))
                        .verdict())
                .isEqualTo("400 required Parameters.parameter");
        assertThat(physician
                        .post("/fhir/Patient/never-was/$meta-add", meta("'tag':[{'code':'a'}]"))
                        .verdict())
                .isEqualTo("404 not-found");
    }

    private String created() {
        Reply reply = physician.post(
                "/fhir/Patient",
                json(
                        "{'resourceType':'Patient','name':[{'use':'official','family':'LABEL','given':['Zoé']}],'gender':'female','birthDate':'1980-01-01'}"));
        assertThat(reply.status()).isEqualTo(201);
        return "/fhir/Patient/" + reply.id();
    }

    private static Json.Obj meta(String content) {
        return json("{'resourceType':'Parameters','parameter':[{'name':'meta','valueMeta':{" + content + "}}]}");
    }

    private static List<String> tags(Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        Json.Obj meta = reply.json().objects("parameter").getFirst().object("valueMeta");
        return meta == null
                ? List.of()
                : meta.objects("tag").stream()
                        .map(tag -> String.valueOf(tag.string("code")))
                        .toList();
    }
}
