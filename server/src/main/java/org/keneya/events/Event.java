// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as its outbox keeps it.
 *
 * @param sequence its number in the outbox, from 1, without gaps, in the order of commits
 * @param id what it is told apart by, for ever: who receives it twice has seen it once
 * @param type what happened, e.g. {@code bed.held}, as the schemas of the outbox are named
 * @param key what it happened to, e.g. the id of a hospital; events of one key stay in order
 * @param time when, by the database's clock
 * @param data what happened in full, one JSON object in UTF-8
 * @param traceparent the trace it happened in (W3C Trace Context); null when nobody traced
 */
public record Event(
        long sequence,
        UUID id,
        String type,
        String key,
        Instant time,
        byte[] data,
        @Nullable String traceparent) {

    public Event(long sequence, UUID id, String type, String key, Instant time, byte[] data) {
        this(sequence, id, type, key, time, data, null);
    }
}
