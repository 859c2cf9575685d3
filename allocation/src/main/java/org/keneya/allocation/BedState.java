// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.Locale;

/** What a bed is doing. Only a free bed is ever given. */
public enum BedState {
    /** Ready for the next patient. */
    FREE,
    /** Promised to an emergency, for a limited time. */
    HELD,
    /** Somebody lies in it. */
    OCCUPIED,
    /** Being made ready. */
    CLEANING,
    /** Not staffed, or out of order; not counted among those that could be filled. */
    CLOSED;

    /** Its word in messages and tables: {@code free} … {@code closed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a word that is none of them */
    public static BedState of(String code) {
        return Codes.find(values(), BedState::code, code);
    }
}
