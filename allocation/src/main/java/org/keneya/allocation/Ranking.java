// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hospitals that could take one emergency, best first.
 *
 * <p>One walk over the speciality's roster finds the {@value #CLOSE} nearest hospitals with any free bed, by chord alone. Only these
 * are looked at closely, and almost always that is the end of it: travel without penalty to all others is already longer than the
 * worst score wanted. Else a second walk looks at those whose chord is short enough; penalties are never negative, so nothing better
 * is missed. Where roads are known, those hospitals come first and the others are walked over only when too few of them fit.
 */
final class Ranking {
    private static final int CLOSE = 16;

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
        Closest closest = Closest.of(roster, from, CLOSE);
        for (int i = 0; i < closest.size(); i++) {
            if (closest.chordSquared(i) > limit()) {
                return;
            }
            consider(closest.index(i));
        }
        if (closest.isAll() || closest.farthest() > limit()) {
            return;
        }
        double limit = limit();
        for (int i = 0; i < roster.size(); i++) {
            if (roster.free(i) > 0) {
                double chord = roster.chordSquared(i, from);
                if (chord <= limit && chord >= closest.farthest() && !closest.contains(i) && consider(i)) {
                    limit = limit();
                }
            }
        }
    }

    private boolean consider(int index) {
        Serving serving = roster.serving(index);
        if (roads.containsKey(serving.site().id()) || limits.obstacle(serving) != null) {
            return false;
        }
        keep(candidate(serving));
        return true;
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
