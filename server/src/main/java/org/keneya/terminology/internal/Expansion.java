// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/**
 * All the codes of a value set, in order.
 *
 * @param systems the code systems used, as {@code url|version}
 * @param read which definition each canonical led to while it was made, by what was asked; empty for none
 */
record Expansion(List<Entry> entries, List<String> systems, Map<String, String> read) {
    Expansion {
        entries = List.copyOf(entries);
        systems = List.copyOf(systems);
        read = Map.copyOf(read);
    }

    /**
     * One code.
     *
     * @param display as the value set words it, else the code system
     * @param language the display is in, where it is known
     */
    record Entry(
            String system,
            @Nullable String version,
            String code,
            @Nullable String display,
            @Nullable String language,
            List<Json.Obj> designations,
            boolean isAbstract,
            boolean isInactive) {

        String key() {
            return system + "|" + code;
        }

        /** The display in a language where there is one in it, else the one there is. */
        @Nullable
        String display(@Nullable String wanted) {
            if (wanted == null || Languages.match(language, wanted)) {
                return display;
            }
            return designations.stream()
                    .filter(designation -> Languages.match(designation.string("language"), wanted))
                    .map(designation -> designation.string("value"))
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElse(display);
        }

        /** Whether a text is one of the concept's names, whatever its case and spaces; in a language, if one is wanted and known. */
        boolean isCalled(String text, @Nullable String wanted) {
            String plain = plain(text);
            if (display != null && plain(display).equals(plain)) {
                return true;
            }
            return designations.stream()
                    .filter(designation -> wanted == null || Languages.match(designation.string("language"), wanted))
                    .anyMatch(designation ->
                            plain(String.valueOf(designation.string("value"))).equals(plain));
        }

        private static String plain(String text) {
            return text.strip().replaceAll("\\s+", " ").toLowerCase(java.util.Locale.ROOT);
        }
    }
}
