// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.hospitals;

import org.keneya.synthetic.internal.people.Dice;

/**
 * A hospital before it has beds.
 *
 * @param rank 0 for the first of its town, its main one
 * @param latitude degrees, four decimals
 * @param longitude degrees, four decimals
 */
record Site(Town town, int rank, Kind kind, double latitude, double longitude) {
    private static final double METRES_A_DEGREE = 111_195;

    /** How large a hospital is; the numbers say how large against one another. */
    enum Kind {
        TEACHING(9),
        GENERAL(4),
        SMALL(1);

        private final double size;

        Kind(double size) {
            this.size = size;
        }

        double size() {
            return size;
        }
    }

    /** The main one stands near the middle, others about in the town, which is the wider the more people it has. */
    static Site of(Town town, int rank, Dice dice) {
        double spread = (rank == 0 ? 2 : 5) * StrictMath.sqrt(town.population());
        double north = spread * dice.bell() / METRES_A_DEGREE;
        double east = spread * dice.bell() / METRES_A_DEGREE / StrictMath.cos(StrictMath.toRadians(town.latitude()));
        return new Site(
                town, rank, kind(town, rank, dice), rounded(town.latitude() + north), rounded(town.longitude() + east));
    }

    private static Kind kind(Town town, int rank, Dice dice) {
        if (rank == 0 && town.population() > 120_000) {
            return Kind.TEACHING;
        }
        double large = rank == 0 ? Math.min(0.95, 0.2 + town.population() / 60_000) : 0.25;
        return dice.chance(large) ? Kind.GENERAL : Kind.SMALL;
    }

    private static double rounded(double degrees) {
        return Math.rint(degrees * 1e4) / 1e4;
    }
}
