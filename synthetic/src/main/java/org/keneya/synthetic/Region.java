// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where hospitals are to stand. */
public enum Region {
    ALL,
    FRANCE,
    GREAT_BRITAIN,
    /** With the departments around it. */
    ILE_DE_FRANCE;

    /** Its word on a command line, such as {@code great-britain}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException for a word that is none of them */
    public static Region of(String code) {
        return Arrays.stream(values())
                .filter(region -> region.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--region (%s) must be one of %s"
                        .formatted(
                                code, Arrays.stream(values()).map(Region::code).collect(Collectors.joining(", ")))));
    }
}
