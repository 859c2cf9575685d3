// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.R4;

/** Versions, conditions and races on a real database. */
class WriteIT {
    private static StoreFixture fixture;

    @BeforeAll
    static void open() {
        fixture = StoreFixture.open();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static Json.Obj patient(String family) {
        return StoreFixture.json("{'resourceType':'Patient','name':[{'family':'%s'}]}".formatted(family));
    }

    private static Written write(Change change) {
        return fixture.store.write(fixture.scope, List.of(change)).getFirst();
    }

    private static Stored read(String id) {
        return fixture.store.read(fixture.scope, "Patient", id).orElseThrow();
    }

    @Test
    void everyVersionStaysReadable() {
        write(new Change.Update("v", patient("Un"), 0));
        write(new Change.Update("v", patient("Deux"), 1));
        write(new Change.Delete("Patient", "v", 0));
        write(new Change.Update("v", patient("Trois"), 0));
        assertThat(read("v").version()).isEqualTo(4);
        assertThat(fixture.store
                        .read(fixture.scope, "Patient", "v", 1)
                        .orElseThrow()
                        .text())
                .contains("\"Un\"", "\"versionId\":\"1\"");
        assertThat(fixture.store
                        .read(fixture.scope, "Patient", "v", 3)
                        .orElseThrow()
                        .isDeleted())
                .isTrue();
        assertThat(fixture.store
                        .history(fixture.scope, new HistoryQuery("Patient", "v", 0, 10, null))
                        .matches())
                .extracting(Stored::version)
                .containsExactly(4, 3, 2, 1);
    }

    @Test
    void historyPagesHoldEveryVersionOnce() {
        for (int i = 0; i < 7; i++) {
            write(new Change.Update("h", patient("N" + i), 0));
        }
        List<Integer> versions = new ArrayList<>();
        String cursor = null;
        do {
            Page page = fixture.store.history(fixture.scope, new HistoryQuery("Patient", "h", 0, 3, cursor));
            page.matches().forEach(version -> versions.add(version.version()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(versions).containsExactly(7, 6, 5, 4, 3, 2, 1);
    }

    @Test
    void theSameContentAddsNoVersion() {
        write(new Change.Update("same", patient("Même"), 0));
        Written again = write(new Change.Update("same", patient("Même"), 0));
        assertThat(again.outcome()).isEqualTo(Written.Outcome.UNCHANGED);
        assertThat(read("same").version()).isEqualTo(1);
    }

    @Test
    void anOldVersionInIfMatchIsRefused() {
        write(new Change.Update("m", patient("A"), 0));
        write(new Change.Update("m", patient("B"), 1));
        assertThatThrownBy(() -> write(new Change.Update("m", patient("C"), 1)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isInstanceOf(Problem.PreconditionFailed.class));
        assertThat(read("m").text()).contains("\"B\"");
    }

    @Test
    void aReferenceToNothingIsRefusedWithItsPath() {
        Json.Obj dangling = StoreFixture.json(
                "{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':{'reference':'Patient/nobody'}}");
        assertThatThrownBy(() -> write(new Change.Create(FhirStore.newId(), dangling, null)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(
                                        refused.problem().issues().getFirst().expression())
                                .isEqualTo("Observation.subject.reference"));
    }

    @Test
    void aFailedTransactionLeavesNothingBehind() {
        List<Change> changes = List.of(
                new Change.Update("half", patient("Moitié"), 0), new Change.Update("other", patient("Autre"), 99));
        assertThatThrownBy(() -> fixture.store.write(fixture.scope, changes)).isInstanceOf(ProblemException.class);
        assertThat(fixture.store.read(fixture.scope, "Patient", "half")).isEmpty();
        assertThat(fixture.ids("Patient?family=Moitié")).isEmpty();
    }

    @Test
    void anUpdateTakesTheOldWordsOutOfTheIndex() {
        write(new Change.Update("moved", patient("Avant"), 0));
        write(new Change.Update("moved", patient("Après"), 0));
        assertThat(fixture.ids("Patient?family=avant")).isEmpty();
        assertThat(fixture.ids("Patient?family=apres")).containsExactly("moved");
        write(new Change.Delete("Patient", "moved", 0));
        assertThat(fixture.ids("Patient?family=apres")).isEmpty();
    }

    @Test
    void anUpdateMovesDatesAndNumbersInTheIndexAndOtherChangesLeaveThem() {
        String risk = "{'resourceType':'RiskAssessment','status':'%s','subject':{'reference':'Patient/risky'},"
                + "'prediction':[{'probabilityDecimal':%s}]}";
        String person = "{'resourceType':'Patient','gender':'%s','birthDate':'1950-01-01','deceasedDateTime':'%s'}";
        write(new Change.Update("risky", StoreFixture.json(person.formatted("male", "2020-02-01")), 0));
        write(new Change.Update("risk", StoreFixture.json(risk.formatted("final", "0.2")), 0));
        write(new Change.Update("risky", StoreFixture.json(person.formatted("male", "2021-02-01")), 0));
        write(new Change.Update("risk", StoreFixture.json(risk.formatted("final", "0.4")), 0));
        write(new Change.Update("risky", StoreFixture.json(person.formatted("female", "2021-02-01")), 0));
        write(new Change.Update("risk", StoreFixture.json(risk.formatted("amended", "0.4")), 0));
        assertThat(fixture.ids("Patient?death-date=2020-02-01")).isEmpty();
        assertThat(fixture.ids("Patient?death-date=2021-02-01&gender=female")).containsExactly("risky");
        assertThat(fixture.ids("RiskAssessment?probability=0.2")).isEmpty();
        assertThat(fixture.ids("RiskAssessment?probability=0.4")).containsExactly("risk");
        assertThat(fixture.store.read(fixture.scope, "RiskAssessment", "risk", 2))
                .get()
                .extracting(Stored::text)
                .asString()
                .contains("0.4", "final");
    }

    @Test
    void anUpdateNeedNotMendAReferenceWhoseTargetIsGone() {
        String visit =
                "{'resourceType':'Encounter','status':'%s','class':{'code':'AMB'},'subject':{'reference':'Patient/left'},"
                        + "'serviceProvider':{'reference':'Organization/%s'}}";
        write(new Change.Update("left", patient("Parti"), 0));
        write(new Change.Update("clinic", StoreFixture.json("{'resourceType':'Organization','name':'Clinique'}"), 0));
        write(new Change.Update("visit", StoreFixture.json(visit.formatted("planned", "clinic")), 0));
        write(new Change.Delete("Organization", "clinic", 0));
        Written finished =
                write(new Change.Update("visit", StoreFixture.json(visit.formatted("finished", "clinic")), 0));
        assertThat(finished.outcome()).isEqualTo(Written.Outcome.UPDATED);
        Change elsewhere = new Change.Update("visit", StoreFixture.json(visit.formatted("finished", "nowhere")), 0);
        assertThatThrownBy(() -> write(elsewhere)).isInstanceOf(ProblemException.class);
    }

    @Test
    void theFirstReadOfATypeTakesNoSecondConnection() throws Exception {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            many.add("{'resourceType':'Basic','id':'b%d','code':{'text':'Une sorte de chose numéro %d'}}"
                    .formatted(i, i));
        }
        fixture.putTogether(many);
        awaitDictionary();
        fixture.putTogether(
                many.stream().map(one -> one.replace("sorte", "forme")).toList());
        FhirStore narrow = fixture.withOneReader();
        assertThat(narrow.read(fixture.scope, "Basic", "b7"))
                .get()
                .extracting(Stored::text)
                .asString()
                .contains("forme");
    }

    @Test
    void aDictionaryThatCouldNotBeStoredIsTrainedFromWhatIsWrittenNext() throws Exception {
        try (StoreFixture refusing = StoreFixture.open();
                var connection = refusing.connect();
                var sql = connection.createStatement()) {
            sql.execute("""
                    create sequence refused;
                    create function refuse() returns trigger language plpgsql as
                      $$ begin perform nextval('refused'); raise exception 'refused'; end $$;
                    create trigger refuses before insert on dictionary for each row execute function refuse();
                    """);
            List<String> many = new ArrayList<>();
            for (int i = 0; i < 450; i++) {
                many.add("{'resourceType':'Basic','id':'b%d','code':{'text':'Une sorte de chose numéro %d'}}"
                        .formatted(i, i));
            }
            refusing.putTogether(many);
            await(() -> isTrue(sql, "select is_called from refused"));
            sql.execute("drop trigger refuses on dictionary");
            await(() -> {
                refusing.putTogether(many.stream()
                        .map(one -> one.replace("sorte", FhirStore.newId()))
                        .toList());
                return isTrue(sql, "select exists (select from dictionary)");
            });
        }
    }

    @Test
    void aResourceIsFoundByItsIdBeforeTheDatabaseHasLookedAtItsTables() throws Exception {
        try (StoreFixture fresh = StoreFixture.open();
                var connection = fresh.connect();
                var sql = connection.createStatement()) {
            List<String> many = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                many.add("{'resourceType':'Encounter','id':'e%d','status':'finished','class':{'code':'AMB'}}"
                        .formatted(i));
            }
            fresh.putTogether(many);
            for (String table : List.of("resource_encounter", "history")) {
                StringBuilder plan = new StringBuilder();
                try (var rows = sql.executeQuery(
                        "explain select content from %s where tenant = 1 and type = 44 and id = '\\x00'"
                                .formatted(table))) {
                    while (rows.next()) {
                        plan.append(rows.getString(1)).append('\n');
                    }
                }
                assertThat(plan.toString()).contains("id = '");
                assertThat(plan.toString().indexOf("Index Cond")).isPositive().isLessThan(plan.indexOf("id = '"));
                assertThat(plan.toString().replace("One-Time Filter", "")).doesNotContain("Filter");
            }
        }
    }

    private static boolean isTrue(Statement sql, String question) throws SQLException {
        try (var rows = sql.executeQuery(question)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static void await(Callable<Boolean> reached) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(reached);
    }

    /** Until there are enough resources of the type for a dictionary, and it is trained. */
    private static void awaitDictionary() throws Exception {
        try (var connection = fixture.connect();
                var sql = connection.createStatement()) {
            await(() -> isTrue(
                    sql,
                    "select exists (select from dictionary where type = %d)"
                            .formatted(R4.definitions().typeCode("Basic"))));
        }
    }

    @Test
    void aRaceOfConditionalCreatesMakesOneResource() throws Exception {
        int threads = 64;
        int rounds = 1_000;
        try (var executor = Executors.newFixedThreadPool(threads)) {
            for (int round = 0; round < rounds; round++) {
                String value = "race-" + round;
                CyclicBarrier start = new CyclicBarrier(threads);
                List<Future<String>> running = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    running.add(executor.submit(() -> {
                        Json.Obj patient = StoreFixture.json(
                                "{'resourceType':'Patient','identifier':[{'system':'urn:x','value':'%s'}]}"
                                        .formatted(value));
                        start.await();
                        return write(new Change.Create(
                                        FhirStore.newId(),
                                        patient,
                                        StoreFixture.query("Patient?identifier=urn:x|" + value)))
                                .stored()
                                .id();
                    }));
                }
                Set<String> ids = new HashSet<>();
                for (Future<String> one : running) {
                    ids.add(one.get());
                }
                assertThat(ids).as("round %d", round).hasSize(1);
                assertThat(fixture.ids("Patient?identifier=urn:x|" + value)).containsExactlyElementsOf(ids);
            }
        }
    }

    @Test
    void noUpdateWithIfMatchIsLost() throws Exception {
        write(new Change.Update("counter", patient("0"), 0));
        int threads = 16;
        int each = 20;
        try (var executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(executor.submit(() -> {
                    for (int done = 0; done < each; ) {
                        Stored current = read("counter");
                        int next = Integer.parseInt(current.text().replaceAll(".*\"family\":\"(\\d+)\".*", "$1")) + 1;
                        try {
                            write(new Change.Update("counter", patient(Integer.toString(next)), current.version()));
                            done++;
                        } catch (ProblemException overtaken) {
                            assertThat(overtaken.problem()).isInstanceOf(Problem.PreconditionFailed.class);
                        }
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(read("counter").text()).contains("\"family\":\"" + threads * each + "\"");
    }

    @Test
    void firstWritersOfOneIdMakeConsecutiveVersions() throws Exception {
        int threads = 16;
        CyclicBarrier start = new CyclicBarrier(threads);
        try (var executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String name = "Écrivain " + thread;
                running.add(executor.submit(() -> {
                    start.await();
                    return write(new Change.Update("contested", patient(name), 0))
                            .stored()
                            .version();
                }));
            }
            Set<Integer> versions = new HashSet<>();
            for (Future<Integer> one : running) {
                versions.add(one.get());
            }
            assertThat(versions).hasSize(threads);
        }
        assertThat(read("contested").version()).isEqualTo(threads);
    }

    @Test
    void anotherTenantSeesNothingOfIt() {
        write(new Change.Update("private", patient("Secret"), 0));
        Scope other = new Scope(fixture.store.tenant("other"), "tester", null, null);
        assertThat(fixture.store.read(other, "Patient", "private")).isEmpty();
        assertThat(fixture.store.read(other, "Patient", "private", 1)).isEmpty();
        assertThat(fixture.ids(other, "Patient?family=secret")).isEmpty();
        assertThat(fixture.store
                        .history(other, new HistoryQuery(null, null, 0, 100, null))
                        .matches())
                .isEmpty();
    }

    @Test
    void decimalsComeBackAsTheyWereWritten() {
        Json.Obj observation = StoreFixture.json(
                "{'resourceType':'Observation','status':'final','code':{'text':'x'},"
                        + "'valueQuantity':{'value':1.500},'component':[{'code':{'text':'y'},'valueQuantity':{'value':2E+3}}]}");
        Written written = write(new Change.Create(FhirStore.newId(), observation, null));
        assertThat(fixture.store
                        .read(fixture.scope, "Observation", written.stored().id())
                        .orElseThrow()
                        .text())
                .contains("1.500", "2E+3");
    }
}
