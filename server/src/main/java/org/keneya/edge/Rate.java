// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/**
 * So many requests in so much time; the whole of it may be used at once and comes back evenly. Written {@code 600/1m}, or
 * {@code none} for no limit.
 *
 * @param requests how many, {@code 0} for no limit
 * @param per in which time, positive
 */
public record Rate(int requests, Duration per) {
    /** No limit. */
    public static final Rate NONE = new Rate(0, Duration.ofSeconds(1));

    public Rate {
        if (requests < 0 || !per.isPositive()) {
            throw new IllegalArgumentException(
                    "a rate (%d/%s) needs a number and a positive time".formatted(requests, per));
        }
    }

    /** Also how settings are read: Spring finds this method by its name. */
    public static Rate of(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("a rate (%s) is written like 600/1m, or none".formatted(text));
        }
        return new Rate(
                Integer.parseInt(text.substring(0, slash)), DurationStyle.detectAndParse(text.substring(slash + 1)));
    }

    public boolean isNone() {
        return requests == 0;
    }

    /** Time in which one request comes back, nanoseconds. */
    long step() {
        return Math.max(1, per.toNanos() / Math.max(1, requests));
    }
}
