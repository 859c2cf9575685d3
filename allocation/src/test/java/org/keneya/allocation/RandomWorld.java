// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small worlds in which everything happens often: full hospitals, shared places, wards of every kind. A function of the seed. */
record RandomWorld(List<Hospital> hospitals, List<Bed> beds) {
    private static final List<String> SPECIALITIES = List.of("100", "320", "420");
    private static final List<String> EQUIPMENT = List.of("monitor", "ventilator", "ecmo");
    private static final double[][] AGES = {{0, 130}, {16, 130}, {0, 15}, {0, 0.08}, {65, 130}};

    static RandomWorld of(Random random) {
        List<Hospital> hospitals = new ArrayList<>();
        List<Bed> beds = new ArrayList<>();
        int count = random.nextInt(10) == 0 ? 60 : 1 + random.nextInt(24);
        double width = random.nextBoolean() ? 180 : 1;
        for (int i = 0; i < count; i++) {
            Place place = i > 0 && random.nextInt(8) == 0
                    ? hospitals.get(random.nextInt(i)).place()
                    : new Place((random.nextDouble() - 0.5) * width, (random.nextDouble() - 0.5) * 2 * width);
            Diversion diversion = random.nextInt(6) == 0 ? pick(random, Diversion.values()) : Diversion.OPEN;
            hospitals.add(new Hospital("H" + random.nextInt(1_000) + "-" + i, "", place, diversion, "GB", null));
            for (int bed = random.nextInt(12); bed > 0; bed--) {
                beds.add(bed(hospitals.getLast().id(), bed, random));
            }
        }
        return new RandomWorld(hospitals, beds);
    }

    Census census() {
        return census(hospitals, beds);
    }

    /** The same, put in another order. */
    Census shuffled(Random random) {
        List<Hospital> otherHospitals = new ArrayList<>(hospitals);
        List<Bed> otherBeds = new ArrayList<>(beds);
        Collections.shuffle(otherHospitals, random);
        Collections.shuffle(otherBeds, random);
        return census(otherHospitals, otherBeds);
    }

    Emergency emergency(Random random) {
        double width = random.nextBoolean() ? 180 : 1;
        Place place = random.nextInt(6) == 0
                ? pick(random, hospitals.toArray(Hospital[]::new)).place()
                : new Place((random.nextDouble() - 0.5) * width, (random.nextDouble() - 0.5) * 2 * width);
        Set<String> excluded = new HashSet<>();
        while (random.nextInt(3) == 0) {
            excluded.add(pick(random, hospitals.toArray(Hospital[]::new)).id());
        }
        return new Emergency(
                pick(random, SPECIALITIES.toArray(String[]::new)),
                place,
                age(random),
                random.nextInt(4) == 0 ? null : pick(random, Sex.values()),
                random.nextInt(3) > 0 ? Isolation.NONE : pick(random, Isolation.values()),
                some(random, EQUIPMENT, 6),
                1 + random.nextInt(5),
                random.nextInt(10) > 0
                        ? null
                        : pick(random, hospitals.toArray(Hospital[]::new)).id(),
                excluded);
    }

    AllocationPolicy policy(Random random) {
        AllocationPolicy policy = AllocationPolicy.NEAREST;
        if (random.nextInt(3) == 0) {
            policy = policy.balanced("balanced", 1 + random.nextInt(86_400));
        }
        return random.nextInt(3) == 0 ? policy.reserving("reserving", random.nextInt(101)) : policy;
    }

    Travel travel(Random random) {
        Map<String, Integer> seconds = new HashMap<>();
        if (random.nextInt(3) == 0) {
            for (Hospital hospital : hospitals) {
                if (random.nextInt(3) == 0) {
                    seconds.put(hospital.id(), random.nextInt(40));
                }
            }
        }
        return new Travel(seconds);
    }

    private static Census census(List<Hospital> hospitals, List<Bed> beds) {
        Census census = new Census();
        hospitals.forEach(census::put);
        beds.forEach(census::put);
        return census;
    }

    private static Bed bed(String hospital, int number, Random random) {
        Set<String> specialities = some(random, SPECIALITIES, 2);
        double[] ages = random.nextBoolean() ? AGES[0] : AGES[random.nextInt(AGES.length)];
        return new Bed(
                hospital + "." + random.nextInt(1_000) + "-" + number,
                hospital,
                "U",
                specialities.isEmpty() ? Set.of("320") : specialities,
                some(random, EQUIPMENT, 2),
                pick(random, Isolation.values()),
                random.nextInt(3) > 0 ? null : pick(random, Sex.values()),
                ages[0],
                ages[1],
                random.nextBoolean() ? BedState.FREE : pick(random, BedState.values()));
    }

    private static @Nullable Double age(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> random.nextDouble();
            case 2 -> 15 + 2 * random.nextDouble();
            default -> 130 * random.nextDouble();
        };
    }

    private static Set<String> some(Random random, List<String> codes, int oneIn) {
        Set<String> some = new HashSet<>();
        for (String code : codes) {
            if (random.nextInt(oneIn) == 0) {
                some.add(code);
            }
        }
        return some;
    }

    static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
