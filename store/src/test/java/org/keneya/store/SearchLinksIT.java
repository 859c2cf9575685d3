// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;

/** Modifiers, composites, chains, _has, _filter and includes that go on: tables of query and expected ids. */
class SearchLinksIT {
    private static StoreFixture fixture;

    @BeforeAll
    static void load() {
        fixture = StoreFixture.open();
        fixture.put(
                "{'resourceType':'Organization','id':'group','name':'Groupe Ouest'}",
                "{'resourceType':'Organization','id':'chu','name':'CHU de Tours','partOf':{'reference':'Organization/group'}}",
                "{'resourceType':'Practitioner','id':'diallo','name':[{'family':'Diallo'}],"
                        + "'identifier':[{'type':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0203','code':'RPPS'}],"
                        + "'text':'Numéro RPPS'},'system':'urn:rpps','value':'10100'}]}",
                "{'resourceType':'Patient','id':'anna','gender':'female','birthDate':'1980-05-01','name':[{'family':'Garnier','given':['Anna']}],"
                        + "'managingOrganization':{'reference':'Organization/chu'},'generalPractitioner':[{'reference':'Practitioner/diallo'}]}",
                "{'resourceType':'Patient','id':'paul','gender':'male','birthDate':'1990-05-01','name':[{'family':'Garnier','given':['Paul']}],"
                        + "'managingOrganization':{'reference':'Organization/group'}}",
                "{'resourceType':'Patient','id':'zoe','name':[{'family':'Nguyen-Garnier'}]}",
                "{'resourceType':'Encounter','id':'stay','status':'finished','class':{'code':'IMP'},'subject':{'reference':'Patient/anna'},"
                        + "'participant':[{'individual':{'reference':'Practitioner/diallo'}}]}",
                "{'resourceType':'Encounter','id':'visit','status':'planned','class':{'code':'AMB'},'subject':{'reference':'Patient/paul'},"
                        + "'partOf':{'reference':'Encounter/stay'}}",
                pressure("bp-high", "anna", 150, 90),
                pressure("bp-low", "paul", 110, 150),
                "{'resourceType':'Observation','id':'weight','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'29463-7',"
                        + "'display':'Body weight'}],'text':'Poids corporel'},'subject':{'reference':'Patient/anna'},"
                        + "'valueQuantity':{'value':70,'unit':'kg','system':'http://unitsofmeasure.org','code':'kg'},"
                        + "'note':[{'text':'pesée à jeun'}],'text':{'status':'generated','div':'<div>Poids <b>stable</b></div>'},"
                        + "'encounter':{'reference':'Encounter/stay'}}",
                "{'resourceType':'Observation','id':'logical','status':'final','code':{'text':'Taille'},"
                        + "'subject':{'identifier':{'system':'urn:ins','value':'279'}}}",
                "{'resourceType':'Location','id':'tours','name':'Tours','position':{'latitude':47.394,'longitude':0.685}}",
                "{'resourceType':'Location','id':'paris','name':'Paris','position':{'latitude':48.857,'longitude':2.352}}",
                "{'resourceType':'ValueSet','id':'vitals','status':'active','url':'http://example.org/vitals','compose':{'include':["
                        + "{'system':'http://loinc.org','concept':[{'code':'29463-7'}]}]}}",
                "{'resourceType':'CodeSystem','id':'kinds','status':'active','content':'complete','url':'http://example.org/kinds',"
                        + "'concept':[{'code':'ward','concept':[{'code':'icu','concept':[{'code':'nicu'}]}]},{'code':'office'}]}",
                "{'resourceType':'ValueSet','id':'wards','status':'active','url':'http://example.org/wards','compose':{'include':["
                        + "{'system':'http://example.org/kinds','filter':[{'property':'concept','op':'is-a','value':'icu'}]}]}}",
                place("l-ward", "ward"),
                place("l-icu", "icu"),
                place("l-nicu", "nicu"),
                place("l-office", "office"),
                "{'resourceType':'List','id':'rounds','status':'current','mode':'working','entry':["
                        + "{'item':{'reference':'Patient/anna'}},{'item':{'reference':'Observation/weight'}}]}");
    }

    private static String pressure(String id, String patient, int systolic, int diastolic) {
        return ("{'resourceType':'Observation','id':'%s','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'85354-9'}]},"
                        + "'subject':{'reference':'Patient/%s'},'component':[%s,%s]}")
                .formatted(id, patient, part("8480-6", systolic), part("8462-4", diastolic));
    }

    private static String part(String code, int value) {
        return ("{'code':{'coding':[{'system':'http://loinc.org','code':'%s'}]},"
                        + "'valueQuantity':{'value':%d,'system':'http://unitsofmeasure.org','code':'mm[Hg]'}}")
                .formatted(code, value);
    }

    private static String place(String id, String kind) {
        return "{'resourceType':'Location','id':'%s','type':[{'coding':[{'system':'http://example.org/kinds','code':'%s'}]}]}"
                .formatted(id, kind);
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
            delimiter = '#',
            value = {
                "Patient?family:contains=garnier                     # anna paul zoe",
                "Patient?family=garnier                              # anna paul",
                "Patient?family:contains=GUYEN                       # zoe",
                "Patient?gender:missing=true                         # zoe",
                "Patient?gender:missing=false                        # anna paul",
                "Patient?birthdate:missing=true                      # zoe",
                "Patient?general-practitioner:missing=false          # anna",
                "Observation?value-quantity:missing=false            # weight",
                "Observation?combo-value-quantity:missing=false      # weight bp-high bp-low",
                "Patient?gender:not=male                             # anna zoe",
                "Observation?code:text=poids                         # weight",
                "Observation?code:text=body                          # weight",
                "Observation?code:text=corporel                      #",
                "Practitioner?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|RPPS|10100 # diallo",
                "Practitioner?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|10100   #",
                "Observation?subject:identifier=urn:ins|279          # logical",
                "Observation?subject:identifier=279                  # logical",
                "ValueSet?url:below=http://example.org               # vitals wards",
                "ValueSet?url:below=http://example                   # vitals wards",
                "ValueSet?url:above=http://example.org/vitals/more   # vitals",
                "Observation?code:in=http://example.org/vitals       # weight",
                "Observation?code:in=ValueSet/vitals                 # weight",
                "Observation?code:not-in=http://example.org/vitals   # bp-high bp-low logical",
                "Location?type:in=http://example.org/wards           # l-icu l-nicu",
                "Location?type:below=http://example.org/kinds|icu    # l-icu l-nicu",
                "Location?type:above=http://example.org/kinds|nicu   # l-ward l-icu l-nicu",
                "Observation?_text=stable                            # weight",
                "Observation?_content=jeun pesée                     # weight",
                "Observation?_content=jeune                          #",
                "Patient?_list=rounds                                # anna",
                "Location?near=47.39|0.69|5|km                       # tours",
                "Location?near=47.39|0.69|300                        # tours paris",
                "Location?near=47.39|0.69|500|m                      #"
            })
    void modifiersAndSpecialParametersMeanWhatTheSpecificationSays(String search, String expected) {
        finds(search.strip(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Observation?component-code-value-quantity=8480-6$gt140                       # bp-high",
                "Observation?component-code-value-quantity=http://loinc.org|8462-4$gt140      # bp-low",
                "Observation?combo-code-value-quantity=8480-6$150,29463-7$70|http://unitsofmeasure.org|kg # bp-high weight",
                "Observation?code-value-quantity=29463-7$gt69000|http://unitsofmeasure.org|g  # weight",
                "Observation?code-value-quantity=8480-6$gt140                                 #",
                "Observation?component-code-value-quantity=8480-6$gt200                       #"
            })
    void partsOfACompositeBelongToOneElement(String search, String expected) {
        finds(search.strip(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Observation?subject:Patient.family=garnier                          # bp-high bp-low weight",
                "Observation?patient.gender=female                                   # bp-high weight",
                "Observation?patient.birthdate=lt1985                                # bp-high weight",
                "Observation?subject.family:contains=arnie                           # bp-high bp-low weight",
                "Observation?patient.organization.name=groupe                        # bp-low",
                "Observation?patient.organization.partof.name=groupe                 # bp-high weight",
                "Observation?encounter.participant.family=diallo                     # weight",
                "Observation?patient._id=paul                                        # bp-low",
                "Encounter?participant:Practitioner.identifier=urn:rpps|10100        # stay",
                "Patient?general-practitioner:Practitioner.family=diallo             # anna",
                "Observation?subject:Group.code=x                                    #",
                "Patient?_has:Observation:patient:code=29463-7                       # anna",
                "Patient?_has:Observation:subject:component-code-value-quantity=8480-6$gt140 # anna",
                "Patient?_has:Encounter:patient:_has:Observation:encounter:code=29463-7 # anna",
                "Practitioner?_has:Encounter:participant:status=finished             # diallo",
                "Practitioner?_has:Patient:general-practitioner:_has:Observation:patient:code=29463-7 # diallo",
                "Encounter?subject:Patient._has:Observation:patient:code=29463-7     # stay",
                "Organization?_has:Patient:organization:gender=male                  # group",
                "Organization?_has:Organization:partof:name=chu                      # group"
            })
    void linksAreFollowedBothWaysAndAnyDepth(String search, String expected) {
        finds(search.strip(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Patient?_filter=gender eq male                                   # paul",
                "Patient?_filter=gender ne male                                   # anna zoe",
                "Patient?_filter=family sw \"garn\" and birthdate lt 1985-01-01   # anna",
                "Patient?_filter=gender eq male or family co \"guyen\"            # paul zoe",
                "Patient?_filter=not (gender eq male)                             # anna zoe",
                "Patient?_filter=gender pr false                                  # zoe",
                "Patient?_filter=(gender eq male or gender eq female) and family eq \"Garnier\" # anna paul",
                "Observation?_filter=patient.gender eq female and code eq http://loinc.org|29463-7 # weight",
                "Patient?_filter=organization re Organization/chu                 # anna"
            })
    void aFilterJoinsWhatParametersAsk(String search, String expected) {
        finds(search.strip(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Observation?_id=weight&_include=Observation:patient                          # anna",
                "Observation?_id=weight&_include=Observation:patient&_include:iterate=Patient:organization&_include:iterate=Organization:partof # anna chu group",
                "Observation?_id=weight&_include=Observation:patient&_include=Patient:organization # anna",
                "Encounter?_id=visit&_include:iterate=Encounter:part-of                       # stay",
                "Organization?_id=group&_revinclude:iterate=Organization:partof&_revinclude:iterate=Patient:organization # chu paul anna",
                "Encounter?_id=stay&_revinclude=Observation:*                                 # weight",
                "Observation?_id=weight&_include=*                                            # anna stay"
            })
    void includesGoOnWhenToldTo(String search, String expected) {
        List<String> found =
                fixture.page(search.strip()).included().stream().map(Stored::id).toList();
        assertThat(found).containsExactlyInAnyOrder(expected.strip().split(" "));
    }

    @Test
    void chainsThroughManyPatientsFindTheSameAsThroughFew() {
        Scope many = new Scope(fixture.store.tenant("many"), "tester", null, null);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            String gender = i < 30 ? "female" : "male";
            changes.add(new Change.Update(
                    "p" + i, StoreFixture.json("{'resourceType':'Patient','gender':'%s'}".formatted(gender)), 0));
            changes.add(new Change.Update("o" + i, StoreFixture.json(pressure("o" + i, "p" + i, 100 + i, 80)), 0));
        }
        fixture.store.write(many, changes);
        for (String gender : List.of("female", "male", "female,male", "unknown")) {
            List<String> patients = fixture.ids(many, "Patient?_count=200&gender=" + gender);
            assertThat(fixture.ids(many, "Observation?_count=200&patient.gender=" + gender))
                    .containsExactlyElementsOf(
                            patients.stream().map(id -> id.replace('p', 'o')).toList());
            assertThat(fixture.ids(many, "Patient?_count=200&_has:Observation:patient:patient.gender=" + gender))
                    .containsExactlyElementsOf(patients);
        }
    }

    @Test
    void aChainSeesNoMoreThanItsCaller() {
        Scope blind = new Scope(fixture.tenant, "blind", Set.of("Observation", "Practitioner"), null);
        assertThat(fixture.ids(blind, "Observation?patient.gender=female")).isEmpty();
        assertThat(fixture.ids(blind, "Practitioner?_has:Encounter:participant:status=finished"))
                .isEmpty();
        Scope paul = new Scope(fixture.tenant, "paul", null, "paul");
        assertThat(fixture.ids(paul, "Practitioner?_has:Encounter:participant:status=finished"))
                .isEmpty();
        assertThat(fixture.ids(paul, "Organization?_has:Patient:organization:gender=female"))
                .isEmpty();
    }

    @Test
    void aCompartmentHoldsWhatLeadsToItByAnyOfItsParameters() {
        Query query = new Query(
                "Encounter",
                List.of(),
                new Query.Compartment("Practitioner/diallo", List.of("practitioner", "participant")));
        assertThat(fixture.store.search(fixture.scope, query).matches())
                .extracting(Stored::id)
                .containsExactly("stay");
    }

    @Test
    void anEstimateOfFewIsExact() {
        assertThat(fixture.page("Observation?_count=1&_total=estimate").total()).isEqualTo(4);
        assertThat(fixture.page("Observation?_count=1&_total=accurate").total()).isEqualTo(4);
        assertThat(fixture.page("Observation?_count=1").total()).isEqualTo(-1);
    }

    @Test
    void manyAlternativesAndLongChainsAreAnsweredOrRefusedByName() {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            codes.add("c" + i);
        }
        codes.add("29463-7");
        assertThat(fixture.ids("Observation?code=" + String.join(",", codes))).containsExactly("weight");
        assertThat(fixture.ids("Observation?patient._has:Observation:patient:code=" + String.join(",", codes)))
                .containsExactlyInAnyOrder("bp-high", "weight");
        for (String refusal : List.of(
                "Organization?" + "partof.".repeat(12) + "name=x", "AllergyIntolerance?_list=$current-allergies")) {
            assertThatThrownBy(() -> fixture.ids(refusal))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.problem()).isInstanceOf(Problem.Invalid.class));
        }
    }
}
