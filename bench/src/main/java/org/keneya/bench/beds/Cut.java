// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keneya.allocation.AllocationPolicy;
import org.keneya.allocation.Alternative;
import org.keneya.allocation.Emergency;
import org.keneya.allocation.Hospital;

/**
 * A region is cut off from the rest of the nation for an hour, with three answers to it. Both sides are played on a census of their
 * own from the cut on; afterwards what they gave is laid together and every bed is looked at for two patients at once.
 */
public final class Cut {
    /** What the two sides may do. */
    public enum Rule {
        /** Each side gives the beds of its own hospitals only. */
        OWN_BEDS,
        /** One place decides for all; the region cannot reach it and gets no answer. */
        ONE_PRIMARY,
        /** Each side gives whatever bed it believes free. */
        EVERY_BED
    }

    private final Days days;
    private final String region;
    private final int from;
    private final int until;
    private final Set<String> inside;
    private final Set<String> outside;

    /**
     * A cut of the told day.
     *
     * @param hour 0 to 23
     */
    public Cut(Days days, String region, int hour) {
        this.days = days;
        this.region = region;
        from = days.told() + hour * 3_600;
        until = from + 3_600;
        inside = ids(true);
        outside = ids(false);
    }

    /** What became of the hour's calls; minutes are those beyond the nearest hospital that had a bed. */
    public Map<String, Object> play(Rule rule) {
        Strategy engine = Strategy.engine(AllocationPolicy.NEAREST);
        Life region = days.begin();
        Life nation = days.begin();
        int calls = 0;
        int callsOfRegion = 0;
        int unanswered = 0;
        List<Long> detours = new ArrayList<>();
        for (Call call : days.calls()) {
            if (call.second() >= until) {
                break;
            }
            boolean cut = call.second() >= from;
            boolean isInside = call.region().equals(this.region);
            region.until(call.second());
            nation.until(call.second());
            if (!cut) {
                give(engine, region, call);
                give(engine, nation, call);
                continue;
            }
            calls++;
            callsOfRegion += isInside ? 1 : 0;
            if (rule == Rule.ONE_PRIMARY && isInside) {
                unanswered++;
                continue;
            }
            Life side = isInside ? region : nation;
            List<Alternative> possible = Outcome.possible(side, call);
            Call limited = rule == Rule.OWN_BEDS ? without(call, isInside ? outside : inside) : call;
            Strategy.Trip trip = give(engine, side, limited);
            if (trip.placed() == null) {
                unanswered++;
            } else if (!possible.getFirst()
                    .hospital()
                    .id()
                    .equals(trip.placed().hospital().id())) {
                detours.add(trip.travelSeconds() - possible.getFirst().travelSeconds());
            }
        }
        return figures(rule, region, nation, calls, callsOfRegion, unanswered, detours);
    }

    private Map<String, Object> figures(
            Rule rule, Life side, Life nation, int calls, int callsOfRegion, int unanswered, List<Long> detours) {
        List<Life.Taken> laidTogether = new ArrayList<>(nation.taken());
        side.taken().stream().filter(taken -> taken.from() >= from).forEach(laidTogether::add);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rule", rule.name());
        figures.put("region", region);
        figures.put("calls", calls);
        figures.put("callsOfRegion", callsOfRegion);
        figures.put("answered", calls - unanswered);
        figures.put("unanswered", unanswered);
        figures.put("notNearestBecauseOfTheCut", detours.size());
        figures.put("notNearestPercent", 100.0 * detours.size() / calls);
        figures.put(
                "detourMinutes.mean",
                detours.stream().mapToLong(Long::longValue).average().orElse(0) / 60);
        figures.put(
                "detourMinutes.max",
                detours.stream().mapToLong(Long::longValue).max().orElse(0) / 60.0);
        figures.put("bedsGivenTwice", givenTwice(laidTogether));
        figures.put("givenChecked", laidTogether.size());
        return figures;
    }

    /** Beds that two patients have at the same time. */
    static int givenTwice(List<Life.Taken> all) {
        Map<String, Integer> until = new HashMap<>();
        int twice = 0;
        for (Life.Taken taken :
                all.stream().sorted(Comparator.comparingInt(Life.Taken::from)).toList()) {
            Integer before = until.get(taken.bed());
            twice += before != null && taken.from() < before ? 1 : 0;
            until.merge(taken.bed(), taken.until(), Math::max);
        }
        return twice;
    }

    private static Strategy.Trip give(Strategy engine, Life life, Call call) {
        Strategy.Trip trip = engine.send(life, call);
        if (trip.placed() != null) {
            life.take(trip.placed(), call, trip.travelSeconds());
        }
        return trip;
    }

    private static Call without(Call call, Set<String> hospitals) {
        Emergency of = call.emergency();
        Emergency emergency = new Emergency(
                of.speciality(),
                of.place(),
                of.age(),
                of.sex(),
                of.isolation(),
                of.equipment(),
                of.priority(),
                of.hospital(),
                hospitals);
        return new Call(call.second(), emergency, call.region(), call.stayDays());
    }

    private Set<String> ids(boolean ofRegion) {
        return days.nation().hospitals().stream()
                .filter(hospital -> region.equals(hospital.region()) == ofRegion)
                .map(Hospital::id)
                .collect(Collectors.toUnmodifiableSet());
    }
}
