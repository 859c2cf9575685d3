// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that was not published. The event itself stays in its outbox.
 *
 * @param cause why it was refused, one word; null when it only waits behind an earlier one of its key
 * @param since when it was put aside
 * @param attempts how often it was tried again since
 * @param due when it is tried again
 * @param givenUp when somebody decided that it will never be published; null while it waits
 */
record DeadLetter(
        String outbox,
        String broker,
        long sequence,
        UUID event,
        String type,
        String key,
        @Nullable String cause,
        Instant since,
        int attempts,
        Instant due,
        @Nullable Instant givenUp) {

    /** An event that is put aside now. */
    record Fresh(Event event, @Nullable String cause) {}

    /** The first waiting event of a key. */
    record Next(long sequence, String key, boolean isDue) {}
}
