// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.kernel.ProblemException;

/** Tables of query and expected ids, one per parameter type (http://hl7.org/fhir/R4/search.html). */
class SearchIT {
    private static StoreFixture fixture;

    @BeforeAll
    static void load() {
        fixture = StoreFixture.open();
        fixture.put(
                "{'resourceType':'Organization','id':'chu','name':'CHU de Tours'}",
                "{'resourceType':'Patient','id':'belanger','active':true,'birthDate':'1951-03-12','gender':'female',"
                        + "'identifier':[{'system':'urn:ipp','value':'100'}],"
                        + "'name':[{'use':'official','family':'Bélanger','given':['Noël','Anne']},{'use':'usual','family':'Dupont de la Tour Maubourg'}],"
                        + "'telecom':[{'system':'phone','value':'+33 6 39 98 12 34'},{'system':'email','value':'n@example.org'}],"
                        + "'address':[{'line':['12 rue des Lilas'],'city':'Saint-Étienne','postalCode':'42000'}],"
                        + "'managingOrganization':{'reference':'Organization/chu'}}",
                "{'resourceType':'Patient','id':'herve','birthDate':'1980-02','gender':'male',"
                        + "'identifier':[{'value':'100'},{'system':'urn:other','value':'200'}],"
                        + "'name':[{'family':\"D'Hervé\".replace,'given':['Jean']}]}"
                                .replace("\"D'Hervé\".replace", "'D’Hervé'"),
                "{'resourceType':'Patient','id':'young','birthDate':'2020','name':[{'text':'Œdipe Ruß'}]}");
        fixture.put(
                observation("o-day", "1980-05-11", "8867-4", "72", "/min", "belanger"),
                observation("o-second", "1980-05-11T16:32:15Z", "8867-4", "80.0", "/min", "belanger"),
                observation("o-year", "1980", "29463-7", "70", "kg", "belanger"),
                observation("o-grams", "1981-01-01", "29463-7", "70500", "g", "herve"),
                "{'resourceType':'Observation','id':'o-period','status':'preliminary','code':{'coding':[{'code':'local'}]},"
                        + "'effectivePeriod':{'start':'1980-05-16','end':'1980-05-17'},'subject':{'reference':'Patient/herve'}}",
                "{'resourceType':'Observation','id':'o-none','status':'final','code':{'text':'nothing'}}");
    }

    private static String observation(String id, String when, String code, String value, String unit, String patient) {
        return ("{'resourceType':'Observation','id':'%s','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'%s'}]},"
                        + "'subject':{'reference':'Patient/%s'},'effectiveDateTime':'%s',"
                        + "'valueQuantity':{'value':%s,'unit':'%s','system':'http://unitsofmeasure.org','code':'%s'}}")
                .formatted(id, code, patient, when, value, unit, unit);
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
            delimiter = '|',
            value = {
                "Patient?family=belanger              | belanger",
                "Patient?family=BÉLAN                 | belanger",
                "Patient?family=langer                |",
                "Patient?family:exact=Bélanger        | belanger",
                "Patient?family:exact=Belanger        |",
                "Patient?given=noel                   | belanger",
                "Patient?family:text=tour maub        | belanger",
                "Patient?family:text=maub dupont      | belanger",
                "Patient?family:text=aubourg          |",
                "Patient?name=dupont de la            | belanger",
                "Patient?name=dupont de la tour m     | belanger",
                "Patient?name=dupont de la tour x     |",
                "Patient?name=d'herve                 | herve",
                "Patient?name=oedipe                  | young",
                "Patient?name=oedipe russ             | young",
                "Patient?name=jean,noel               | herve belanger",
                "Patient?address-city=saint etienne   | belanger",
                "Patient?address=12 RUE               | belanger",
                "Patient?address-postalcode=42        | belanger"
            })
    void stringsStartWithWhatIsAskedWhateverCaseAndAccents(String search, String expected) {
        finds(search.strip(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Patient?identifier=100                       # belanger herve",
                "Patient?identifier=urn:ipp|100               # belanger",
                "Patient?identifier=|100                      # herve",
                "Patient?identifier=urn:other|                # herve",
                "Patient?identifier=urn:ipp|200               #",
                "Patient?gender=female                        # belanger",
                "Patient?gender=female,male                   # belanger herve",
                "Patient?gender:not=male                      # belanger young",
                "Patient?gender=http://hl7.org/fhir/administrative-gender|female # belanger",
                "Patient?gender=http://hl7.org/fhir/other|female #",
                "Patient?gender=|female                       #",
                "Patient?active=true                          # belanger",
                "Patient?telecom=n@example.org                # belanger",
                "Patient?email=n@example.org                  # belanger",
                "Patient?phone=n@example.org                  #",
                "Observation?code=http://loinc.org|29463-7    # o-year o-grams",
                "Observation?code=|local                      # o-period",
                "Observation?status=final&code=8867-4         # o-day o-second",
                "Observation?combo-code=8867-4,local          # o-day o-second o-period"
            })
    void tokensMatchCodeAndSystem(String search, String expected) {
        finds(search.strip(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Observation?patient=belanger                     | o-day o-second o-year",
                "Observation?patient=Patient/herve                | o-grams o-period",
                "Observation?subject=Patient/herve                | o-grams o-period",
                "Observation?subject:Patient=herve                | o-grams o-period",
                "Observation?subject=belanger,herve               | o-day o-second o-year o-grams o-period",
                "Observation?subject=Patient/nobody               |",
                "Patient?organization=chu                         | belanger",
                "Patient?organization=Organization/chu            | belanger",
                "Patient?_id=herve,young,nobody                   | herve young",
                "Patient?_id:not=herve,young                      | belanger",
                "Patient?_id:missing=true                         |",
                "Patient?_type=Patient,Observation&_id=herve      | herve",
                "Patient?_type=Observation&_id=herve              |",
                "Patient?_type:not=Patient&_id=herve              |",
                "Patient?_type:not=Observation&_id=herve          | herve",
                "Observation?subject:Patient._type=Patient&date=1981 | o-grams",
                "Observation?subject:Patient._type=Group          |"
            })
    void referencesMatchByIdTypeAndAddress(String search, String expected) {
        finds(search.strip(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Observation?date=1980                      | o-day o-second o-year o-period",
                "Observation?date=1980-05                   | o-day o-second o-period",
                "Observation?date=1980-05-11                | o-day o-second",
                "Observation?date=1980-05-11T16:32:15Z      | o-second",
                "Observation?date=1980-05-11T18:32:15+02:00 | o-second",
                "Observation?date=1980-05-11T16:32Z         | o-second",
                "Observation?date=1980-05-11T16:32:15.0000001Z | ",
                "Observation?date=lt1980-05-11T16:32:15.0000001Z&date=ge1980-05-11 | o-day o-second o-year",
                "Observation?date=lt1980-05-11T16:32:14.9999999Z | o-day o-year",
                "Observation?date=le1980-05-11T16:32:15.0000000Z | o-day o-year",
                "Observation?date=sa1980-05-11T16:32:14.9999999Z | o-second o-grams o-period",
                "Observation?date=sa1980-05-11T16:32:15.0000001Z | o-grams o-period",
                "Observation?date=ne1980-05-11T16:32:15.0000001Z&date=eb1981 | o-day o-second o-year o-period",
                "Observation?date=eb1980-05-11T16:32:15.9999999Z | ",
                "Observation?date=eb1980-05-11T16:32:16.0000001Z | o-second",
                "Observation?date=gt1980-12-31T23:59:59.9999999Z | o-grams",
                "Observation?date=ge1980-12-31T23:59:59.9999999Z | o-grams",
                "Observation?date=ne1980                    | o-grams",
                "Observation?date=gt1980-05-11              | o-grams o-year o-period",
                "Observation?date=ge1980-05-11              | o-day o-second o-grams o-year o-period",
                "Observation?date=lt1980-05-11              | o-year",
                "Observation?date=le1980-05-11              | o-day o-second o-year",
                "Observation?date=sa1980-05-11              | o-grams o-period",
                "Observation?date=eb1980-05-17              | o-day o-second",
                "Observation?date=gt1980-05-10&date=lt1980-05-12 | o-day o-second o-year",
                "Patient?birthdate=1980                     | herve",
                "Patient?birthdate=1980-02-14               |",
                "Patient?birthdate=ge1980                   | herve young"
            })
    void datesCompareAsSpansOfTheirPrecision(String search, String expected) {
        finds(search.strip(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Observation?value-quantity=72                                        # o-day",
                "Observation?value-quantity=80                                        # o-second",
                "Observation?value-quantity=gt72                                      # o-second o-grams",
                "Observation?value-quantity=le72                                      # o-day o-year",
                "Observation?value-quantity=70|http://unitsofmeasure.org|kg           # o-year",
                "Observation?value-quantity=70.5|http://unitsofmeasure.org|kg         # o-grams",
                "Observation?value-quantity=7e1||kg                                   # o-year o-grams",
                "Observation?value-quantity=ge70|http://unitsofmeasure.org|kg         # o-year o-grams",
                "Observation?value-quantity=70|http://unitsofmeasure.org|/min         #",
                "Observation?value-quantity=70|http://unitsofmeasure.org              # o-year",
                "Observation?value-quantity=70|http://elsewhere                       #",
                "Observation?value-quantity=70|                                       # o-year",
                "Observation?value-quantity=ap75||/min                                # o-day o-second"
            })
    void quantitiesCompareAcrossUnitsOfOneDimension(String search, String expected) {
        finds(search.strip(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Observation?patient=belanger&_sort=-date         | o-second o-day o-year",
                "Observation?patient=belanger&_sort=date          | o-year o-day o-second",
                "Observation?patient=belanger&_sort=code,-date    | o-year o-second o-day",
                "Observation?patient=belanger&_sort=code,date     | o-year o-day o-second",
                "Observation?_sort=value-quantity                 | o-none o-period o-day o-second o-year o-grams",
                "Observation?status=final&_sort=-value-quantity   | o-grams o-year o-second o-day o-none",
                "Patient?_sort=family                             | young belanger herve",
                "Patient?_sort=-birthdate                         | young herve belanger",
                "Patient?_sort=_score,birthdate                   | belanger herve young",
                "Patient?_sort=-_id                               | young herve belanger"
            })
    void sortsByWhatIsAsked(String search, String expected) {
        assertThat(fixture.ids(search.strip())).containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Observation?_sort=-date; 2",
                "Observation?_sort=date; 1",
                "Observation?_sort=code&date=1980; 1",
                "Observation?_sort=-_lastUpdated,date; 2",
                "Observation?_sort=status,-date; 2",
                "Observation?status=final; 2",
                "Observation?_sort=-_lastUpdated; 3"
            })
    void pagesTogetherHoldEveryMatchOnceInOrder(String search, int size) {
        List<String> whole = fixture.ids(search + "&_count=1000");
        List<String> paged = new ArrayList<>();
        String cursor = null;
        do {
            Page page = fixture.page(search + "&_count=" + size + (cursor == null ? "" : "&_cursor=" + cursor));
            assertThat(page.matches()).hasSizeLessThanOrEqualTo(size);
            page.matches().forEach(match -> paged.add(match.id()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(paged).isEqualTo(whole).doesNotHaveDuplicates();
    }

    @Test
    void aCursorOpensNothingForAnotherUserQueryOrTenant() {
        String cursor = fixture.page("Observation?_count=1").next();
        Scope other = new Scope(fixture.tenant, "someone-else", null, null);
        Scope foreign = new Scope(fixture.store.tenant("two"), "tester", null, null);
        for (Scope scope : List.of(other, foreign)) {
            assertThatThrownBy(() ->
                            fixture.store.search(scope, StoreFixture.query("Observation?_count=1&_cursor=" + cursor)))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("page link");
        }
        assertThatThrownBy(() -> fixture.page("Observation?status=final&_count=1&_cursor=" + cursor))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> fixture.page("Observation?_count=1&_cursor=AAAA" + cursor))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void totalsAreTrueWhenAskedFor() {
        assertThat(fixture.page("Observation?status=final&_count=1").total()).isEqualTo(-1);
        assertThat(fixture.page("Observation?status=final&_count=1&_total=accurate")
                        .total())
                .isEqualTo(5);
        assertThat(fixture.page("Observation?status=final&_summary=count").total())
                .isEqualTo(5);
        assertThat(fixture.page("Observation?status=final").total()).isEqualTo(5);
        assertThat(fixture.page("Patient?name=dupont de la tour m&_count=0").total())
                .isEqualTo(1);
    }

    @Test
    void includesFollowReferencesBothWaysOnce() {
        Page page = fixture.page("Observation?code=8867-4&_include=Observation:subject");
        assertThat(page.included()).extracting(Stored::id).containsExactly("belanger");
        Page reverse = fixture.page("Patient?_id=herve&_revinclude=Observation:subject");
        assertThat(reverse.included()).extracting(Stored::id).containsExactlyInAnyOrder("o-grams", "o-period");
        for (String all : List.of("*", "*:*", "Observation:*")) {
            assertThat(fixture.page("Patient?_id=herve&_revinclude=" + all).included())
                    .as(all)
                    .extracting(Stored::id)
                    .containsExactlyInAnyOrder("o-grams", "o-period");
        }
        assertThat(fixture.page("Patient?_id=belanger&_include=*:*").included())
                .extracting(Stored::id)
                .containsExactly("chu");
        assertThat(fixture.page("Patient?_id=belanger&_include=Patient:organization")
                        .included())
                .extracting(Stored::toString)
                .containsExactly("Organization/chu/_history/1");
    }

    @Test
    void aPatientsScopeHoldsTheirCompartmentAndNothingElse() {
        Scope own = new Scope(fixture.tenant, "patient", null, "herve");
        assertThat(fixture.ids(own, "Observation?status=final,preliminary"))
                .containsExactlyInAnyOrder("o-grams", "o-period");
        assertThat(fixture.ids(own, "Patient?gender=male,female")).containsExactly("herve");
        assertThat(fixture.store.read(own, "Patient", "belanger")).isEmpty();
        assertThat(fixture.store.read(own, "Observation", "o-day")).isEmpty();
        assertThat(fixture.store
                        .search(own, StoreFixture.query("Organization?_revinclude=Patient:organization"))
                        .included())
                .isEmpty();
        assertThat(fixture.store
                        .history(own, new HistoryQuery("Observation", null, 0, 100, null))
                        .matches())
                .extracting(Stored::id)
                .containsExactlyInAnyOrder("o-grams", "o-period");
    }

    @Test
    void typesOutsideTheScopeAreNotThere() {
        Scope scope = new Scope(fixture.tenant, "clerk", java.util.Set.of("Patient"), null);
        assertThat(fixture.ids(scope, "Observation?status=final")).isEmpty();
        assertThat(fixture.store.read(scope, "Observation", "o-day")).isEmpty();
        Page page = fixture.store.search(
                scope,
                StoreFixture.query(
                        "Patient?_id=belanger&_include=Patient:organization&_revinclude=Observation:subject"));
        assertThat(page.included()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Observation?date=yesterday            # date",
                "Observation?date=2023-02-30           # date",
                "Observation?value-quantity=much       # value-quantity",
                "Observation?value-quantity=1|a|kg|b   # value-quantity",
                "Observation?date=1980-05-11T16:32:15. # date",
                "Observation?date=1980-05-11T16:32:15+9 # date",
                "Patient?_contained=true               # _contained",
                "Patient?_contained=both               # _contained",
                "Patient?_contained=maybe              # _contained",
                "Patient?_id:above=x                   # _id",
                "Patient?_type=Nothing                 # _type",
                "Patient?_type:above=Patient           # _type",
                "Observation?subject:Nothing=x         # subject",
                "Patient?name:sounds=x                 # name",
                "Patient?_include=Patient:nothing      # _include",
                "Patient?_count=-1                     # _count",
                "Observation?subject.shoe-size=x       # subject",
                "Observation?subject:Device.birthdate=2 # subject",
                "Patient?_has:Observation:code:code=x  # _has",
                "Patient?_has:Observation:patient=x    # _has",
                "Patient?_filter=name xx \"a\"          # _filter",
                "Patient?_filter=(name eq \"a\"         # _filter",
                "Patient?_query=x                      # _query",
                "Patient?_lastUpdated:exact=2026       # _lastUpdated",
                "Patient?gender:in=http://none         # gender",
                "Patient?gender:missing=maybe          # gender",
                "Observation?code-value-quantity=a     # code-value-quantity",
                "Location?near=1                       # near"
            })
    void whatCannotBeUnderstoodIsRefusedByName(String search, String expression) {
        assertThatThrownBy(() -> fixture.page(search.strip()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(
                                        refused.problem().issues().getFirst().expression())
                                .isEqualTo(expression));
    }

    @Test
    void theLastChangeIsComparedToWhateverPrecision() {
        String moment = fixture.store
                .read(fixture.scope, "Patient", "herve")
                .map(stored -> java.time.Instant.ofEpochMilli(stored.updated()).toString())
                .map(text -> text.contains(".") ? text.replace("Z", "") : text.replace("Z", ".000"))
                .orElseThrow();
        for (String prefix : List.of("lt", "le", "eb", "ne")) {
            finds("Patient?_id=herve&_lastUpdated=" + prefix + moment + "0001Z", "herve");
        }
        for (String prefix : List.of("gt", "ge", "sa", "eq")) {
            assertThat(fixture.ids("Patient?_id=herve&_lastUpdated=" + prefix + moment + "0001Z"))
                    .as(prefix)
                    .isEmpty();
        }
        for (String prefix : List.of("ge", "le", "eq")) {
            finds("Patient?_id=herve&_lastUpdated=" + prefix + moment + "0000Z", "herve");
        }
    }

    @Test
    void anUnknownParameterIsLeftOutAndNamed() {
        assertThat(fixture.page("Patient?shoe-size=42&gender=male").unknown()).containsExactly("shoe-size");
        Page unsorted = fixture.page("Patient?_sort=family,shoe-size&gender=male");
        assertThat(unsorted.unknown()).containsExactly("_sort");
        assertThat(unsorted.matches()).extracting(Stored::id).containsExactly("herve");
    }

    @Test
    void oneCompartmentSearchIsOneIndexScan() throws Exception {
        try (var connection = fixture.connect();
                var statement = connection.createStatement()) {
            statement.execute("analyze");
        }
        String plan = fixture.store.explain(
                fixture.scope, StoreFixture.query("Observation?patient=belanger&_sort=-date&_count=20"));
        assertThat(plan).doesNotContain("Append");
    }
}
