// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a patient's number decides, so that independent patients never take the same bed or hour: who lies in hospital
 * on the reference day, who waits in the emergency room, who comes today or this week.
 *
 * @param present what the patient does on the reference day
 * @param unit code of the unit that has the patient; empty when there is none
 * @param rank bed (from 1) for a stay, place in the day's list otherwise
 * @param minAge youngest age that fits, years
 * @param maxAge oldest age that fits, years
 * @param sex the sex that fits, or null for both
 */
public record Plan(
        Present present,
        String unit,
        int rank,
        int minAge,
        int maxAge,
        @Nullable Sex sex) {

    /** What goes on around the reference day. */
    public enum Present {
        NOTHING,
        STAY,
        EMERGENCY,
        TODAY,
        THIS_WEEK
    }

    /** Beds of each ward. */
    public static final int BEDS = 24;

    private record Ward(
            String unit, int minAge, int maxAge, @Nullable Sex sex) {}

    private static final List<Ward> WARDS = List.of(
            new Ward("mpo", 30, 92, null),
            new Ward("car", 45, 90, null),
            new Ward("pne", 40, 88, null),
            new Ward("dig", 18, 80, null),
            new Ward("ort", 55, 92, null),
            new Ward("mat", 20, 41, Sex.FEMALE),
            new Ward("ped", 1, 14, null),
            new Ward("ger", 78, 98, null),
            new Ward("rea", 35, 80, null),
            new Ward("neu", 50, 90, null),
            new Ward("nep", 35, 82, null),
            new Ward("onc", 40, 82, null),
            new Ward("psy", 20, 65, null),
            new Ward("spa", 60, 92, null));

    private static final Plan NOTHING = new Plan(Present.NOTHING, "", 0, 0, 120, null);

    /** Numbers below this are the fixed people of {@link Cast}. */
    static final int FIRST_FREE = 32;

    /** The units with beds, in order. */
    public static List<String> wards() {
        return WARDS.stream().map(Ward::unit).toList();
    }

    /** One patient in sixteen is in hospital, until the beds are full; a few wait in the emergency room; a tenth come today. */
    public static Plan of(long number) {
        if (number < FIRST_FREE) {
            return NOTHING;
        }
        int slot = (int) Math.min((number - FIRST_FREE) / 16, WARDS.size() * (long) BEDS);
        if (number % 16 == 3 && slot < WARDS.size() * BEDS) {
            Ward ward = WARDS.get(slot % WARDS.size());
            return new Plan(Present.STAY, ward.unit, 1 + slot / WARDS.size(), ward.minAge, ward.maxAge, ward.sex);
        }
        if (number % 40 == 5 && number < 1200) {
            return new Plan(Present.EMERGENCY, "urg", (int) (number / 40), 2, 95, null);
        }
        if (number % 10 == 7 && number < 1500) {
            return new Plan(Present.TODAY, "", (int) (number / 10), 0, 95, null);
        }
        if (number % 10 == 8 && number < 6000) {
            return new Plan(Present.THIS_WEEK, "", (int) (number / 10), 0, 95, null);
        }
        return NOTHING;
    }
}
