// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;

/** Search parameters a tenant defines itself, with resources that were there before. */
class OwnParametersIT {
    private static final int BEFORE = 450;

    private static StoreFixture fixture;

    @BeforeAll
    static void load() {
        fixture = StoreFixture.open();
        List<String> resources = new ArrayList<>();
        for (int i = 0; i < BEFORE; i++) {
            resources.add(("{'resourceType':'Patient','id':'p%d','birthDate':'1980-01-01',"
                            + "'maritalStatus':{'coding':[{'system':'urn:m','code':'%s'}]},'multipleBirthInteger':%d}")
                    .formatted(i, i % 3 == 0 ? "M" : "S", i % 10));
        }
        fixture.putTogether(resources);
    }

    @AfterAll
    static void drop() {
        fixture.close();
    }

    private static String parameter(String id, String code, String type, String expression) {
        return ("{'resourceType':'SearchParameter','id':'%s','url':'http://example.org/%s','name':'n','status':'active',"
                        + "'description':'d','code':'%s','base':['Patient'],'type':'%s','expression':'%s'}")
                .formatted(id, id, code, type, expression.replace("'", "\\u0027"));
    }

    private static void awaitReady(String code) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> fixture.store.ownParameters(fixture.tenant).stream()
                        .anyMatch(own -> own.code().equals(code) && own.ready()));
    }

    @Test
    void aNewParameterIsRefusedWhileItIsPreparedThenFindsOldAndNew() {
        fixture.put(parameter("marital", "marital", "token", "Patient.maritalStatus"));

        assertThatThrownBy(() -> fixture.ids("Patient?marital=M"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isInstanceOf(Problem.Busy.class));
        awaitReady("marital");
        fixture.put(
                "{'resourceType':'Patient','id':'later','maritalStatus':{'coding':[{'system':'urn:m','code':'M'}]}}");

        assertThat(fixture.ids("Patient?marital=urn:m|M&_count=1000"))
                .hasSize(BEFORE / 3 + 1)
                .contains("p0", "p447", "later")
                .doesNotContain("p1");
        assertThat(fixture.ids("Patient?marital:missing=true&birthdate=1980-01-01"))
                .isEmpty();
        assertThat(fixture.ids("Patient?marital=M&birthdate=1980-01-01&_id=p3,p4"))
                .containsExactly("p3");
    }

    @Test
    void numbersAreIndexedOnceHoweverOftenTheyAreMet() {
        fixture.put(parameter("rank", "rank", "number", "Patient.multipleBirth.ofType(integer)"));
        fixture.put("{'resourceType':'Patient','id':'p5','multipleBirthInteger':77}");
        awaitReady("rank");

        assertThat(fixture.ids("Patient?rank=gt50")).containsExactly("p5");
        assertThat(fixture.ids("Patient?rank=7&_count=1000")).hasSize(BEFORE / 10);
        fixture.put("{'resourceType':'Patient','id':'p5','multipleBirthInteger':3}");
        assertThat(fixture.ids("Patient?rank=gt50")).isEmpty();
    }

    @Test
    void lookingForNewParametersTakesNoSecondConnection() throws InterruptedException {
        FhirStore narrow = fixture.withOneReader();
        for (int look = 0; look < 2; look++) {
            Query counted = StoreFixture.query("Patient?nothing=x&birthdate=1980-01-01&_summary=count");
            assertThat(narrow.search(fixture.scope, counted).total()).isPositive();
            // what other nodes have defined is looked up again by then
            Thread.sleep(Duration.ofMillis(2_100));
        }
    }

    @Test
    void aParameterThatIsTakenBackIsUnknownAgain() {
        fixture.put(parameter("gone", "gone", "string", "Patient.name.text"));
        awaitReady("gone");
        assertThat(fixture.page("Patient?gone=x").unknown()).isEmpty();
        fixture.store.write(fixture.scope, List.of(new Change.Delete("SearchParameter", "gone", 0)));
        assertThat(fixture.page("Patient?gone=x").unknown()).containsExactly("gone");
    }

    @Test
    void anExpressionThatIsNoneIsRefusedAndAnotherTenantKnowsNothing() {
        assertThatThrownBy(() -> fixture.put(parameter("broken", "broken", "token", "Patient.(")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(
                                        refused.problem().issues().getFirst().expression())
                                .endsWith(".expression"));
        assertThat(fixture.store.ownParameters(fixture.store.tenant("two"))).isEmpty();
    }
}
