// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;

/** What the limits of a scope keep from it, by every door of the store. */
class LimitsIT {
    private static final String LABEL = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    private static final Limits.Clause PUBLIC = clause("_security:not=" + LABEL + "%7CR");

    private static StoreFixture fixture;

    @BeforeAll
    static void open() {
        fixture = StoreFixture.open();
        fixture.put(
                "{'resourceType':'Patient','id':'anna','name':[{'family':'Nadaud'}],'telecom':[{'system':'phone','value':'0611'}],"
                        + "'contact':[{'telecom':[{'system':'phone','value':'0622'}],'gender':'male'}]}",
                "{'resourceType':'Patient','id':'bruno','name':[{'family':'Oudin'}]}",
                "{'resourceType':'Location','id':'unit','name':'Cardiologie'}",
                "{'resourceType':'Encounter','id':'stay','status':'in-progress','class':{'code':'IMP'},'subject':{'reference':'Patient/anna'},"
                        + "'location':[{'location':{'reference':'Location/unit'}}]}",
                prescription("plain", "anna", ""),
                prescription("secret", "anna", "R"),
                prescription("other", "bruno", ""),
                administration("given-plain", "plain"),
                administration("given-secret", "secret"),
                "{'resourceType':'List','id':'round','status':'current','mode':'working','entry':[{'item':{'reference':'MedicationRequest/secret'}},{'item':{'reference':'MedicationRequest/plain'}}]}");
        fixture.put(prescription("secret", "anna", "R").replace("'active'", "'on-hold'"));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static String prescription(String id, String patient, String label) {
        return "{'resourceType':'MedicationRequest','id':'" + id
                + "','status':'active','intent':'order','authoredOn':'2026-11-02',"
                + (label.isEmpty() ? "" : "'meta':{'security':[{'system':'" + LABEL + "','code':'" + label + "'}]},")
                + "'medicationCodeableConcept':{'text':'x'},'subject':{'reference':'Patient/" + patient + "'}}";
    }

    private static String administration(String id, String request) {
        return "{'resourceType':'MedicationAdministration','id':'" + id
                + "','status':'completed','medicationCodeableConcept':{'text':'x'},'effectiveDateTime':'2026-11-03',"
                + "'subject':{'reference':'Patient/anna'},'request':{'reference':'MedicationRequest/" + request + "'}}";
    }

    private static Limits.Clause clause(String... queries) {
        return new Limits.Clause(List.of(queries), true);
    }

    private static Scope seeing(String type, Limits.Clause... clauses) {
        return scope(Map.of(type, List.of(clauses)), Map.of(), null, Set.of(), Map.of());
    }

    private static Scope scope(
            Map<String, List<Limits.Clause>> seen,
            Map<String, List<Limits.Clause>> changed,
            Limits.@Nullable Opposition opposition,
            Set<String> open,
            Map<String, Set<String>> hidden) {
        return new Scope(fixture.tenant, "nurse", null, null, new Limits(seen, changed, opposition, open, hidden));
    }

    /** By whatever way a search comes to a resource. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MedicationRequest?status=active,on-hold",
                "MedicationRequest?_id=secret",
                "MedicationRequest?_security=R",
                "MedicationRequest?patient=anna&_sort=-authoredon",
                "MedicationRequest?_sort=status",
                "MedicationRequest?_list=round",
                "MedicationAdministration?_include=MedicationAdministration:request",
                "MedicationAdministration?_include=*",
                "Patient?_revinclude=MedicationRequest:subject",
                "Patient?_revinclude=*",
                "List?_include:iterate=*&_revinclude:iterate=*",
                "Patient?_has:MedicationRequest:patient:status=on-hold",
                "MedicationAdministration?request.status=on-hold",
                "MedicationAdministration?request:MedicationRequest._security=R",
                "Patient?_filter=_has:MedicationRequest:patient:status eq on-hold"
            })
    void aLabelledPrescriptionIsInNoAnswer(String search) {
        Page page;
        try {
            page = fixture.store.search(seeing("MedicationRequest", PUBLIC), StoreFixture.query(search));
        } catch (ProblemException refused) {
            assertThat(search).startsWith("Patient?_filter"); // what a filter cannot ask, nobody learns
            return;
        }
        assertThat(Stream.concat(page.matches().stream(), page.included().stream())
                        .map(Stored::text))
                .noneMatch(text -> text.contains("on-hold"));
        if (search.contains("on-hold") && !search.contains("active") || search.endsWith("_security=R")) {
            assertThat(page.matches()).isEmpty();
        }
    }

    @Test
    void countsLeaveOutWhatIsNotSeen() {
        Scope nurse = seeing("MedicationRequest", PUBLIC);
        for (String how : List.of("_summary=count", "_total=accurate&_count=1", "_total=estimate&_count=1")) {
            assertThat(fixture.store
                            .search(nurse, StoreFixture.query("MedicationRequest?status=active,on-hold&" + how))
                            .total())
                    .as(how)
                    .isEqualTo(2);
        }
        assertThat(fixture.store.heads(nurse, StoreFixture.query("MedicationRequest?patient=anna"), 10))
                .extracting(Head::id)
                .containsExactly("plain");
        assertThat(fixture.store
                        .history(nurse, new HistoryQuery("MedicationRequest", null, 0, 0, null))
                        .total())
                .isEqualTo(2);
    }

    @Test
    void noVersionOfItIsReadByIdByHistoryOrOnTheTimeline() {
        Scope nurse = seeing("MedicationRequest", PUBLIC);
        assertThat(fixture.store.read(nurse, "MedicationRequest", "secret")).isEmpty();
        assertThat(fixture.store.read(nurse, "MedicationRequest", "secret", 1)).isEmpty();
        assertThat(fixture.store.read(nurse, "MedicationRequest", "secret", 2)).isEmpty();
        assertThat(fixture.store.read(nurse, "MedicationRequest", "plain")).isPresent();
        for (@Nullable String type : new @Nullable String[] {"MedicationRequest", null}) {
            assertThat(fixture.store
                            .history(nurse, new HistoryQuery(type, null, 0, 100, null))
                            .matches())
                    .extracting(Stored::id)
                    .contains("plain")
                    .doesNotContain("secret");
        }
        assertThat(fixture.store
                        .history(nurse, new HistoryQuery("MedicationRequest", "secret", 0, 100, null))
                        .matches())
                .isEmpty();
        assertThat(fixture.store
                        .timeline(
                                nurse,
                                "anna",
                                List.of("MedicationRequest", "MedicationAdministration"),
                                0,
                                Long.MAX_VALUE,
                                50,
                                null)
                        .matches())
                .extracting(Stored::id)
                .containsExactlyInAnyOrder("given-plain", "given-secret", "plain");
    }

    @Test
    void whatWasDeletedIsNotTold() {
        fixture.put(prescription("gone", "anna", "R"));
        fixture.store.write(fixture.scope, List.of(new Change.Delete("MedicationRequest", "gone", 0)));
        assertThat(fixture.store.read(fixture.scope, "MedicationRequest", "gone"))
                .isPresent();
        assertThat(fixture.store.read(seeing("MedicationRequest", PUBLIC), "MedicationRequest", "gone"))
                .isEmpty();
    }

    @Test
    void clausesAreAllMetAndTheirQueriesAlternatives() {
        Scope both = seeing("MedicationRequest", PUBLIC, clause("_patient=bruno", "status=on-hold"));
        assertThat(fixture.ids(both, "MedicationRequest")).containsExactly("other");
        Scope either = seeing("MedicationRequest", clause("_patient=bruno", "status=on-hold"));
        assertThat(fixture.ids(either, "MedicationRequest")).containsExactlyInAnyOrder("other", "secret");
    }

    @Test
    void careRelationsAreJoinedByTheDatabaseAndEndWithTheStay() {
        Scope ward =
                seeing("MedicationRequest", clause("_with=Encounter%3Flocation=Location/unit%26status=in-progress"));
        assertThat(fixture.ids(ward, "MedicationRequest")).containsExactlyInAnyOrder("plain", "secret");
        assertThat(fixture.store.read(ward, "MedicationRequest", "plain")).isPresent();
        assertThat(fixture.store.read(ward, "MedicationRequest", "other")).isEmpty();
        String stay = fixture.store
                .read(fixture.scope, "Encounter", "stay")
                .orElseThrow()
                .text();
        Json.Obj over = StoreFixture.json(stay.replace("in-progress", "finished"));
        fixture.store.write(fixture.scope, List.of(new Change.Update("stay", over, 0)));
        assertThat(fixture.ids(ward, "MedicationRequest")).isEmpty();
        Json.Obj again = StoreFixture.json(stay);
        fixture.store.write(fixture.scope, List.of(new Change.Update("stay", again, 0)));
    }

    @Test
    void anOpenPatientLiftsWhatGivesWayAndNothingElse() {
        Limits.Clause firm = new Limits.Clause(List.of("status=active"), false);
        Scope open =
                scope(Map.of("MedicationRequest", List.of(PUBLIC, firm)), Map.of(), null, Set.of("anna"), Map.of());
        assertThat(fixture.ids(open, "MedicationRequest")).containsExactlyInAnyOrder("plain", "other");
        Scope soft = scope(Map.of("MedicationRequest", List.of(PUBLIC)), Map.of(), null, Set.of("anna"), Map.of());
        assertThat(fixture.ids(soft, "MedicationRequest")).containsExactlyInAnyOrder("plain", "secret", "other");
    }

    @Test
    void aPatientsOppositionClosesTheCompartmentForWhomItNamesWhileItLasts() {
        fixture.put(
                "{'resourceType':'Patient','id':'clara'}",
                prescription("hers", "clara", ""),
                consent("now", "clara", "no nurse|*", ""),
                "{'resourceType':'Patient','id':'denis'}",
                prescription("his", "denis", ""),
                consent("past", "denis", "no nurse|*", ",'period':{'end':'2020-01-01'}"),
                "{'resourceType':'Patient','id':'elsa'}",
                prescription("elsa-rx", "elsa", ""),
                consent("but", "elsa", "no nurse|*", ",'period':{'start':'2020-01-01'}")
                        .replace("'category':[", "'category':[{'text':'yes you|*'},"));
        Limits.Opposition nurse =
                new Limits.Opposition("Consent", Set.of("no nurse"), Set.of("yes me"), Set.of("Patient"));
        Limits.Opposition named =
                new Limits.Opposition("Consent", Set.of("no nurse"), Set.of("yes you"), Set.of("Patient"));
        Limits.Opposition physician = new Limits.Opposition("Consent", Set.of("no physician"), Set.of(), Set.of());
        String all = "MedicationRequest?_id=hers,his,elsa-rx";
        assertThat(fixture.ids(opposed(nurse, Set.of()), all)).containsExactly("his");
        assertThat(fixture.ids(opposed(named, Set.of()), all)).containsExactlyInAnyOrder("his", "elsa-rx");
        assertThat(fixture.ids(opposed(physician, Set.of()), all)).containsExactlyInAnyOrder("his", "hers", "elsa-rx");
        assertThat(fixture.ids(opposed(nurse, Set.of("clara")), all)).containsExactlyInAnyOrder("his", "hers");
        assertThat(fixture.store.read(opposed(nurse, Set.of()), "MedicationRequest", "hers"))
                .isEmpty();
        assertThat(fixture.ids(opposed(nurse, Set.of()), "Patient?_id=clara")).containsExactly("clara");
        assertThatThrownBy(() -> fixture.store.write(
                        opposed(nurse, Set.of()),
                        List.of(new Change.Create(
                                "new-hers", StoreFixture.json(prescription("new-hers", "clara", "")), null))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isInstanceOf(Problem.Forbidden.class));
        assertThat(fixture.store.read(fixture.scope, "MedicationRequest", "new-hers"))
                .isEmpty();
    }

    private static Scope opposed(Limits.Opposition opposition, Set<String> open) {
        return scope(Map.of(), Map.of(), opposition, open, Map.of());
    }

    private static String consent(String id, String patient, String text, String more) {
        return "{'resourceType':'Consent','id':'" + id
                + "','status':'active','scope':{'text':'x'},'category':[{'text':'" + text
                + "'}],'patient':{'reference':'Patient/" + patient
                + "'},'policyRule':{'text':'x'},'provision':{'type':'deny'"
                + more + "}}";
    }

    @Test
    void hiddenElementsAreInNoAnswerAndFindNothing() {
        Scope clerk = scope(
                Map.of(),
                Map.of(),
                null,
                Set.of(),
                Map.of("Patient", Set.of("Patient.telecom", "Patient.contact.telecom")));
        for (Stored shown : List.of(
                fixture.store.read(clerk, "Patient", "anna").orElseThrow(),
                fixture.store.read(clerk, "Patient", "anna", 1).orElseThrow(),
                fixture.store
                        .search(clerk, StoreFixture.query("Patient?_id=anna"))
                        .matches()
                        .getFirst(),
                fixture.store
                        .search(
                                clerk,
                                StoreFixture.query("MedicationRequest?_id=plain&_include=MedicationRequest:subject"))
                        .included()
                        .getFirst(),
                fixture.store
                        .history(clerk, new HistoryQuery("Patient", "anna", 0, 10, null))
                        .matches()
                        .getFirst())) {
            assertThat(shown.text()).doesNotContain("0611", "0622").contains("Nadaud", "male", "SUBSETTED");
        }
        for (String search : List.of(
                "Patient?phone=0611",
                "Patient?telecom=0611",
                "Patient?_sort=phone",
                "MedicationRequest?subject:Patient.phone=0611",
                "Patient?_content=0611",
                "Patient?_filter=phone eq 0611")) {
            assertThatThrownBy(() -> fixture.store.search(clerk, StoreFixture.query(search)))
                    .as(search)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.problem()).isInstanceOf(Problem.Forbidden.class));
        }
        assertThat(fixture.ids(clerk, "Patient?name=nadaud")).containsExactly("anna");
    }

    @Test
    void nothingIsChangedOutsideNorMovedThere() {
        Scope nurse = scope(
                Map.of("MedicationRequest", List.of(PUBLIC)),
                Map.of("MedicationRequest", List.of(clause("_patient=anna"))),
                null,
                Set.of(),
                Map.of());
        for (String refused : List.of(
                prescription("secret", "anna", "R"),
                prescription("other", "bruno", ""),
                prescription("plain", "anna", "R"),
                prescription("plain", "bruno", ""))) {
            Json.Obj resource = StoreFixture.json(refused);
            assertThatThrownBy(() -> fixture.store.write(
                            nurse, List.of(new Change.Update(String.valueOf(resource.string("id")), resource, 0))))
                    .as(refused)
                    .isInstanceOf(ProblemException.class);
        }
        assertThatThrownBy(
                        () -> fixture.store.write(nurse, List.of(new Change.Delete("MedicationRequest", "secret", 0))))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> fixture.store.write(
                        nurse,
                        List.of(new Change.Create("n1", StoreFixture.json(prescription("n1", "anna", "R")), null))))
                .isInstanceOf(ProblemException.class);
        assertThat(fixture.store.read(fixture.scope, "MedicationRequest", "n1")).isEmpty();
        assertThat(fixture.store
                        .write(
                                nurse,
                                List.of(new Change.Create(
                                        "n2", StoreFixture.json(prescription("n2", "anna", "")), null)))
                        .getFirst()
                        .outcome())
                .isEqualTo(Written.Outcome.CREATED);
        assertThat(fixture.store
                        .write(
                                nurse,
                                List.of(new Change.Update(
                                        "n2",
                                        StoreFixture.json(
                                                prescription("n2", "anna", "").replace("'active'", "'stopped'")),
                                        0)))
                        .getFirst()
                        .outcome())
                .isEqualTo(Written.Outcome.UPDATED);
        fixture.store.write(fixture.scope, List.of(new Change.Delete("MedicationRequest", "n2", 0)));
    }

    @Test
    void aConditionalCreateHandsOutNothingThatIsNotSeen() {
        Scope nurse = seeing("MedicationRequest", PUBLIC);
        assertThatThrownBy(() -> fixture.store.write(
                        nurse,
                        List.of(new Change.Create(
                                "n3",
                                StoreFixture.json(prescription("n3", "anna", "")),
                                StoreFixture.query("MedicationRequest?_id=secret")))))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense=1", "intent:text=ord", "status", "_security:not", "category:bogus=1"})
    void criteriaTheIndexCannotAnswerAreNoLimit(String criteria) {
        assertThatThrownBy(() ->
                        fixture.store.check(seeing("MedicationRequest", clause(criteria)), Set.of("MedicationRequest")))
                .isInstanceOf(ProblemException.class);
    }
}
