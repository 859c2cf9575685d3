// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.Locale;

/** Precautions against transmission, each including those before it: a room for airborne isolation serves all. */
public enum Isolation {
    NONE(0),
    CONTACT(1),
    DROPLET(2),
    AIRBORNE(3);

    private final int step;

    Isolation(int step) {
        this.step = step;
    }

    /** Whether a room of this kind is enough where the other is needed. */
    public boolean covers(Isolation needed) {
        return step >= needed.step;
    }

    int stepsAbove(Isolation needed) {
        return step - needed.step;
    }

    /** Its word in messages and tables: {@code none} … {@code airborne}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a word that is none of them */
    public static Isolation of(String code) {
        return Codes.find(values(), Isolation::code, code);
    }
}
