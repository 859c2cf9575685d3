// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.keneya.outside.Guard;
import org.keneya.outside.Partners;
import org.keneya.outside.Patience;

/**
 * Publishes to Kafka: CloudEvents in binary mode, keyed by subject, acknowledged by all replicas in sync.
 *
 * <p>A producer that is waited for in vain is thrown away with everything it still holds, and the same events are sent anew by
 * another one. So nothing later can overtake what was given up, and whoever leaves out the ids he has seen sees every subject's
 * events in order.
 */
final class KafkaBroker implements Broker, AutoCloseable {
    private static final Patience PATIENCE = new Patience(4, 2, 50, Duration.ofSeconds(1), 1);
    /** What the names and the attributes take, generously. */
    private static final int ATTRIBUTES = 1_000;

    private final EventSettings.Kafka settings;
    private final Guard guard;
    private @Nullable KafkaProducer<String, byte[]> producer;

    KafkaBroker(EventSettings.Kafka settings, Partners partners) {
        this.settings = settings;
        guard = partners.guard("kafka", PATIENCE);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Optional<String> refusal(CloudEvent event) {
        return event.data().length + ATTRIBUTES > settings.largest().toBytes()
                ? Optional.of("too-large")
                : Optional.empty();
    }

    @Override
    public synchronized List<Refused> publish(String topic, List<CloudEvent> events)
            throws IOException, InterruptedException {
        boolean[] isStopped = {false};
        List<Refused> refused = guard.call(
                () -> {
                    try {
                        return send(topic, events);
                    } catch (InterruptedException stopped) {
                        isStopped[0] = true;
                        return List.of();
                    } catch (KafkaException | IOException failure) {
                        discard();
                        throw new IOException(failure.getClass().getSimpleName(), failure);
                    }
                },
                _ -> false);
        if (isStopped[0]) {
            discard();
            throw new InterruptedException();
        }
        return refused;
    }

    private List<Refused> send(String topic, List<CloudEvent> events) throws IOException, InterruptedException {
        KafkaProducer<String, byte[]> to = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
        for (CloudEvent event : events) {
            Future<RecordMetadata> one = to.send(message(topic, event));
            sent.add(one);
            if (one.state() == Future.State.FAILED) {
                cause(one.exceptionNow()); // what comes later must not be sent instead
            }
        }
        long end = System.nanoTime() + settings.patience().toNanos();
        List<Refused> refused = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            try {
                sent.get(i).get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                throw new IOException("no acknowledgement within " + settings.patience(), late);
            } catch (ExecutionException failed) {
                refused.add(new Refused(events.get(i).sequence(), cause(failed.getCause())));
            }
        }
        return refused;
    }

    /** One word for what is refused for good; whatever else goes wrong may go well another time. */
    private static String cause(@Nullable Throwable failure) throws IOException {
        return switch (failure) {
            case RecordTooLargeException _ -> "too-large";
            case InvalidRecordException _ -> "invalid";
            case null, default -> throw new IOException("not acknowledged", failure);
        };
    }

    private static ProducerRecord<String, byte[]> message(String topic, CloudEvent event) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, event.subject(), event.data());
        CloudEventHeaders.write(event, message.headers());
        return message;
    }

    private KafkaProducer<String, byte[]> producer() throws IOException {
        if (producer == null) {
            Properties properties = clientProperties(settings);
            properties.put(ProducerConfig.ACKS_CONFIG, "all");
            properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1); // nothing overtakes a repetition
            properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000L);
            properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
            properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000); // given up by us, long before
            properties.put(
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    Math.toIntExact(settings.largest().toBytes()));
            producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    /** What every client of this Kafka is told. */
    static Properties clientProperties(EventSettings.Kafka settings) throws IOException {
        Properties properties = new Properties();
        if (settings.properties() != null) {
            try (Reader file = Files.newBufferedReader(settings.properties(), StandardCharsets.UTF_8)) {
                properties.load(file);
            }
        }
        properties.put("bootstrap.servers", settings.bootstrap());
        properties.put("client.id", "keneya");
        return properties;
    }

    private void discard() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public synchronized void close() {
        discard();
    }
}
