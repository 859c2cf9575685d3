// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.ArrayList;
import java.util.List;

/**
 * What lies around one emergency, to explain a decision with.
 *
 * @param hospitals how many have the speciality
 * @param free how many of them have a free bed of it
 * @param nearer how many of them are nearer (great circle) than the one taken
 * @param nearest the nearest of the nearer ones, nearest first
 */
record Surroundings(int hospitals, int free, int nearer, List<Serving> nearest) {
    /** One more walk over the roster, up to the chosen hospital's distance. */
    static Surroundings of(Roster roster, Emergency emergency, Candidate chosen, int most) {
        Point from = Point.of(emergency.place());
        double limit = roster.chordSquared(chosen.serving().index(), from);
        List<Serving> nearest = new ArrayList<>(most + 1);
        int hospitals = 0;
        int free = 0;
        int nearer = 0;
        for (int i = 0; i < roster.size(); i++) {
            if (roster.hasBeds(i)) {
                hospitals++;
                free += roster.free(i) > 0 ? 1 : 0;
                double chord = roster.chordSquared(i, from);
                if (chord < limit) {
                    nearer++;
                    insert(nearest, roster.serving(i), chord, roster, from, most);
                }
            }
        }
        return new Surroundings(hospitals, free, nearer, nearest);
    }

    private static void insert(
            List<Serving> nearest, Serving serving, double chord, Roster roster, Point from, int most) {
        int at = nearest.size();
        while (at > 0 && isNearer(serving, chord, nearest.get(at - 1), roster, from)) {
            at--;
        }
        if (at < most) {
            nearest.add(at, serving);
        }
        if (nearest.size() > most) {
            nearest.removeLast();
        }
    }

    private static boolean isNearer(Serving serving, double chord, Serving other, Roster roster, Point from) {
        int compared = Double.compare(chord, roster.chordSquared(other.index(), from));
        return compared < 0
                || compared == 0 && serving.site().id().compareTo(other.site().id()) < 0;
    }
}
