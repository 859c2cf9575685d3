// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import org.jspecify.annotations.Nullable;

/**
 * A hospital that has beds to give.
 *
 * @param id 1 to 64 of {@code A-Z a-z 0-9 . -}
 * @param name for people
 * @param country ISO 3166-1, two letters
 * @param region for totals and for the part of the nation that answers for it; absent where none is named
 */
public record Hospital(
        String id,
        String name,
        Place place,
        Diversion diversion,
        String country,
        @Nullable String region) {
    /** @throws IllegalArgumentException when the id is none */
    public Hospital {
        Codes.id(id);
    }

    public Hospital in(Diversion other) {
        return new Hospital(id, name, place, other, country, region);
    }
}
