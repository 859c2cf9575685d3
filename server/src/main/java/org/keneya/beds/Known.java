// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keneya.events.Event;

/**
 * What the tables say at the beginning of a turn, read under the lock.
 *
 * @param now the database's clock
 * @param news events of other nodes that the census does not know yet, in order
 * @param requests what was asked before under the keys of this turn
 * @param allocations those that are acted on, answered again, or due
 * @param due holds whose time is over, the oldest first
 * @param live id of the live allocation by bed, for beds whose state is to change
 */
record Known(
        Instant now,
        List<Event> news,
        Map<RequestKey.Name, Remembered> requests,
        Map<UUID, Allocation> allocations,
        List<UUID> due,
        Map<String, UUID> live) {

    /**
     * A request that was carried out.
     *
     * @param body hash of what was asked
     * @param allocation what came of it
     * @param refusal JSON, why no bed was found; null when the allocation is the answer
     */
    record Remembered(UUID body, UUID allocation, @Nullable String refusal) {}
}
