// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The words and ids messages and tables write. */
final class Codes {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private Codes() {}

    static <E> E find(E[] values, Function<E, String> code, String asked) {
        for (E value : values) {
            if (code.apply(value).equals(asked)) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                "not one of %s".formatted(Arrays.stream(values).map(code).toList()));
    }

    /** @throws IllegalArgumentException for a text that is no id */
    static String id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException("an id has 1 to 64 of A-Z a-z 0-9 . -");
        }
        return text;
    }
}
