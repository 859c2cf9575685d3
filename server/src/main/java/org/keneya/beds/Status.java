// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.Locale;

/** Where an allocation stands. The first two are live: the bed is nobody else's. */
enum Status {
    HELD,
    CONFIRMED,
    RELEASED,
    CANCELLED,
    EXPIRED,
    REFUSED,
    TRANSFERRED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    boolean isLive() {
        return this == HELD || this == CONFIRMED;
    }
}
