// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.access.Caller;
import org.keneya.access.Policies;
import org.keneya.access.Role;
import org.keneya.access.Subject;
import org.keneya.access.Tenants;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.springframework.core.env.Environment;

/** FHIR Bulk Data Access 2.0, from the kick-off to the last line. */
class BulkExportIT {
    private final Client program = SERVER.asSystem();

    @BeforeAll
    static void someData() {
        SERVER.put(
                patient("bx-a"),
                patient("bx-b"),
                patient("bx-c"),
                observation("bx-final", "bx-a", "final", ""),
                observation("bx-amended", "bx-a", "amended", ""),
                observation(
                        "bx-shared",
                        "bx-c",
                        "final",
                        ",'performer':[{'reference':'Patient/bx-a'},{'reference':'Patient/bx-b'}]"),
                observation("bx-alone", "bx-c", "final", ""),
                "{'resourceType':'Observation','id':'bx-nobody','status':'final','code':{'text':'salle'},'effectiveDateTime':'2026-01-01','valueInteger':1}",
                "{'resourceType':'Group','id':'bx-group','type':'person','actual':true,'member':[{'entity':{'reference':'Patient/bx-a'}},"
                        + "{'entity':{'reference':'Patient/bx-b'}},{'entity':{'reference':'Patient/bx-c'},'inactive':true}]}");
    }

    @Test
    void exportsEveryResourceOfTheSystemOnce() {
        Reply kicked = kick(program, "/fhir/$export");

        assertThat(kicked.status()).isEqualTo(202);
        String job = path(kicked.header("Content-Location"));
        assertThat(job).startsWith("/fhir/bulk/");
        Json.Obj manifest = finished(program, job);
        assertThat(manifest.get("requiresAccessToken")).isEqualTo(Json.Bool.TRUE);
        assertThat(manifest.string("request")).isEqualTo(SERVER.origin() + "/fhir/$export");
        assertThat(Instant.parse(String.valueOf(manifest.string("transactionTime"))))
                .isBefore(Instant.now());
        assertThat(manifest.array("error")).isEmpty();
        Map<String, List<String>> ids = download(program, manifest);
        assertThat(ids.get("Patient")).contains("bx-a", "bx-b", "bx-c").doesNotHaveDuplicates();
        assertThat(ids.get("Observation")).contains("bx-final", "bx-nobody").doesNotHaveDuplicates();
        assertThat(ids.get("Observation"))
                .hasSize(Integer.parseInt(
                        program.get("/fhir/Observation?_summary=count").json().get("total")
                                        instanceof Json.Num(String total)
                                ? total
                                : "-1"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "/fhir/Patient/$export?_type=Observation;bx-final,bx-amended,bx-shared,bx-alone;bx-nobody",
                "/fhir/Group/bx-group/$export?_type=Observation;bx-final,bx-amended,bx-shared;bx-alone,bx-nobody",
                "/fhir/Group/bx-group/$export?_type=Patient;bx-a,bx-b;bx-c",
                "/fhir/$export?_type=Observation&_typeFilter=Observation%3Fstatus%3Damended;bx-amended;bx-final",
                "/fhir/$export?_type=Observation&_typeFilter=Observation%3Fstatus%3Damended&_typeFilter=Observation%3Fsubject%3DPatient/bx-a;bx-amended,bx-final;bx-alone",
                "/fhir/$export?_type=Observation&_since=2999-01-01T00:00:00Z;;bx-final"
            })
    void exportsWhatIsAskedAndEachLineOnce(String address, String with, String without) {
        Reply kicked = kick(program, address);
        assertThat(kicked.status()).isEqualTo(202);
        Map<String, List<String>> ids = download(program, finished(program, path(kicked.header("Content-Location"))));
        List<String> all = ids.values().stream().flatMap(List::stream).toList();

        assertThat(all).doesNotHaveDuplicates().doesNotContain(without.split(","));
        if (with != null) {
            assertThat(all).contains(with.split(","));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/fhir/$export?_elements=id, 400 not-supported _elements",
        "/fhir/$export?_outputFormat=text/csv, 400 not-supported _outputFormat",
        "/fhir/$export?_type=Dragon, 400 value _type",
        "/fhir/$export?_since=yesterday, 400 value _since",
        "/fhir/$export?_typeFilter=Patient, 400 value _typeFilter",
        "/fhir/$export?_typeFilter=Patient%3Fcolour%3Dred, 400 not-supported _typeFilter",
        "/fhir/Patient/$export?_type=Organization, 400 not-supported _type",
        "/fhir/Group/never-was/$export, 404 not-found",
        "/fhir/Observation/$export, 404 not-found"
    })
    void refusesWhatItDoesNotOffer(String address, String verdict) {
        assertThat(kick(program, address).verdict()).isEqualTo(verdict);
    }

    @Test
    void wantsToBeAskedToAnswerLater() {
        assertThat(program.get("/fhir/$export").verdict()).isEqualTo("400 not-supported Prefer");
    }

    @Test
    void isForThoseWhoStandForTheEstablishment() {
        for (String login : List.of("medecin", "ide", "secretaire", "patient")) {
            assertThat(kick(SERVER.as(login), "/fhir/$export").verdict()).isEqualTo("403 forbidden role-matrix");
        }
        Reply kicked = kick(SERVER.as("dim"), "/fhir/$export?_type=AuditEvent");
        assertThat(kicked.verdict()).isEqualTo("403 forbidden role-matrix");
    }

    @Test
    void isSeenByNobodyButItsOwner() {
        String job = path(kick(program, "/fhir/$export?_type=Patient").header("Content-Location"));
        finished(program, job);

        for (Client other : List.of(SERVER.as("admin"), SERVER.as("medecin"))) {
            assertThat(other.get(job).verdict()).isEqualTo("404 not-found");
            assertThat(other.get(job + "/Patient.ndjson").verdict()).isEqualTo("404 not-found");
            assertThat(other.delete(job).verdict()).isEqualTo("404 not-found");
        }
        assertThat(SERVER.anonymous().get(job).status()).isEqualTo(401);
        assertThat(program.get(job + "/../../x").status()).isNotEqualTo(200);
        assertThat(program.get(job + "/Secret.ndjson").verdict()).isEqualTo("404 not-found");
    }

    @Test
    void sendsCompressedLinesToWhoTakesThem() throws IOException {
        String job = path(kick(program, "/fhir/$export?_type=Patient").header("Content-Location"));
        finished(program, job);

        Reply plain = program.get(job + "/Patient.ndjson");
        Reply packed = program.with("Accept-Encoding", "gzip").get(job + "/Patient.ndjson");

        assertThat(plain.header("Content-Type")).isEqualTo("application/fhir+ndjson");
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.bytes())).readAllBytes())
                .isEqualTo(plain.bytes());
    }

    @Test
    void leavesNothingReadableOnTheDiskAndNothingAtAllAfterADelete() throws IOException {
        SERVER.put(
                "{'resourceType':'Patient','id':'bx-secret','name':[{'family':'ZYXWVUT'}],'gender':'female','birthDate':'1980-01-01'}");
        String job = path(kick(program, "/fhir/$export?_type=Patient&_typeFilter=Patient%3Ffamily%3DZYXWVUT")
                .header("Content-Location"));
        assertThat(download(program, finished(program, job)).get("Patient")).containsExactly("bx-secret");
        Path folder = folder(job.substring(job.lastIndexOf('/') + 1));

        for (Path file : files(folder)) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain("ZYXWVUT");
        }
        assertThat(program.delete(job).status()).isEqualTo(202);
        assertThat(program.get(job).verdict()).isEqualTo("404 not-found");
        assertThat(Files.exists(folder)).isFalse();
    }

    /** A job as a stopped server leaves it: one type done, the next half written. A second start finishes it. */
    @Test
    void goesOnAfterARestartWithoutALineTwice() throws IOException {
        PgJobs jobs = SERVER.bean(PgJobs.class);
        Caller caller = SERVER.bean(Policies.class)
                .caller(new Subject(
                        "system", Role.SYSTEM, SERVER.bean(Tenants.class).local(), null, null));
        Instant now = Instant.now();
        byte[] key = Exports.newKey();
        String id = FhirStore.newId();
        ExportRequest request =
                new ExportRequest("system", null, List.of("Group", "Patient", "Observation"), null, List.of());
        Path folder = SERVER.bean(BulkFolder.class).of(id);
        Job.File done;
        try (SealedFile.Writer writer = new SealedFile(folder, "Group", key).writer()) {
            writer.line("{\"resourceType\":\"Group\",\"id\":\"from-before\"}".getBytes(StandardCharsets.UTF_8));
            done = writer.finish("Group");
        }
        Files.write(folder.resolve("Patient"), new byte[] {0, 0, 1, 0, 42});
        jobs.add(new Job(
                id,
                Job.State.RUNNING,
                caller.subject(),
                "x",
                now,
                now.plusSeconds(3600),
                key,
                request,
                List.of(done),
                null));

        SERVER.bean(Exports.class).resume();

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> jobs.find(caller, id).orElseThrow().state().equals(Job.State.DONE));
        Job job = jobs.find(caller, id).orElseThrow();
        assertThat(job.files()).extracting(Job.File::type).containsExactly("Group", "Patient", "Observation");
        assertThat(job.files().getFirst().count()).isEqualTo(1);
        var out = new java.io.ByteArrayOutputStream();
        SERVER.bean(Exports.class).copy(job, job.files().get(1), false, out);
        assertThat(out.toString(StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> JsonText.readObject(line).string("id")))
                .contains("bx-a", "bx-b", "bx-c")
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesToRunTooManyForOneCaller() {
        Caller caller = SERVER.bean(Policies.class)
                .caller(new Subject(
                        "bx-greedy", Role.SYSTEM, SERVER.bean(Tenants.class).local(), null, null));
        PgJobs jobs = SERVER.bean(PgJobs.class);
        Instant now = Instant.now();
        for (int i = 0; i < 4; i++) {
            jobs.add(new Job(
                    FhirStore.newId(),
                    Job.State.RUNNING,
                    caller.subject(),
                    "x",
                    now,
                    now.plusSeconds(60),
                    Exports.newKey(),
                    null,
                    List.of(),
                    null));
        }

        assertThat(jobs.running(caller)).isEqualTo(4);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> SERVER.bean(Exports.class)
                        .start(caller, "x", new ExportRequest("system", null, List.of("Group"), null, List.of())))
                .hasMessageContaining("4 bulk jobs of yours are running");
    }

    private static Reply kick(Client client, String address) {
        return client.with("Prefer", "respond-async").get(address);
    }

    private static Json.Obj finished(Client client, String job) {
        Reply[] last = new Reply[1];
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            last[0] = client.get(job);
            if (last[0].status() == 202) {
                assertThat(last[0].header("Retry-After")).isEqualTo("1");
                assertThat(last[0].header("X-Progress")).isNotEmpty();
            }
            return last[0].status() != 202;
        });
        assertThat(last[0].status()).isEqualTo(200);
        assertThat(last[0].header("Expires")).endsWith("GMT");
        return last[0].json();
    }

    /** The ids of every line by type, as many as the manifest says. */
    private static Map<String, List<String>> download(Client client, Json.Obj manifest) {
        Map<String, List<String>> ids = new TreeMap<>();
        for (Json.Obj file : manifest.objects("output")) {
            Reply reply = client.get(path(String.valueOf(file.string("url"))));
            assertThat(reply.status()).isEqualTo(200);
            List<String> found = reply.text()
                    .lines()
                    .map(JsonText::readObject)
                    .peek(line -> assertThat(line.string("resourceType")).isEqualTo(file.string("type")))
                    .map(line -> String.valueOf(line.string("id")))
                    .toList();
            assertThat(file.get("count")).isEqualTo(new Json.Num(Integer.toString(found.size())));
            ids.put(String.valueOf(file.string("type")), found);
        }
        return ids;
    }

    private static String path(String url) {
        assertThat(url).startsWith(SERVER.origin());
        return url.substring(SERVER.origin().length());
    }

    private static Path folder(String job) {
        return Path.of(String.valueOf(SERVER.bean(Environment.class).getProperty("keneya.data")))
                .resolve("bulk")
                .resolve(job);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).isNotEmpty();
            return all;
        }
    }

    private static String patient(String id) {
        return "{'resourceType':'Patient','id':'" + id
                + "','name':[{'family':'MASSE'}],'gender':'female','birthDate':'1980-01-01'}";
    }

    private static String observation(String id, String patient, String status, String more) {
        Json.Obj checked = json("{'resourceType':'Observation','id':'" + id + "','status':'" + status
                + "','code':{'text':'x'},'subject':{'reference':'Patient/" + patient
                + "'},'effectiveDateTime':'2026-01-01','valueInteger':1" + more + "}");
        return JsonText.write(checked);
    }
}
