// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keneya.allocation.AllocationPolicy;
import org.keneya.allocation.Allocator;
import org.keneya.allocation.Alternative;
import org.keneya.allocation.Census;
import org.keneya.allocation.Counts;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.Placed;

/** What became of the last day's emergencies under one strategy. */
public final class Outcome {
    /** How often beds are counted, seconds. */
    static final int SAMPLE = 900;

    private final String name;
    private final Nation nation;
    private final Census paper;
    private final List<Integer> travel = new ArrayList<>();
    private final List<Integer> intensiveCare = new ArrayList<>();
    private final List<Integer> metres = new ArrayList<>();
    private final Map<String, double[]> occupancy = new TreeMap<>();
    private final double[] strickenLungs = new double[Life.DAY / SAMPLE];
    private final int[] fullHospitals = new int[Life.DAY / SAMPLE];
    private final Map<String, Double> evening = new LinkedHashMap<>();
    private final Map<String, Integer> failedOf = new TreeMap<>();
    private int calls;
    private int nearestCompetent;
    private int nearestFree;
    private int failures;
    private int children;
    private int childrenFailed;
    private int turnedAway;
    private int closedDoors;

    Outcome(String name, Nation nation, Census paper) {
        this.name = name;
        this.nation = nation;
        this.paper = paper;
    }

    /** What the free beds allow before one is taken: the nearest hospital that has one, if any. */
    static List<Alternative> possible(Life life, Call call) {
        return Allocator.candidates(life.census(), call.emergency(), AllocationPolicy.NEAREST, 1);
    }

    void count(Call call, Strategy.Trip trip, List<Alternative> possible) {
        calls++;
        boolean child = call.emergency().age() != null && call.emergency().age() < 16;
        children += child ? 1 : 0;
        turnedAway += trip.closedDoors() > 0 ? 1 : 0;
        closedDoors += trip.closedDoors();
        Placed placed = trip.placed();
        if (placed == null) {
            failures++;
            failedOf.merge(call.emergency().speciality(), 1, Integer::sum);
            childrenFailed += child ? 1 : 0;
            return;
        }
        List<Alternative> competent = Allocator.candidates(paper, call.emergency(), AllocationPolicy.NEAREST, 1);
        Hospital hospital = placed.hospital();
        nearestCompetent += isThe(competent, hospital) ? 1 : 0;
        nearestFree += isThe(possible, hospital) && trip.closedDoors() == 0 ? 1 : 0;
        travel.add((int) trip.travelSeconds());
        metres.add((int) hospital.place().metresTo(call.emergency().place()));
        if (call.emergency().speciality().equals(Service.INTENSIVE_CARE)) {
            intensiveCare.add((int) trip.travelSeconds());
        }
    }

    /** Counts beds; {@code sample} is the number of the quarter of an hour in the day. */
    void sample(int sample, Census census) {
        Map<String, int[]> regions = new TreeMap<>();
        int freeLungs = 0;
        int openLungs = 0;
        for (Hospital hospital : nation.hospitals()) {
            Counts counts = census.counts(hospital.id());
            int open = counts.total() - counts.closed();
            int[] region = regions.computeIfAbsent(String.valueOf(hospital.region()), _ -> new int[2]);
            region[0] += open - counts.free();
            region[1] += open;
            if (Days.STRICKEN.equals(hospital.region())) {
                Counts lungs = census.counts(hospital.id(), Service.RESPIRATORY);
                freeLungs += lungs.free();
                openLungs += lungs.total() - lungs.closed();
            }
            fullHospitals[sample] += counts.free() == 0 ? 1 : 0;
            if (sample == 20 * 4) {
                evening.put(hospital.id(), open == 0 ? 1 : (open - counts.free()) / (double) open);
            }
        }
        strickenLungs[sample] = openLungs == 0 ? 0 : 1 - freeLungs / (double) openLungs;
        regions.forEach((region, beds) ->
                occupancy.computeIfAbsent(region, _ -> new double[Life.DAY / SAMPLE])[sample] =
                        beds[0] / (double) beds[1]);
    }

    public String name() {
        return name;
    }

    /** Share of occupied or promised beds, by region, each quarter of an hour. */
    public Map<String, double[]> occupancy() {
        return occupancy;
    }

    /** Every hour, lines {@code strategy,region,minute of the day,share of beds taken,hospitals of the nation without a free bed}. */
    public Stream<String> table() {
        return occupancy.entrySet().stream()
                .flatMap(region -> IntStream.iterate(0, i -> i < region.getValue().length, i -> i + 4)
                        .mapToObj(i -> "%s,%s,%d,%s,%d"
                                .formatted(
                                        name,
                                        region.getKey(),
                                        i * SAMPLE / 60,
                                        String.format(Locale.ROOT, "%.4f", region.getValue()[i]),
                                        fullHospitals[i])));
    }

    /** The same of each hospital, at eight in the evening. */
    Map<String, Double> evening() {
        return evening;
    }

    /** Share of respiratory beds taken in the region of the epidemic, each quarter of an hour. */
    double[] strickenLungs() {
        return strickenLungs;
    }

    /** Seconds from the emergency to the bed, shortest first. */
    int[] travel() {
        return sorted(travel);
    }

    double share(int count) {
        return calls == 0 ? 0 : 100.0 * count / calls;
    }

    double nearestCompetent() {
        return share(nearestCompetent);
    }

    double turnedAway() {
        return share(turnedAway);
    }

    double failed() {
        return share(failures);
    }

    /** The figures of the day: shares in per cent of the calls, travel in minutes, distances in kilometres. */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("strategy", name);
        figures.put("calls", calls);
        figures.put("nearestCompetentPercent", share(nearestCompetent));
        figures.put("nearestWithBedPercent", share(nearestFree));
        figures.put("failures", failures);
        figures.put("failuresBySpeciality", failedOf.toString());
        figures.put("failedPercent", share(failures));
        figures.put("childrenFailedPercent", children == 0 ? 0 : 100.0 * childrenFailed / children);
        figures.put("turnedAwayPercent", share(turnedAway));
        figures.put("closedDoors", closedDoors);
        double[] means = occupancy.values().stream()
                .mapToDouble(day -> Arrays.stream(day).average().orElse(0))
                .toArray();
        figures.put("occupiedPercent", 100 * Arrays.stream(means).average().orElse(0));
        percentiles(figures, "travelMinutes", sorted(travel), 60);
        percentiles(figures, "kilometres", sorted(metres), 1_000);
        percentiles(figures, "intensiveCareMinutes", sorted(intensiveCare), 60);
        figures.put("fullHospitalsAtMost", Arrays.stream(fullHospitals).max().orElse(0));
        return figures;
    }

    private static boolean isThe(List<Alternative> first, Hospital hospital) {
        return !first.isEmpty() && first.getFirst().hospital().id().equals(hospital.id());
    }

    private static void percentiles(Map<String, Object> figures, String of, int[] sorted, double unit) {
        double sum = Arrays.stream(sorted).mapToDouble(value -> value).sum();
        figures.put(of + ".mean", sorted.length == 0 ? 0.0 : sum / sorted.length / unit);
        figures.put(of + ".p50", at(sorted, 0.5) / unit);
        figures.put(of + ".p90", at(sorted, 0.9) / unit);
        figures.put(of + ".p99", at(sorted, 0.99) / unit);
        figures.put(of + ".max", at(sorted, 1) / unit);
    }

    private static double at(int[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
    }

    private static int[] sorted(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).sorted().toArray();
    }
}
