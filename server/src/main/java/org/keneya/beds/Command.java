// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.AllocationPolicy;
import org.keneya.allocation.Bed;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Diversion;
import org.keneya.allocation.Emergency;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.Travel;

/** One change that somebody wants. */
sealed interface Command {
    int LEAST_URGENT = 5;

    /** 0 first, {@link #LEAST_URGENT} last. What frees or secures beds never waits behind what takes them. */
    int urgency();

    /** {@code traceparent} of the request (W3C Trace Context); null when nobody traces. */
    default @Nullable String trace() {
        return null;
    }

    /**
     * A bed for an emergency.
     *
     * @param travel by road, as far as it is known
     * @param length for which the bed is held
     */
    record Hold(
            Asker asker,
            RequestKey key,
            Emergency emergency,
            Travel travel,
            Duration length,
            @Nullable String trace) implements Command {
        @Override
        public int urgency() {
            return emergency.priority();
        }
    }

    /**
     * Something is done with an allocation.
     *
     * @param travel by road from the place of its emergency, for acts that look for another bed
     */
    record Act(
            Asker asker,
            RequestKey key,
            java.util.UUID allocation,
            Action action,
            Travel travel,
            @Nullable String trace)
            implements Command {
        @Override
        public int urgency() {
            return 0;
        }
    }

    /** The staff says what a bed is doing. */
    record ChangeBed(Asker asker, String bed, BedState state) implements Command {
        @Override
        public int urgency() {
            return 0;
        }
    }

    /** The staff or the regulator says whether ambulances may come. */
    record Divert(Asker asker, String hospital, Diversion diversion) implements Command {
        @Override
        public int urgency() {
            return 0;
        }
    }

    /**
     * A hospital and beds of it are there, or are as said from now on.
     *
     * @param establishment whose staff keeps the beds; null leaves that as it is
     */
    record Register(
            Hospital hospital, List<Bed> beds, @Nullable Integer establishment) implements Command {
        public Register {
            beds = List.copyOf(beds);
        }

        @Override
        public int urgency() {
            return LEAST_URGENT;
        }
    }

    /** Decisions are made by another policy from now on. */
    record SetPolicy(AllocationPolicy policy) implements Command {
        @Override
        public int urgency() {
            return LEAST_URGENT;
        }
    }
}
