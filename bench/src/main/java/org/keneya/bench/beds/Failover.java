// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keneya.allocation.AllocationPolicy;

/** The database's primary is lost once an hour of the told day, and a standby takes over. */
public final class Failover {
    private Failover() {}

    /**
     * Plays the days with the engine on the current census.
     *
     * @param takeOverSeconds until the standby decides; who calls meanwhile asks again until it does
     * @param lostSeconds what was answered that long before the loss had not reached the standby; 0: it confirms every commit
     */
    public static Map<String, Object> play(Days days, int takeOverSeconds, int lostSeconds) {
        Strategy engine = Strategy.engine(AllocationPolicy.NEAREST);
        Life life = days.begin();
        int lost = 0;
        int delayed = 0;
        long waited = 0;
        int losses = 0;
        int next = days.told() + 1_800;
        int back = 0;
        for (Call call : days.calls()) {
            if (call.second() >= next) {
                life.until(next);
                List<Life.Taken> given = new ArrayList<>(life.taken());
                for (Life.Taken taken : given.reversed()) {
                    if (taken.from() <= next - lostSeconds) {
                        break;
                    }
                    life.forget(taken);
                    lost++;
                }
                losses++;
                back = next + takeOverSeconds;
                next += 3_600;
            }
            int answered = Math.max(call.second(), back);
            if (answered > call.second()) {
                delayed++;
                waited += answered - call.second();
            }
            life.until(answered);
            Call then = new Call(answered, call.emergency(), call.region(), call.stayDays());
            Strategy.Trip trip = engine.send(life, then);
            if (trip.placed() != null) {
                life.take(trip.placed(), then, trip.travelSeconds());
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("takeOverSeconds", takeOverSeconds);
        figures.put("lostSeconds", lostSeconds);
        figures.put("primariesLost", losses);
        figures.put("callsThatWaited", delayed);
        figures.put("meanWaitSeconds", delayed == 0 ? 0.0 : (double) waited / delayed);
        figures.put("answersForgotten", lost);
        figures.put("bedsGivenTwice", Cut.givenTwice(life.taken()));
        return figures;
    }
}
