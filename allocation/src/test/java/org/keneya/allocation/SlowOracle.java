// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import static java.util.Comparator.comparing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The decision once more, from the words of the contract: every bed against every limit, every hospital by the haversine of the
 * textbook, everything sorted. Shares nothing with the engine but the records.
 */
record SlowOracle(List<Hospital> hospitals, List<Bed> beds, AllocationPolicy policy, Travel travel) {
    private record Ranked(Hospital hospital, boolean road, long seconds, long score, double metres) {}

    /** Id of the bed; empty when there is none. */
    Optional<String> bed(Emergency emergency) {
        return ranked(emergency)
                .filter(hospital ->
                        emergency.hospital() == null || hospital.id().equals(emergency.hospital()))
                .findFirst()
                .flatMap(hospital -> fitting(hospital, emergency)
                        .min(Comparator.<Bed>comparingInt(bed -> surplus(bed, emergency))
                                .thenComparing(Bed::id)))
                .map(Bed::id);
    }

    /** All hospitals that could take the emergency, best first. */
    Stream<Hospital> ranked(Emergency emergency) {
        return hospitals.stream()
                .filter(hospital -> fitting(hospital, emergency).findAny().isPresent())
                .map(hospital -> ranked(hospital, emergency))
                .sorted(comparing(Ranked::road)
                        .reversed()
                        .thenComparingLong(Ranked::score)
                        .thenComparingDouble(Ranked::metres)
                        .thenComparing(one -> one.hospital().id()))
                .map(Ranked::hospital);
    }

    private Ranked ranked(Hospital hospital, Emergency emergency) {
        double metres = haversine(emergency.place(), hospital.place());
        Integer road = travel.seconds().get(hospital.id());
        long seconds = road == null ? Math.round(metres * policy.roadFactor() / policy.speed()) : road;
        List<Bed> open = beds.stream()
                .filter(bed -> bed.hospital().equals(hospital.id()))
                .filter(bed -> bed.specialities().contains(emergency.speciality()))
                .filter(bed -> bed.state() != BedState.CLOSED)
                .toList();
        long taken = open.stream().filter(bed -> bed.state() != BedState.FREE).count() + 1;
        long penalty = policy.saturationWeight() * taken / open.size();
        return new Ranked(hospital, road != null, seconds, seconds + penalty, metres);
    }

    private Stream<Bed> fitting(Hospital hospital, Emergency emergency) {
        boolean comes = switch (hospital.diversion()) {
            case OPEN -> true;
            case CRITICAL -> emergency.priority() <= 2;
            case CLOSED -> false;
        };
        if (!comes || emergency.excluded().contains(hospital.id())) {
            return Stream.empty();
        }
        return beds.stream()
                .filter(bed -> bed.hospital().equals(hospital.id()))
                .filter(bed -> bed.state() == BedState.FREE)
                .filter(bed -> bed.specialities().contains(emergency.speciality()))
                .filter(bed -> ageFits(bed, emergency.age()))
                .filter(bed -> bed.sex() == null || bed.sex() == emergency.sex())
                .filter(bed -> level(bed.isolation()) >= level(emergency.isolation()))
                .filter(bed -> bed.equipment().containsAll(emergency.equipment()))
                .filter(bed -> !reserved(bed, emergency));
    }

    private boolean reserved(Bed bed, Emergency emergency) {
        Double age = emergency.age();
        if (bed.youngest() >= policy.adultFrom()
                || bed.oldest() < policy.adultFrom()
                || emergency.priority() <= policy.reservePriority()
                || age != null && age < policy.adultFrom()) {
            return false;
        }
        List<Bed> forChildren = beds.stream()
                .filter(other -> other.hospital().equals(bed.hospital()))
                .filter(other -> other.youngest() < policy.adultFrom())
                .filter(other -> other.state() != BedState.CLOSED)
                .toList();
        long left = forChildren.stream()
                        .filter(other -> other.state() == BedState.FREE)
                        .count()
                - 1;
        return 100 * left < (long) policy.paediatricPercent() * forChildren.size() && policy.paediatricPercent() > 0;
    }

    private static boolean ageFits(Bed bed, @Nullable Double age) {
        return age == null || bed.youngest() <= age && age <= bed.oldest();
    }

    private static int surplus(Bed bed, Emergency emergency) {
        int more = (int) bed.equipment().stream()
                .filter(code -> !emergency.equipment().contains(code))
                .count();
        return more + level(bed.isolation()) - level(emergency.isolation());
    }

    private static int level(Isolation isolation) {
        return switch (isolation) {
            case NONE -> 0;
            case CONTACT -> 1;
            case DROPLET -> 2;
            case AIRBORNE -> 3;
        };
    }

    private static double haversine(Place a, Place b) {
        double dLatitude = Math.toRadians(b.latitude() - a.latitude()) / 2;
        double dLongitude = Math.toRadians(b.longitude() - a.longitude()) / 2;
        double h = Math.pow(Math.sin(dLatitude), 2)
                + Math.cos(Math.toRadians(a.latitude()))
                        * Math.cos(Math.toRadians(b.latitude()))
                        * Math.pow(Math.sin(dLongitude), 2);
        return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
    }
}
