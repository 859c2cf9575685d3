// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.Bed;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Census;
import org.keneya.allocation.Diversion;
import org.keneya.allocation.Placed;

/** Beds as they fill and empty: held while the patient travels, occupied, cleaned, free again. Time runs forward only. */
final class Life {
    static final int DAY = 86_400;
    private static final int CLEANING = 45 * 60;
    private static final int STALE = 5 * 60;

    /** What will happen to a bed or, when a diversion is named, to a hospital. */
    record Change(
            int second,
            long order,
            String id,
            BedState state,
            @Nullable Diversion diversion) implements Comparable<Change> {
        @Override
        public int compareTo(Change other) {
            return second != other.second ? Integer.compare(second, other.second) : Long.compare(order, other.order);
        }
    }

    /**
     * A bed as it was given.
     *
     * @param from second of the decision
     * @param until second the patient leaves
     */
    record Taken(String bed, int from, int until) {}

    private final List<Taken> taken = new ArrayList<>();
    private final Census census;
    private final Census stale;
    private final PriorityQueue<Change> changes = new PriorityQueue<>();
    private final List<Change> unseen = new ArrayList<>();
    private final SplittableRandom random;
    private long order;
    private int staleUntil;

    /**
     * The nation at the first midnight.
     *
     * @param occupancy share of the beds somebody lies in
     * @param stayScale what the stays of the services are multiplied by
     */
    Life(Nation nation, long seed, double occupancy, double stayScale) {
        random = new SplittableRandom(seed);
        census = nation.census();
        stale = nation.census();
        Map<String, Service> services = new HashMap<>();
        Service.all().forEach(service -> services.put(service.speciality(), service));
        for (Bed bed : nation.beds()) {
            if (random.nextDouble() < occupancy) {
                Service service = services.get(bed.specialities().iterator().next());
                if (service != null) {
                    change(new Change(0, order++, bed.id(), BedState.OCCUPIED, null));
                    leaves(bed.id(), (int) (Calls.remaining(service, stayScale, random) * DAY));
                }
            }
        }
    }

    Census census() {
        return census;
    }

    /** The census as it was at the last full five minutes. */
    Census stale() {
        return stale;
    }

    /** A hospital's diversion from a moment on. */
    void diverts(String hospital, int second, Diversion diversion) {
        changes.add(new Change(second, order++, hospital, BedState.FREE, diversion));
    }

    /** Everything that is due happens. */
    void until(int second) {
        while (!changes.isEmpty() && changes.peek().second() <= second) {
            Change due = changes.remove();
            seenAt(due.second());
            change(due);
        }
        seenAt(second);
    }

    /** Holds the bed now; the patient comes after the journey, and stays. */
    void take(Placed placed, Call call, long travelSeconds) {
        String bed = placed.bed().id();
        change(new Change(call.second(), order++, bed, BedState.HELD, null));
        int arrival = call.second() + (int) travelSeconds;
        changes.add(new Change(arrival, order++, bed, BedState.OCCUPIED, null));
        int until = leaves(bed, arrival + (int) (call.stayDays() * DAY));
        taken.add(new Taken(bed, call.second(), until));
    }

    /** Every bed given so far, first to last. */
    List<Taken> taken() {
        return taken;
    }

    /** The census forgets what was decided: the bed looks free though somebody is on the way to it. */
    void forget(Taken lost) {
        census.state(lost.bed(), BedState.FREE);
    }

    /** Nobody leaves at night: from eight in the evening on it is the next morning. Answers when. */
    private int leaves(String bed, int second) {
        int hour = second % DAY / 3_600;
        int leaving = second;
        if (hour < 8 || hour >= 20) {
            int morning = second - second % DAY + (hour < 8 ? 0 : DAY) + 8 * 3_600;
            leaving = morning + random.nextInt(4 * 3_600);
        }
        changes.add(new Change(leaving, order++, bed, BedState.CLEANING, null));
        changes.add(new Change(leaving + CLEANING, order++, bed, BedState.FREE, null));
        return leaving;
    }

    private void change(Change change) {
        apply(change, census);
        unseen.add(change);
    }

    private void seenAt(int second) {
        if (second / STALE > staleUntil) {
            staleUntil = second / STALE;
            unseen.forEach(change -> apply(change, stale));
            unseen.clear();
        }
    }

    private static void apply(Change change, Census census) {
        if (change.diversion() == null) {
            census.state(change.id(), change.state());
        } else {
            census.diversion(change.id(), change.diversion());
        }
    }
}
