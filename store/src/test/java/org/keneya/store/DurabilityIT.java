// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;

/** The database is killed under its writers. */
class DurabilityIT {
    private static final int WRITERS = 16;
    private static final int KEYS = 400;
    private static final int KILLS = 4;

    private static StoreFixture fixture;

    @BeforeAll
    static void open() {
        fixture = StoreFixture.alone();
    }

    @AfterAll
    static void stop() {
        fixture.stop();
    }

    @Test
    void whatWasAcknowledgedIsThereOnceAfterTheDatabaseWasKilled() throws Exception {
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        AtomicBoolean killing = new AtomicBoolean(true);
        try (var executor = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                running.add(executor.submit(() -> {
                    // every key several times, by whoever comes: a client that heard nothing asks again
                    for (int key = next.getAndIncrement();
                            killing.get() || key < KEYS * 4;
                            key = next.getAndIncrement()) {
                        String value = "k" + key % KEYS;
                        String id = create(value, failures);
                        String before = acknowledged.putIfAbsent(value, id);
                        assertThat(before == null || before.equals(id))
                                .as(value)
                                .isTrue();
                    }
                }));
            }
            try {
                for (int kill = 1; kill <= KILLS && running.stream().noneMatch(Future::isDone); kill++) {
                    int from = next.get() + KEYS;
                    int felt = failures.get();
                    until(() -> next.get() > from);
                    fixture.kill();
                    until(() -> failures.get() > felt);
                }
            } finally {
                killing.set(false);
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(acknowledged).hasSize(KEYS);
        acknowledged.forEach((value, id) -> assertThat(fixture.ids("Patient?identifier=urn:x|" + value))
                .as(value)
                .containsExactly(id));
    }

    @Test
    void whoeverAsksWhileTheDatabaseIsKilledIsAnswered() throws Exception {
        StoreFixture killed = StoreFixture.alone();
        try (var executor = Executors.newFixedThreadPool(WRITERS)) {
            killed.put("{'resourceType':'Patient','id':'p'}");
            AtomicBoolean enough = new AtomicBoolean();
            AtomicInteger answers = new AtomicInteger();
            List<Future<?>> asking = new ArrayList<>();
            for (int asker = 0; asker < WRITERS; asker++) {
                asking.add(executor.submit(() -> {
                    while (!enough.get()) {
                        assertThat(killed.ids("Patient?_id=p")).containsExactly("p");
                        answers.incrementAndGet();
                    }
                }));
            }
            ProcessHandle before = killed.postmaster();
            try {
                until(() -> answers.get() > 10 * WRITERS);
                killed.kill();
                until(() -> !killed.postmaster().equals(before));
                int restarted = answers.get();
                until(() -> answers.get() > restarted + 10 * WRITERS);
            } finally {
                enough.set(true);
            }
            for (Future<?> one : asking) {
                one.get();
            }
        } finally {
            killed.stop();
        }
    }

    private static void until(Callable<Boolean> reached) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(reached);
    }

    private static String create(String value, AtomicInteger failures) {
        while (true) {
            Json.Obj patient = StoreFixture.json(
                    "{'resourceType':'Patient','identifier':[{'system':'urn:x','value':'%s'}]}".formatted(value));
            try {
                return fixture.store
                        .write(
                                fixture.scope,
                                List.of(new Change.Create(
                                        FhirStore.newId(),
                                        patient,
                                        StoreFixture.query("Patient?identifier=urn:x|" + value))))
                        .getFirst()
                        .stored()
                        .id();
            } catch (ProblemException busy) {
                failures.incrementAndGet();
            }
        }
    }
}
