// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import org.jspecify.annotations.Nullable;

/** What no preference outweighs: whether a hospital has a bed for one emergency, and which. */
final class Limits {
    private final Emergency emergency;
    private final AllocationPolicy policy;
    private final long equipment;
    private final boolean reserves;

    Limits(Census census, Emergency emergency, AllocationPolicy policy) {
        this.emergency = emergency;
        this.policy = policy;
        this.equipment = census.equipment(emergency.equipment());
        Double age = emergency.age();
        boolean child = age != null && age < policy.adultFrom();
        this.reserves = policy.paediatricPercent() > 0 && !child && emergency.priority() > policy.reservePriority();
    }

    /** The first thing in the way, null when there is a bed. */
    @Nullable
    Obstacle obstacle(Serving serving) {
        Hospital hospital = serving.site().hospital();
        if (emergency.excluded().contains(hospital.id())) {
            return Obstacle.REFUSED;
        }
        if (!policy.admits(hospital.diversion(), emergency.priority())) {
            return Obstacle.DIVERTED;
        }
        if (serving.free() == 0) {
            return Obstacle.FULL;
        }
        int failedByAll = ~0;
        boolean reserved = false;
        for (BedGroup group : serving.groups()) {
            if (group.free() > 0) {
                int failed = group.failed(emergency, equipment);
                if (failed == 0 && !isReserved(serving, group)) {
                    return null;
                }
                reserved |= failed == 0;
                failedByAll &= failed;
            }
        }
        return reserved ? Obstacle.RESERVED : named(failedByAll);
    }

    /** The fitting free bed with the least beyond what is needed, then of the least id; there must be one. */
    String bed(Serving serving) {
        String best = null;
        int least = Integer.MAX_VALUE;
        for (BedGroup group : serving.groups()) {
            if (fits(serving, group)) {
                int surplus = group.surplus(emergency, equipment);
                String first = group.firstFree();
                if (best == null || surplus < least || surplus == least && first.compareTo(best) < 0) {
                    best = first;
                    least = surplus;
                }
            }
        }
        if (best == null) {
            throw new IllegalStateException("no bed fits in " + serving.site().id());
        }
        return best;
    }

    /** Free beds that fit. */
    int beds(Serving serving) {
        int beds = 0;
        for (BedGroup group : serving.groups()) {
            if (fits(serving, group)) {
                beds += group.free();
            }
        }
        return beds;
    }

    private boolean fits(Serving serving, BedGroup group) {
        return group.free() > 0 && group.failed(emergency, equipment) == 0 && !isReserved(serving, group);
    }

    private boolean isReserved(Serving serving, BedGroup group) {
        return reserves && serving.site().keeps(group, policy);
    }

    private static Obstacle named(int failedByAll) {
        return switch (Integer.lowestOneBit(failedByAll)) {
            case BedGroup.AGE -> Obstacle.AGE;
            case BedGroup.SEX -> Obstacle.SEX;
            case BedGroup.ISOLATION -> Obstacle.ISOLATION;
            case BedGroup.EQUIPMENT -> Obstacle.EQUIPMENT;
            default -> Obstacle.COMBINATION;
        };
    }
}
