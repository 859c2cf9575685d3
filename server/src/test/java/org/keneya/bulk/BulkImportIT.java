// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** NDJSON in, line by line. */
class BulkImportIT {
    private final Client program = SERVER.asSystem().with("Content-Type", "application/fhir+ndjson");

    @Test
    void writesEveryLineWhateverTheOrderOfTypes() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1_300; i++) {
            lines.append(observation("bi-o" + i, "bi-p" + i % 700)).append('\n');
        }
        for (int i = 0; i < 700; i++) {
            lines.append(patient("bi-p" + i)).append("\r\n\n");
        }

        Reply reply = program.post("/fhir/$import", lines.toString());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(counts(reply)).containsExactlyInAnyOrder("Observation 1300", "Patient 700");
        assertThat(reply.json().array("error")).isEmpty();
        assertThat(total("/fhir/Observation?subject=Patient/bi-p1")).isEqualTo("2");
        assertThat(program.get(path(reply.header("Content-Location"))).json().string("request"))
                .isEqualTo(SERVER.origin() + "/fhir/$import");
    }

    @Test
    void writesWhatRefersToOneAnotherInARing() {
        String lines = String.join(
                "\n",
                patient("bi-ring"),
                "{\"resourceType\":\"Encounter\",\"id\":\"bi-ring-e\",\"status\":\"finished\",\"class\":{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"AMB\"},"
                        + "\"subject\":{\"reference\":\"Patient/bi-ring\"},\"diagnosis\":[{\"condition\":{\"reference\":\"Condition/bi-ring-c\"}}]}",
                "{\"resourceType\":\"Condition\",\"id\":\"bi-ring-c\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/bi-ring\"},"
                        + "\"encounter\":{\"reference\":\"Encounter/bi-ring-e\"}}");

        // spread out, so that the ring spans several transactions
        StringBuilder spread = new StringBuilder();
        for (String line : lines.split("\n", -1)) {
            spread.append(line).append('\n');
            for (int i = 0; i < 600; i++) {
                spread.append(patient("bi-fill" + i)).append('\n');
            }
        }
        Reply reply = program.post("/fhir/$import", spread.toString());

        assertThat(counts(reply)).containsExactlyInAnyOrder("Condition 1", "Encounter 1", "Patient 1801");
        assertThat(reply.json().array("error")).isEmpty();
    }

    @Test
    void refusesWhatRefersToARefusedLineAndWhatRefersToThat() {
        String encounter =
                "{\"resourceType\":\"Encounter\",\"id\":\"bi-%s\",\"status\":\"finished\",\"class\":{\"code\":\"AMB\"},\"partOf\":{\"reference\":\"Encounter/bi-%s\"}}";
        String lines = String.join(
                "\n",
                encounter.formatted("grandchild", "child"),
                encounter.formatted("child", "parent"),
                encounter.formatted("parent", "self").replace("finished", "no such status"),
                encounter.formatted("self", "self"));

        Reply reply = program.post("/fhir/$import", lines);

        assertThat(counts(reply)).containsExactly("Encounter 1");
        assertThat(reply.json().objects("error").getFirst().get("count")).isEqualTo(new Json.Num("3"));
        assertThat(program.get("/fhir/Encounter/bi-grandchild").status()).isEqualTo(404);
        assertThat(program.get("/fhir/Encounter/bi-self").status()).isEqualTo(200);
    }

    @Test
    void takesTheLastOfSeveralLinesOfOneResourceHoweverFarApart() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1_200; i++) {
            lines.append(patient("bi-last")
                            .replace(
                                    "1980-01-01",
                                    LocalDate.of(1950, 1, 1).plusDays(i).toString()))
                    .append('\n')
                    .append(patient("bi-between" + i))
                    .append('\n');
        }

        Reply reply = program.post("/fhir/$import", lines.toString());

        assertThat(counts(reply)).containsExactly("Patient 2400");
        assertThat(program.get("/fhir/Patient/bi-last").json().string("birthDate"))
                .isEqualTo(LocalDate.of(1950, 1, 1).plusDays(1_199).toString());
    }

    @Test
    void changesNothingWhenSentAgain() {
        String lines = patient("bi-again") + "\n" + observation("bi-again-o", "bi-again");
        program.post("/fhir/$import", lines);
        long before = SERVER.versions();

        Reply again = program.post("/fhir/$import", lines);

        assertThat(counts(again)).containsExactlyInAnyOrder("Observation 1", "Patient 1");
        assertThat(SERVER.versions()).isEqualTo(before);
    }

    @Test
    void refusesABadLineAlone() {
        String lines = String.join(
                "\n",
                patient("bi-good1"),
                "{not json",
                "{\"resourceType\":\"Patient\",\"id\":\"bi-bad\",\"gender\":\"x\"}",
                patient("bi-good2"),
                observation("bi-dangling", "bi-never-was"),
                patient("bi-good3"),
                patient("bi-good3").replace("female", "male"),
                "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"SANSID\"}],\"gender\":\"male\",\"birthDate\":\"1980-01-01\"}");

        Reply reply = program.post("/fhir/$import", lines);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(counts(reply)).containsExactly("Patient 5");
        Json.Obj error = reply.json().objects("error").getFirst();
        assertThat(error.get("count")).isEqualTo(new Json.Num("3"));
        List<Json.Obj> outcomes = SERVER.asSystem()
                .get(path(String.valueOf(error.string("url"))))
                .text()
                .lines()
                .map(JsonText::readObject)
                .toList();
        assertThat(outcomes)
                .extracting(outcome -> outcome.string("resourceType"))
                .containsOnly("OperationOutcome");
        assertThat(outcomes.stream()
                        .map(outcome -> outcome.objects("issue").getFirst().string("diagnostics"))
                        .map(text -> String.valueOf(text).split(":", 2)[0]))
                .containsExactlyInAnyOrder("line 2", "line 3", "line 5");
        assertThat(SERVER.asSystem().get("/fhir/Patient/bi-good2").status()).isEqualTo(200);
        assertThat(SERVER.asSystem().get("/fhir/Patient/bi-bad").status()).isEqualTo(404);
        assertThat(SERVER.asSystem().get("/fhir/Patient/bi-good3").json().string("gender"))
                .isEqualTo("male");
    }

    @Test
    void takesCompressedLines() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(patient("bi-packed").getBytes(StandardCharsets.UTF_8));
        }

        Reply reply = program.with("Content-Encoding", "gzip").post("/fhir/$import", packed.toByteArray());

        assertThat(counts(reply)).containsExactly("Patient 1");
    }

    @Test
    void isForProgramsAndAdministratorsAndTakesNothingElse() {
        for (String login : List.of("medecin", "dim", "patient")) {
            assertThat(SERVER.as(login)
                            .with("Content-Type", "application/fhir+ndjson")
                            .post("/fhir/$import", patient("bi-no"))
                            .verdict())
                    .isEqualTo("403 forbidden role-matrix");
        }
        assertThat(SERVER.asSystem().post("/fhir/$import", patient("bi-no")).verdict())
                .isEqualTo("415 not-supported");
        assertThat(SERVER.asSystem().get("/fhir/$import").verdict()).isEqualTo("405 not-supported");
        assertThat(SERVER.asSystem().get("/fhir/Patient/bi-no").status()).isEqualTo(404);
        assertThat(SERVER.anonymous()
                        .with("Content-Type", "application/fhir+ndjson")
                        .post("/fhir/$import", patient("bi-no"))
                        .status())
                .isEqualTo(401);
    }

    private static List<String> counts(Reply reply) {
        return reply.json().objects("output").stream()
                .map(one -> one.string("type") + " " + (one.get("count") instanceof Json.Num(String text) ? text : "?"))
                .toList();
    }

    private static String total(String address) {
        return SERVER.asSystem().get(address).json().get("total") instanceof Json.Num(String total) ? total : "?";
    }

    private static String path(String url) {
        return url.substring(SERVER.origin().length());
    }

    private static String patient(String id) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id
                + "\",\"name\":[{\"family\":\"LIGNE\"}],\"gender\":\"female\",\"birthDate\":\"1980-01-01\"}";
    }

    private static String observation(String id, String patient) {
        return "{\"resourceType\":\"Observation\",\"id\":\"" + id
                + "\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/" + patient
                + "\"},\"effectiveDateTime\":\"2026-01-01\",\"valueInteger\":1}";
    }
}
