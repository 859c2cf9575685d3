// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be translated and where to (http://hl7.org/fhir/R4/conceptmap-operation-translate.html).
 *
 * @param map the map to use; null for all maps stored here that fit
 * @param source value set the codings were chosen from, or null
 * @param target value set a translation is sought in, or null
 * @param targetSystem code system a translation is sought in, or null
 * @param reverse whether the codings are targets of the map and what they may come from is sought
 */
public record TranslationAsked(
        @Nullable Which map,
        List<Coding> codings,
        @Nullable String source,
        @Nullable String target,
        @Nullable String targetSystem,
        boolean reverse) {
    public TranslationAsked {
        codings = List.copyOf(codings);
    }
}
