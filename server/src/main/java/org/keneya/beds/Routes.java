// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.Emergency;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.Travel;
import org.keneya.geo.Destination;
import org.keneya.geo.TravelTimes;

/** Asks how long the roads are to the nearest hospitals, before a command is handed in: the writer never waits for a router. */
final class Routes {
    private static final int ASKED = 12;

    private final @Nullable TravelTimes times;
    private final Board board;

    /** @param times null when there is no router */
    Routes(@Nullable TravelTimes times, Board board) {
        this.times = times;
        this.board = board;
    }

    boolean areKnown() {
        return times != null;
    }

    Travel towards(Emergency emergency) {
        if (times == null) {
            return Travel.GREAT_CIRCLE;
        }
        List<Destination> near = board.nearest(emergency.speciality(), emergency.place(), ASKED).stream()
                .map(Routes::destination)
                .toList();
        if (near.isEmpty()) {
            return Travel.GREAT_CIRCLE;
        }
        return times.from(emergency.place().latitude(), emergency.place().longitude(), near)
                .map(Travel::new)
                .orElse(Travel.GREAT_CIRCLE);
    }

    private static Destination destination(Hospital hospital) {
        return new Destination(
                hospital.id(), hospital.place().latitude(), hospital.place().longitude());
    }
}
