// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.AllocationPolicy;
import org.keneya.allocation.Counts;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.Place;

/** What everybody may see of the census: hospitals and their counts, as of the last turn. Read by many, written by the writer. */
final class Board {
    private final Map<String, Ward> wards = new ConcurrentHashMap<>();
    private volatile AllocationPolicy policy = AllocationPolicy.NEAREST;

    /**
     * A hospital and its counts.
     *
     * @param establishment whose staff keeps its beds; null when it is not on this platform
     * @param specialities by code, in order; a bed of several counts in each
     */
    record Ward(Hospital hospital, @Nullable Integer establishment, Counts beds, Map<String, Counts> specialities) {}

    void put(Nation nation, String hospital) {
        nation.census()
                .hospital(hospital)
                .ifPresent(known -> wards.put(
                        hospital,
                        new Ward(
                                known,
                                nation.establishment(hospital),
                                nation.census().counts(hospital),
                                nation.census().countsBySpeciality(hospital))));
    }

    void policy(AllocationPolicy other) {
        policy = other;
    }

    AllocationPolicy policy() {
        return policy;
    }

    Optional<Ward> ward(String hospital) {
        return Optional.ofNullable(wards.get(hospital));
    }

    Collection<Ward> wards() {
        return wards.values();
    }

    /** The nearest hospitals with a free bed of the speciality, by the great circle. */
    List<Hospital> nearest(String speciality, Place place, int most) {
        record Near(Hospital hospital, double metres) {}
        return wards.values().stream()
                .filter(ward -> ward.specialities()
                                .getOrDefault(speciality, Counts.NONE)
                                .free()
                        > 0)
                .map(ward -> new Near(ward.hospital(), ward.hospital().place().metresTo(place)))
                .sorted(Comparator.comparingDouble(Near::metres))
                .limit(most)
                .map(Near::hospital)
                .toList();
    }
}
