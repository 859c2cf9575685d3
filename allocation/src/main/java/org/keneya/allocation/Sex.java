// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.Locale;

/** Administrative sex, as far as wards are kept apart by it (FHIR administrative-gender). Other and unknown: an absent sex. */
public enum Sex {
    FEMALE,
    MALE;

    /** Its word in messages and tables: {@code female}, {@code male}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a word that is none of them */
    public static Sex of(String code) {
        return Codes.find(values(), Sex::code, code);
    }
}
