// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;

/**
 * How many accesses, and how many of them refused, in each hour, or in each day when more than four are asked for.
 *
 * @param whole whether everything was counted; otherwise the oldest are missing
 */
record Counts(Duration step, TreeMap<Long, int[]> steps, boolean whole) {
    private static final Duration MOST_BY_HOUR = Duration.ofDays(4);

    static Counts of(Accesses accesses, Tenant tenant, Accesses.Asked asked, long now) throws SQLException {
        long to = Math.min(asked.to(), now);
        boolean hours = asked.from()
                > to - MOST_BY_HOUR.toMillis() - Duration.ofHours(1).toMillis();
        Duration step = hours ? Duration.ofHours(1) : Duration.ofDays(1);
        TreeMap<Long, int[]> steps = new TreeMap<>();
        long rest = accesses.each(tenant, asked, Long.MAX_VALUE, one -> {
            int[] count = steps.computeIfAbsent(
                    Math.floorDiv(one.entry().at(), step.toMillis()) * step.toMillis(), _ -> new int[2]);
            count[0]++;
            count[1] += one.entry().outcome().equals("0") ? 0 : 1;
            return true;
        });
        return new Counts(step, steps, rest < 0);
    }

    Json.Obj told() {
        Json.Arr counts = new Json.Arr();
        steps.forEach((at, count) -> counts.add(new Json.Obj()
                .put("from", Instant.ofEpochMilli(at).toString())
                .put("accesses", new Json.Num(Integer.toString(count[0])))
                .put("refused", new Json.Num(Integer.toString(count[1])))));
        return new Json.Obj()
                .put("seconds", new Json.Num(Long.toString(step.toSeconds())))
                .put("whole", whole ? Json.Bool.TRUE : Json.Bool.FALSE)
                .put("counts", counts);
    }
}
