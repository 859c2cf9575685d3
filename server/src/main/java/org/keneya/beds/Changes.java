// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.AllocationPolicy;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Diversion;
import org.keneya.events.Event;

/** What a turn changes, to be written in one transaction. */
final class Changes {
    final Instant now;
    /** By bed: what it was before the turn, and what it is after it. */
    final Map<String, Step> beds = new LinkedHashMap<>();

    final Map<UUID, Allocation> made = new LinkedHashMap<>();
    /** By id: as it was before the turn, and as it is after it. */
    final Map<UUID, Moved> moved = new LinkedHashMap<>();

    final Map<RequestKey.Name, Known.Remembered> requests = new LinkedHashMap<>();
    final Map<String, Diversion> diversions = new LinkedHashMap<>();
    final List<Command.Register> registered = new ArrayList<>();
    final List<Event> events = new ArrayList<>();

    @Nullable
    AllocationPolicy policy;

    Changes(Instant now) {
        this.now = now;
    }

    record Step(BedState before, BedState after) {}

    record Moved(Allocation before, Allocation after) {}

    void bed(String bed, BedState before, BedState after) {
        Step earlier = beds.get(bed);
        beds.put(bed, new Step(earlier == null ? before : earlier.before(), after));
    }

    void move(Allocation before, Allocation after) {
        Moved earlier = moved.get(before.id());
        moved.put(before.id(), new Moved(earlier == null ? before : earlier.before(), after));
    }

    /** Whether there is nothing to write. */
    boolean isEmpty() {
        return events.isEmpty() && requests.isEmpty();
    }
}
