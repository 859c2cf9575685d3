// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

/** How an ordered value is compared (http://hl7.org/fhir/R4/search.html#prefix). */
enum Prefix {
    EQ,
    NE,
    GT,
    LT,
    GE,
    LE,
    SA,
    EB,
    AP;

    /** A prefix and what follows it. */
    record Prefixed(Prefix prefix, String value) {}

    static Prefixed split(String text) {
        if (text.length() > 2 && Character.isLetter(text.charAt(0)) && Character.isLetter(text.charAt(1))) {
            for (Prefix prefix : values()) {
                if (text.startsWith(prefix.name().toLowerCase(java.util.Locale.ROOT))) {
                    return new Prefixed(prefix, text.substring(2));
                }
            }
        }
        return new Prefixed(EQ, text);
    }
}
