// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.ArrayList;
import java.util.List;

/** One hospital's beds of one speciality, at its place in that speciality's roster. */
final class Serving {
    private final Site site;
    private final Roster roster;
    private final int index;
    private final List<BedGroup> groups = new ArrayList<>();
    private final Tally tally = new Tally();

    Serving(Site site, Roster roster, int index) {
        this.site = site;
        this.roster = roster;
        this.index = index;
    }

    Site site() {
        return site;
    }

    int index() {
        return index;
    }

    Roster roster() {
        return roster;
    }

    List<BedGroup> groups() {
        return groups;
    }

    void add(BedGroup group) {
        groups.add(group);
        group.countedIn(this);
    }

    void count(BedState state, int change) {
        tally.count(state, change);
        roster.counted(index, tally.free(), tally.total());
    }

    int free() {
        return tally.free();
    }

    /** Beds that are not closed. */
    int open() {
        return tally.open();
    }

    Counts counts() {
        return tally.counts();
    }

    /** Whether any bed is left here, in whatever state. */
    boolean hasBeds() {
        return roster.hasBeds(index);
    }
}
