// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Whatever comes in: a precise refusal, nothing stored, the server as healthy as before. */
class BadInputIT {
    private static final long LIMIT = 64L * 1024 * 1024;
    private final Client physician = SERVER.as("medecin");
    private long before;

    @BeforeEach
    void count() {
        before = SERVER.versions();
    }

    @AfterEach
    void isHealthy() {
        assertThat(SERVER.isReady()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"notJson", "structure", "values", "quality"})
    void refusesBodiesWithThePlaceOfTheFault(String what, String path, String body, String verdict) {
        Reply reply = physician.post(path, body.replace('\'', '"'));

        refused(reply, verdict);
    }

    static Stream<Arguments> notJson() {
        return Stream.of(
                row("text", "/fhir/Patient", "hello", "400 structure"),
                row("nothing but spaces", "/fhir/Patient", "  ", "400 structure"),
                row("an array", "/fhir/Patient", "[]", "400 structure"),
                row("XML", "/fhir/Patient", "<Patient xmlns='http://hl7.org/fhir'/>", "400 structure"),
                row("cut off", "/fhir/Patient", "{'resourceType':'Patient','name':[", "400 structure"),
                row("two values", "/fhir/Patient", "{'resourceType':'Patient'} {}", "400 structure"),
                row("single quotes", "/fhir/Patient", "{`resourceType`:`Patient`}", "400 structure"),
                row("a comment", "/fhir/Patient", "{/* x */'resourceType':'Patient'}", "400 structure"),
                row("a last comma", "/fhir/Patient", "{'resourceType':'Patient',}", "400 structure"),
                row("NaN", "/fhir/Observation", "{'resourceType':'Observation','valueInteger':NaN}", "400 structure"),
                row(
                        "a key twice",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','active':true,'active':false}",
                        "400 structure"),
                row("500 levels", "/fhir/Patient", "{'a':".repeat(500) + "1" + "}".repeat(500), "400 structure"),
                row("500 arrays", "/fhir/Patient", "{'a':" + "[".repeat(500) + "]".repeat(500) + "}", "400 structure"),
                row("100,000 levels", "/fhir/Patient", "{'a':".repeat(100_000), "400 structure"),
                row("nested extensions", "/fhir/Patient", nested(300), "400 structure"),
                row(
                        "a raw control character",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','language':'a\u0001'}",
                        "400 structure"),
                row("a raw NUL", "/fhir/Patient", "{'resourceType':'Patient','language':'a\0'}", "400 structure"),
                row(
                        "500 digits",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','multipleBirthInteger':" + "9".repeat(500) + "}",
                        "400 structure"),
                row(
                        "100,000 digits",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','multipleBirthInteger':" + "9".repeat(100_000) + "}",
                        "400 structure"));
    }

    static Stream<Arguments> structure() {
        return Stream.of(
                row("no resourceType", "/fhir/Patient", "{}", "400 structure resourceType"),
                row(
                        "resourceType of another kind",
                        "/fhir/Patient",
                        "{'resourceType':7}",
                        "400 structure resourceType"),
                row(
                        "another type than the address",
                        "/fhir/Patient",
                        "{'resourceType':'Observation'}",
                        "400 invalid resourceType"),
                row("a type R4 has not", "/fhir/Patient", "{'resourceType':'Dragon'}", "400 invalid resourceType"),
                row(
                        "a contained type R4 has not",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','contained':[{'resourceType':'Dragon','id':'a'}]}",
                        "400 value Patient.contained[0].resourceType"),
                row(
                        "an unknown element",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','surname':'x'}",
                        "400 structure Patient.surname"),
                row(
                        "an unknown element inside",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','name':[{'family':'A'},{'family':'B','nick':'x'}]}",
                        "400 structure Patient.name[1].nick"),
                row(
                        "one instead of a list",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','name':{'family':'A'}}",
                        "400 structure Patient.name"),
                row(
                        "a list instead of one",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','birthDate':['1951-03-12']}",
                        "400 structure Patient.birthDate"),
                row(
                        "an empty list",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','name':[]}",
                        "400 structure Patient.name"),
                row(
                        "text for a boolean",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','active':'true'}",
                        "400 structure Patient.active"),
                row(
                        "a number for text",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','name':[{'family':7}]}",
                        "400 structure Patient.name[0].family"),
                row(
                        "an object for text",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','name':[{'family':{'a':'b'}}]}",
                        "400 structure Patient.name[0].family"),
                row(
                        "null",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','birthDate':null}",
                        "400 structure Patient.birthDate"),
                row(
                        "a required element missing",
                        "/fhir/Observation",
                        "{'resourceType':'Observation','code':{'text':'x'},'effectiveDateTime':'2026-01-01'}",
                        "400 required Observation.status"),
                row(
                        "text for a number",
                        "/fhir/Observation",
                        observation("'valueInteger':'7'"),
                        "400 structure Observation.value"),
                row(
                        "two values of one choice",
                        "/fhir/Observation",
                        observation("'valueString':'a','valueInteger':7"),
                        "400 structure Observation.value"));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                row(
                        "30 February",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','birthDate':'2023-02-30'}",
                        "400 value Patient.birthDate"),
                row(
                        "29 February of a common year",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','birthDate':'1900-02-29'}",
                        "400 value Patient.birthDate"),
                row(
                        "month 13",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','birthDate':'2024-13'}",
                        "400 value Patient.birthDate"),
                row(
                        "a French date",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','birthDate':'12/03/1951'}",
                        "400 value Patient.birthDate"),
                row(
                        "a time without a zone",
                        "/fhir/Observation",
                        "{'resourceType':'Observation','status':'final','code':{'text':'x'},'effectiveDateTime':'2026-01-01T12:00:00'}",
                        "400 value Observation.effective"),
                row(
                        "hour 25",
                        "/fhir/Observation",
                        "{'resourceType':'Observation','status':'final','code':{'text':'x'},'effectiveDateTime':'2026-01-01T25:00:00Z'}",
                        "400 value Observation.effective"),
                row(
                        "an unknown code",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','gender':'féminin'}",
                        "400 code-invalid Patient.gender"),
                row(
                        "an unknown status",
                        "/fhir/Observation",
                        "{'resourceType':'Observation','status':'done','code':{'text':'x'},'effectiveDateTime':'2026-01-01'}",
                        "400 code-invalid Observation.status"),
                row(
                        "an id with spaces",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','id':'a b'}",
                        "400 value Patient.id"),
                row(
                        "an id of 65 characters",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','id':'" + "a".repeat(65) + "'}",
                        "400 value Patient.id"),
                row(
                        "a fraction for an integer",
                        "/fhir/Observation",
                        observation("'valueInteger':1.5"),
                        "400 value Observation.value"),
                row(
                        "an integer out of range",
                        "/fhir/Observation",
                        observation("'valueInteger':99999999999"),
                        "400 value Observation.value"),
                row(
                        "an escaped NUL",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','name':[{'family':'A\\u0000B'}]}",
                        "400 value Patient.name[0].family"),
                row(
                        "an empty text",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','name':[{'family':''}]}",
                        "400 value Patient.name[0].family"),
                row(
                        "a script in a narrative",
                        "/fhir/Patient",
                        narrative("<script>alert(1)</script>"),
                        "400 invalid Patient.text.div"),
                row(
                        "an event handler in a narrative",
                        "/fhir/Patient",
                        narrative("<p onclick=\\'alert(1)\\'>x</p>".replace("\\'", "\\\"")),
                        "400 invalid Patient.text.div"),
                row(
                        "a script address in a narrative",
                        "/fhir/Patient",
                        narrative("<a href=\\\"javascript:alert(1)\\\">x</a>"),
                        "400 invalid Patient.text.div"),
                row(
                        "a reference to another kind",
                        "/fhir/Observation",
                        observation("'subject':{'reference':'Medication/1'}"),
                        "400 value Observation.subject.reference"));
    }

    static Stream<Arguments> quality() {
        return Stream.of(
                row(
                        "a reference to nothing",
                        "/fhir/Observation",
                        observation("'valueInteger':1,'subject':{'reference':'Patient/nobody'}"),
                        "422 not-found Observation.subject.reference"),
                row(
                        "a reference to nothing inside",
                        "/fhir/Observation",
                        observation(
                                "'valueInteger':1,'performer':[{'display':'x'},{'reference':'Practitioner/nobody'}]"),
                        "422 not-found Observation.performer[1].reference"),
                row(
                        "a wrong INS key",
                        "/fhir/Patient",
                        patientWithIns("251036938390075"),
                        "422 value Patient.identifier[0].value ins-key"),
                row(
                        "half an INS",
                        "/fhir/Patient",
                        patientWithIns("25103693839"),
                        "422 value Patient.identifier[0].value ins-format"),
                row(
                        "an INS with spaces",
                        "/fhir/Patient",
                        patientWithIns("2 51 03 69 383 900 74"),
                        "422 value Patient.identifier[0].value ins-format"),
                row(
                        "a birth in the future",
                        "/fhir/Patient",
                        "{'resourceType':'Patient','name':[{'family':'A'}],'gender':'male','birthDate':'2999-01-01'}",
                        "422 value Patient.birthDate birthdate-future"),
                row(
                        "an observation without a time",
                        "/fhir/Observation",
                        "{'resourceType':'Observation','status':'final','code':{'text':'x'}}",
                        "422 required Observation.effective observation-effective-missing"),
                row(
                        "a quantity without a unit",
                        "/fhir/Observation",
                        observation("'valueQuantity':{'value':7}"),
                        "422 required Observation.value.code observation-unit-missing"),
                row(
                        "a temperature nobody has",
                        "/fhir/Observation",
                        "{'resourceType':'Observation','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'8310-5'}]},'effectiveDateTime':'2026-01-01','valueQuantity':{'value':99,'system':'http://unitsofmeasure.org','code':'Cel'}}",
                        "422 value Observation.value.value observation-value-implausible"),
                row(
                        "an allergy without its verification",
                        "/fhir/AllergyIntolerance",
                        "{'resourceType':'AllergyIntolerance','patient':{'reference':'Patient/demo-patient'},'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical','code':'active'}]}}",
                        "422 required AllergyIntolerance.verificationStatus allergy-verification-missing"),
                row(
                        "a condition without a name",
                        "/fhir/Condition",
                        "{'resourceType':'Condition','subject':{'reference':'Patient/demo-patient'}}",
                        "422 required Condition.code condition-code-missing"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource
    void refusesAddressesAndHeaders(String method, String path, String header, String verdict) {
        Client client = physician;
        for (String one : header.split("\\|", -1)) {
            if (!one.isEmpty()) {
                client = client.with(one.substring(0, one.indexOf(':')), one.substring(one.indexOf(':') + 1));
            }
        }
        byte[] body = "{\"resourceType\":\"Patient\",\"id\":\"demo-patient\",\"gender\":\"male\"}"
                .getBytes(StandardCharsets.UTF_8);
        Reply reply = switch (method) {
            case "GET" -> client.get(path);
            case "DELETE" -> client.delete(path);
            default -> client.send(method, path, body);
        };

        refused(reply, verdict);
    }

    static Stream<Arguments> refusesAddressesAndHeaders() {
        String tooLong = "a".repeat(65);
        return Stream.of(
                row("GET", "/fhir/Dragon", "", "404 not-found"),
                row("GET", "/fhir/Dragon/1", "", "404 not-found"),
                row("POST", "/fhir/Dragon", "", "404 not-found"),
                row("GET", "/fhir/patient", "", "404 not-found"),
                row("GET", "/fhir/DomainResource", "", "404 not-found"),
                row("GET", "/fhir/Patient/nobody", "", "404 not-found"),
                row("GET", "/fhir/Patient/demo-patient/_history/99", "", "404 not-found"),
                row("GET", "/fhir/Patient/demo-patient/_history/x", "", "404 not-found"),
                row("GET", "/fhir/Patient/demo-patient/_history/99999999999", "", "404 not-found"),
                row("GET", "/fhir/Patient/demo-patient/x", "", "404 not-found"),
                row("GET", "/fhir/Patient/demo-patient/_history/1/x", "", "404 not-found"),
                row("GET", "/fhir/Patient/" + tooLong, "", "400 value"),
                row("GET", "/fhir/Patient/a_b", "", "400 value"),
                row("GET", "/fhir/Patient/%27%20or%201=1", "", "400 value"),
                row("PUT", "/fhir/Patient/" + tooLong, "", "400 value"),
                row("GET", "/fhir/Patient/demo-patient/$nothing", "", "404 not-found"),
                row("GET", "/fhir/Patient/$nothing", "", "404 not-found"),
                row("DELETE", "/fhir", "", "405 not-supported"),
                row("PUT", "/fhir", "", "405 not-supported"),
                row("PUT", "/fhir/Patient", "Content-Type:application/fhir+json", "412 required"),
                row("DELETE", "/fhir/Patient", "", "412 required"),
                row("DELETE", "/fhir/Patient?_count=1", "", "412 required"),
                row("DELETE", "/fhir/Patient?no-such=1", "", "400 not-supported no-such"),
                row(
                        "PATCH",
                        "/fhir/Patient/demo-patient",
                        "Content-Type:application/xml-patch+xml",
                        "400 structure patch"),
                row(
                        "PATCH",
                        "/fhir/Patient/demo-patient",
                        "Content-Type:application/merge-patch+json",
                        "415 not-supported"),
                row("PATCH", "/fhir/Patient/demo-patient", "Content-Type:text/plain", "415 not-supported"),
                row("POST", "/fhir/metadata", "", "405 not-supported"),
                row("PUT", "/fhir/Patient/other", "", "400 invalid Patient.id"),
                row("POST", "/fhir/Patient", "Content-Type:text/plain", "415 not-supported"),
                row("POST", "/fhir/Patient", "Content-Type:application/fhir+xml", "400 structure"),
                row("POST", "/fhir/Patient", "Content-Type:application/fhir+json;charset=latin1", "415 not-supported"),
                row(
                        "POST",
                        "/fhir/Patient",
                        "Content-Type:application/fhir+json; fhirVersion=3.0",
                        "415 not-supported"),
                row("POST", "/fhir/Patient/_search", "Content-Type:application/fhir+json", "415 not-supported"),
                row("GET", "/fhir/Patient", "Accept:text/html", "406 not-supported"),
                row("GET", "/fhir/Patient", "Accept:application/fhir+json; fhirVersion=3.0", "406 not-supported"),
                row("GET", "/fhir/Patient", "Accept:application/fhir+json;q=0", "406 not-supported"),
                row("GET", "/fhir/Patient?_format=ttl", "", "406 not-supported"),
                row("PUT", "/fhir/Patient/demo-patient", "If-Match:garbage", "412 conflict"),
                row("PUT", "/fhir/Patient/demo-patient", "If-Match:W/\"99\"", "412 conflict Patient"),
                row("PUT", "/fhir/Patient/demo-patient", "If-Match:W/\"-1\"", "412 conflict"),
                row("PUT", "/fhir/Patient/demo-patient", "If-None-Match:*", "412 conflict Patient"),
                row("DELETE", "/fhir/Patient/demo-patient", "If-Match:W/\"99999999999999\"", "412 conflict"),
                row("POST", "/fhir/Patient", "If-None-Exist:dragon=1", "412 invalid If-None-Exist"),
                row("GET", "/fhir/Patient?_count=abc", "", "400 value _count"),
                row("GET", "/fhir/Patient?_count=-1", "", "400 value _count"),
                row("GET", "/fhir/Patient?_count=99999999999", "", "400 value _count"),
                row("GET", "/fhir/Patient?_total=all", "", "400 value _total"),
                row("GET", "/fhir/Patient?_sort=dragon", "", "400 not-found _sort"),
                row("GET", "/fhir/Patient?_include=Patient:dragon", "", "400 not-found _include"),
                row("GET", "/fhir/Patient?_cursor=garbage", "", "400 value _cursor"),
                row(
                        "GET",
                        "/fhir/Patient?_cursor=Jme13wJijDTNgyEktjjxeW4xNzk0ODMzNDAwMDAwCm4zOTA1Cm4xCg",
                        "",
                        "400 value _cursor"),
                row("GET", "/fhir/Patient/_history?_count=abc", "", "400 value _count"),
                row("GET", "/fhir/Patient/_history?_cursor=garbage", "", "400 value _cursor"),
                row("GET", "/fhir/_history?_since=yesterday", "", "400 value _since"),
                row("GET", "/fhir/Patient?birthdate=yesterday", "", "400 value birthdate"),
                row("GET", "/fhir/Patient?birthdate=2023-02-30", "", "400 value birthdate"),
                row("GET", "/fhir/Patient?birthdate=xx2023", "", "400 value birthdate"),
                row("GET", "/fhir/Observation?value-quantity=abc", "", "400 value value-quantity"),
                row("GET", "/fhir/Observation?value-quantity=1e999999999", "", "400 value value-quantity"),
                row("GET", "/fhir/Patient?name:dragon=x", "", "400 not-supported name"),
                row("GET", "/fhir/Patient?dragon=1", "Prefer:handling=strict", "400 not-supported dragon"),
                row("GET", "/fhir/Observation?subject:Patient.shoe-size=x", "", "400 not-found subject"),
                row("GET", "/fhir/Patient?name=%00", "", "400 value"),
                row("GET", "/fhir/Patient?name=a%00b", "", "400 value"));
    }

    @Test
    void tellsLineAndColumnOfWhatIsNotJson() {
        Reply reply = physician.post("/fhir/Patient", "{\n  \"resourceType\": \"Patient\",\n  \"active\": yes\n}");

        refused(reply, "400 structure");
        assertThat(reply.diagnostics()).contains("line 3").contains("column");
    }

    @Test
    void tellsWhereUtf8Ends() {
        byte[] body = "{\"resourceType\":\"Patient\",\n\"name\":[{\"family\":\"X\"}]}".getBytes(StandardCharsets.UTF_8);
        body[body.length - 5] = (byte) 0xE9; // é of Latin-1

        Reply reply = physician.post("/fhir/Patient", body);

        refused(reply, "400 structure");
        assertThat(reply.diagnostics()).contains("UTF-8").contains("line 2");
    }

    @Test
    void refusesAnEmptyBody() {
        refused(physician.post("/fhir/Patient", ""), "400 structure");
        refused(physician.post("/fhir", ""), "400 structure");
    }

    @Test
    void saysBothKeysOfAWrongMatriculeInFrench() {
        Reply reply = physician.post(
                "/fhir/Patient", patientWithIns("251036938390075").replace('\'', '"'));

        assertThat(reply.sentence()).isEqualTo("La clé du matricule INS est incorrecte : 75 lue, 74 attendue.");
    }

    @Test
    void refuses65MegabytesReallySent() {
        byte[] body = new byte[65 * 1024 * 1024];
        java.util.Arrays.fill(body, (byte) ' ');

        assertThat(statusOf(body)).isEqualTo(413);
        assertThat(SERVER.versions()).isEqualTo(before);
    }

    /** The server may close while the rest is still being sent; 413 is what a client that listens hears. */
    private int statusOf(byte[] body) {
        try {
            return physician.post("/fhir/Patient", body).status();
        } catch (java.io.UncheckedIOException closed) {
            return 413;
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void refusesInTheWordsOfRfc9457UnderApi(String path, String verdict) {
        Reply reply = physician.get(path);

        assertThat(reply.status() + " " + reply.json().string("code")).isEqualTo(verdict);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().get("status")).isEqualTo(new Json.Num(verdict.substring(0, 3)));
    }

    static Stream<Arguments> refusesInTheWordsOfRfc9457UnderApi() {
        return Stream.of(
                row("/api/patients", "400 required"),
                row("/api/patients?q=", "400 required"),
                row("/api/patients?q=%20%20", "400 required"),
                row("/api/patients?q=-", "400 required"),
                row("/api/patients?q=" + "a".repeat(201), "400 too-long"),
                row("/api/patients?q=a&count=abc", "400 value"),
                row("/api/patients?q=a&count=0", "400 value"),
                row("/api/patients/nobody/timeline", "404 not-found"),
                row("/api/patients/demo-patient/timeline?type=Dragon", "400 value"),
                row("/api/patients/demo-patient/timeline?from=2023-02-30", "400 value"),
                row("/api/patients/demo-patient/timeline?to=yesterday", "400 value"),
                row("/api/patients/demo-patient/timeline?count=-1", "400 value"),
                row("/api/patients/demo-patient/timeline?cursor=garbage", "400 value"),
                row("/api/nothing", "404 not-found"));
    }

    @Test
    void leavesOutUnknownParametersAndSaysSo() {
        Reply reply = physician.get("/fhir/Patient?_id=demo-patient&dragon=1");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.addresses()).startsWith("Patient/demo-patient");
        Json.Obj outcome = reply.resources().getLast();
        assertThat(outcome.objects("issue").getFirst().string("code")).isEqualTo("not-supported");
        assertThat(reply.json().objects("link").getFirst().string("url")).doesNotContain("dragon");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir/Patient?name=%",
                "/fhir/Patient?name=%zz",
                "/fhir/Patient?%=1",
                "/fhir/Patient?name=%c3",
                "/fhir/Patient/_history?_since=%zz",
                "/api/patients?q=%zz",
                "/api/patients?q=%c3",
                "/api/patients/demo-patient/timeline?text=%zz"
            })
    void refusesBrokenEscapesInQueries(String path) {
        assertThat(raw("GET", path, "")).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir/%",
                "/fhir/Patient/%zz",
                "/fhir/Patient/%00",
                "/fhir/..%2f..%2fetc/passwd",
                "/fhir/Patient/a b",
                "/fhir/Patient;x=1/demo-patient",
                "/fhir//Patient",
                "/fhir/Patient/../../api/session"
            })
    void neverFailsOnStrangePaths(String path) {
        assertThat(raw("GET", path, "")).matches("(?s)HTTP/1.1 4\\d\\d.*");
    }

    @Test
    @Timeout(30)
    void refusesADeclared200MegabytesBeforeTheyAreSent() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", SERVER.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(head("POST", "/fhir/Patient", "Content-Length: 209715200")
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();

            assertThat(firstLine(socket.getInputStream())).startsWith("HTTP/1.1 413");
        }
        assertThat(SERVER.versions()).isEqualTo(before);
    }

    @Test
    @Timeout(60)
    void refusesChunksThatGrowOverTheLimit() throws IOException {
        byte[] megabyte = new byte[1024 * 1024];
        java.util.Arrays.fill(megabyte, (byte) ' ');
        try (Socket socket = new Socket("127.0.0.1", SERVER.port())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    head("POST", "/fhir/Patient", "Transfer-Encoding: chunked").getBytes(StandardCharsets.ISO_8859_1));
            try {
                for (long sent = 0; sent <= LIMIT + 16L * megabyte.length; sent += megabyte.length) {
                    out.write("100000\r\n".getBytes(StandardCharsets.ISO_8859_1));
                    out.write(megabyte);
                    out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
                }
                out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException closedByTheServer) {
                // it has answered already
            }
            assertThat(firstLine(socket.getInputStream())).startsWith("HTTP/1.1 413");
        }
        assertThat(SERVER.versions()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; drop table resource; --",
                "' OR '1'='1",
                "Robert'); DELETE FROM resource WHERE (1=1",
                "<script>alert('x')</script>",
                "\"><img src=x onerror=alert(1)>",
                "${jndi:ldap://localhost/x}",
                "{{7*7}}",
                "%s%n$(reboot)`id`",
                "../../../etc/passwd",
                "\\\\x\\x00"
            })
    void keepsFragmentsOfOtherLanguagesAsDataAndFindsThem(String fragment) {
        Json text = new Json.Str(fragment);
        Json.Obj patient = json("{'resourceType':'Patient','gender':'other','birthDate':'1990-01-01'}")
                .put(
                        "name",
                        Json.Arr.of(new Json.Obj()
                                .put("family", text)
                                .put("given", Json.Arr.of(text))
                                .put("text", text)))
                .put(
                        "identifier",
                        Json.Arr.of(new Json.Obj().put("system", "urn:x").put("value", text)))
                .put(
                        "address",
                        Json.Arr.of(new Json.Obj()
                                .put("line", Json.Arr.of(text))
                                .put("city", text)
                                .put("postalCode", text)))
                .put(
                        "telecom",
                        Json.Arr.of(new Json.Obj().put("system", "email").put("value", text)))
                .put("contact", Json.Arr.of(new Json.Obj().put("name", new Json.Obj().put("text", text))));

        Reply created = physician.post("/fhir/Patient", patient);

        assertThat(created.verdict()).isEqualTo("201");
        assertThat(created.header("Content-Type")).startsWith("application/fhir+json");
        assertThat(created.header("X-Content-Type-Options")).isEqualTo("nosniff");
        Json.Obj read = physician.get("/fhir/Patient/" + created.id()).json();
        read.remove("id");
        read.remove("meta");
        assertThat(JsonText.write(read)).isEqualTo(JsonText.write(patient));
        String escaped = URLEncoder.encode(
                fragment.replace("\\", "\\\\")
                        .replace("|", "\\|")
                        .replace(",", "\\,")
                        .replace("$", "\\$"),
                StandardCharsets.UTF_8);
        for (String parameter : List.of("identifier", "family:exact", "address-city:exact", "email")) {
            Reply found = physician.get("/fhir/Patient?" + parameter + "=" + escaped);
            assertThat(found.status()).as(parameter).isEqualTo(200);
            assertThat(found.addresses()).as(parameter).contains("Patient/" + created.id());
        }
        for (String parameter : List.of(
                "name",
                "_id",
                "birthdate",
                "gender",
                "_sort",
                "_lastUpdated",
                "_include",
                "_cursor",
                "_count",
                "general-practitioner",
                escaped)) {
            assertThat(physician
                            .get("/fhir/Patient?" + parameter + "=" + escaped)
                            .status())
                    .as(parameter)
                    .isIn(200, 400);
        }
        assertThat(physician.get("/api/patients?q=" + escaped).status()).isIn(200, 400);
        assertThat(physician.get("/api/patients/" + escaped + "/timeline").status())
                .isIn(400, 404);
        assertThat(physician
                        .get("/api/patients/demo-patient/timeline?type=" + escaped)
                        .status())
                .isEqualTo(400);
        assertThat(physician
                        .get("/api/patients/demo-patient/timeline?from=" + escaped)
                        .status())
                .isEqualTo(400);
        assertThat(physician
                        .get("/api/patients/demo-patient/timeline?text=" + escaped)
                        .status())
                .isEqualTo(200);
        assertThat(physician
                        .get("/api/patients/demo-patient/timeline?cursor=" + escaped)
                        .status())
                .isEqualTo(400);
        assertThat(physician.delete("/fhir/Patient/" + created.id()).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", "{}", "7", "[null]"})
    void refusesABatchWhoseEntriesAreNone(String entries) {
        Reply reply =
                physician.post("/fhir", "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":" + entries + "}");

        assertThat(reply.verdict()).startsWith("400 structure Bundle.entry");
        assertThat(SERVER.versions()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesBundlesWithTheEntryNamed(String what, String body, String verdict) {
        refused(physician.post("/fhir", body.replace('\'', '"')), verdict);
    }

    static Stream<Arguments> refusesBundlesWithTheEntryNamed() {
        String good =
                "{'resource':{'resourceType':'Patient','gender':'male'},'request':{'method':'POST','url':'Patient'}},";
        return Stream.of(
                row("no Bundle", "{'resourceType':'Patient'}", "400 invalid resourceType"),
                row("a collection", "{'resourceType':'Bundle','type':'collection'}", "400 value Bundle.type"),
                row("no type", "{'resourceType':'Bundle'}", "400 value Bundle.type"),
                row(
                        "no request",
                        transaction(good + "{'resource':{'resourceType':'Patient'}}"),
                        "400 required Bundle.entry[1].request"),
                row(
                        "no url",
                        transaction(good + "{'resource':{'resourceType':'Patient'},'request':{'method':'POST'}}"),
                        "400 required Bundle.entry[1].request.url"),
                row(
                        "a wrong element",
                        transaction(
                                good
                                        + "{'resource':{'resourceType':'Patient','x':1},'request':{'method':'POST','url':'Patient'}}"),
                        "400 structure Bundle.entry[1].resource.x"),
                row(
                        "a type R4 has not",
                        transaction(good
                                + "{'resource':{'resourceType':'Patient'},'request':{'method':'POST','url':'Dragon'}}"),
                        "400 value Bundle.entry[1].request.url"),
                row(
                        "types that differ",
                        transaction(
                                good
                                        + "{'resource':{'resourceType':'Patient'},'request':{'method':'POST','url':'Observation'}}"),
                        "400 invalid Bundle.entry[1].request.url"),
                row(
                        "a body missing",
                        transaction(good + "{'request':{'method':'POST','url':'Patient'}}"),
                        "400 required Bundle.entry[1].resource"),
                row(
                        "PUT without an id",
                        transaction(good
                                + "{'resource':{'resourceType':'Patient'},'request':{'method':'PUT','url':'Patient'}}"),
                        "412 required Bundle.entry[1]"),
                row(
                        "an id that is none",
                        transaction(
                                good
                                        + "{'resource':{'resourceType':'Patient'},'request':{'method':'PUT','url':'Patient/a_b'}}"),
                        "400 value Bundle.entry[1].request.url"),
                row(
                        "a broken escape",
                        transaction(
                                good
                                        + "{'resource':{'resourceType':'Patient'},'request':{'method':'PUT','url':'Patient/%zz'}}"),
                        "400 structure"),
                row(
                        "a patch of an unknown form",
                        transaction(
                                good
                                        + "{'resource':{'resourceType':'Binary','contentType':'x/y'},'request':{'method':'PATCH','url':'Patient/demo-patient'}}"),
                        "415 not-supported Bundle.entry[1]"),
                row(
                        "a conditional reference to nothing",
                        transaction(
                                good
                                        + "{'resource':{'resourceType':'Patient','managingOrganization':{'reference':'Organization?identifier=urn:x|nobody'}},'request':{'method':'POST','url':'Patient'}}"),
                        "412 not-found Bundle.entry[1].resource.managingOrganization.reference"),
                row(
                        "a reference to nothing",
                        transaction(
                                good
                                        + "{'resource':{'resourceType':'Patient','managingOrganization':{'reference':'Organization/nobody'}},'request':{'method':'POST','url':'Patient'}}"),
                        "422 not-found Bundle.entry[1].resource.managingOrganization.reference"),
                row(
                        "a breach of quality",
                        transaction(good + "{'resource':" + patientWithIns("251036938390075")
                                + ",'request':{'method':'POST','url':'Patient'}}"),
                        "422 value Bundle.entry[1].resource.identifier[0].value ins-key"),
                row(
                        "a version nobody has",
                        transaction(good
                                + "{'resource':{'resourceType':'Patient','id':'demo-patient','gender':'male'},'request':{'method':'PUT','url':'Patient/demo-patient','ifMatch':'W/\\'99\\''}}"
                                        .replace("\\'", "\\\"")),
                        "412 conflict Bundle.entry[1].resource"));
    }

    private static Arguments row(String... values) {
        return Arguments.of((Object[]) values);
    }

    private void refused(Reply reply, String verdict) {
        assertThat(reply.verdict()).as(reply.text()).isEqualTo(verdict);
        assertThat(reply.header("Content-Type")).startsWith("application/fhir+json");
        assertThat(reply.json().string("resourceType")).isEqualTo("OperationOutcome");
        assertThat(reply.issues().getFirst().string("severity")).isEqualTo("error");
        assertThat(reply.diagnostics()).isNotBlank();
        assertThat(SERVER.versions()).as("nothing is stored").isEqualTo(before);
    }

    private static String observation(String value) {
        return "{'resourceType':'Observation','status':'final','code':{'text':'x'},'effectiveDateTime':'2026-01-01',"
                + value + "}";
    }

    private static String patientWithIns(String value) {
        return "{'resourceType':'Patient','identifier':[{'system':'urn:oid:1.2.250.1.213.1.4.11','value':'" + value
                + "'}],'name':[{'family':'MARTIN'}],'gender':'female','birthDate':'1951-03-12'}";
    }

    private static String narrative(String html) {
        return "{'resourceType':'Patient','text':{'status':'generated','div':'<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">"
                + html + "</div>'}}";
    }

    private static String nested(int levels) {
        return "{'resourceType':'Patient','extension':[" + "{'url':'u','extension':[".repeat(levels)
                + "{'url':'u','valueId':'1'}" + "]}".repeat(levels) + "]}";
    }

    private static String transaction(String entries) {
        return "{'resourceType':'Bundle','type':'transaction','entry':[" + entries + "]}";
    }

    private static String raw(String method, String path, String header) {
        return SERVER.raw(
                head(method, path, header.isEmpty() ? "Connection: close" : header + "\r\nConnection: close"));
    }

    private static String head(String method, String path, String header) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost:" + SERVER.port() + "\r\nAuthorization: Bearer "
                + SERVER.token("medecin") + "\r\nContent-Type: application/fhir+json\r\n" + header + "\r\n\r\n";
    }

    private static String firstLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
