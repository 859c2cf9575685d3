// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.beds.BedFixture.CARDIOLOGY;
import static org.keneya.beds.BedFixture.IMMUNOLOGY;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;

/** Hospitals, their beds, and the nation at a glance. */
class HospitalIT {
    private final BedFixture beds = new BedFixture(SERVER);
    private final Client system = SERVER.asSystem();

    @Test
    void listsHospitalsNearestFirstWithWhatIsFree() {
        beds.hospital("HOS-far", -72.0, -20.0, 3, CARDIOLOGY);
        beds.hospital("HOS-near", -71.0, -20.0, 2, CARDIOLOGY, IMMUNOLOGY);
        beds.ask(system, IMMUNOLOGY, -71.0, -20.0);

        List<Json.Obj> found = system.get("/api/hospitals?near=-71,-20&speciality=320&limit=2")
                .json()
                .objects("hospitals");

        assertThat(found.stream().map(one -> one.string("id"))).containsExactly("HOS-near", "HOS-far");
        assertThat(String.valueOf(found.getFirst().get("beds")))
                .isEqualTo("{\"free\":1,\"held\":1,\"occupied\":0,\"cleaning\":0,\"closed\":0}");
        assertThat(String.valueOf(found.getFirst().get("specialities")))
                .isEqualTo("[{\"code\":\"313\",\"free\":1,\"total\":2},{\"code\":\"320\",\"free\":1,\"total\":2}]");
        assertThat(system.get("/api/hospitals?q=hopital%20HOS-fa").json().objects("hospitals"))
                .hasSize(1);
        assertThat(system.get("/api/hospitals?near=91,0").status()).isEqualTo(400);
        assertThat(system.get("/api/hospitals?limit=0").status()).isEqualTo(400);
        assertThat(system.get("/api/hospitals/HOS-none").status()).isEqualTo(404);
    }

    @Test
    void sendsNobodyToAHospitalThatIsClosedAndTheMostUrgentOnlyToOneThatIsCritical() {
        beds.hospital("HOS-shut", -74.0, -20.0, 2, CARDIOLOGY);
        assertThat(divert("HOS-shut", "closed").json().string("diversion")).isEqualTo("closed");
        assertThat(wanting("HOS-shut", 1).status()).isEqualTo(409);
        divert("HOS-shut", "critical");
        Reply usual = wanting("HOS-shut", 3);
        assertThat(usual.status()).isEqualTo(409);
        assertThat(usual.json().objects("reasons").getFirst().string("code")).isEqualTo("diverted");
        assertThat(wanting("HOS-shut", 2).status()).isEqualTo(201);
        divert("HOS-shut", "open");
        assertThat(wanting("HOS-shut", 5).status()).isEqualTo(201);
        assertThat(divert("HOS-shut", "ajar").status()).isEqualTo(422);
        assertThat(divert("HOS-none", "open").status()).isEqualTo(404);
    }

    @Test
    void letsTheStaffChangeABedUnlessAnAllocationHasIt() {
        beds.hospital("HOS-bed", -76.0, -20.0, 1, CARDIOLOGY);
        for (String state : List.of("closed", "cleaning", "occupied", "free", "free")) {
            assertThat(change("HOS-bed.A-1", state).status()).as(state).isEqualTo(200);
        }
        assertThat(change("HOS-bed.A-1", "held").status()).isEqualTo(422);
        assertThat(change("HOS-bed.A-9", "free").status()).isEqualTo(404);

        Reply held = wanting("HOS-bed", 3);
        assertThat(rule(change("HOS-bed.A-1", "free"))).isEqualTo("409 bed-held");
        beds.act(system, held.id(), "confirm");
        assertThat(rule(change("HOS-bed.A-1", "free"))).isEqualTo("409 bed-occupied");
        beds.act(system, held.id(), "release", "{'cleaning':false}");
        assertThat(change("HOS-bed.A-1", "closed").status()).isEqualTo(200);
        assertThat(wanting("HOS-bed", 3).status()).isEqualTo(409);
    }

    @Test
    void takesAFileInTwiceWithoutTakingABedAwayFromAnybody() {
        String file = """
                id,name,latitude,longitude,country,region,beds,specialities
                HOS-f1,Hôpital du fichier,-78.0,-20.0,FR,Océan,3,320;313
                HOS-f2,Sans lieu,x,-20.0,FR,Océan,3,320
                """;
        Json.Obj report = post(file).json();
        assertThat(String.valueOf(report.get("hospitals"))).isEqualTo("Num[text=1]");
        assertThat(String.valueOf(report.get("beds"))).isEqualTo("Num[text=3]");
        assertThat(report.objects("refused")).hasSize(1);
        Reply held = wanting("HOS-f1", 3);
        assertThat(held.status()).as(held.text()).isEqualTo(201);

        assertThat(post(file).status()).isEqualTo(200);

        assertThat(system.get("/api/hospitals/HOS-f1/beds").json().objects("beds").stream()
                        .map(bed -> bed.string("state")))
                .containsExactly("held", "free", "free");
        assertThat(beds.act(system, held.id(), "confirm").status()).isEqualTo(200);
        LogReplay.of(SERVER);
    }

    @Test
    void drawsTheNationForAMap() {
        beds.hospital("HOS-map", -80.0, -20.0, 2, CARDIOLOGY);
        Json.Obj summary = system.get("/api/beds/summary?speciality=320").json();
        Json.Arr hospitals = Objects.requireNonNull(summary.array("hospitals"));
        assertThat(hospitals)
                .anyMatch(one -> one.toString().equals("[\"HOS-map\",-80,-20,2,2,\"open\",\"Hôpital HOS-map\"]"));
        assertThat(summary.objects("specialities").stream().map(one -> one.string("code")))
                .contains("320");
        assertThat(system.get("/api/beds/specialities").json().objects("specialities").stream()
                        .map(one -> one.string("labelFr")))
                .contains("Cardiologie");
    }

    @Test
    void putsAPolicyInForceThatHasAHigherVersion() {
        Json.Obj before = system.get("/api/beds/policy").json();
        int version = ((Json.Num) Objects.requireNonNull(before.get("version")))
                .decimal()
                .intValue();
        Json.Obj next = before.put("version", new Json.Num(Integer.toString(version + 1)));
        assertThat(system.put("/api/beds/policy", next).status()).isEqualTo(200);
        assertThat(system.put("/api/beds/policy", next).status()).isEqualTo(409);
        assertThat(system.get("/api/beds/policy").json().toString()).isEqualTo(next.toString());
        Json.Obj wrong = next.put("roadFactor", new Json.Num("0.5"));
        assertThat(system.put("/api/beds/policy", wrong)
                        .json()
                        .objects("errors")
                        .getFirst()
                        .string("path"))
                .isEqualTo("roadFactor");
    }

    private Reply post(String file) {
        return system.with("Content-Type", "text/csv")
                .post("/api/hospitals/import", file.getBytes(StandardCharsets.UTF_8));
    }

    private Reply wanting(String hospital, int priority) {
        return beds.ask(
                system,
                UUID.randomUUID().toString(),
                BedFixture.body(CARDIOLOGY, -76.0, -20.0)
                        .put("hospital", hospital)
                        .put("priority", new Json.Num(Integer.toString(priority))));
    }

    private Reply divert(String hospital, String diversion) {
        return system.send("PATCH", "/api/hospitals/" + hospital, json("diversion", diversion));
    }

    private Reply change(String bed, String state) {
        return system.send("PATCH", "/api/beds/" + bed, json("state", state));
    }

    private static byte[] json(String name, String value) {
        return "{\"%s\":\"%s\"}".formatted(name, value).getBytes(StandardCharsets.UTF_8);
    }

    private static String rule(Reply reply) {
        return reply.status() + " " + reply.json().objects("errors").getFirst().string("rule");
    }
}
