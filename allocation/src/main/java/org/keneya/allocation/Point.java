// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

/**
 * A place as a vector of length 1 from the centre of the Earth. The chord between two points orders them as the great circle
 * does, costs five additions and three multiplications, and knows neither poles nor antimeridian. Its half is the sine of half
 * the angle, so that the distance is the haversine's, exact for neighbours too.
 */
record Point(double x, double y, double z) {
    /** Mean radius of the Earth, metres (IUGG, R1). */
    static final double EARTH_RADIUS = 6_371_008.8;

    static Point of(Place place) {
        double latitude = StrictMath.toRadians(place.latitude());
        double longitude = StrictMath.toRadians(place.longitude());
        double cos = StrictMath.cos(latitude);
        return new Point(cos * StrictMath.cos(longitude), cos * StrictMath.sin(longitude), StrictMath.sin(latitude));
    }

    /** Square of the chord, 0 to 4. */
    double chordSquared(double otherX, double otherY, double otherZ) {
        double dx = x - otherX;
        double dy = y - otherY;
        double dz = z - otherZ;
        return dx * dx + dy * dy + dz * dz;
    }

    double metresTo(Point other) {
        return metres(chordSquared(other.x, other.y, other.z));
    }

    /** The great circle over a chord. The strict functions give the same metres on every machine. */
    static double metres(double chordSquared) {
        return 2 * EARTH_RADIUS * StrictMath.asin(Math.min(1, Math.sqrt(chordSquared) / 2));
    }

    /** The chord, squared, under a great circle; 4 for all that is farther than half around. */
    static double chordSquared(double metres) {
        double sine = metres >= Math.PI * EARTH_RADIUS ? 1 : StrictMath.sin(metres / (2 * EARTH_RADIUS));
        return 4 * sine * sine;
    }
}
