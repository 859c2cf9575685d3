// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
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
import org.keneya.model.XmlText;

/** Changes to parts of resources (http://hl7.org/fhir/R4/http.html#patch). */
class PatchIT {
    private static final String JSON_PATCH = "application/json-patch+json";
    private final Client program = SERVER.asSystem();
    private final Client physician = SERVER.as("medecin");

    @Test
    void appliesAJsonPatch() {
        String address = aPatient();

        Reply patched = patch(
                address,
                "[{'op':'add','path':'/name/0/given/-','value':'C'},"
                        + "{'op':'replace','path':'/gender','value':'other'}]");

        assertThat(patched.verdict()).isEqualTo("200");
        assertThat(patched.header("ETag")).isEqualTo("W/\"2\"");
        Json.Obj read = program.get(address).json();
        assertThat(String.valueOf(read.array("name"))).contains("[\"A\",\"B\",\"C\"]");
        assertThat(read.string("gender")).isEqualTo("other");
    }

    @Test
    void appliesAFhirPathPatchInBothForms() {
        String address = aPatient();
        Json.Obj parameters = parameters("delete", "Patient.name.where(family=%resource.name[0].family).given[0]");

        assertThat(program.send("PATCH", address, bytes(parameters)).verdict()).isEqualTo("200");
        assertThat(program.with("Content-Type", "application/fhir+xml")
                        .send("PATCH", address, XmlText.bytes(parameters("delete", "Patient.gender"), false))
                        .status())
                .isEqualTo(200);

        Json.Obj read = program.get(address).json();
        assertThat(String.valueOf(read.array("name"))).contains("[\"B\"]");
        assertThat(read.has("gender")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{'op':'test','path':'/gender','value':'female'}] | 422 processing patch[0]",
                "[{'op':'remove','path':'/photo'}] | 422 processing patch[0].path",
                "[{'op':'add','path':'/no','value':1}] | 400 structure Patient.no",
                "[{'op':'replace','path':'/gender','value':'x'}] | 400 code-invalid Patient.gender",
                "[{'op':'add','path':'/contact','value':[{'gender':'male'}]}] | 400 invariant Patient.contact[0] pat-1",
                "[{'op':'replace','path':'/id','value':'x'}] | 422 business-rule Patient",
                "[{'op':'remove','path':'/id'}] | 422 business-rule Patient",
                "[{'op':'replace','path':'/resourceType','value':'Person'}] | 422 business-rule Patient",
                "[{'op':'frobnicate','path':'/id'}] | 400 value patch[0].op",
                "{'op':'remove','path':'/id'} | 400 structure",
                "[ | 400 structure",
            })
    void refusesWhatDoesNotFitAndWritesNothing(String patch, String verdict) {
        String address = aPatient();

        assertThat(patch(address, patch).verdict()).isEqualTo(verdict);
        assertThat(program.get(address).header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void appliesAnXmlPatchAloneAndInABundle() {
        String address = aPatient();
        String diff =
                "<diff xmlns:f='http://hl7.org/fhir'><replace sel='f:Patient/f:gender/@value'>%s</replace></diff>";

        Reply alone = program.with("Content-Type", "application/xml-patch+xml; charset=utf-8")
                .send("PATCH", address, diff.formatted("other").getBytes(StandardCharsets.UTF_8));
        Reply bundle = program.post("/fhir", json("""
                {'resourceType':'Bundle','type':'transaction','entry':[{'request':{'method':'PATCH','url':'%s'},
                 'resource':{'resourceType':'Binary','contentType':'application/xml-patch+xml','data':'%s'}}]}""".formatted(
                        address.substring("/fhir/".length()),
                        java.util.Base64.getEncoder()
                                .encodeToString(diff.formatted("unknown").getBytes(StandardCharsets.UTF_8)))));

        assertThat(alone.verdict()).isEqualTo("200");
        assertThat(alone.json().string("gender")).isEqualTo("other");
        assertThat(bundle.verdict()).as(bundle.text()).isEqualTo("200");
        assertThat(program.get(address).json().string("gender")).isEqualTo("unknown");
        assertThat(program.with("Content-Type", "application/merge-patch+json")
                        .send("PATCH", address, "{}".getBytes(StandardCharsets.UTF_8))
                        .verdict())
                .isEqualTo("415 not-supported");
    }

    @Test
    void refusesAStaleVersionAndWhatIsNotThere() {
        String address = aPatient();
        String change = "[{'op':'replace','path':'/gender','value':'other'}]";
        patch(address, change);

        assertThat(program.with("If-Match", "W/\"1\"")
                        .with("Content-Type", JSON_PATCH)
                        .send("PATCH", address, utf8(change))
                        .status())
                .isEqualTo(412);
        assertThat(program.with("If-Match", "W/\"2\"")
                        .with("Content-Type", JSON_PATCH)
                        .send("PATCH", address, utf8("[{'op':'remove','path':'/gender'}]"))
                        .status())
                .isEqualTo(200);
        assertThat(patch("/fhir/Patient/none", change).verdict()).isEqualTo("404 not-found");
        program.delete(address);
        assertThat(patch(address, change).verdict()).isEqualTo("410 deleted");
    }

    @Test
    void losesNoPatchOfManyAtOnce() throws Exception {
        String address = aPatient();
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String patch = "[{'op':'add','path':'/name/0/given/-','value':'G%d'}]".formatted(i);
            writers.add(() -> patch(address, patch).status());
        }

        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> one : workers.invokeAll(writers)) {
                assertThat(one.get()).isEqualTo(200);
            }
        }

        assertThat(String.valueOf(program.get(address).json().array("name")))
                .contains("G0", "G1", "G2", "G3", "G4", "G5", "G6", "G7");
        assertThat(program.get(address).header("ETag")).isEqualTo("W/\"9\"");
    }

    @ParameterizedTest
    @CsvSource({"batch", "transaction"})
    void patchesInBundles(String type) {
        String first = aPatient();
        String second = aPatient();
        String data = Base64.getEncoder().encodeToString(utf8("[{'op':'replace','path':'/gender','value':'other'}]"));
        Json.Obj bundle = json(
                """
                {'resourceType':'Bundle','type':'%s','entry':[
                 {'resource':{'resourceType':'Binary','contentType':'application/json-patch+json','data':'%s'},
                  'request':{'method':'PATCH','url':'%s'}},
                 {'resource':%s,'request':{'method':'PATCH','url':'%s'}}]}""".formatted(type, data, relative(first), parameters("delete", "Patient.gender"), relative(second)));

        Reply reply = program.post("/fhir", bundle);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(program.get(first).json().string("gender")).isEqualTo("other");
        assertThat(program.get(second).json().has("gender")).isFalse();
    }

    @Test
    void rollsATransactionBackWhenItsPatchDoesNotFit() {
        String first = aPatient();
        String second = aPatient();
        Json.Obj bundle = json("""
                {'resourceType':'Bundle','type':'transaction','entry':[
                 {'resource':%s,'request':{'method':'PATCH','url':'%s'}},
                 {'resource':%s,'request':{'method':'PATCH','url':'%s'}}]}""".formatted(
                        parameters("delete", "Patient.gender"),
                        relative(first),
                        parameters("delete", "Patient.name.given"),
                        relative(second)));

        Reply reply = program.post("/fhir", bundle);

        assertThat(reply.verdict()).isEqualTo("422 processing Bundle.entry[1]");
        assertThat(program.get(first).header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void asksForTheRightToWrite() {
        Reply refused = SERVER.as("patient")
                .with("Content-Type", JSON_PATCH)
                .send("PATCH", aPatient(), utf8("[{'op':'remove','path':'/gender'}]"));

        assertThat(refused.status()).isIn(403, 404);
        assertThat(physician
                        .with("Content-Type", JSON_PATCH)
                        .send("PATCH", aPatient(), utf8("[{'op':'remove','path':'/gender'}]"))
                        .status())
                .isEqualTo(200);
    }

    private Reply patch(String address, String operations) {
        return program.with("Content-Type", JSON_PATCH).send("PATCH", address, utf8(operations));
    }

    private String aPatient() {
        Reply created = program.post("/fhir/Patient", json("""
                {'resourceType':'Patient','identifier':[{'system':'urn:oid:1.2.3','value':'%s'}],
                 'name':[{'family':'Old','given':['A','B']}],'gender':'male','birthDate':'1980-01-01'}""".formatted(UUID.randomUUID())));
        return "/fhir/Patient/" + created.id();
    }

    private static Json.Obj parameters(String type, String path) {
        return json("""
                {'resourceType':'Parameters','parameter':[{'name':'operation','part':[{'name':'type','valueCode':'%s'},
                 {'name':'path','valueString':'%s'}]}]}""".formatted(type, path));
    }

    private static String relative(String address) {
        return address.substring("/fhir/".length());
    }

    private static byte[] bytes(Json.Obj resource) {
        return org.keneya.model.JsonText.bytes(resource);
    }

    private static byte[] utf8(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
