// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bed and whom it may take.
 *
 * @param id 1 to 64 of {@code A-Z a-z 0-9 . -}
 * @param hospital id of the hospital it stands in
 * @param unit where in the hospital, for people
 * @param specialities codes (NHS main specialities), at least one; it serves each of them
 * @param equipment codes ({@code monitor}, {@code ventilator} …)
 * @param isolation precautions the room allows
 * @param sex the only one it takes; absent: any
 * @param youngest least age, years, 0 to 130, itself included
 * @param oldest greatest age, years, itself included: a bed for children up to their 16th birthday says 15
 */
public record Bed(
        String id,
        String hospital,
        String unit,
        Set<String> specialities,
        Set<String> equipment,
        Isolation isolation,
        @Nullable Sex sex,
        double youngest,
        double oldest,
        BedState state) {
    /** @throws IllegalArgumentException when an id is none, no speciality is named or the ages are not in order */
    public Bed {
        Codes.id(id);
        Codes.id(hospital);
        specialities = Set.copyOf(specialities);
        equipment = Set.copyOf(equipment);
        if (specialities.isEmpty()) {
            throw new IllegalArgumentException("a bed serves at least one speciality");
        }
        if (!(youngest >= 0 && youngest <= oldest && oldest <= 130)) {
            throw new IllegalArgumentException(
                    "ages (%s to %s) must be in order, 0 to 130".formatted(youngest, oldest));
        }
    }

    public Bed in(BedState other) {
        return new Bed(id, hospital, unit, specialities, equipment, isolation, sex, youngest, oldest, other);
    }
}
