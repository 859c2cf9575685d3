// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events from Kafka into the lake: consumer group {@code keneya-lake}, positions committed once the parts are on the disk.
 */
final class LakeConsumer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LakeConsumer.class);
    private static final Pattern TOPICS = Pattern.compile("keneya\\..*");
    private static final int MOST = 20_000;
    private static final long PAUSE_MILLIS = 1_000;

    private final Lake lake;
    private final EventSettings settings;

    LakeConsumer(Lake lake, EventSettings settings) {
        this.lake = lake;
        this.settings = settings;
    }

    /** Until interrupted. */
    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try (KafkaConsumer<String, byte[]> consumer =
                    new KafkaConsumer<>(properties(), new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer.subscribe(TOPICS);
                while (true) {
                    take(consumer);
                }
            } catch (InterruptException stopped) {
                return;
            } catch (KafkaException | IOException away) {
                LOG.warn("lake=waiting error={}", away.getClass().getSimpleName());
                pause();
            }
        }
    }

    /** What comes within the time of one part. */
    private void take(KafkaConsumer<String, byte[]> consumer) throws IOException {
        long end = System.nanoTime() + settings.lakePart().toNanos();
        List<CloudEvent> gathered = new ArrayList<>();
        while (gathered.size() < MOST && System.nanoTime() < end) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                try {
                    gathered.add(CloudEventHeaders.read(message));
                } catch (RuntimeException foreign) {
                    LOG.error(
                            "lake=not-ours topic={} partition={} offset={}",
                            message.topic(),
                            message.partition(),
                            message.offset());
                }
            }
        }
        if (!gathered.isEmpty()) {
            lake.add(gathered);
        }
        consumer.commitSync();
    }

    private Properties properties() throws IOException {
        Properties properties = KafkaBroker.clientProperties(settings.kafka());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "keneya-lake");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        return properties;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
