// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.Reply;

/** Content that is no FHIR, stored and read as what it is (http://hl7.org/fhir/R4/binary.html#rest). */
class BinaryIT {
    private static final byte[] CONTENT = {'%', 'P', 'D', 'F', 0, (byte) 0xff, (byte) 0xfe, '\n'};
    private final Client program = SERVER.asSystem();

    @Test
    void keepsTheBytesAndGivesThemBack() {
        Reply made = program.with("Content-Type", "application/pdf").post("/fhir/Binary", CONTENT);

        assertThat(made.verdict()).isEqualTo("201");
        assertThat(made.json().string("contentType")).isEqualTo("application/pdf");
        assertThat(made.json().string("data")).isEqualTo(Base64.getEncoder().encodeToString(CONTENT));
        for (String path : new String[] {"/fhir/Binary/" + made.id(), "/fhir/Binary/" + made.id() + "/_history/1"}) {
            Reply read = program.get(path);
            assertThat(read.bytes()).isEqualTo(CONTENT);
            assertThat(read.header("Content-Type")).isEqualTo("application/pdf");
            assertThat(read.header("ETag")).isEqualTo("W/\"1\"");
            assertThat(read.header("Content-Security-Policy")).startsWith("sandbox");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "application/pdf | application/pdf",
                "application/* | application/pdf",
                "*/* | application/pdf",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | application/pdf",
                "application/pdf;q=0.9, application/fhir+json;q=0.5 | application/pdf",
                "application/fhir+json | application/fhir+json",
                "application/fhir+json, */*;q=0.1 | application/fhir+json",
                "application/fhir+xml;q=0.9, text/plain | application/fhir+xml",
                "application/json | application/fhir+json",
                "text/plain | 406",
                "application/pdf;q=0 | 406",
            })
    void answersInTheFormThatIsAskedFor(String accept, String expected) {
        String id = program.with("Content-Type", "application/pdf")
                .post("/fhir/Binary", CONTENT)
                .id();

        Reply reply = program.with("Accept", accept).get("/fhir/Binary/" + id);
        Reply head = program.with("Accept", accept).head("/fhir/Binary/" + id);

        if (expected.equals("406")) {
            assertThat(reply.verdict()).isEqualTo("406 not-supported");
            return;
        }
        assertThat(reply.header("Content-Type")).startsWith(expected);
        assertThat(reply.bytes().length == CONTENT.length).isEqualTo(expected.equals("application/pdf"));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).isEqualTo(reply.header("Content-Type"));
        assertThat(head.header("Content-Length")).isEqualTo(reply.header("Content-Length"));
        assertThat(head.bytes()).isEmpty();
    }

    @Test
    void answersTheResourceToWhoAsksForAFormat() {
        String id = program.with("Content-Type", "text/plain")
                .post("/fhir/Binary", "bonjour")
                .id();

        assertThat(program.get("/fhir/Binary/" + id + "?_format=json").json().string("data"))
                .isEqualTo("Ym9uam91cg==");
        assertThat(program.get("/fhir/Binary/" + id + "?_format=xml").text())
                .contains("<data value=\"Ym9uam91cg==\"/>");
    }

    @Test
    void replacesTheContentUnderItsId() {
        String id = "binary-" + UUID.randomUUID();
        Client text = program.with("Content-Type", "text/plain; charset=utf-8");

        assertThat(text.put("/fhir/Binary/" + id, "un").verdict()).isEqualTo("201");
        assertThat(text.with("If-Match", "W/\"1\"")
                        .put("/fhir/Binary/" + id, "deux")
                        .verdict())
                .isEqualTo("200");

        Reply now = program.get("/fhir/Binary/" + id);
        assertThat(now.text()).isEqualTo("deux");
        assertThat(now.header("Content-Type").toLowerCase(java.util.Locale.ROOT).replace(" ", ""))
                .isEqualTo("text/plain;charset=utf-8");
        assertThat(program.get("/fhir/Binary/" + id + "/_history/1").text()).isEqualTo("un");
        assertThat(program.delete("/fhir/Binary/" + id).status()).isEqualTo(204);
        assertThat(program.get("/fhir/Binary/" + id).verdict()).isEqualTo("410 deleted");
    }

    @Test
    void remembersWhichResourceRulesOverIt() {
        Client text = program.with("Content-Type", "text/plain");

        Reply made = text.with("X-Security-Context", "Patient/demo-patient").post("/fhir/Binary", "secret");

        assertThat(made.text()).contains("\"securityContext\":{\"reference\":\"Patient/demo-patient\"}");
        assertThat(program.get("/fhir/Binary/" + made.id()).header("X-Security-Context"))
                .isEqualTo("Patient/demo-patient");
        assertThat(text.with("X-Security-Context", "Patient/nobody")
                        .post("/fhir/Binary", "secret")
                        .verdict())
                .isEqualTo("422 not-found Binary.securityContext.reference");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceType\":\"Patient\",\"gender\":\"male\"}",
                "{\"no\":\"resource\"}",
                "not even JSON",
            })
    void takesWhatIsNoBinaryForContentEvenWhenItIsFhir(String content) {
        Reply made = program.post("/fhir/Binary", content);

        assertThat(made.verdict()).isEqualTo("201");
        assertThat(made.json().string("contentType")).isEqualTo("application/fhir+json");
        assertThat(Base64.getDecoder().decode(String.valueOf(made.json().string("data"))))
                .isEqualTo(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesABinaryResourceForWhatItIs() {
        Reply made = program.post(
                "/fhir/Binary",
                "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"Ym9uam91cg==\"}");

        assertThat(made.json().string("contentType")).isEqualTo("text/plain");
        assertThat(program.get("/fhir/Binary/" + made.id()).text()).isEqualTo("bonjour");
        assertThat(program.post("/fhir/Binary", "{\"resourceType\":\"Binary\",\"data\":\"Ym9uam91cg==\"}")
                        .verdict())
                .isEqualTo("400 required Binary.contentType");
    }

    @Test
    void readsAsAResourceInABundle() {
        String id = program.with("Content-Type", "text/plain")
                .post("/fhir/Binary", "bonjour")
                .id();

        Reply batch = program.post(
                "/fhir",
                "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\"Binary/%s\"}}]}"
                        .formatted(id));

        assertThat(batch.resources().getFirst().string("data")).isEqualTo("Ym9uam91cg==");
    }
}
