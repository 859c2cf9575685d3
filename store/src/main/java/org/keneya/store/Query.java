// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A FHIR search (http://hl7.org/fhir/R4/search.html), already split from the URL and percent-decoded.
 *
 * @param type resource type searched
 * @param parameters criteria and result parameters in order of appearance, empty values left out
 */
public record Query(String type, List<Parameter> parameters) {
    public Query {
        parameters = List.copyOf(parameters);
    }

    /**
     * One {@code name:modifier=value}.
     *
     * @param value as written: comma-separated alternatives, with {@code \,} {@code \|} {@code \$} escapes
     */
    public record Parameter(String name, @Nullable String modifier, String value) {
        /** As it stands in a URL, not encoded. */
        public String key() {
            return modifier == null ? name : name + ":" + modifier;
        }
    }
}
