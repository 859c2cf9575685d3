// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hospitals that could take one emergency, best first.
 *
 * <p>One walk over the speciality's roster. A hospital is looked at closely only when its chord is short enough that travel alone,
 * without penalty, could bring it among the best so far; penalties are never negative, so nothing better is missed. Where roads are
 * known, those hospitals come first and the others are walked over only when too few of them fit.
 */
final class Ranking {
    private final Emergency emergency;
    private final AllocationPolicy policy;
    private final Map<String, Integer> roads;
    private final Roster roster;
    private final Limits limits;
    private final Point from;
    private final int wanted;
    private final List<Candidate> best;
    private @Nullable Candidate soonest;

    Ranking(Roster roster, Limits limits, Emergency emergency, AllocationPolicy policy, Travel travel, int wanted) {
        this.roster = roster;
        this.limits = limits;
        this.emergency = emergency;
        this.policy = policy;
        this.roads = travel.seconds();
        this.from = Point.of(emergency.place());
        this.wanted = wanted;
        this.best = new ArrayList<>(wanted + 1);
    }

    List<Candidate> best(Census census) {
        for (String hospital : roads.keySet()) {
            Serving serving = census.serving(hospital, emergency.speciality());
            if (serving != null && limits.obstacle(serving) == null) {
                keep(candidate(serving));
            }
        }
        if (best.size() < wanted) {
            walk();
        }
        return best;
    }

    /** How the hospital ranks, whether it has a bed or not. */
    Candidate candidate(Serving serving) {
        double metres = Point.metres(roster.chordSquared(serving.index(), from));
        Integer road = roads.get(serving.site().id());
        long seconds = road == null ? policy.travelSeconds(metres) : road;
        TravelKind kind = road == null ? TravelKind.GREAT_CIRCLE : TravelKind.ROAD;
        return new Candidate(serving, metres, seconds, kind, seconds + penalty(serving));
    }

    /** The one reached soonest, whatever the policy thinks of it; after {@link #best}. */
    @Nullable
    Candidate soonest() {
        return soonest;
    }

    private void walk() {
        double limit = Double.MAX_VALUE;
        for (int i = 0; i < roster.size(); i++) {
            if (roster.free(i) > 0 && roster.chordSquared(i, from) <= limit) {
                Serving serving = roster.serving(i);
                if (!roads.containsKey(serving.site().id()) && limits.obstacle(serving) == null) {
                    keep(candidate(serving));
                    limit = limit();
                }
            }
        }
    }

    private void keep(Candidate candidate) {
        if (soonest == null || candidate.isSooner(soonest)) {
            soonest = candidate;
        }
        int at = best.size();
        while (at > 0 && candidate.compareTo(best.get(at - 1)) < 0) {
            at--;
        }
        best.add(at, candidate);
        if (best.size() > wanted) {
            best.removeLast();
        }
    }

    /** The chord beyond which nobody can come among the best; a second of slack for rounding. */
    private double limit() {
        if (best.size() < wanted) {
            return Double.MAX_VALUE;
        }
        return Point.chordSquared((best.getLast().score() + 1) * policy.speed() / policy.roadFactor());
    }

    private long penalty(Serving serving) {
        int weight = policy.saturationWeight();
        int open = serving.open();
        return weight == 0 || open == 0 ? 0 : (long) weight * (open - serving.free() + 1) / open;
    }
}
