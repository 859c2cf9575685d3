// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Beds of one hospital that differ in nothing but id, unit and state: what fits one fits all. */
final class BedGroup {
    /** What the beds have in common; {@code equipment} one bit a code. */
    record Traits(
            Set<String> specialities,
            long equipment,
            Isolation isolation,
            @Nullable Sex sex,
            double youngest,
            double oldest) {}

    /** Limits a bed can fail, one bit each, the first to be named lowest. */
    static final int AGE = 1;

    static final int SEX = 2;
    static final int ISOLATION = 4;
    static final int EQUIPMENT = 8;

    private final Traits traits;
    private final TreeSet<String> free = new TreeSet<>();
    private final Tally tally = new Tally();
    private final List<Serving> servings = new ArrayList<>();

    BedGroup(Traits traits) {
        this.traits = traits;
    }

    /** The group's beds are counted in each. */
    void countedIn(Serving serving) {
        servings.add(serving);
    }

    void add(String bed, BedState state) {
        if (state == BedState.FREE) {
            free.add(bed);
        }
        count(state, 1);
    }

    void remove(String bed, BedState state) {
        free.remove(bed);
        count(state, -1);
    }

    int free() {
        return free.size();
    }

    /** Those that are not closed. */
    int open() {
        return tally.open();
    }

    Counts counts() {
        return tally.counts();
    }

    /** The first free bed by id; there must be one. */
    String firstFree() {
        return free.first();
    }

    /** The limits an emergency's needs fail here, 0 when every bed of the group fits. */
    int failed(Emergency emergency, long equipment) {
        Double age = emergency.age();
        int failed = age == null || age >= traits.youngest && age <= traits.oldest ? 0 : AGE;
        if (traits.sex != null && traits.sex != emergency.sex()) {
            failed |= SEX;
        }
        if (!traits.isolation.covers(emergency.isolation())) {
            failed |= ISOLATION;
        }
        if ((equipment & ~traits.equipment) != 0) {
            failed |= EQUIPMENT;
        }
        return failed;
    }

    /** How much more than needed a bed of the group has: pieces of equipment and steps of isolation. */
    int surplus(Emergency emergency, long equipment) {
        return Long.bitCount(traits.equipment & ~equipment) + traits.isolation.stepsAbove(emergency.isolation());
    }

    boolean couldTakeChildren(int adultFrom) {
        return traits.youngest < adultFrom;
    }

    boolean takesOnlyChildren(int adultFrom) {
        return traits.oldest < adultFrom;
    }

    private void count(BedState state, int change) {
        tally.count(state, change);
        for (Serving serving : servings) {
            serving.count(state, change);
        }
    }
}
