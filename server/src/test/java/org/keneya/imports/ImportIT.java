// SPDX-License-Identifier: Apache-2.0
package org.keneya.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keneya.SharedData;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** {@code keneya import} into the running server. */
class ImportIT {

    @TempDir
    Path folder;

    /** What a run answered and told. */
    private record Run(int status, String out, String err) {}

    @Test
    void takesSyntheasPatientsAndAddsNothingTheSecondTime() throws IOException {
        List<Path> files = SharedData.files("synthea");

        Run first = run(arguments(files));
        long resources = SERVER.resources();
        Run second = run(arguments(files));

        assertThat(first.status()).as(first.out()).isZero();
        assertThat(first.out()).contains("Nothing was refused.").contains(" created");
        assertThat(second.status()).isZero();
        assertThat(second.out()).contains(" 0 created");
        assertThat(SERVER.resources()).isEqualTo(resources);
        for (Path file : files) {
            for (Json.Obj entry : JsonText.readObject(Files.readAllBytes(file)).objects("entry")) {
                Json.Obj resource = entry.object("resource");
                if (resource != null && "Patient".equals(resource.string("resourceType"))) {
                    assertThat(SERVER.asSystem()
                                    .get("/fhir/Patient/" + resource.string("id"))
                                    .header("ETag"))
                            .isEqualTo("W/\"1\"");
                }
            }
        }
    }

    @Test
    void aBrokenFileIsToldWithItsPlaceAndStopsNoOther() throws IOException {
        write("a-broken.json", "{\n  'resourceType': 'Bundle',\n  'type': 'transaction'\n  'entry': []\n}");
        write("b-refused.json", bundle(patient("i-b1", "male"), patient("i-b2", "dragon")));
        write("c-good.json", bundle(patient("i-c1", "male"), patient("i-c2", "female")));
        write(
                "d-lines.ndjson",
                patient("i-d1", "male") + "\n" + patient("i-d2", "female") + "\n{broken\n" + patient("i-d4", "other")
                        + "\n" + patient("i-d5", "dragon") + "\n\n" + patient("i-d7", "male") + "\n");
        write("e-single.json", patient("i-e1", "unknown"));
        write("f-notes.txt", "not for import");
        write("g-empty.json", "");
        Files.write(
                folder.resolve("h-latin.ndjson"),
                "{\"resourceType\":\"Patient\",\"id\":\"i-h1\",\"name\":[{\"family\":\"é\"}]}\n"
                        .getBytes(StandardCharsets.ISO_8859_1));

        Run run = run(folder.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("a-broken.json.*line 4")
                .containsPattern("b-refused.json.*Bundle.entry\\[1\\].resource.gender")
                .containsPattern("d-lines.ndjson, line 3: .*")
                .containsPattern("d-lines.ndjson, line 5: .*gender")
                .containsPattern("g-empty.json.*empty")
                .containsPattern("h-latin.ndjson, line 1.*UTF-8")
                .contains("6 refused")
                .doesNotContain("c-good")
                .doesNotContain("e-single")
                .doesNotContain("f-notes");
        for (String id : List.of("i-c1", "i-c2", "i-d1", "i-d2", "i-d4", "i-d7", "i-e1")) {
            assertThat(SERVER.asSystem().get("/fhir/Patient/" + id).status())
                    .as(id)
                    .isEqualTo(200);
        }
        for (String id : List.of("i-b1", "i-b2", "i-d5", "i-h1")) {
            assertThat(SERVER.asSystem().get("/fhir/Patient/" + id).status())
                    .as(id)
                    .isEqualTo(404);
        }
    }

    @Test
    void refusalsQuoteNothingOfTheData() throws IOException {
        write("secret.json", bundle(patient("i-s1", "male").replace("'gender'", "'family':'GEHEIMNIS','gender'")));

        assertThat(run(folder.toString()).out()).contains("1 refused").doesNotContain("GEHEIMNIS");
    }

    @Test
    void manyLinesKeepTheirNumbersOverSeveralTransactions() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 1_300; i++) {
            lines.append(patient("i-many-" + i, i == 777 ? "dragon" : "male")).append('\n');
        }
        write("many.ndjson", lines.toString());

        Run run = run(folder.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("1 refused")
                .contains("many.ndjson, line 777: ")
                .contains("1,299 created");
    }

    @Test
    void saysInOneSentenceWhatIsWrongWithTheCommandLine() throws IOException {
        assertThat(ImportCommand.run(new String[0])).isEqualTo(2);
        assertThat(run(folder.toString()).status()).as("an empty folder").isEqualTo(2);
        Run absent = run(folder.resolve("absent.json").toString());
        assertThat(absent.status()).isNotZero();
        assertThat(absent.err() + absent.out())
                .contains("absent.json")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        Run noPort = captured("--port", "abc", folder.toString());
        assertThat(noPort.status()).isEqualTo(2);
        Run noValue = captured(folder.toString(), "--port");
        assertThat(noValue.status()).isEqualTo(2);
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        write("a.json", patient("i-x", "male"));

        Run run = captured("--port", "1", folder.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("port 1").doesNotContain("\tat ");
    }

    @Test
    void saysThatTheTokenIsNotTaken() throws IOException {
        write("a.json", patient("i-x", "male"));

        Run run = captured("--port", String.valueOf(SERVER.port()), "--token", "wrong", folder.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("token");
    }

    private static Run run(String... paths) {
        List<String> arguments = new ArrayList<>(List.of("--port", String.valueOf(SERVER.port())));
        arguments.addAll(List.of(paths));
        return captured(arguments.toArray(String[]::new));
    }

    private static Run captured(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        ByteArrayOutputStream failed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(failed, true, StandardCharsets.UTF_8));
        try {
            int status = ImportCommand.run(arguments);
            return new Run(status, told.toString(StandardCharsets.UTF_8), failed.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static String[] arguments(List<Path> files) {
        return files.stream().map(Path::toString).toArray(String[]::new);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text.replace('\'', '"'));
    }

    private static String patient(String id, String gender) {
        return "{'resourceType':'Patient','id':'" + id + "','gender':'" + gender + "'}";
    }

    private static String bundle(String... patients) {
        List<String> entries = new ArrayList<>();
        for (String patient : patients) {
            entries.add("{'resource':" + patient + ",'request':{'method':'POST','url':'Patient'}}");
        }
        return "{'resourceType':'Bundle','type':'transaction','entry':[" + String.join(",", entries) + "]}";
    }
}
