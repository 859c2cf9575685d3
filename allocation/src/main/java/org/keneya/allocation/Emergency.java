// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked: a bed for somebody who is somewhere.
 *
 * @param speciality code (NHS main specialities)
 * @param age years, 0 to 130, a fraction below 1 only: from then on completed years count. Absent: not known, fits every bed
 * @param sex absent: not known or neither, fits only beds for any sex
 * @param isolation precautions needed
 * @param equipment codes of all that is needed
 * @param priority 1 (immediate, vital) to 5
 * @param hospital id of the only hospital wanted; absent: whichever is best
 * @param excluded ids of hospitals that shall not be asked: they refused, or the patient leaves them
 */
public record Emergency(
        String speciality,
        Place place,
        @Nullable Double age,
        @Nullable Sex sex,
        Isolation isolation,
        Set<String> equipment,
        int priority,
        @Nullable String hospital,
        Set<String> excluded) {
    /** Priority of who does not say one. */
    public static final int USUAL_PRIORITY = 3;

    /** @throws IllegalArgumentException when age or priority are out of range */
    public Emergency {
        if (age != null && !(age >= 0 && age <= 130)) {
            throw new IllegalArgumentException("age (%s) must lie between 0 and 130".formatted(age));
        }
        if (priority < 1 || priority > 5) {
            throw new IllegalArgumentException("priority (%d) must lie between 1 and 5".formatted(priority));
        }
        if (age != null && age > 1) {
            age = Math.floor(age);
        }
        equipment = Set.copyOf(equipment);
        excluded = Set.copyOf(excluded);
    }

    /** Somebody of whom only place and speciality are known. */
    public static Emergency of(String speciality, Place place) {
        return new Emergency(speciality, place, null, null, Isolation.NONE, Set.of(), USUAL_PRIORITY, null, Set.of());
    }
}
