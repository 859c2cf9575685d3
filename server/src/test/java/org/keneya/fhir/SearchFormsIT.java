// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;

/** Searches as they are sent and answered (http://hl7.org/fhir/R4/http.html#search, search.html). */
class SearchFormsIT {
    private final Client program = SERVER.asSystem();
    private final String tag = "t" + UUID.randomUUID();

    private Reply create(String resource) {
        Json.Obj body = json(resource);
        body.put("meta", json("{'tag':[{'system':'urn:test','code':'%s'}]}".formatted(tag)));
        Reply created = program.post("/fhir/" + body.string("resourceType"), body);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created;
    }

    private String address(Reply created) {
        return created.json().string("resourceType") + "/" + created.id();
    }

    private String born(String type, String date) {
        return address(create("{'resourceType':'%s','birthDate':'%s','name':[{'family':'X'}]}".formatted(type, date)));
    }

    private String base() {
        String self = self(program.get("/fhir/Patient?_summary=count"));
        return self.substring(0, self.indexOf("/fhir/") + "/fhir".length());
    }

    private static String subject(Reply observation) {
        Json.Obj subject = observation.json().object("subject");
        return subject == null ? "" : String.valueOf(subject.string("reference"));
    }

    private static String self(Reply page) {
        return String.valueOf(page.json().objects("link").getFirst().string("url"));
    }

    private List<String> pages(String path, int most) {
        List<String> found = new ArrayList<>();
        for (String next = path; next != null; ) {
            Reply page = program.get(next);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            assertThat(page.resources().size()).isLessThanOrEqualTo(most);
            found.addAll(page.addresses());
            next = page.json().objects("link").stream()
                    .filter(link -> "next".equals(link.string("relation")))
                    .map(link -> String.valueOf(link.string("url")))
                    .map(url -> url.substring(url.indexOf("/fhir")))
                    .findFirst()
                    .orElse(null);
        }
        return found;
    }

    @Test
    void sortsAcrossTypesAndPagesOnInThatOrder() {
        String a = born("Patient", "1950");
        String b = born("Person", "1955-02");
        String c = born("Person", "1960-03-04");
        String d = born("Patient", "1970");
        String e = born("Person", "1980");
        String f = born("Patient", "1990");
        String types = "/fhir?_type=Patient,Person,RelatedPerson&_tag=" + tag;

        for (int size = 1; size <= 7; size++) {
            assertThat(pages(types + "&_sort=birthdate&_count=" + size, size)).containsExactly(a, b, c, d, e, f);
            assertThat(pages(types + "&_sort=-_lastUpdated&_count=" + size, size))
                    .containsExactly(f, e, d, c, b, a);
        }
        assertThat(program.get("/fhir?_sort=_lastUpdated&_tag=" + tag).addresses())
                .containsExactly(a, b, c, d, e, f);
        assertThat(program.get(types + "&_sort=-birthdate&_total=accurate&_count=2")
                        .json()
                        .get("total"))
                .isEqualTo(new Json.Num("6"));
        assertThat(program.get("/fhir?_type=Patient,Observation&_sort=birthdate")
                        .verdict())
                .isEqualTo("400 not-supported _sort");
        assertThat(program.get(types + "&_sort=birthdate&_cursor=9.x").status()).isEqualTo(400);
        assertThat(program.get(types + "&_sort=birthdate&_cursor=0.x~1.y").status())
                .isEqualTo(400);
    }

    @Test
    void bringsAlongOnlyWhatTheSortedPageLeadsTo() {
        String near = address(create("{'resourceType':'Organization','name':'near'}"));
        String far = address(create("{'resourceType':'Organization','name':'far'}"));
        String first =
                address(create("{'resourceType':'Patient','birthDate':'1950','managingOrganization':{'reference':'%s'}}"
                        .formatted(near)));
        born("Person", "1960");
        create("{'resourceType':'Patient','birthDate':'1970','managingOrganization':{'reference':'%s'}}"
                .formatted(far));

        Reply page = program.get(
                "/fhir?_type=Patient,Person&_sort=birthdate&_count=1&_include=Patient:organization&_tag=" + tag);

        assertThat(page.addresses()).containsExactly(first, near);
    }

    @Test
    void leavesOutTypesThatAreNotWanted() {
        String patient = born("Patient", "1950");
        String person = born("Person", "1960");

        assertThat(program.get("/fhir?_type:not=Person&_tag=" + tag).addresses())
                .containsExactly(patient);
        assertThat(program.get("/fhir?_type:not=Patient,Practitioner&_tag=" + tag)
                        .addresses())
                .containsExactly(person);
        assertThat(program.get("/fhir?_type:not=Dragon").verdict()).isEqualTo("400 value _type");
        assertThat(program.get("/fhir?_type:below=Person").verdict()).isEqualTo("400 not-supported _type");
    }

    @Test
    void leavesOutWhatItDoesNotUnderstandAndSaysSo() {
        String patient = born("Patient", "1950");
        Client strict = program.with("Prefer", "handling=strict");
        Client lenient = program.with("Prefer", "handling=lenient");
        for (String search : List.of("/fhir/Patient?", "/fhir?_type=Patient,Person&", "/fhir?")) {
            Reply found = program.get(search + "dragon=1&_tag=" + tag);
            Json.Obj last = found.json().objects("entry").getLast();

            assertThat(found.addresses().getFirst()).as(search).isEqualTo(patient);
            assertThat(String.valueOf(last.object("search"))).isEqualTo("{\"mode\":\"outcome\"}");
            assertThat(String.valueOf(last.object("resource"))).contains("not-supported", "dragon");
            assertThat(self(found)).doesNotContain("dragon").contains("_tag=" + tag);
            assertThat(strict.get(search + "dragon=1&_tag=" + tag).verdict()).isEqualTo("400 not-supported dragon");
        }
        assertThat(program.get("/fhir/Patient?_sort=dragon&_tag=" + tag).verdict())
                .isEqualTo("400 not-found _sort");
        assertThat(strict.get("/fhir/Patient?_sort=dragon&_tag=" + tag).verdict())
                .isEqualTo("400 not-found _sort");
        Reply unsorted = lenient.get("/fhir/Patient?_sort=dragon&_tag=" + tag);
        assertThat(unsorted.addresses().getFirst()).isEqualTo(patient);
        assertThat(unsorted.text()).contains("cannot be sorted");
        assertThat(self(unsorted)).doesNotContain("_sort");
    }

    @Test
    void anAbsoluteAddressOfItsOwnMeansTheSameAsARelativeOne() {
        String patient = born("Patient", "1950");
        String absolute = base() + "/" + patient;
        String observation =
                "{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':{'reference':'%s'}}";
        Reply created = create(observation.formatted(absolute));
        Reply relative = create(observation.formatted(patient));
        List<String> both = List.of(address(created), address(relative));

        assertThat(subject(created)).isEqualTo(patient);
        for (String search : List.of(
                "subject=" + patient,
                "subject=" + absolute,
                "patient=" + absolute,
                "subject=Patient/nobody," + absolute,
                "subject:Patient.birthdate=1950&_tag=" + tag)) {
            assertThat(program.get("/fhir/Observation?" + search).addresses())
                    .as(search)
                    .containsExactlyElementsOf(both);
        }
        assertThat(program.get("/fhir?_type=Observation,Condition&subject=" + absolute)
                        .addresses())
                .containsExactlyElementsOf(both);
        assertThat(program.get("/fhir/Observation?subject=http://elsewhere.test/fhir/" + patient)
                        .resources())
                .isEmpty();

        Reply transaction = program.post("/fhir", json("""
                {'resourceType':'Bundle','type':'transaction','entry':[{'resource':%s,
                 'request':{'method':'PUT','url':'%s'}}]}""".formatted(
                observation.formatted(absolute).replace("'status'", "'id':'%s','status'".formatted(created.id())),
                address(created))));
        assertThat(transaction.status()).as(transaction.text()).isEqualTo(200);
        Reply patched = program.with("Content-Type", "application/json-patch+json")
                .send(
                        "PATCH",
                        "/fhir/" + address(relative),
                        "[{\"op\":\"replace\",\"path\":\"/subject/reference\",\"value\":\"%s\"}]"
                                .formatted(absolute)
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        for (String one : both) {
            assertThat(subject(program.get("/fhir/" + one))).isEqualTo(patient);
        }
    }

    @Test
    void writesLinksThatAreValidAddresses() {
        born("Patient", "1950");
        born("Patient", "1951");

        Reply page = program.get("/fhir/Patient?_count=1&_tag=urn:test%7C" + tag);

        assertThat(page.json().objects("link"))
                .extracting(link ->
                        java.net.URI.create(String.valueOf(link.string("url"))).getRawQuery())
                .allSatisfy(query -> assertThat(query).contains("_tag=urn:test%7C" + tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"composite", "special", "quantity"})
    void tellsOfEveryParameterItUnderstands(String type) {
        List<Json.Obj> parameters =
                program.get("/fhir/metadata").json().objects("rest").getFirst().objects("resource").stream()
                        .flatMap(resource -> resource.objects("searchParam").stream())
                        .toList();

        assertThat(parameters).extracting(parameter -> parameter.string("type")).contains(type);
    }

    @Test
    void tellsOfTheParametersThatAreItsOwn() {
        String code = "mark-" + tag.substring(1, 9);
        Reply defined = program.post("/fhir/SearchParameter", json("""
                {'resourceType':'SearchParameter','url':'http://test.test/%s','name':'Mark','status':'active','description':'x',
                 'code':'%s','base':['Basic'],'type':'token','expression':'Basic.code'}""".formatted(code, code)));
        assertThat(defined.status()).as(defined.text()).isEqualTo(201);
        String offered =
                "{\"name\":\"%s\",\"definition\":\"http://test.test/%s\",\"type\":\"token\"}".formatted(code, code);

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(offeredOf("Basic")).contains(offered));
        assertThat(offeredOf("Patient")).doesNotContain(offered);
        program.delete("/fhir/SearchParameter/" + defined.id());
    }

    private List<String> offeredOf(String type) {
        return program.get("/fhir/metadata").json().objects("rest").getFirst().objects("resource").stream()
                .filter(resource -> type.equals(resource.string("type")))
                .flatMap(resource -> resource.objects("searchParam").stream())
                .map(Json.Obj::toString)
                .toList();
    }

    @Test
    void everythingIsAnsweredInThePartThatIsAskedFor() {
        String patient = born("Patient", "1950");
        create(
                "{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':{'reference':'%s'},'issued':'2020-01-01T00:00:00Z'}"
                        .formatted(patient));
        for (String page : List.of("", "&_count=10")) {
            Reply whole = program.get("/fhir/" + patient + "/$everything?_elements=birthDate" + page);

            assertThat(whole.status()).isEqualTo(200);
            assertThat(whole.resources())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(resource ->
                            assertThat(String.valueOf(resource.object("meta"))).contains("SUBSETTED"));
            assertThat(whole.text())
                    .contains("birthDate")
                    .doesNotContain("2020-01-01")
                    .doesNotContain("family");
        }
        assertThat(program.get("/fhir/" + patient + "/$everything?_summary=dragon")
                        .verdict())
                .isEqualTo("400 value _summary");
    }
}
