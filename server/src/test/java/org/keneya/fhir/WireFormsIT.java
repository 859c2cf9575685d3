// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.StructureCheck;
import org.keneya.model.XmlText;

/** In which form and how much of a resource is answered (http://hl7.org/fhir/R4/http.html#mime-type, search.html#summary). */
class WireFormsIT {
    private static final String JSON = "application/fhir+json;charset=UTF-8";
    private static final String XML = "application/fhir+xml;charset=UTF-8";
    private final Client program = SERVER.asSystem();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | - | json",
                "application/fhir+json | - | json",
                "application/json; charset=utf-8 | - | json",
                "application/fhir+json; fhirVersion=4.0 | - | json",
                "application/fhir+xml | - | xml",
                "text/xml | - | xml",
                "application/fhir+xml;q=0.8, application/fhir+json;q=0.9 | - | json",
                "application/fhir+json;q=0.8, application/fhir+xml;q=0.9 | - | xml",
                "application/fhir+json;q=0, */* | - | xml",
                "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8 | - | xml",
                "text/html, */* | - | json",
                "text/html | json | json",
                "application/fhir+json | xml | xml",
                "application/fhir+json | application/fhir+xml | xml",
                "application/fhir+xml | application%2Ffhir%2Bjson;charset=utf-8 | json",
            })
    void answersInTheFormThatIsAskedFor(String accept, String format, String expected) {
        Client client = accept == null ? program : program.with("Accept", accept);

        Reply reply = client.get("/fhir/Patient/demo-patient" + (format == null ? "" : "?_format=" + format));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo(expected.equals("xml") ? XML : JSON);
        Json.Obj patient = expected.equals("xml") ? XmlText.readObject(reply.bytes()) : reply.json();
        assertThat(patient.string("id")).isEqualTo("demo-patient");
    }

    @Test
    void speaksXmlInEveryInteraction() {
        Client xml = program.with("Accept", "application/fhir+xml").with("Content-Type", "application/fhir+xml");
        String patient = "<Patient xmlns=\"http://hl7.org/fhir\"><name><family value=\"ROUX\"/></name></Patient>";

        Reply created = xml.send("POST", "/fhir/Patient", utf8(patient));
        Json.Obj read = XmlText.readObject(created.bytes());
        String address = "/fhir/Patient/" + read.string("id");
        Reply updated = xml.send("PUT", address, XmlText.bytes(read.put("gender", "female"), false));
        Reply searched = xml.get("/fhir/Patient?_id=" + read.string("id"));
        Reply history = xml.get(address + "/_history");
        Reply refused =
                xml.send("POST", "/fhir/Patient", utf8("<Patient xmlns=\"http://hl7.org/fhir\"><no/></Patient>"));
        Reply metadata = xml.get("/fhir/metadata");
        Reply transaction = xml.send("POST", "/fhir", XmlText.bytes(json("""
                {'resourceType':'Bundle','type':'transaction','entry':[{'resource':{'resourceType':'Patient',
                 'name':[{'family':'X'}]},'request':{'method':'POST','url':'Patient'}}]}"""), true));

        assertThat(created.status()).isEqualTo(201);
        assertThat(updated.status()).isEqualTo(200);
        assertThat(program.get(address).json().string("gender")).isEqualTo("female");
        assertThat(XmlText.readObject(searched.bytes()).objects("entry")).hasSize(1);
        assertThat(XmlText.readObject(history.bytes()).objects("entry")).hasSize(2);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo(XML);
        assertThat(refused.text()).contains("<expression value=\"Patient.no\"/>");
        assertThat(metadata.text()).contains("<CapabilityStatement xmlns=\"http://hl7.org/fhir\"");
        assertThat(transaction.status()).isEqualTo(200);
        assertThat(XmlText.readObject(transaction.bytes()).string("type")).isEqualTo("transaction-response");
        assertThat(xml.get("/fhir/Patient/none").text()).contains("<code value=\"not-found\"/>");
        assertThat(SERVER.anonymous()
                        .with("Accept", "application/fhir+xml")
                        .get("/fhir/Patient")
                        .text())
                .contains("<OperationOutcome");
    }

    @Test
    void indentsForPeople() {
        assertThat(program.get("/fhir/Patient/demo-patient?_pretty=true").text())
                .contains("\n  \"resourceType\"");
        assertThat(program.get("/fhir/Patient/demo-patient?_pretty=true&_format=xml")
                        .text())
                .contains("\n  <id value=\"demo-patient\"/>");
        assertThat(program.get("/fhir/Patient/demo-patient").text()).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "_summary=true | active birthDate gender id identifier meta name resourceType telecom",
                "_summary=text | id meta resourceType text",
                "_summary=data | active birthDate contact gender id identifier meta name resourceType telecom",
                "_elements=gender,contact | contact gender id meta resourceType",
                "_elements=Patient.gender | gender id meta resourceType",
            })
    void answersThePartThatIsAskedForAndMarksIt(String query, String members) {
        String tag = UUID.randomUUID().toString();
        String id = aPatient(tag);

        for (String address : List.of(
                "Patient/" + id + "?" + query,
                "Patient/" + id + "/_history/1?" + query,
                "Patient?_tag=" + tag + "&" + query,
                "Patient/" + id + "/_history?" + query)) {
            Reply reply = program.get("/fhir/" + address);
            Json.Obj patient = reply.json();
            if ("Bundle".equals(patient.string("resourceType"))) {
                patient = reply.resources().getFirst();
            }
            assertThat(names(patient)).as(address).isEqualTo(Set.of(members.split(" ")));
            assertThat(String.valueOf(patient.object("meta")))
                    .contains("SUBSETTED")
                    .contains(tag);
        }
    }

    @Test
    void keepsMandatoryElementsAndDropsContentFromSummaries() {
        String tag = UUID.randomUUID().toString();
        program.post("/fhir/DocumentReference", json("""
                {'resourceType':'DocumentReference','meta':{'tag':[{'code':'%s'}]},'status':'current','content':[{'attachment':{
                 'contentType':'text/plain','data':'YQ=='}}]}""".formatted(tag)));

        Json.Obj summary = program.get("/fhir/DocumentReference?_summary=true&_tag=" + tag)
                .resources()
                .getFirst();
        Json.Obj elements = program.get("/fhir/DocumentReference?_elements=date&_tag=" + tag)
                .resources()
                .getFirst();

        assertThat(JsonText.write(summary.objects("content").getFirst()))
                .isEqualTo("{\"attachment\":{\"contentType\":\"text/plain\"}}");
        assertThat(names(elements)).contains("status", "content");
    }

    @Test
    void countsWithoutEntries() {
        String tag = UUID.randomUUID().toString();
        aPatient(tag);
        aPatient(tag);

        Reply counted = program.get("/fhir/Patient?_summary=count&_tag=" + tag);

        assertThat(counted.json().get("total")).isEqualTo(new Json.Num("2"));
        assertThat(counted.json().has("entry")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Patient/demo-patient?_summary=some | 400 value _summary",
                "Patient/demo-patient?_summary=count | 400 value _summary",
                "Patient?_summary=text&_include=Patient:organization | 400 invalid _summary",
                "Patient/demo-patient/_history?_at=yesterday | 400 value _at",
                "metadata?_summary=some | 400 value _summary",
                "metadata?_summary=count | 400 value _summary",
            })
    void refusesPartsThereAreNot(String path, String verdict) {
        assertThat(program.get("/fhir/" + path).verdict()).isEqualTo(verdict);
    }

    @Test
    void answersNothingNewToWhoHasTheVersion() {
        Reply read = program.get("/fhir/Patient/demo-patient");
        String etag = read.header("ETag");
        String changed = read.header("Last-Modified");

        assertThat(program.with("If-None-Match", etag)
                        .get("/fhir/Patient/demo-patient")
                        .status())
                .isEqualTo(304);
        assertThat(program.with("If-None-Match", "W/\"77\", " + etag.substring(2))
                        .get("/fhir/Patient/demo-patient")
                        .status())
                .isEqualTo(304);
        assertThat(program.with("If-Modified-Since", changed)
                        .get("/fhir/Patient/demo-patient")
                        .status())
                .isEqualTo(304);
        assertThat(program.with("If-Modified-Since", "Wed, 01 Jan 2020 00:00:00 GMT")
                        .get("/fhir/Patient/demo-patient")
                        .status())
                .isEqualTo(200);
        assertThat(program.with("If-None-Match", "W/\"77\"")
                        .with("If-Modified-Since", changed)
                        .get("/fhir/Patient/demo-patient")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answersTheHeadersOfAGetToAHead() {
        for (String path : List.of(
                "Patient/demo-patient",
                "Patient/demo-patient/_history/1",
                "Patient?_count=1",
                "Patient/demo-patient/_history",
                "metadata",
                "Patient/demo-patient?_format=xml")) {
            Reply head = program.with("Accept", "*/*").head("/fhir/" + path);
            Reply get = program.get("/fhir/" + path);

            assertThat(head.status()).as(path).isEqualTo(200);
            assertThat(head.bytes()).isEmpty();
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
            assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
            assertThat(head.header("Content-Length")).isNotEqualTo("0");
        }
        assertThat(program.head("/fhir/Patient/none").status()).isEqualTo(404);
    }

    @Test
    void namesTheMethodsThatAreAllowed() {
        assertThat(program.with("Accept", "*/*")
                        .send("PUT", "/fhir/metadata", utf8("{}"))
                        .header("Allow"))
                .isEqualTo("GET, HEAD");
        assertThat(program.delete("/fhir").header("Allow")).isEqualTo("GET, HEAD, POST");
        assertThat(program.send("PATCH", "/fhir/Patient/_search", utf8("{}")).header("Allow"))
                .isEqualTo("POST");
    }

    @Test
    void answersThePartOfTheStatementThatIsAskedFor() {
        Json.Obj elements = program.get("/fhir/metadata?_elements=fhirVersion").json();
        Json.Obj summary = program.get("/fhir/metadata?_summary=true").json();

        assertThat(names(elements))
                .contains("fhirVersion", "meta", "kind", "status")
                .doesNotContain("rest", "publisher");
        assertThat(names(summary)).contains("fhirVersion", "publisher", "rest");
        assertThat(StructureCheck.check(summary)).isEmpty();
    }

    @Test
    void understandsTheSeparatorOfATokenUnescaped() {
        String tag = UUID.randomUUID().toString();
        aPatient(tag);

        String answer = SERVER.raw(
                "GET /fhir/Patient?identifier=urn:oid:1.2.3|1&_tag=|%s HTTP/1.1\r\nHost: x\r\n".formatted(tag)
                        + "Authorization: Bearer %s\r\nConnection: close\r\n\r\n".formatted(SERVER.token("")));

        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"total\":1");
    }

    @Test
    void answersTheCallersRequestIdAndGivesOneToWhoHasNone() {
        Reply known = program.with("X-Request-Id", "my-1").get("/fhir/Patient/demo-patient");
        Reply unknown = program.get("/fhir/Patient/demo-patient");

        assertThat(known.header("X-Correlation-Id")).isEqualTo("my-1");
        assertThat(unknown.header("X-Correlation-Id")).isEmpty();
        assertThat(unknown.header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void tellsWhatWasCurrentAtATime() {
        String id = aPatient(UUID.randomUUID().toString());
        Reply first = program.get("/fhir/Patient/" + id);
        String made = String.valueOf(first.json().object("meta"));
        program.delete("/fhir/Patient/" + id);
        program.put("/fhir/Patient/" + id, first.json());

        Reply whole = program.get("/fhir/Patient/" + id + "/_history");
        Reply then = program.get("/fhir/Patient/" + id + "/_history?_at="
                + made.replaceAll(".*lastUpdated\":\"([^\"]*)\".*", "$1").replace("+", "%2B"));

        assertThat(responses(whole, "status")).containsExactly("201", "204", "201");
        assertThat(responses(whole, "etag")).containsExactly("W/\"3\"", "W/\"2\"", "W/\"1\"");
        assertThat(responses(then, "etag")).containsExactly("W/\"1\"");
        assertThat(responses(program.get("/fhir/Patient/" + id + "/_history?_at=1990"), "etag"))
                .isEmpty();
    }

    private static List<String> responses(Reply bundle, String member) {
        return bundle.json().objects("entry").stream()
                .map(entry -> JsonText.write(java.util.Objects.requireNonNull(entry.get("response"))))
                .map(JsonText::readObject)
                .map(response -> String.valueOf(response.string(member)))
                .toList();
    }

    private String aPatient(String tag) {
        Reply created = program.post("/fhir/Patient", json("""
                {'resourceType':'Patient','meta':{'tag':[{'code':'%s'}]},
                 'text':{'status':'generated','div':'<div xmlns=\\"http://www.w3.org/1999/xhtml\\">x</div>'},
                 'identifier':[{'system':'urn:oid:1.2.3','value':'1'}],'active':true,'name':[{'family':'X'}],
                 'telecom':[{'system':'phone','value':'1'}],'gender':'female','birthDate':'1951-03-12',
                 'contact':[{'name':{'family':'Y'}}]}""".formatted(tag)));
        assertThat(created.verdict()).isEqualTo("201");
        return created.id();
    }

    private static Set<String> names(Json.Obj object) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < object.size(); i++) {
            names.add(object.name(i));
        }
        return names;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
