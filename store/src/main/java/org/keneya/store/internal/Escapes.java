// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.List;

/** The escapes of FHIR search values (http://hl7.org/fhir/R4/search.html#escaping): {@code \, \| \$ \\}. */
final class Escapes {
    private Escapes() {}

    /** Splits at a separator that is not escaped; the parts keep their escapes. */
    static List<String> split(String value, char separator) {
        List<String> parts = new ArrayList<>(2);
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == separator) {
                parts.add(value.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(value.substring(start));
        return parts;
    }

    static String unescape(String part) {
        if (part.indexOf('\\') < 0) {
            return part;
        }
        var plain = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '\\' && i + 1 < part.length()) {
                i++;
                c = part.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
