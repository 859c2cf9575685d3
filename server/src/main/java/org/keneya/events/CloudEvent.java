// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * An event as others receive it: CloudEvents 1.0 (https://github.com/cloudevents/spec, JSON format and Kafka binding).
 *
 * @param id what it is told apart by; with {@code source} unique for ever
 * @param source the outbox, e.g. {@code /beds}
 * @param type what happened and the version of its schema, e.g. {@code org.keneya.beds.bed.held.v1}
 * @param subject what it happened to, e.g. the id of a hospital; events of one subject stay in order
 * @param time when, by the database's clock
 * @param sequence its number in the outbox, from 1; extension {@code sequence}, nineteen digits so that texts compare as numbers
 * @param traceparent extension of distributed tracing; null when nobody traced
 * @param data one JSON object in UTF-8
 */
public record CloudEvent(
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        long sequence,
        @Nullable String traceparent,
        byte[] data) {
    /** Every schema is in its first version; a change that is not compatible makes a type of its own. */
    private static final String VERSION = ".v1";

    private static final byte[] DATA = {',', '"', 'd', 'a', 't', 'a', '"', ':'};

    public static CloudEvent of(Outbox outbox, Event event) {
        return new CloudEvent(
                event.id(),
                "/" + outbox.name(),
                "org.keneya." + outbox.name() + "." + event.type() + VERSION,
                event.key(),
                event.time(),
                event.sequence(),
                event.traceparent(),
                event.data());
    }

    /** The extension {@code sequence}. */
    public String ordinal() {
        String digits = Long.toString(sequence);
        return "0".repeat(19 - digits.length()) + digits;
    }

    /** All of it as one JSON object on one line, in UTF-8; the data as it is. */
    public byte[] json() {
        Json.Obj about = new Json.Obj(12)
                .put("specversion", "1.0")
                .put("id", id.toString())
                .put("source", source)
                .put("type", type)
                .put("subject", subject)
                .put("time", time.toString())
                .put("datacontenttype", "application/json")
                .put("sequence", ordinal());
        if (traceparent != null) {
            about.put("traceparent", traceparent);
        }
        byte[] head = JsonText.bytes(about);
        int length = head.length - 1; // without the closing brace
        byte[] whole = new byte[length + DATA.length + data.length + 1];
        System.arraycopy(head, 0, whole, 0, length);
        System.arraycopy(DATA, 0, whole, length, DATA.length);
        System.arraycopy(data, 0, whole, length + DATA.length, data.length);
        whole[whole.length - 1] = '}';
        return whole;
    }
}
