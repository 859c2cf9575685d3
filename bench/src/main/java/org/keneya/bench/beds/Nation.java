// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.Bed;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Census;
import org.keneya.allocation.Diversion;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.Isolation;
import org.keneya.allocation.Sex;

/** Towns, hospitals and beds. Beds follow where people live, what they need and how long they stay. */
public record Nation(List<Town> towns, List<Hospital> hospitals, List<Bed> beds) {
    /** What stays grow by on average, days, because nobody leaves at night. */
    private static final double WAITING_FOR_MORNING = 0.25;

    private record Site(Hospital hospital, Town town, int level) {}

    /** Beds of one speciality in one hospital, before rounding. */
    private record Ward(Site site, Service service, double beds) {}

    /**
     * Makes one up.
     *
     * @param hospitalCount at least the number of towns, 200
     */
    public static Nation of(long seed, int hospitalCount, int bedCount) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Town> towns = Town.all();
        List<Site> sites = sites(towns, hospitalCount, random);
        List<Bed> beds = new ArrayList<>(bedCount);
        for (Map.Entry<Ward, Integer> ward : rounded(wards(towns, sites, random), bedCount)) {
            for (int number = 1; number <= ward.getValue(); number++) {
                beds.add(bed(ward.getKey(), number, random));
            }
        }
        return new Nation(towns, sites.stream().map(Site::hospital).toList(), beds);
    }

    /** A census of all beds, all free. */
    public Census census() {
        Census census = new Census();
        hospitals.forEach(census::put);
        beds.forEach(census::put);
        return census;
    }

    private static List<Site> sites(List<Town> towns, int count, SplittableRandom random) {
        int people = towns.stream().mapToInt(Town::people).sum();
        List<Site> sites = new ArrayList<>();
        int given = 0;
        long before = 0;
        for (Town town : towns) {
            before += town.people();
            int upTo = (int) (before * (count - towns.size()) / people) + towns.indexOf(town) + 1;
            int here = upTo - given;
            for (int i = 0; i < here; i++) {
                int level = i % 10 == 0 && here >= 8 ? 3 : i % 10 <= 3 ? 2 : 1;
                String id = "FR-%04d".formatted(given + i + 1);
                Hospital hospital = new Hospital(
                        id,
                        "%s %d".formatted(town.name(), i + 1),
                        i == 0 ? town.place() : town.around(random),
                        Diversion.OPEN,
                        "FR",
                        town.region());
                sites.add(new Site(hospital, town, level));
            }
            given = upTo;
        }
        return sites;
    }

    private static List<Ward> wards(List<Town> towns, List<Site> sites, SplittableRandom random) {
        Map<Town, List<Site>> byTown = new HashMap<>();
        sites.forEach(site ->
                byTown.computeIfAbsent(site.town(), _ -> new ArrayList<>()).add(site));
        List<Ward> wards = new ArrayList<>();
        for (Service service : Service.all()) {
            Map<Town, Integer> served = new HashMap<>();
            for (Town town : towns) {
                Town nearest = towns.stream()
                        .filter(other -> byTown.getOrDefault(other, List.of()).stream()
                                .anyMatch(site -> site.level() >= service.level()))
                        .min(Comparator.comparingDouble(other -> other.place().metresTo(town.place())))
                        .orElseThrow();
                served.merge(nearest, town.people(), Integer::sum);
            }
            for (Town town : towns) {
                List<Site> here = byTown.getOrDefault(town, List.of()).stream()
                        .filter(site -> site.level() >= service.level())
                        .toList();
                double sizes =
                        here.stream().mapToDouble(site -> size(site.level())).sum();
                for (Site site : here) {
                    double need =
                            served.getOrDefault(town, 0) * service.share() * (service.stay() + WAITING_FOR_MORNING);
                    double luck = 0.8 + 0.4 * random.nextDouble();
                    wards.add(new Ward(site, service, need * luck * size(site.level()) / sizes));
                }
            }
        }
        return wards;
    }

    private static double size(int level) {
        return level == 3 ? 8 : level == 2 ? 4 : 1.5;
    }

    /** Whole beds that add up to the count: largest remainders. */
    private static List<Map.Entry<Ward, Integer>> rounded(List<Ward> wards, int count) {
        double sum = wards.stream().mapToDouble(Ward::beds).sum();
        int[] whole = new int[wards.size()];
        double[] rest = new double[wards.size()];
        List<Integer> order = new ArrayList<>();
        int given = 0;
        for (int i = 0; i < wards.size(); i++) {
            double exact = wards.get(i).beds() * count / sum;
            whole[i] = (int) exact;
            rest[i] = exact - whole[i];
            given += whole[i];
            order.add(i);
        }
        order.sort(Comparator.<Integer>comparingDouble(i -> -rest[i]).thenComparingInt(i -> i));
        for (int i = 0; i < count - given; i++) {
            whole[order.get(i)]++;
        }
        List<Map.Entry<Ward, Integer>> rounded = new ArrayList<>();
        for (int i = 0; i < wards.size(); i++) {
            rounded.add(Map.entry(wards.get(i), whole[i]));
        }
        return rounded;
    }

    private static Bed bed(Ward ward, int number, SplittableRandom random) {
        Service service = ward.service();
        String hospital = ward.site().hospital().id();
        String unit = service.speciality() + "-" + number;
        double youngest = 16;
        double oldest = 130;
        if (service.speciality().equals(Service.PAEDIATRICS)) {
            youngest = 0;
            oldest = 15;
        } else if (service.speciality().equals(Service.SURGERY) && random.nextInt(3) == 0) {
            youngest = 0;
        }
        return new Bed(
                hospital + "." + unit,
                hospital,
                unit,
                Set.of(service.speciality()),
                equipment(service, ward.site().level(), random),
                isolation(service, random),
                sex(service, random),
                youngest,
                oldest,
                BedState.FREE);
    }

    private static Set<String> equipment(Service service, int level, SplittableRandom random) {
        Set<String> equipment = new HashSet<>();
        if (service.speciality().equals(Service.INTENSIVE_CARE)) {
            equipment.add("monitor");
            equipment.add("ventilator");
            if (random.nextInt(5) == 0) {
                equipment.add("dialysis");
            }
            if (level == 3 && random.nextInt(10) == 0) {
                equipment.add("ecmo");
            }
        } else if (random.nextInt(3) == 0) {
            equipment.add(service.speciality().equals(Service.CARDIOLOGY) ? "telemetry" : "monitor");
        }
        return equipment;
    }

    /** Per mille of the rooms: half of those for lungs and infections are made for droplets, a fifth of the others. */
    private static Isolation isolation(Service service, SplittableRandom random) {
        int drawn = random.nextInt(1_000);
        int droplet = service.isForContagion() ? 450 : 800;
        if (drawn < droplet - 150) {
            return Isolation.NONE;
        }
        return drawn < droplet ? Isolation.CONTACT : drawn < 950 ? Isolation.DROPLET : Isolation.AIRBORNE;
    }

    private static @Nullable Sex sex(Service service, SplittableRandom random) {
        if (service.isForWomen()) {
            return Sex.FEMALE;
        }
        if (!service.speciality().equals(Service.GERIATRICS) || random.nextInt(5) > 1) {
            return null;
        }
        return random.nextBoolean() ? Sex.FEMALE : Sex.MALE;
    }
}
