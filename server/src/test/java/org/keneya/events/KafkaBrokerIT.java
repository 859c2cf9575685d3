// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keneya.outside.Partners;
import org.springframework.util.unit.DataSize;

class KafkaBrokerIT {
    private static RealKafka kafka;

    private final OutboxTable outbox = new OutboxTable();
    private final SimpleMeterRegistry measures = new SimpleMeterRegistry();
    private final KafkaBroker broker = broker();

    private KafkaBroker broker() {
        return new KafkaBroker(
                new EventSettings.Kafka(kafka.bootstrap(), Duration.ofSeconds(4), DataSize.ofKilobytes(100), null),
                new Partners(measures));
    }

    @BeforeAll
    static void start() throws Exception {
        kafka = new RealKafka();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @AfterEach
    void close() {
        outbox.close();
        broker.close();
    }

    @Test
    void whatIsWrittenWhileKafkaIsDownIsDeliveredAfterwardsInOrder() {
        String[] hospitals = {"GB-1", "GB-2", "GB-3", "FR-1", "FR-2", "FR-3", "FR-4"};
        outbox.bring(broker);
        outbox.tell(700, "{}", hospitals);
        await().atMost(Duration.ofSeconds(30)).until(() -> outbox.position() == 700);

        kafka.stop();
        for (int i = 0; i < 30; i++) {
            outbox.tell(700, "{}", hospitals); // an hour's worth, allocation going on
        }
        await().atMost(Duration.ofSeconds(30)).until(this::isGivenUp);
        assertThat(outbox.position()).isEqualTo(700);
        kafka.start();

        await().atMost(Duration.ofSeconds(60)).until(() -> outbox.position() == 21_700);
        List<CloudEvent> read = kafka.read("keneya.test", 21_700);
        for (String hospital : hospitals) {
            Set<UUID> seen = new HashSet<>();
            assertThat(read.stream()
                            .filter(event -> event.subject().equals(hospital))
                            .filter(event -> seen.add(event.id()))
                            .map(CloudEvent::sequence)
                            .toList())
                    .hasSize(3_100)
                    .isSorted();
        }
    }

    @Test
    void aMessageIsACloudEventWithTheDataAsItIs() {
        Event event = new Event(
                7,
                UUID.fromString("0198b0f2-0000-7000-8000-000000000001"),
                "thing.happened",
                "FR-1",
                java.time.Instant.parse("2026-11-23T10:00:00.123456Z"),
                "{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        CloudEvent told = CloudEvent.of(outbox, event);

        try {
            assertThat(broker.publish("keneya.one", List.of(told))).isEmpty();
        } catch (java.io.IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }

        assertThat(kafka.read("keneya.one", 1)).usingRecursiveComparison().isEqualTo(List.of(told));
        assertThat(told.type()).isEqualTo("org.keneya.test.thing.happened.v1");
        assertThat(new String(told.json(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"specversion\":\"1.0\",\"id\":\"0198b0f2-0000-7000-8000-000000000001\",\"source\":\"/test\","
                                + "\"type\":\"org.keneya.test.thing.happened.v1\",\"subject\":\"FR-1\","
                                + "\"time\":\"2026-11-23T10:00:00.123456Z\",\"datacontenttype\":\"application/json\","
                                + "\"sequence\":\"0000000000000000007\","
                                + "\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\",\"data\":{\"a\":1}}");
    }

    @Test
    void whatIsTooLargeBecomesADeadLetterAndOtherHospitalsGoOn() {
        outbox.tell(1, "{\"a\":\"" + "x".repeat(200_000) + "\"}", "FR-9");
        outbox.tell(4, "{}", "FR-9", "FR-8");
        outbox.bring(broker);

        await().atMost(Duration.ofSeconds(30)).until(() -> outbox.position() == 5);
        assertThat(outbox.deadLetters().find(10))
                .extracting(DeadLetter::sequence, DeadLetter::cause)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(1L, "too-large"),
                        org.assertj.core.groups.Tuple.tuple(2L, null),
                        org.assertj.core.groups.Tuple.tuple(4L, null));
    }

    private boolean isGivenUp() {
        return measures.get("resilience4j.circuitbreaker.state")
                        .tags("name", "kafka", "state", "open")
                        .gauge()
                        .value()
                == 1;
    }
}
