// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import java.util.LinkedHashMap;
import java.util.Map;
import org.keneya.allocation.AllocationPolicy;

/** The ways of choosing that are compared, by name. */
public final class Strategies {
    private Strategies() {}

    public static Map<String, Strategy> all(Days days) {
        AllocationPolicy nearest = AllocationPolicy.NEAREST;
        Map<String, Strategy> all = new LinkedHashMap<>();
        all.put("nearest", Strategy.engine(nearest));
        all.put("balanced-900", Strategy.engine(nearest.balanced("balanced-900", 900)));
        all.put("balanced-3600", Strategy.engine(nearest.balanced("balanced-3600", 3_600)));
        all.put("reserve-10", Strategy.engine(nearest.reserving("reserve-10", 10)));
        all.put("stale-5-minutes", Strategy.knocking(days.paper(), true));
        all.put("nearest-door", Strategy.knocking(days.paper(), false));
        all.put("random-in-region", Strategy.listed(days.nation(), true, days.seed()));
        all.put("first-in-list", Strategy.listed(days.nation(), false, days.seed()));
        return all;
    }
}
