// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.beds.BedFixture.CARDIOLOGY;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.access.Role;
import org.keneya.kernel.Tenant;
import org.keneya.signin.Account;
import org.keneya.signin.Tokens;
import org.keneya.store.FhirStore;

/** Who may do what with beds, asked of the running server. */
class BedRightsIT {
    private final BedFixture beds = new BedFixture(SERVER);

    /** What each role gets: to ask for a bed, to see boards, to change a bed of the own hospital, to divert it, to import. */
    @ParameterizedTest
    @CsvSource({
        "regulateur,  201, 200, 403, 200, 403, 200",
        "medecin,     201, 200, 200, 200, 403, 200",
        "ide,         403, 200, 200, 200, 403, 200",
        "admin,       201, 200, 200, 200, 200, 200",
        "'',          201, 200, 200, 200, 200, 200",
        "secretaire,  403, 403, 403, 403, 403, 403",
        "pharmacien,  403, 403, 403, 403, 403, 403",
        "technicien,  403, 403, 403, 403, 403, 403",
        "dim,         403, 403, 403, 403, 403, 403",
        "dpo,         403, 403, 403, 403, 403, 403",
        "patient,     403, 403, 403, 403, 403, 403"
    })
    void givesEachRoleItsPart(String login, int allocate, int board, int bed, int diversion, int imports, int follow) {
        String id = "RIGHT-" + (login.isEmpty() ? "system" : login);
        beds.hospital(id, -30.0, -25.0, 1, 2, CARDIOLOGY);
        Client client = SERVER.as(login);

        assertThat(beds.ask(client, CARDIOLOGY, -30.0, -25.0).status()).isEqualTo(allocate);
        for (String path : List.of(
                "/api/hospitals?limit=1",
                "/api/hospitals/" + id,
                "/api/hospitals/" + id + "/beds",
                "/api/beds/summary",
                "/api/beds/specialities",
                "/api/beds/policy")) {
            assertThat(client.get(path).status()).as(path).isEqualTo(board);
        }
        assertThat(client.send("PATCH", "/api/beds/" + id + ".A-2", json("{'state':'closed'}"))
                        .status())
                .isEqualTo(bed);
        assertThat(client.send("PATCH", "/api/hospitals/" + id, json("{'diversion':'critical'}"))
                        .status())
                .isEqualTo(diversion);
        assertThat(client.post("/api/hospitals/import", "x").status()).isEqualTo(imports);
        assertThat(client.get("/api/beds/events?limit=1").status()).isEqualTo(imports);
        assertThat(client.put("/api/beds/policy", "{}").status()).isEqualTo(imports == 200 ? 422 : 403);
        assertThat(client.get("/api/allocations?limit=1").status()).isEqualTo(follow);
    }

    @Test
    void showsAnAllocationToThoseWhoAskedAndThoseWhoKeepTheBedOnly() {
        Tenant other = SERVER.bean(FhirStore.class).tenant("beds-other");
        Tenant third = SERVER.bean(FhirStore.class).tenant("beds-third");
        beds.hospital("SEEN-1", -32.0, -25.0, other.id(), 2, CARDIOLOGY);
        Reply held = beds.ask(SERVER.as("medecin"), CARDIOLOGY, -32.0, -25.0);
        assertThat(BedFixture.hospital(held)).isEqualTo("SEEN-1");
        String path = "/api/allocations/" + held.id();

        assertThat(SERVER.as("medecin").get(path).status()).isEqualTo(200);
        assertThat(SERVER.as("regulateur").get(path).status()).isEqualTo(200);
        assertThat(SERVER.asSystem().get(path).status()).isEqualTo(200);
        assertThat(SERVER.as("ide").get(path).status()).isEqualTo(404);
        assertThat(as(other, Role.NURSE).get(path).status()).isEqualTo(200);
        assertThat(as(other, Role.REGULATOR).get(path).status()).isEqualTo(404);
        assertThat(as(third, Role.PHYSICIAN).get(path).status()).isEqualTo(404);
        assertThat(as(third, Role.SYSTEM).get(path).status()).isEqualTo(404);
        assertThat(as(third, Role.PHYSICIAN).get("/api/allocations").json().objects("allocations"))
                .isEmpty();
        assertThat(as(other, Role.NURSE)
                        .get("/api/allocations?hospital=SEEN-1")
                        .json()
                        .objects("allocations"))
                .hasSize(1);

        assertThat(beds.act(as(third, Role.PHYSICIAN), held.id(), "cancel").status())
                .isEqualTo(404);
        assertThat(beds.act(as(other, Role.REGULATOR), held.id(), "cancel").status())
                .isEqualTo(404);
        assertThat(beds.act(as(other, Role.NURSE), held.id(), "confirm").status())
                .isEqualTo(200);
        assertThat(as(third, Role.NURSE)
                        .send("PATCH", "/api/beds/SEEN-1.A-2", json("{'state':'closed'}"))
                        .status())
                .isEqualTo(403);
        assertThat(as(third, Role.SYSTEM)
                        .send("PATCH", "/api/hospitals/SEEN-1", json("{'diversion':'closed'}"))
                        .status())
                .isEqualTo(403);
        assertThat(as(third, Role.ADMIN).post("/api/hospitals/import", "x").status())
                .isEqualTo(403);
        assertThat(as(third, Role.SYSTEM).get("/api/beds/events").status()).isEqualTo(403);
        assertThat(as(third, Role.NURSE).get("/api/hospitals/SEEN-1/beds").json().objects("beds").stream()
                        .noneMatch(bed -> bed.has("allocation")))
                .isTrue();
        assertThat(as(other, Role.NURSE).get("/api/hospitals/SEEN-1/beds").json().objects("beds").stream()
                        .anyMatch(bed -> held.id().equals(bed.string("allocation"))))
                .isTrue();
    }

    @Test
    void keepsEveryAccessInTheLogOfAccesses() throws Exception {
        String request = "beds-" + UUID.randomUUID().toString().substring(0, 8);
        beds.hospital("SEEN-2", -34.0, -25.0, 1, CARDIOLOGY);
        Reply held = beds.ask(SERVER.as("regulateur").with("X-Request-Id", request), CARDIOLOGY, -34.0, -25.0);
        assertThat(held.status()).isEqualTo(201);
        beds.act(SERVER.as("regulateur"), held.id(), "confirm");
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(SERVER.as("dpo")
                                .get("/api/audit?who=regulateur")
                                .text())
                        .contains(request)
                        .contains("/api/allocations/" + held.id() + "/confirm"));
    }

    private static Client as(Tenant tenant, Role role) {
        String login = "beds-%d-%s".formatted(tenant.id(), role.code());
        String token = SERVER.bean(Tokens.class)
                .of(new Account(tenant, login, role, "Somebody", null, null, false), Duration.ofHours(1));
        return SERVER.anonymous().with("Authorization", "Bearer " + token);
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
