// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.beds.BedFixture.CARDIOLOGY;
import static org.keneya.beds.BedFixture.IMMUNOLOGY;
import static org.keneya.beds.BedFixture.NEUROPATHOLOGY;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;
import org.keneya.model.StructureCheck;

/** A bed for an emergency, over HTTP, from the request to the release. */
class AllocationIT {
    private final BedFixture beds = new BedFixture(SERVER);
    private final Client regulator = SERVER.as("regulateur");

    /** The example everybody begins with: A has cardiology and immunology, B nothing free, C immunology and neuropathology. */
    @Test
    void sendsEachEmergencyToTheNearestHospitalThatCanTakeIt() {
        beds.hospital("IT-A", -40.0, -20.0, 2, CARDIOLOGY, IMMUNOLOGY);
        beds.hospital("IT-B", -40.1, -20.0, 0, CARDIOLOGY);
        beds.hospital("IT-C", -40.5, -20.0, 5, IMMUNOLOGY, NEUROPATHOLOGY);

        Reply cardiology = beds.ask(regulator, CARDIOLOGY, -40.01, -20.0);
        assertThat(cardiology.status()).as(cardiology.text()).isEqualTo(201);
        assertThat(BedFixture.hospital(cardiology)).isEqualTo("IT-A");
        assertThat(cardiology.json().string("status")).isEqualTo("held");
        assertThat(cardiology.json().string("travelKind")).isEqualTo("great-circle");
        assertThat(cardiology.header("Location")).isEqualTo("/api/allocations/" + cardiology.id());
        assertThat(BedFixture.hospital(beds.ask(regulator, IMMUNOLOGY, -40.01, -20.0)))
                .isEqualTo("IT-A");
        assertThat(BedFixture.hospital(beds.ask(regulator, IMMUNOLOGY, -40.01, -20.0)))
                .isEqualTo("IT-C");
        assertThat(BedFixture.hospital(beds.ask(regulator, NEUROPATHOLOGY, -40.01, -20.0)))
                .isEqualTo("IT-C");
    }

    @Test
    void goesFromHeldToConfirmedToReleasedAndTheBedIsCleaned() {
        beds.hospital("IT-life", -42.0, -20.0, 1, CARDIOLOGY);
        Reply held = beds.ask(regulator, CARDIOLOGY, -42.0, -20.0);
        assertThat(states("IT-life")).containsExactly("held");

        Reply early = beds.act(regulator, held.id(), "release");
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.json().objects("errors").getFirst().string("rule")).isEqualTo("allocation-held");
        assertThat(beds.act(regulator, held.id(), "confirm").json().string("status"))
                .isEqualTo("confirmed");
        assertThat(states("IT-life")).containsExactly("occupied");
        assertThat(beds.act(regulator, held.id(), "cancel").status()).isEqualTo(409);
        assertThat(beds.act(regulator, held.id(), "release").json().string("status"))
                .isEqualTo("released");
        assertThat(states("IT-life")).containsExactly("cleaning");

        assertThat(beds.ask(regulator, CARDIOLOGY, -42.0, -20.0))
                .satisfies(next -> assertThat(BedFixture.hospital(next)).isNotEqualTo("IT-life"));
        assertThat(SERVER.asSystem()
                        .send(
                                "PATCH",
                                "/api/beds/IT-life.A-1",
                                "{\"state\":\"free\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
        assertThat(BedFixture.hospital(beds.ask(regulator, CARDIOLOGY, -42.0, -20.0)))
                .isEqualTo("IT-life");
    }

    @Test
    void findsAnotherBedInTheSameActWhenTheHospitalRefuses() {
        beds.hospital("IT-no", -44.0, -20.0, 1, CARDIOLOGY);
        beds.hospital("IT-yes", -44.2, -20.0, 1, CARDIOLOGY);
        Reply first = beds.ask(regulator, CARDIOLOGY, -44.0, -20.0);
        assertThat(BedFixture.hospital(first)).isEqualTo("IT-no");

        Reply second = beds.act(regulator, first.id(), "refuse", "{'reason':'Scanner en panne'}");

        assertThat(second.status()).isEqualTo(201);
        assertThat(BedFixture.hospital(second)).isEqualTo("IT-yes");
        assertThat(second.json().string("replaces")).isEqualTo(first.id());
        Json.Obj old = regulator.get("/api/allocations/" + first.id()).json();
        assertThat(old.string("status")).isEqualTo("refused");
        assertThat(old.string("reason")).isEqualTo("Scanner en panne");
        assertThat(old.string("replacedBy")).isEqualTo(second.id());
        assertThat(states("IT-no")).containsExactly("free");
        assertThat(states("IT-yes")).containsExactly("held");
    }

    @Test
    void leavesABedOnlyForAnotherOne() {
        beds.hospital("IT-here", -46.0, -20.0, 1, CARDIOLOGY);
        beds.hospital("IT-there", -46.5, -20.0, 1, CARDIOLOGY);
        Reply here = beds.ask(regulator, CARDIOLOGY, -46.0, -20.0);
        beds.act(regulator, here.id(), "confirm");

        Reply nowhere = beds.act(regulator, here.id(), "transfer", "{'hospital':'IT-nowhere'}");
        assertThat(nowhere.status()).isEqualTo(409);
        assertThat(nowhere.json().objects("reasons").getFirst().string("code")).isEqualTo("unknown-hospital");
        assertThat(states("IT-here")).containsExactly("occupied");

        Reply there = beds.act(regulator, here.id(), "transfer", "{'hospital':'IT-there'}");
        assertThat(there.status()).isEqualTo(201);
        assertThat(BedFixture.hospital(there)).isEqualTo("IT-there");
        assertThat(states("IT-here")).containsExactly("cleaning");
        assertThat(regulator.get("/api/allocations/" + here.id()).json().string("status"))
                .isEqualTo("transferred");
    }

    @Test
    void holdsTheBedLongerWhenAsked() {
        beds.hospital("IT-long", -48.0, -20.0, 1, CARDIOLOGY);
        Json.Obj body = BedFixture.body(CARDIOLOGY, -48.0, -20.0).put("holdSeconds", new Json.Num("60"));
        Reply held = beds.ask(regulator, UUID.randomUUID().toString(), body);
        Reply longer = beds.act(regulator, held.id(), "extend", "{'seconds':3000}");
        assertThat(longer.status()).isEqualTo(200);
        assertThat(java.time.Instant.parse(longer.json().string("expiresAt")))
                .isAfter(
                        java.time.Instant.parse(held.json().string("expiresAt")).plusSeconds(2_000));
    }

    @Test
    void makesOneAllocationOfTheSameRequestSentSixtyFourTimesAtOnce() throws Exception {
        beds.hospital("IT-once", -50.0, -20.0, 3, CARDIOLOGY);
        String key = UUID.randomUUID().toString();
        Json.Obj body = BedFixture.body(CARDIOLOGY, -50.0, -20.0);
        Set<String> answers = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newFixedThreadPool(64)) {
            Callable<Void> same = () -> {
                Reply reply = beds.ask(regulator, key, body);
                answers.add(reply.status() + " " + reply.text());
                return null;
            };
            for (var one : threads.invokeAll(java.util.Collections.nCopies(64, same))) {
                one.get();
            }
        }
        assertThat(answers).hasSize(1).allMatch(answer -> answer.startsWith("201 "));
        assertThat(states("IT-once")).containsExactly("held", "free", "free");

        Reply other = beds.ask(regulator, key, BedFixture.body(CARDIOLOGY, -50.1, -20.0));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().objects("errors").getFirst().string("path")).isEqualTo("Idempotency-Key");
        assertThat(beds.ask(SERVER.as("medecin"), key, body).status()).isEqualTo(201);
        assertThat(states("IT-once")).containsExactly("held", "held", "free");
    }

    @Test
    void refusesWithThePathOfTheFault() {
        for (String[] row : List.of(
                new String[] {"{'latitude':1,'longitude':1}", "422 speciality"},
                new String[] {"{'speciality':320,'latitude':1,'longitude':1}", "422 speciality"},
                new String[] {"{'speciality':'999','latitude':1,'longitude':1}", "422 speciality"},
                new String[] {"{'speciality':'320','longitude':1}", "422 latitude"},
                new String[] {"{'speciality':'320','latitude':91,'longitude':1}", "422 latitude"},
                new String[] {"{'speciality':'320','latitude':'1','longitude':1}", "422 latitude"},
                new String[] {"{'speciality':'320','latitude':1,'longitude':-180.5}", "422 longitude"},
                new String[] {"{'speciality':'320','latitude':1,'longitude':1,'age':131}", "422 age"},
                new String[] {"{'speciality':'320','latitude':1,'longitude':1,'sex':'f'}", "422 sex"},
                new String[] {"{'speciality':'320','latitude':1,'longitude':1,'isolation':'all'}", "422 isolation"},
                new String[] {"{'speciality':'320','latitude':1,'longitude':1,'equipment':'ecmo'}", "422 equipment"},
                new String[] {
                    "{'speciality':'320','latitude':1,'longitude':1,'equipment':['ecmo','tv']}", "422 equipment[1]"
                },
                new String[] {"{'speciality':'320','latitude':1,'longitude':1,'priority':0}", "422 priority"},
                new String[] {"{'speciality':'320','latitude':1,'longitude':1,'priority':2.5}", "422 priority"},
                new String[] {"{'speciality':'320','latitude':1,'longitude':1,'hospital':'a b'}", "422 hospital"},
                new String[] {"{'speciality':'320','latitude':1,'longitude':1,'holdSeconds':29}", "422 holdSeconds"},
                new String[] {"{'speciality':'320','latitude':1,'longitude':1,'nom':'x'}", "422 nom"},
                new String[] {"[]", "400 null"},
                new String[] {"", "422 speciality"})) {
            Reply reply = regulator
                    .with("Idempotency-Key", UUID.randomUUID().toString())
                    .post("/api/allocations", row[0].replace('\'', '"'));
            assertThat(reply.status() + " "
                            + reply.json().objects("errors").getFirst().string("path"))
                    .as(row[0])
                    .isEqualTo(row[1]);
        }
        assertThat(regulator.post("/api/allocations", "{}").status()).isEqualTo(400);
        assertThat(regulator
                        .with("Idempotency-Key", "x")
                        .post("/api/allocations", " ".repeat(17_000))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void tellsTheAllocationInFhirThatIsValid() {
        beds.hospital("IT-fhir", -52.0, -20.0, 1, CARDIOLOGY);
        Reply held = beds.ask(regulator, CARDIOLOGY, -52.0, -20.0);
        for (String verb : List.of("", "confirm", "release")) {
            if (!verb.isEmpty()) {
                beds.act(regulator, held.id(), verb);
            }
            Json.Obj bundle = regulator
                    .with("Accept", "application/fhir+json")
                    .get("/api/allocations/" + held.id())
                    .json();
            assertThat(StructureCheck.check(bundle)).isEmpty();
            assertThat(bundle.objects("entry").stream()
                            .map(entry -> String.valueOf(java.util.Objects.requireNonNull(entry.object("resource"))
                                    .string("resourceType"))))
                    .containsExactly(
                            "ServiceRequest", "Task", "Encounter", "Location", "Organization", "HealthcareService");
        }
    }

    private List<String> states(String hospital) {
        return regulator.get("/api/hospitals/" + hospital + "/beds").json().objects("beds").stream()
                .map(bed -> String.valueOf(bed.string("state")))
                .toList();
    }
}
