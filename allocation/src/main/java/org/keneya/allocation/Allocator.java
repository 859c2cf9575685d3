// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the bed. Limits first: speciality, free, age, sex, isolation, equipment, diversion, excluded hospitals, the hospital
 * wanted. Then the least score (travel seconds and the policy's penalty); ties go to the shorter great circle, then to the lesser
 * id of the hospital. In the hospital: the fitting bed with the least beyond what is needed, then of the lesser id. Changes nothing.
 */
public final class Allocator {
    private static final int ALTERNATIVES = 3;
    private static final int EXPLAINED = 3;

    private Allocator() {}

    /** A bed, or why there is none. The same census, emergency, policy and times always give the same answer. */
    public static Decision decide(Census census, Emergency emergency, AllocationPolicy policy, Travel travel) {
        Roster roster = census.roster(emergency.speciality());
        String hospital = emergency.hospital();
        if (hospital != null && !census.knows(hospital)) {
            return none(Obstacle.UNKNOWN_HOSPITAL);
        }
        if (roster == null) {
            return none(Obstacle.NOT_SERVED);
        }
        Limits limits = new Limits(census, emergency, policy);
        Ranking ranking = new Ranking(roster, limits, emergency, policy, travel, ALTERNATIVES + 1);
        if (hospital != null) {
            return inHospital(census, hospital, emergency, limits, ranking);
        }
        List<Candidate> best = ranking.best(census);
        if (best.isEmpty()) {
            return new NoBed(hindrances(roster, limits));
        }
        Candidate chosen = best.getFirst();
        Surroundings around = Surroundings.of(roster, emergency, chosen, EXPLAINED);
        List<Reason> reasons = new ArrayList<>(EXPLAINED + 1);
        reasons.add(chosen(around, ground(chosen, ranking), chosen, ranking));
        for (Serving serving : around.nearest()) {
            reasons.add(nearer(serving, chosen, ranking, limits));
        }
        return placed(census, limits, chosen, reasons, best);
    }

    /**
     * The hospitals that could take the emergency, best first: those worth asking a router about.
     *
     * @param most 1 and up
     */
    public static List<Alternative> candidates(Census census, Emergency emergency, AllocationPolicy policy, int most) {
        Roster roster = census.roster(emergency.speciality());
        if (roster == null) {
            return List.of();
        }
        Limits limits = new Limits(census, emergency, policy);
        Ranking ranking = new Ranking(roster, limits, emergency, policy, Travel.GREAT_CIRCLE, most);
        return ranking.best(census).stream()
                .map(candidate -> alternative(candidate, limits))
                .toList();
    }

    private static Decision inHospital(
            Census census, String hospital, Emergency emergency, Limits limits, Ranking ranking) {
        Serving serving = census.serving(hospital, emergency.speciality());
        if (serving == null) {
            return none(Obstacle.NOT_SERVED);
        }
        Obstacle obstacle = limits.obstacle(serving);
        if (obstacle != null) {
            return none(obstacle);
        }
        Candidate chosen = ranking.candidate(serving);
        List<Candidate> best = ranking.best(census);
        Surroundings around = Surroundings.of(serving.roster(), emergency, chosen, 0);
        return placed(census, limits, chosen, List.of(chosen(around, Reason.Ground.CHOSEN, chosen, ranking)), best);
    }

    private static Placed placed(
            Census census, Limits limits, Candidate chosen, List<Reason> reasons, List<Candidate> best) {
        List<Alternative> alternatives = best.stream()
                .filter(candidate -> candidate.serving() != chosen.serving())
                .limit(ALTERNATIVES)
                .map(candidate -> alternative(candidate, limits))
                .toList();
        return new Placed(
                chosen.hospital(),
                census.known(limits.bed(chosen.serving())),
                Math.round(chosen.metres()),
                chosen.travelSeconds(),
                chosen.kind(),
                reasons,
                alternatives);
    }

    private static Reason chosen(Surroundings around, Reason.Ground ground, Candidate chosen, Ranking ranking) {
        Candidate soonest = ranking.soonest();
        long detour = soonest == null ? 0 : chosen.travelSeconds() - soonest.travelSeconds();
        return new Reason.Chosen(ground, around.hospitals(), around.free(), around.nearer(), Math.max(0, detour));
    }

    private static Reason.Ground ground(Candidate chosen, Ranking ranking) {
        Candidate soonest = ranking.soonest();
        if (soonest != null && soonest.serving() != chosen.serving()) {
            return Reason.Ground.BALANCED;
        }
        return chosen.kind() == TravelKind.ROAD ? Reason.Ground.FASTEST : Reason.Ground.NEAREST;
    }

    private static Reason nearer(Serving serving, Candidate chosen, Ranking ranking, Limits limits) {
        Candidate passed = ranking.candidate(serving);
        Obstacle obstacle = limits.obstacle(serving);
        return new Reason.Nearer(
                passed.hospital(),
                obstacle == null ? preferred(chosen, passed) : obstacle,
                Math.round(passed.metres()),
                passed.travelSeconds(),
                serving.free(),
                serving.open());
    }

    /** Why one that fits, too, came after the chosen one. */
    private static Obstacle preferred(Candidate chosen, Candidate passed) {
        if (chosen.kind() == TravelKind.ROAD && passed.kind() != TravelKind.ROAD) {
            return Obstacle.UNROUTED;
        }
        return passed.travelSeconds() > chosen.travelSeconds() ? Obstacle.SLOWER : Obstacle.SATURATED;
    }

    private static List<Reason> hindrances(Roster roster, Limits limits) {
        Map<Obstacle, Integer> hospitals = new EnumMap<>(Obstacle.class);
        for (Serving serving : roster.servings()) {
            Obstacle obstacle = serving.hasBeds() ? limits.obstacle(serving) : null;
            if (obstacle != null) {
                hospitals.merge(obstacle, 1, Integer::sum);
            }
        }
        if (hospitals.isEmpty()) {
            return List.of(new Reason.Hindrance(Obstacle.NOT_SERVED, 0));
        }
        List<Reason> reasons = new ArrayList<>();
        hospitals.forEach((obstacle, count) -> reasons.add(new Reason.Hindrance(obstacle, count)));
        return reasons;
    }

    private static Decision none(Obstacle obstacle) {
        return new NoBed(List.of(new Reason.Hindrance(obstacle, 1)));
    }

    private static Alternative alternative(Candidate candidate, Limits limits) {
        return new Alternative(
                candidate.hospital(),
                Math.round(candidate.metres()),
                candidate.travelSeconds(),
                candidate.kind(),
                limits.beds(candidate.serving()));
    }
}
