// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.kernel.Tenant;

/** The second wall between tenants: what the database shows to a statement that forgot to ask whose rows it may see. */
class RowSecurityIT {
    private static StoreFixture fixture;
    private static Tenant other;

    @BeforeAll
    static void open() {
        fixture = StoreFixture.open();
        other = fixture.store.tenant("other");
        for (Tenant tenant : List.of(fixture.tenant, other)) {
            Scope scope = new Scope(tenant, "x", null, null);
            for (int version = 1; version <= 2; version++) {
                fixture.store.write(
                        scope,
                        List.of(
                                new Change.Update(
                                        "same",
                                        StoreFixture.json("{'resourceType':'Patient','id':'same','birthDate':'198"
                                                + version + "-01-01','deceasedDateTime':'2001-01-01'}"),
                                        0),
                                new Change.Update(
                                        "risk",
                                        StoreFixture.json(
                                                "{'resourceType':'RiskAssessment','id':'risk','status':'final','subject':{'reference':'Patient/same'},'prediction':[{'probabilityDecimal':0."
                                                        + version + "}]}"),
                                        0)));
            }
        }
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resource",
                "resource_patient",
                "resource_other",
                "resource_observation",
                "history",
                "date_value",
                "number_value"
            })
    void aConnectionSeesTheTenantItWasToldAndNoOther(String table) throws SQLException {
        long ours = count(table, "1");
        assertThat(count(table, Integer.toString(other.id()))).isEqualTo(ours);
        assertThat(count(table, "")).isZero();
        assertThat(count(table, "99")).isZero();
        if (!table.equals("resource_observation")) {
            assertThat(ours).isPositive();
        }
    }

    private static long count(String table, String tenant) throws SQLException {
        try (Connection connection = fixture.connect(tenant);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void nothingIsWrittenNorMovedIntoAnotherTenant() throws SQLException {
        for (String sql : List.of(
                "insert into date_value (tenant, type, param, pk, low, high) values (%d, 1, 1, 1, 1, 1)",
                "update history set tenant = %d")) {
            try (Connection connection = fixture.connect("1");
                    var statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute(sql.formatted(other.id())))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("row-level security");
            }
        }
    }

    @Test
    void noConnectionKeepsTheTenantOfAnotherRequest() {
        try (var threads = Executors.newFixedThreadPool(6)) {
            List<CompletableFuture<Void>> all = java.util.stream.IntStream.range(0, 6)
                    .mapToObj(number -> CompletableFuture.runAsync(() -> ask(new Random(number)), threads))
                    .toList();
            all.forEach(CompletableFuture::join);
        }
    }

    private static void ask(Random random) {
        for (int i = 0; i < 200; i++) {
            Tenant tenant = random.nextBoolean() ? fixture.tenant : other;
            Scope scope = new Scope(tenant, "x", null, null);
            switch (random.nextInt(4)) {
                case 0 ->
                    assertThat(fixture.store.read(scope, "Patient", "same")).isPresent();
                case 1 ->
                    assertThat(fixture.ids(scope, "Patient?birthdate=1982-01-01"))
                            .containsExactly("same");
                case 2 ->
                    assertThat(fixture.store
                                    .history(scope, new HistoryQuery("Patient", "same", 0, 10, null))
                                    .matches())
                            .hasSize(2);
                default ->
                    assertThatThrownBy(() -> fixture.store.write(
                                    scope,
                                    List.of(new Change.Update(
                                            "same", StoreFixture.json("{'resourceType':'Patient','id':'same'}"), 7))))
                            .hasMessageContaining("current version is 2");
            }
        }
    }

    @Test
    void searchesStillGoByTheIndexBehindTheWall() {
        String plan;
        try {
            plan = fixture.store.explain(fixture.scope, StoreFixture.query("Patient?gender=male&_sort=-_lastUpdated"));
            plan += fixture.store.explain(fixture.scope, StoreFixture.query("Patient?identifier=http://x|1"));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        assertThat(plan).contains("keneya.tenant").contains("Index Cond");
    }
}
