// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The attributes of a CloudEvent as headers of a Kafka message: binary content mode of the Kafka protocol binding. */
final class CloudEventHeaders {
    private CloudEventHeaders() {}

    static void write(CloudEvent event, Headers to) {
        put(to, "ce_specversion", "1.0");
        put(to, "ce_id", event.id().toString());
        put(to, "ce_source", event.source());
        put(to, "ce_type", event.type());
        put(to, "ce_subject", event.subject());
        put(to, "ce_time", event.time().toString());
        put(to, "ce_sequence", event.ordinal());
        put(to, "content-type", "application/json");
        if (event.traceparent() != null) {
            put(to, "ce_traceparent", event.traceparent());
        }
    }

    /** Fails with {@link IllegalArgumentException} when the message is no CloudEvent of ours. */
    static CloudEvent read(ConsumerRecord<String, byte[]> message) {
        Headers from = message.headers();
        return new CloudEvent(
                UUID.fromString(required(from, "ce_id")),
                required(from, "ce_source"),
                required(from, "ce_type"),
                required(from, "ce_subject"),
                Instant.parse(required(from, "ce_time")),
                Long.parseLong(required(from, "ce_sequence")),
                value(from, "ce_traceparent"),
                message.value());
    }

    private static String required(Headers from, String name) {
        String value = value(from, name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static @Nullable String value(Headers from, String name) {
        Header header = from.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void put(Headers to, String name, String value) {
        to.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
