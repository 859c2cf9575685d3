// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.kernel.ProblemException;

/** URIs, canonicals and the parts of a place: what lies above and below (http://hl7.org/fhir/R4/search.html#uri, #reference). */
class SearchAddressesIT {
    private static StoreFixture fixture;

    @BeforeAll
    static void load() {
        fixture = StoreFixture.open();
        fixture.put(
                valueSet("root", "http://a.test/vs"),
                valueSet("one", "http://v.test/vs").replace("'status'", "'version':'1.0','status'"),
                valueSet("two", "http://v.test/vs").replace("'status'", "'version':'2.0','status'"),
                "{'resourceType':'DocumentReference','id':'xml','status':'current','content':[{'attachment':"
                        + "{'contentType':'text/xml; charset=UTF-8','url':'http://d.test/1'}}]}",
                "{'resourceType':'DocumentReference','id':'plain','status':'current','content':[{'attachment':"
                        + "{'contentType':'text/plain','url':'http://d.test/2'}}]}",
                valueSet("deep", "http://a.test/vs/one/two"),
                valueSet("beside", "http://a.test/vsx"),
                valueSet("mark", "http://b.test/rdf#54135-9"),
                valueSet("oid", "urn:oid:1.2.3"),
                valueSet("longer-oid", "urn:oid:1.2.3.4"));
        fixture.put(
                answers("plain", "http://q.test/Q"),
                answers("one", "http://q.test/Q|1"),
                answers("one-two", "http://q.test/Q|1.2"),
                answers("ten", "http://q.test/Q|10"),
                answers("other", "http://q.test/Q2|1"));
        fixture.put(
                "{'resourceType':'Basic','id':'profiled','meta':{'profile':['http://p.test/P|2','http://p.test/Z']},'code':{'text':'x'}}",
                "{'resourceType':'Basic','id':'unversioned','meta':{'profile':['http://p.test/P']},'code':{'text':'x'}}");
        fixture.put(
                "{'resourceType':'Location','id':'site'}",
                "{'resourceType':'Location','id':'ward','partOf':{'reference':'Location/site'}}",
                "{'resourceType':'Location','id':'room','partOf':{'reference':'Location/ward'}}",
                "{'resourceType':'Location','id':'annexe'}",
                "{'resourceType':'Location','id':'ring-a'}",
                "{'resourceType':'Location','id':'ring-b','partOf':{'reference':'Location/ring-a'}}",
                "{'resourceType':'Location','id':'ring-a','partOf':{'reference':'Location/ring-b'}}");
        fixture.put(
                encounter("at-site", "site"),
                encounter("at-ward", "ward"),
                encounter("at-room", "room"),
                encounter("at-annexe", "annexe"),
                encounter("at-ring", "ring-b"));
    }

    private static String valueSet(String id, String url) {
        return "{'resourceType':'ValueSet','id':'%s','status':'active','url':'%s'}".formatted(id, url);
    }

    private static String answers(String id, String questionnaire) {
        return "{'resourceType':'QuestionnaireResponse','id':'%s','status':'completed','questionnaire':'%s'}"
                .formatted(id, questionnaire);
    }

    private static String encounter(String id, String location) {
        return ("{'resourceType':'Encounter','id':'%s','status':'finished','class':{'code':'IMP'},"
                        + "'location':[{'location':{'reference':'Location/%s'}}]}")
                .formatted(id, location);
    }

    @AfterAll
    static void drop() {
        fixture.close();
    }

    private static void finds(String search, String expected) {
        List<String> wanted = expected == null ? List.of() : Arrays.asList(expected.split(" "));
        assertThat(fixture.ids(search)).as(search).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "ValueSet?url=http://a.test/vs                 > root",
                "ValueSet?url=http://A.test/vs                 >",
                "ValueSet?url=http://a.test/vs,urn:oid:1.2.3   > root oid",
                "ValueSet?url=http://v.test/vs                 > one two",
                "ValueSet?url=http://v.test/vs|1.0             > one",
                "ValueSet?url=http://v.test/vs|1.0,http://v.test/vs|2.0 > one two",
                "ValueSet?url=http://v.test/vs|3.0             >",
                "DocumentReference?contenttype=text/xml        >",
                "DocumentReference?contenttype:below=text/xml  > xml",
                "DocumentReference?contenttype:below=text/xml,text/plain > xml plain",
                "DocumentReference?contenttype:below=text      >",
                "ValueSet?url:below=http://a.test/vs           > root deep beside",
                "ValueSet?url:below=http://a.test/vs/          > deep",
                "ValueSet?url:below=http://a.test/vs/o         > deep",
                "ValueSet?url:below=http://a.test/             > root deep beside",
                "ValueSet?url:below=http://b.test/rdf          > mark",
                "ValueSet?url:below=http                       > root deep beside mark one two",
                "ValueSet?url:below=urn:oid:1.2.3              > oid",
                "ValueSet?url:below=urn                        >",
                "ValueSet?url:above=http://a.test/vs/one/two/x > root deep",
                "ValueSet?url:above=http://a.test/vsxy         > root beside",
                "ValueSet?url:above=http://b.test/rdf#54135-9-9 > mark",
                "ValueSet?url:above=test                       >",
                "ValueSet?url:above=urn:oid:1.2.3.4            > longer-oid",
                "Basic?_profile=http://p.test/P                > profiled unversioned",
                "Basic?_profile=http://p.test/P|2              > profiled",
                "Basic?_profile=http://p.test/P|1              >",
                "Basic?_profile:below=http://p.test/           > profiled unversioned"
            })
    void urisMatchWholeOrByTheirBeginning(String search, String expected) {
        finds(search.strip(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "questionnaire=http://q.test/Q           > plain one one-two ten",
                "questionnaire=http://q.test/Q|1         > one",
                "questionnaire:below=http://q.test/Q     > plain one one-two ten",
                "questionnaire:below=http://q.test/Q|1   > one one-two",
                "questionnaire:below=http://q.test/Q|1.2 > one-two",
                "questionnaire:above=http://q.test/Q|1.2 > plain one one-two",
                "questionnaire:above=http://q.test/Q     > plain"
            })
    void versionsOfACanonicalLieBelowIt(String search, String expected) {
        finds("QuestionnaireResponse?" + search.strip(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Encounter?location=ward                  > at-ward",
                "Encounter?location:below=Location/ward   > at-ward at-room",
                "Encounter?location:below=site            > at-site at-ward at-room",
                "Encounter?location:below=site,annexe     > at-site at-ward at-room at-annexe",
                "Encounter?location:above=room            > at-site at-ward at-room",
                "Encounter?location:above=Location/site   > at-site",
                "Encounter?location:below=Location/none   >",
                "Encounter?location:below=Patient/ward    >",
                "Encounter?location:below=ring-a          > at-ring",
                "Encounter?location:above=ring-a          > at-ring",
                "Location?partof:below=site               > ward room",
                "Location?_has:Encounter:location:location:below=ward > ward room"
            })
    void whatIsPartOfAPlaceLiesBelowIt(String search, String expected) {
        finds(search.strip(), expected);
    }

    @Test
    void whatFormsNoHierarchyHasNothingBelowIt() {
        assertThatThrownBy(() -> fixture.page("Observation?patient:below=x"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("parts of one another");
    }

    @Test
    void placesOutsideTheScopeAreNotFollowed() {
        Scope scope = new Scope(fixture.tenant, "clerk", java.util.Set.of("Encounter"), null);
        assertThat(fixture.ids(scope, "Encounter?location:below=site")).containsExactly("at-site");
    }
}
