// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.beds.BedFixture.CARDIOLOGY;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.allocation.Emergency;
import org.keneya.allocation.Place;
import org.keneya.allocation.Travel;
import org.keneya.kernel.Tenant;

/** Many want the same bed. */
class BedRaceIT {
    private static final Place NEAR = new Place(-60.0, -20.0);
    private static final Asker NATION = new Asker(new Tenant(1), 7, true, true, true);

    private final BedFixture beds = new BedFixture(SERVER);

    @Test
    void givesTheLastBedToOneOfTwoHundredRoundAfterRound() throws Exception {
        beds.hospital("RACE-last", -62.0, -20.0, 1, CARDIOLOGY);
        Client system = SERVER.asSystem();
        String body = "{\"speciality\":\"320\",\"latitude\":-62,\"longitude\":-20,\"hospital\":\"RACE-last\"}";
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 200; round++) {
                Callable<Reply> ask =
                        () -> system.with("Idempotency-Key", UUID.randomUUID().toString())
                                .post("/api/allocations", body);
                List<Reply> replies = new ArrayList<>();
                for (var one : threads.invokeAll(Collections.nCopies(200, ask))) {
                    replies.add(one.get());
                }
                Map<Integer, Long> statuses =
                        replies.stream().collect(Collectors.groupingBy(Reply::status, Collectors.counting()));
                assertThat(statuses).as("round " + round).isEqualTo(Map.of(201, 1L, 409, 199L));
                Reply held = replies.stream()
                        .filter(reply -> reply.status() == 201)
                        .findFirst()
                        .orElseThrow();
                assertThat(beds.act(system, held.id(), "cancel").status()).isEqualTo(200);
            }
        }
        LogReplay.of(SERVER);
    }

    @Test
    void givesNoBedTwiceWhenTwoNodesRace() throws Exception {
        beds.hospital("RACE-1", -60.0, -20.0, 20, CARDIOLOGY);
        beds.hospital("RACE-2", -60.1, -20.0, 20, CARDIOLOGY);
        BedWriter first = SERVER.bean(BedWriter.class);
        AtomicInteger held = new AtomicInteger();
        try (SecondNode second = new SecondNode(SERVER)) {
            try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
                List<Callable<Void>> work = new ArrayList<>();
                for (int i = 0; i < 32; i++) {
                    boolean even = i % 2 == 0;
                    work.add(() -> {
                        for (int turn = 0; turn < 200; turn++) {
                            cycle(even ? first : second.writer, even ? second.writer : first, held);
                        }
                        return null;
                    });
                }
                for (var one : threads.invokeAll(work)) {
                    one.get();
                }
            }
            assertThat(held.get()).isGreaterThan(2_000);
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                LogReplay.of(SERVER);
                for (Board.Ward ward : SERVER.bean(Board.class).wards()) {
                    Board.Ward theirs = second.board.ward(ward.hospital().id()).orElseThrow();
                    assertThat(theirs.beds()).isEqualTo(ward.beds());
                    assertThat(theirs.specialities()).isEqualTo(ward.specialities());
                }
            });
        }
    }

    /** Held by one node, ended by the other. */
    private static void cycle(BedWriter one, BedWriter other, AtomicInteger held) {
        Answer answer = one.carryOut(hold(Set.of("RACE-1", "RACE-2")));
        if (!(answer instanceof Answer.Made(Allocation made))) {
            assertThat(answer).isInstanceOf(Answer.NoneFits.class);
            return;
        }
        held.incrementAndGet();
        if (ThreadLocalRandom.current().nextBoolean()) {
            assertThat(act(other, made, new Action.Cancel())).isInstanceOf(Answer.Changed.class);
            return;
        }
        assertThat(act(other, made, new Action.Confirm())).isInstanceOf(Answer.Changed.class);
        assertThat(act(one, made, new Action.Release(false))).isInstanceOf(Answer.Changed.class);
    }

    private static Command hold(Set<String> hospitals) {
        String wanted = List.copyOf(hospitals).get(ThreadLocalRandom.current().nextInt(hospitals.size()));
        Emergency emergency = new Emergency(
                CARDIOLOGY,
                NEAR,
                null,
                null,
                org.keneya.allocation.Isolation.NONE,
                Set.of(),
                1 + ThreadLocalRandom.current().nextInt(5),
                wanted,
                Set.of());
        return new Command.Hold(NATION, key(), emergency, Travel.GREAT_CIRCLE, Duration.ofMinutes(10), null);
    }

    private static Answer act(BedWriter writer, Allocation made, Action action) {
        return writer.carryOut(new Command.Act(NATION, key(), made.id(), action, Travel.GREAT_CIRCLE, null));
    }

    private static RequestKey key() {
        return RequestKey.of(NATION, UUID.randomUUID().toString(), "test", new byte[0]);
    }

    @Test
    void endsEveryHoldWhoseTimeIsOverAndFreesItsBed() {
        beds.hospital("RACE-due", -64.0, -20.0, 3, CARDIOLOGY);
        BedWriter writer = SERVER.bean(BedWriter.class);
        Emergency emergency = new Emergency(
                CARDIOLOGY, NEAR, null, null, org.keneya.allocation.Isolation.NONE, Set.of(), 3, "RACE-due", Set.of());
        List<String> due = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Answer answer = writer.carryOut(
                    new Command.Hold(NATION, key(), emergency, Travel.GREAT_CIRCLE, Duration.ofMillis(300), null));
            due.add(((Answer.Made) answer).allocation().id().toString());
        }
        Client regulator = SERVER.as("regulateur");
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> due.forEach(id -> assertThat(
                                regulator.get("/api/allocations/" + id).json().string("status"))
                        .isEqualTo("expired")));
        assertThat(beds.act(regulator, due.getFirst(), "confirm").status()).isEqualTo(409);
        assertThat(SERVER.bean(Board.class)
                        .ward("RACE-due")
                        .orElseThrow()
                        .beds()
                        .free())
                .isEqualTo(3);
        LogReplay.of(SERVER);
    }
}
