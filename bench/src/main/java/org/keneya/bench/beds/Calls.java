// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.keneya.allocation.Emergency;
import org.keneya.allocation.Isolation;
import org.keneya.allocation.Sex;

/** Made-up emergencies: where people live, as the hours of a day go, with an epidemic in one region on the last day. */
public final class Calls {
    /** Calls of an hour, per mille of the day: a low at five in the morning, a morning and an evening peak. */
    private static final int[] RHYTHM = {
        28, 23, 20, 18, 17, 18, 23, 32, 43, 52, 57, 58, 55, 53, 53, 54, 55, 57, 58, 55, 50, 46, 41, 34
    };

    private static final int DAY = 86_400;

    private final SplittableRandom random;
    private final List<Town> towns;
    private final List<Service> services = Service.all();
    private final double stayScale;
    private final List<Call> calls = new ArrayList<>();

    private Calls(long seed, Nation nation, int perDay, double occupancy) {
        random = new SplittableRandom(seed);
        towns = nation.towns();
        double days = services.stream()
                .mapToDouble(one -> one.share() * one.stay() / 1000.0)
                .sum();
        stayScale = nation.beds().size() * occupancy / (perDay * days);
    }

    /**
     * Emergencies of some days, in the order of their time.
     *
     * @param occupancy share of the beds these fill when all find one; stays are scaled to it
     * @param extra further calls of the epidemic, on the last day from six o'clock on, growing
     */
    public static List<Call> of(
            long seed, Nation nation, int days, int perDay, double occupancy, String epidemicRegion, int extra) {
        Calls made = new Calls(seed, nation, perDay, occupancy);
        List<Town> stricken = nation.towns().stream()
                .filter(town -> town.region().equals(epidemicRegion))
                .toList();
        for (int day = 0; day < days; day++) {
            for (int i = 0; i < perDay; i++) {
                made.usual(day * DAY);
            }
        }
        for (int i = 0; i < extra; i++) {
            made.epidemic((days - 1) * DAY, stricken);
        }
        made.calls.sort(Comparator.comparingInt(Call::second));
        return made.calls;
    }

    /** How long who lies in a bed at the beginning will stay, days. */
    static double remaining(Service service, double stayScale, SplittableRandom random) {
        return -Math.log(1 - random.nextDouble()) * service.stay() * stayScale;
    }

    /** What stays are multiplied by so that the calls of a day fill the share of the beds. */
    static double stayScale(Nation nation, int perDay, double occupancy) {
        return new Calls(0, nation, perDay, occupancy).stayScale;
    }

    private void usual(int midnight) {
        int hour = drawn(RHYTHM);
        int second = midnight + hour * 3_600 + random.nextInt(3_600);
        Town town = towns.get(drawn(towns.stream().mapToInt(Town::people).toArray()));
        Service service =
                services.get(drawn(services.stream().mapToInt(Service::share).toArray()));
        add(second, town, service, isolation(service.isForContagion() ? 200 : 30));
    }

    private void epidemic(int midnight, List<Town> stricken) {
        double risen = Math.sqrt(random.nextDouble());
        int second = midnight + (int) ((6 + 18 * risen) * 3_600);
        Town town = stricken.get(drawn(stricken.stream().mapToInt(Town::people).toArray()));
        List<Map.Entry<String, Integer>> shares = Service.EPIDEMIC.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
        String speciality = shares.get(
                        drawn(shares.stream().mapToInt(Map.Entry::getValue).toArray()))
                .getKey();
        Service service = services.stream()
                .filter(one -> one.speciality().equals(speciality))
                .findFirst()
                .orElseThrow();
        add(second, town, service, isolation(700));
    }

    private void add(int second, Town town, Service service, Isolation isolation) {
        double age = age(service);
        Sex sex = service.isForWomen() || random.nextBoolean() ? Sex.FEMALE : Sex.MALE;
        int urgency = random.nextInt(100);
        int priority = urgency < 8 ? 1 : urgency < 30 ? 2 : urgency < 75 ? 3 : urgency < 95 ? 4 : 5;
        Emergency emergency = new Emergency(
                service.speciality(),
                town.around(random),
                age,
                sex,
                isolation,
                equipment(service),
                service.speciality().equals(Service.INTENSIVE_CARE) ? 1 : priority,
                null,
                Set.of());
        // log-normal with a standard deviation of 0.8, mean 1
        double spread = Math.exp(0.8 * random.nextGaussian() - 0.32);
        calls.add(new Call(second, emergency, town.region(), service.stay() * stayScale * spread));
    }

    private double age(Service service) {
        return switch (service.speciality()) {
            case Service.PAEDIATRICS -> random.nextInt(5) == 0 ? random.nextDouble() : random.nextInt(16);
            case Service.OBSTETRICS -> 18 + random.nextInt(25);
            case Service.GERIATRICS -> 75 + random.nextInt(25);
            case Service.SURGERY -> random.nextInt(8) == 0 ? random.nextInt(16) : 16 + random.nextInt(80);
            default -> 16 + random.nextInt(80);
        };
    }

    private Set<String> equipment(Service service) {
        Set<String> equipment = new HashSet<>();
        if (service.speciality().equals(Service.INTENSIVE_CARE)) {
            if (random.nextBoolean()) {
                equipment.add("ventilator");
            }
            if (random.nextInt(8) == 0) {
                equipment.add("dialysis");
            }
            if (random.nextInt(150) == 0) {
                equipment.add("ecmo");
            }
        } else if (random.nextInt(8) == 0) {
            equipment.add(service.speciality().equals(Service.CARDIOLOGY) ? "telemetry" : "monitor");
        }
        return equipment;
    }

    private Isolation isolation(int dropletPermille) {
        int chance = random.nextInt(1_000);
        if (chance < dropletPermille) {
            return Isolation.DROPLET;
        }
        return chance < dropletPermille + 10
                ? Isolation.AIRBORNE
                : chance < dropletPermille + 60 ? Isolation.CONTACT : Isolation.NONE;
    }

    private int drawn(int[] weights) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int left = random.nextInt(sum);
        int at = 0;
        while (left >= weights[at]) {
            left -= weights[at++];
        }
        return at;
    }
}
