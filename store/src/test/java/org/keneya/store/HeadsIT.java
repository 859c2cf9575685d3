// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Versions without content, on a real database. */
class HeadsIT {
    private static StoreFixture fixture;

    @BeforeAll
    static void open() {
        fixture = StoreFixture.open();
        put("a", "http://heads.test/before");
        put("a", "http://heads.test/one");
        put("b", "http://heads.test/one");
        put("c", "http://heads.test/other");
        put("d", "http://heads.test/one");
        fixture.store.write(fixture.scope, List.of(new Change.Delete("CodeSystem", "d", 0)));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static void put(String id, String url) {
        fixture.store.write(
                fixture.scope,
                List.of(new Change.Update(
                        id,
                        StoreFixture.json("{'resourceType':'CodeSystem','url':'%s','name':'Ärzte'}".formatted(url)),
                        0)));
    }

    private static List<String> heads(Scope scope, String name, String value, int most) {
        return fixture
                .store
                .heads(scope, new Query("CodeSystem", List.of(new Query.Parameter(name, null, value))), most)
                .stream()
                .map(head -> head.id() + "/" + head.version())
                .sorted()
                .toList();
    }

    @Test
    void namesTheCurrentVersionOfWhatMatchesAndNothingDeleted() {
        assertThat(heads(fixture.scope, "url", "http://heads.test/one", 10)).containsExactly("a/2", "b/1");
    }

    @Test
    void stopsAtTheMostAskedFor() {
        assertThat(heads(fixture.scope, "url", "http://heads.test/one", 1)).hasSize(1);
    }

    @Test
    void showsNothingToWhoMayNotReadTheType() {
        Scope blind = new Scope(fixture.tenant, "tester", Set.of("Patient"), null);

        assertThat(heads(blind, "url", "http://heads.test/one", 10)).isEmpty();
    }

    @Test
    void opensResourcesWhereOnlyTheyCanTell() {
        assertThat(heads(fixture.scope, "name:exact", "Ärzte", 10)).containsExactly("a/2", "b/1", "c/1");
    }
}
