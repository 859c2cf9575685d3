// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

/** Where a travel time comes from. */
public enum TravelKind {
    /** Estimated from the distance on the sphere. */
    GREAT_CIRCLE("great-circle"),
    /** Told by a router that knows the roads. */
    ROAD("road");

    private final String code;

    TravelKind(String code) {
        this.code = code;
    }

    /** Its word in messages and tables. */
    public String code() {
        return code;
    }

    /** @throws IllegalArgumentException for a word that is none of them */
    public static TravelKind of(String code) {
        return Codes.find(values(), TravelKind::code, code);
    }
}
