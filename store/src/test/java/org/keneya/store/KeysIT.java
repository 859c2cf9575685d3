// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tenants' keys: new versions while the work goes on, and a new master key. */
class KeysIT {
    private static StoreFixture fixture;

    @BeforeAll
    static void open() {
        System.setProperty("keneya.keys.settled", "50");
        fixture = StoreFixture.open();
        System.clearProperty("keneya.keys.settled");
        for (int i = 0; i < 450; i++) {
            fixture.put(patient(i, "male"));
        }
        for (int i = 0; i < 450; i++) {
            fixture.put(patient(i, "female"));
        }
        fixture.store.write(fixture.scope, List.of(new Change.Delete("Patient", "p7", 0)));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static String patient(int number, String gender) {
        return "{'resourceType':'Patient','id':'p%d','gender':'%s','name':[{'family':'Nom%d'}]}"
                .formatted(number, gender, number);
    }

    @Test
    void aRotationLosesNothingWhilePeopleReadAndWriteAndThrowsTheOldKeyAway() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger written = new AtomicInteger();
        CompletableFuture<Void> writers = CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> work(over, written, 8)),
                CompletableFuture.runAsync(() -> work(over, written, 9)));
        assertThat(fixture.store.rotateKey(fixture.tenant)).isEqualTo(2);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> fixture.store.keyState(fixture.tenant).versions().equals(List.of(2)));
        assertThat(fixture.store.rotateKey(fixture.tenant)).isEqualTo(3);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> fixture.store.keyState(fixture.tenant).versions().equals(List.of(3)));
        over.set(true);
        writers.get();
        assertThat(written.get()).isPositive();
        assertThat(versionsInUse()).isEqualTo("3");
        assertThat(fixture.ids("Patient?_count=1000")).hasSize(449);
        assertThat(fixture.ids("Patient?family=Nom77")).containsExactly("p77");
        assertThat(fixture.store
                        .read(fixture.scope, "Patient", "p77", 1)
                        .orElseThrow()
                        .text())
                .contains("male");
        assertThat(fixture.store
                        .history(fixture.scope, new HistoryQuery("Patient", "p7", 0, 10, null))
                        .matches())
                .hasSize(3);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !fixture.store.keyState(fixture.tenant).running());
    }

    private static void work(AtomicBoolean over, AtomicInteger written, int number) {
        boolean male = true;
        while (!over.get()) {
            fixture.put(patient(number, male ? "other" : "unknown"));
            assertThat(fixture.store.read(fixture.scope, "Patient", "p" + (100 + written.get() % 300)))
                    .isPresent();
            male = !male;
            written.incrementAndGet();
        }
    }

    private static String versionsInUse() throws SQLException {
        try (Connection connection = fixture.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select string_agg(distinct v::text, ',')
                          from (select get_byte(content, 1) v from resource
                                union all select get_byte(content, 1) from history where content is not null
                                union all select key from dictionary) u
                        """)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void whatAFormerMasterKeyWrappedOpensAndIsWrappedAnew() {
        byte[] old = new byte[32];
        byte[] fresh = new byte[32];
        fresh[0] = 1;
        byte[] wrapped = new MasterKey(old).wrap(new byte[] {1, 2, 3}, "purpose");
        MasterKey both = new MasterKey(fresh, List.of(old));
        assertThat(both.unwrap(wrapped, "purpose")).containsExactly(1, 2, 3);
        assertThat(both.isCurrent(wrapped, "purpose")).isFalse();
        assertThat(both.isCurrent(both.wrap(new byte[] {1}, "purpose"), "purpose"))
                .isTrue();
        assertThatThrownBy(() -> both.unwrap(wrapped, "another")).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> new MasterKey(fresh).unwrap(wrapped, "purpose"))
                .isInstanceOf(SecurityException.class);
    }

    @Test
    void tenantsKeysAreWrappedWithTheNewMasterKeyAtTheNextStart() {
        byte[] fresh = new byte[32];
        fresh[0] = 7;
        try (StoreFixture other = StoreFixture.open()) {
            other.put(patient(1, "male"));
            other.withMasterKey(new MasterKey(fresh, List.of(new byte[32]))).prepare();
            FhirStore later = other.withMasterKey(new MasterKey(fresh));
            assertThat(later.read(other.scope, "Patient", "p1")).isPresent();
            FhirStore former = other.withMasterKey(new MasterKey(new byte[32]));
            assertThatThrownBy(() -> former.read(other.scope, "Patient", "p1")).isInstanceOf(SecurityException.class);
        }
    }
}
