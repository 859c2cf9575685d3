// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the tables of facts that come with the jar: one row a line, parts apart by semicolons, # for remarks. */
public final class Tables {
    private Tables() {}

    /** The rows of a table; fails when the jar lacks it. */
    public static List<String[]> rows(String name) {
        try (InputStream in = Tables.class.getResourceAsStream("/org/keneya/synthetic/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the table " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                    .map(line -> line.split(";", -1))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
