// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.Locale;

/** Whether ambulances may come to a hospital. */
public enum Diversion {
    OPEN,
    /** The most urgent only: {@link AllocationPolicy#criticalPriority}. */
    CRITICAL,
    /** Nobody. */
    CLOSED;

    /** Its word in messages and tables: {@code open}, {@code critical}, {@code closed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a word that is none of them */
    public static Diversion of(String code) {
        return Codes.find(values(), Diversion::code, code);
    }
}
