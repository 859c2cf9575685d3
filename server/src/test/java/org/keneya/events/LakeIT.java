// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.ZstdInputStream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.outside.Partners;
import org.springframework.util.unit.DataSize;

class LakeIT {
    @TempDir
    Path directory;

    @Test
    void eventsLieInPartsOfTheirHourAndWhatComesTwiceIsLeftOut() throws IOException {
        List<CloudEvent> first = List.of(event(1, "2026-11-23T09:59:59Z"), event(2, "2026-11-23T10:00:00Z"));
        new Lake(directory).add(first);
        List<CloudEvent> again = new ArrayList<>(first);
        again.add(event(3, "2026-11-23T10:00:01Z"));
        again.add(again.getLast());

        new Lake(directory).add(again); // another start, which got the last batch once more

        assertThat(lines(directory.resolve("test/date=2026-11-23/hour=09")))
                .extracting(line -> line.string("sequence"))
                .containsExactly("0000000000000000001");
        assertThat(lines(directory.resolve("test/date=2026-11-23/hour=10")))
                .extracting(line -> line.string("sequence"))
                .containsExactly("0000000000000000002", "0000000000000000003");
    }

    @Test
    void withoutKafkaTheLakeIsFilledFromTheOutbox() throws IOException {
        try (OutboxTable outbox = new OutboxTable()) {
            outbox.tell(500, "{}", "a", "b");
            outbox.bring(new LakeBroker(new Lake(directory), Duration.ofMillis(50)));
            await().until(() -> outbox.position() == 500);
            outbox.tell(300, "{}", "a", "b");
            await().until(() -> outbox.position() == 800);
        }
        assertThat(sequences()).isEqualTo(upTo(800));
    }

    @Test
    void withKafkaTheLakeIsFilledFromItsTopicsAndGoesOnWhereItStopped() throws Exception {
        try (RealKafka kafka = new RealKafka();
                OutboxTable outbox = new OutboxTable()) {
            EventSettings settings = new EventSettings(
                    Duration.ofMillis(15),
                    new EventSettings.Kafka(kafka.bootstrap(), Duration.ofSeconds(4), DataSize.ofKilobytes(100), null),
                    directory,
                    Duration.ofMillis(300));
            KafkaBroker broker = new KafkaBroker(settings.kafka(), new Partners(new SimpleMeterRegistry()));
            outbox.bring(broker);
            outbox.tell(400, "{}", "a", "b", "c");
            Thread first = Thread.ofPlatform().start(new LakeConsumer(new Lake(directory), settings));
            await().atMost(Duration.ofSeconds(40)).until(() -> sequences().size() == 400);
            OutboxTable.stop(first);
            outbox.tell(400, "{}", "a", "b", "c");
            Thread second = Thread.ofPlatform().start(new LakeConsumer(new Lake(directory), settings));
            await().atMost(Duration.ofSeconds(40)).until(() -> sequences().size() >= 800);
            OutboxTable.stop(second);
            broker.close();
        }
        assertThat(sequences()).isEqualTo(upTo(800));
    }

    private static CloudEvent event(long sequence, String time) {
        return new CloudEvent(
                new UUID(0, sequence),
                "/test",
                "org.keneya.test.thing.happened.v1",
                "a",
                Instant.parse(time),
                sequence,
                null,
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    private List<Long> sequences() throws IOException {
        return lines(directory).stream()
                .map(line -> Long.parseLong(String.valueOf(line.string("sequence"))))
                .sorted()
                .toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static List<Json.Obj> lines(Path folder) throws IOException {
        List<Json.Obj> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path part : files.filter(file -> file.toString().endsWith(".ndjson.zst"))
                    .sorted()
                    .toList()) {
                try (var in = new ZstdInputStream(Files.newInputStream(part))) {
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(JsonText::readObject)
                            .forEach(lines::add);
                }
            }
        }
        return lines;
    }
}
