// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.Place;
import org.keneya.kernel.ProblemException;

/** Parameters of an address; what is wrong is refused with its name. */
final class Asked {
    private Asked() {}

    static int whole(String name, @Nullable String text, int least, int most, int usual) {
        return (int) whole(name, text, least, (long) most, usual);
    }

    static long whole(String name, @Nullable String text, long least, long most, long usual) {
        if (text == null) {
            return usual;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw refused(name, "A whole number, %d to %d, is expected".formatted(least, most));
    }

    static <T> T code(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException unknown) {
            throw refused(name, "There is no such value");
        }
    }

    /** {@code latitude,longitude} in degrees. */
    static Place place(String name, String text) {
        try {
            String[] parts = text.split(",", 3);
            if (parts.length == 2) {
                return new Place(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
            }
        } catch (IllegalArgumentException notOne) {
            // told below
        }
        throw refused(name, "latitude,longitude in degrees is expected");
    }

    private static ProblemException refused(String name, String why) {
        return Refusals.refused(Refusals.Kind.INVALID, "value", why, name);
    }
}
