// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.Map;

/**
 * Travel times by road, as far as a router told them.
 *
 * @param seconds by id of hospital, each 0 or more; empty: none are known, all is estimated from the great circle
 */
public record Travel(Map<String, Integer> seconds) {
    /** Nothing is known of roads. */
    public static final Travel GREAT_CIRCLE = new Travel(Map.of());

    /** @throws IllegalArgumentException for a negative time */
    public Travel {
        seconds = Map.copyOf(seconds);
        seconds.forEach((hospital, time) -> {
            if (time < 0) {
                throw new IllegalArgumentException("travel time to %s (%d s) is negative".formatted(hospital, time));
            }
        });
    }
}
