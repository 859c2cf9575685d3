// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

/**
 * A point of the globe (WGS 84).
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 */
public record Place(double latitude, double longitude) {
    public Place {
        if (!(Math.abs(latitude) <= 90)) {
            throw new IllegalArgumentException("latitude (%s) must lie between -90 and 90".formatted(latitude));
        }
        if (!(Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("longitude (%s) must lie between -180 and 180".formatted(longitude));
        }
    }

    /** Metres of the great circle to another place, on a sphere of the Earth's mean radius; 0 to 20,015,114. */
    public double metresTo(Place other) {
        return Point.of(this).metresTo(Point.of(other));
    }
}
