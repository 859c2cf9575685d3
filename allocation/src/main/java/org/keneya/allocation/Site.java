// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A hospital of the census with all its beds. */
final class Site {
    private Hospital hospital;
    private Point point;
    private final Map<BedGroup.Traits, BedGroup> groups = new HashMap<>();
    private final Map<String, Serving> servings = new TreeMap<>();
    private final Set<String> beds = new TreeSet<>();

    Site(Hospital hospital) {
        this.hospital = hospital;
        this.point = Point.of(hospital.place());
    }

    Hospital hospital() {
        return hospital;
    }

    String id() {
        return hospital.id();
    }

    Point point() {
        return point;
    }

    void become(Hospital other) {
        hospital = other;
        point = Point.of(other.place());
        servings.values().forEach(serving -> serving.roster().moved(serving.index(), point));
    }

    Map<BedGroup.Traits, BedGroup> groups() {
        return groups;
    }

    /** By speciality. */
    Map<String, Serving> servings() {
        return servings;
    }

    /** Ids, in order. */
    Set<String> beds() {
        return beds;
    }

    /** Whether a bed of the group must stay free for children when somebody else asks for it. */
    boolean keeps(BedGroup group, AllocationPolicy policy) {
        int adultFrom = policy.adultFrom();
        if (!group.couldTakeChildren(adultFrom) || group.takesOnlyChildren(adultFrom)) {
            return false;
        }
        int free = 0;
        int open = 0;
        for (BedGroup other : groups.values()) {
            if (other.couldTakeChildren(adultFrom)) {
                free += other.free();
                open += other.open();
            }
        }
        return free - 1 < (open * policy.paediatricPercent() + 99) / 100;
    }
}
