// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.AllocationPolicy;
import org.keneya.allocation.Allocator;
import org.keneya.allocation.Alternative;
import org.keneya.allocation.Census;
import org.keneya.allocation.Decision;
import org.keneya.allocation.Emergency;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.Place;
import org.keneya.allocation.Placed;
import org.keneya.allocation.Travel;

/** A way of choosing the hospital, and the journey it leads to. */
public interface Strategy {
    /** Time lost at a door that does not open, seconds. */
    int TURNED_AWAY = 600;

    /** Doors after which a crew gives up. */
    int PATIENCE = 6;

    /**
     * A journey.
     *
     * @param placed where it ended; null when nowhere
     * @param travelSeconds from the place of the emergency to the bed, with all detours
     * @param closedDoors hospitals that turned the crew away
     */
    record Trip(@Nullable Placed placed, long travelSeconds, int closedDoors) {}

    Trip send(Life life, Call call);

    /** The engine on the current census. */
    static Strategy engine(AllocationPolicy policy) {
        return (life, call) ->
                Allocator.decide(life.census(), call.emergency(), policy, Travel.GREAT_CIRCLE) instanceof Placed placed
                        ? new Trip(placed, placed.travelSeconds(), 0)
                        : new Trip(null, 0, 0);
    }

    /** The nearest by a census that may be wrong, then from its door the next: all beds free on paper, or five minutes old. */
    static Strategy knocking(Census paper, boolean stale) {
        return (life, call) -> {
            Census believed = stale ? life.stale() : paper;
            Set<String> doors = new HashSet<>();
            Place at = call.emergency().place();
            long seconds = 0;
            while (doors.size() < PATIENCE) {
                List<Alternative> next = Allocator.candidates(
                        believed, emergency(call.emergency(), at, null, doors), AllocationPolicy.NEAREST, 1);
                if (next.isEmpty()) {
                    break;
                }
                Hospital hospital = next.getFirst().hospital();
                seconds += next.getFirst().travelSeconds();
                Optional<Placed> placed = at(life, call.emergency(), hospital.id());
                if (placed.isPresent()) {
                    return new Trip(placed.get(), seconds, doors.size());
                }
                doors.add(hospital.id());
                at = hospital.place();
                seconds += TURNED_AWAY;
            }
            return new Trip(null, seconds, doors.size());
        };
    }

    /** Calls the hospitals in a fixed order until one has a bed: by id, or shuffled for each emergency within its region. */
    static Strategy listed(Nation nation, boolean shuffled, long seed) {
        Random random = new Random(seed);
        Map<String, List<String>> bySpeciality = new HashMap<>();
        Map<String, String> regions = new HashMap<>();
        nation.hospitals().forEach(hospital -> regions.put(hospital.id(), String.valueOf(hospital.region())));
        nation.beds()
                .forEach(bed -> bed.specialities().forEach(speciality -> {
                    List<String> hospitals = bySpeciality.computeIfAbsent(speciality, _ -> new ArrayList<>());
                    if (hospitals.isEmpty() || !hospitals.getLast().equals(bed.hospital())) {
                        hospitals.add(bed.hospital());
                    }
                }));
        bySpeciality.values().forEach(Collections::sort);
        return (life, call) -> {
            String speciality = call.emergency().speciality();
            List<String> hospitals = new ArrayList<>(bySpeciality.getOrDefault(speciality, List.of()));
            if (shuffled) {
                hospitals.removeIf(hospital -> !call.region().equals(regions.get(hospital)));
                Collections.shuffle(hospitals, random);
            }
            for (String hospital : hospitals) {
                if (life.census().counts(hospital, speciality).free() > 0) {
                    Optional<Placed> placed = at(life, call.emergency(), hospital);
                    if (placed.isPresent()) {
                        return new Trip(placed.get(), placed.get().travelSeconds(), 0);
                    }
                }
            }
            return new Trip(null, 0, 0);
        };
    }

    private static Optional<Placed> at(Life life, Emergency emergency, String hospital) {
        Decision decision = Allocator.decide(
                life.census(),
                emergency(emergency, emergency.place(), hospital, Set.of()),
                AllocationPolicy.NEAREST,
                Travel.GREAT_CIRCLE);
        return decision instanceof Placed placed ? Optional.of(placed) : Optional.empty();
    }

    private static Emergency emergency(Emergency of, Place place, @Nullable String hospital, Set<String> excluded) {
        return new Emergency(
                of.speciality(),
                place,
                of.age(),
                of.sex(),
                of.isolation(),
                of.equipment(),
                of.priority(),
                hospital,
                excluded);
    }
}
