// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.keneya.allocation.Alternative;
import org.keneya.allocation.Census;
import org.keneya.allocation.Diversion;
import org.keneya.allocation.Hospital;

/**
 * The days that are played: as many as are needed for beds to settle, then the one that is told, with an epidemic in one region
 * and hospitals that close.
 *
 * @param paper all beds, all free: what a list of hospitals knows
 */
public record Days(
        Nation nation, Census paper, List<Call> calls, long seed, int days, double occupancy, double stayScale) {
    /** Where the epidemic is. */
    public static final String STRICKEN = "Grand Est";

    /** Where hospitals close in the afternoon. */
    public static final String DARK = "Provence-Alpes-Côte d'Azur";

    private static final int BEFORE = 3;

    /** A nation and its days, from a seed. */
    public static Days of(long seed, int hospitals, int beds, int callsPerDay, int epidemic, double occupancy) {
        Nation nation = Nation.of(seed, hospitals, beds);
        List<Call> calls = Calls.of(seed, nation, BEFORE + 1, callsPerDay, occupancy, STRICKEN, epidemic);
        return new Days(
                nation,
                nation.census(),
                calls,
                seed,
                BEFORE + 1,
                occupancy,
                Calls.stayScale(nation, callsPerDay, occupancy));
    }

    /** Midnight of the day that is told, seconds since the first. */
    int told() {
        return (days - 1) * Life.DAY;
    }

    /** Beds and doors at the first midnight, the same for every strategy. */
    Life begin() {
        Life life = new Life(nation, seed, occupancy, stayScale);
        SplittableRandom random = new SplittableRandom(seed + 1);
        List<Hospital> dark = new ArrayList<>(nation.hospitals().stream()
                .filter(hospital -> DARK.equals(hospital.region()))
                .toList());
        for (int i = 0; i < 20; i++) {
            String hospital = dark.remove(random.nextInt(dark.size())).id();
            life.diverts(hospital, told() + 14 * 3_600, Diversion.CLOSED);
            life.diverts(hospital, told() + 18 * 3_600, Diversion.OPEN);
        }
        for (int i = 0; i < 40; i++) {
            String hospital = nation.hospitals()
                    .get(random.nextInt(nation.hospitals().size()))
                    .id();
            int from = told() + random.nextInt(20 * 3_600);
            life.diverts(hospital, from, Diversion.CRITICAL);
            life.diverts(hospital, from + 4 * 3_600, Diversion.OPEN);
        }
        return life;
    }

    /** Plays all days with one strategy, tells the last. */
    public Outcome play(String name, Strategy strategy) {
        Life life = begin();
        Outcome outcome = new Outcome(name, nation, paper);
        int sampled = 0;
        for (Call call : calls) {
            while (sampled < Life.DAY / Outcome.SAMPLE && told() + sampled * Outcome.SAMPLE <= call.second()) {
                life.until(told() + sampled * Outcome.SAMPLE);
                outcome.sample(sampled++, life.census());
            }
            life.until(call.second());
            List<Alternative> possible = call.second() < told() ? List.of() : Outcome.possible(life, call);
            Strategy.Trip trip = strategy.send(life, call);
            if (trip.placed() != null) {
                life.take(trip.placed(), call, trip.travelSeconds());
            }
            if (call.second() >= told()) {
                outcome.count(call, trip, possible);
            }
        }
        return outcome;
    }
}
