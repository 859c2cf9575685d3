// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

/**
 * The preferences a nation chooses, as data. Limits come before preferences: no policy gives a bed that does not fit.
 *
 * <p>Score of a hospital, least first: travel seconds + saturationWeight × (beds taken after admission) / (beds), both of the
 * speciality in that hospital and without closed ones, whole seconds rounded down.
 *
 * <p>Reserve of a hospital: of its beds that could take somebody younger than adultFrom, at least paediatricPercent (rounded up)
 * stay free when one of them is given to somebody who is not known to be younger. Beds that only children may use are outside of
 * this, and so is who is as urgent as reservePriority.
 *
 * @param version of the name, 1 and up; a changed policy has another version
 * @param saturationWeight seconds a full hospital may count as farther than an empty one, 0 to 86,400; 0: strictly the nearest
 * @param paediatricPercent 0 to 100; 0: nothing is kept back
 * @param adultFrom first age, years, the reserve does not count as a child, 1 to 130
 * @param reservePriority least urgent priority that may use up the reserve, 0 (nobody) to 5
 * @param criticalPriority least urgent priority a hospital in {@link Diversion#CRITICAL} still takes, 0 to 5
 * @param roadFactor how much longer a road is than the great circle, 1 to 10
 * @param speed metres a second along the road, above 0, at most 100
 */
public record AllocationPolicy(
        String name,
        int version,
        int saturationWeight,
        int paediatricPercent,
        int adultFrom,
        int reservePriority,
        int criticalPriority,
        double roadFactor,
        double speed) {
    /** Strictly the nearest hospital that has a fitting free bed; 14 m/s on roads 1.3 times as long as the great circle. */
    public static final AllocationPolicy NEAREST = new AllocationPolicy("nearest", 1, 0, 0, 16, 1, 2, 1.3, 14);

    /** @throws IllegalArgumentException when a value is out of its range */
    public AllocationPolicy {
        within("version", version, 1, Integer.MAX_VALUE);
        within("saturationWeight", saturationWeight, 0, 86_400);
        within("paediatricPercent", paediatricPercent, 0, 100);
        within("adultFrom", adultFrom, 1, 130);
        within("reservePriority", reservePriority, 0, 5);
        within("criticalPriority", criticalPriority, 0, 5);
        within("roadFactor", roadFactor, 1, 10);
        within("speed", speed, Double.MIN_NORMAL, 100);
    }

    /** The same with another weight of saturation. */
    public AllocationPolicy balanced(String otherName, int weight) {
        return new AllocationPolicy(
                otherName,
                version,
                weight,
                paediatricPercent,
                adultFrom,
                reservePriority,
                criticalPriority,
                roadFactor,
                speed);
    }

    /** The same with another paediatric reserve. */
    public AllocationPolicy reserving(String otherName, int percent) {
        return new AllocationPolicy(
                otherName,
                version,
                saturationWeight,
                percent,
                adultFrom,
                reservePriority,
                criticalPriority,
                roadFactor,
                speed);
    }

    /** Estimated seconds for a great circle, whole. */
    public long travelSeconds(double metres) {
        return Math.round(metres * roadFactor / speed);
    }

    boolean admits(Diversion diversion, int priority) {
        return switch (diversion) {
            case OPEN -> true;
            case CRITICAL -> priority <= criticalPriority;
            case CLOSED -> false;
        };
    }

    private static void within(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s (%s) must lie between %s and %s".formatted(name, value, least, most));
        }
    }
}
