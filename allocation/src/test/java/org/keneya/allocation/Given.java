// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hospitals, beds and emergencies that show only what matters. */
final class Given {
    static final String CARDIOLOGY = "320";
    static final String IMMUNOLOGY = "313";
    static final String NEUROPATHOLOGY = "832";
    static final String PAEDIATRICS = "420";

    private Given() {}

    static Hospital hospital(String id, double latitude, double longitude) {
        return new Hospital(id, "Hospital " + id, new Place(latitude, longitude), Diversion.OPEN, "GB", null);
    }

    static ABed bed(String id, String... specialities) {
        return new ABed(new Bed(
                id,
                id.substring(0, id.indexOf('.')),
                "U",
                Set.of(specialities),
                Set.of(),
                Isolation.NONE,
                null,
                0,
                130,
                BedState.FREE));
    }

    static AnEmergency emergency(String speciality, double latitude, double longitude) {
        return new AnEmergency(Emergency.of(speciality, new Place(latitude, longitude)));
    }

    record ABed(Bed bed) {
        ABed in(BedState state) {
            return new ABed(bed.in(state));
        }

        ABed with(String... equipment) {
            return copy(Set.of(equipment), bed.isolation(), bed.sex(), bed.youngest(), bed.oldest());
        }

        ABed isolating(Isolation isolation) {
            return copy(bed.equipment(), isolation, bed.sex(), bed.youngest(), bed.oldest());
        }

        ABed only(Sex sex) {
            return copy(bed.equipment(), bed.isolation(), sex, bed.youngest(), bed.oldest());
        }

        ABed ages(double youngest, double oldest) {
            return copy(bed.equipment(), bed.isolation(), bed.sex(), youngest, oldest);
        }

        private ABed copy(
                Set<String> equipment, Isolation isolation, @Nullable Sex sex, double youngest, double oldest) {
            return new ABed(new Bed(
                    bed.id(),
                    bed.hospital(),
                    bed.unit(),
                    bed.specialities(),
                    equipment,
                    isolation,
                    sex,
                    youngest,
                    oldest,
                    bed.state()));
        }
    }

    record AnEmergency(Emergency is) {
        AnEmergency aged(double age) {
            return copy(age, is.sex(), is.isolation(), is.equipment(), is.priority(), is.hospital(), is.excluded());
        }

        AnEmergency of(Sex sex) {
            return copy(is.age(), sex, is.isolation(), is.equipment(), is.priority(), is.hospital(), is.excluded());
        }

        AnEmergency needing(Isolation isolation) {
            return copy(is.age(), is.sex(), isolation, is.equipment(), is.priority(), is.hospital(), is.excluded());
        }

        AnEmergency needing(String... equipment) {
            return copy(
                    is.age(), is.sex(), is.isolation(), Set.of(equipment), is.priority(), is.hospital(), is.excluded());
        }

        AnEmergency priority(int priority) {
            return copy(is.age(), is.sex(), is.isolation(), is.equipment(), priority, is.hospital(), is.excluded());
        }

        AnEmergency wanting(String hospital) {
            return copy(is.age(), is.sex(), is.isolation(), is.equipment(), is.priority(), hospital, is.excluded());
        }

        AnEmergency without(String... excluded) {
            return copy(
                    is.age(), is.sex(), is.isolation(), is.equipment(), is.priority(), is.hospital(), Set.of(excluded));
        }

        private AnEmergency copy(
                @Nullable Double age,
                @Nullable Sex sex,
                Isolation isolation,
                Set<String> equipment,
                int priority,
                @Nullable String hospital,
                Set<String> excluded) {
            return new AnEmergency(new Emergency(
                    is.speciality(), is.place(), age, sex, isolation, equipment, priority, hospital, excluded));
        }
    }

    static Census census(Object... hospitalsAndBeds) {
        Census census = new Census();
        for (Object one : hospitalsAndBeds) {
            if (one instanceof Hospital hospital) {
                census.put(hospital);
            } else {
                census.put(((ABed) one).bed());
            }
        }
        return census;
    }

    static Decision decide(Census census, AnEmergency emergency) {
        return Allocator.decide(census, emergency.is(), AllocationPolicy.NEAREST, Travel.GREAT_CIRCLE);
    }

    /** Id of the bed given, or the codes of what stood in the way. */
    static String answer(Census census, AnEmergency emergency, AllocationPolicy policy, Travel travel) {
        return switch (Allocator.decide(census, emergency.is(), policy, travel)) {
            case Placed placed -> placed.bed().id();
            case NoBed none ->
                none.reasons().stream().map(Reason::code).toList().toString();
        };
    }

    static String answer(Census census, AnEmergency emergency) {
        return answer(census, emergency, AllocationPolicy.NEAREST, Travel.GREAT_CIRCLE);
    }
}
