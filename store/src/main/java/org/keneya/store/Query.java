// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A FHIR search (http://hl7.org/fhir/R4/search.html), already split from the URL and percent-decoded.
 *
 * @param type resource type searched
 * @param parameters criteria and result parameters in order of appearance, empty values left out
 * @param compartment what the resources must belong to, or null
 */
public record Query(
        String type, List<Parameter> parameters, @Nullable Compartment compartment) {
    public Query {
        parameters = List.copyOf(parameters);
    }

    public Query(String type, List<Parameter> parameters) {
        this(type, parameters, null);
    }

    /**
     * The resources of a type that belong to one resource (http://hl7.org/fhir/R4/compartmentdefinition.html).
     *
     * @param reference what they belong to, such as {@code Patient/123}
     * @param parameters reference parameters of the type, one of which leads there; {@code {def}} for the resource itself
     */
    public record Compartment(String reference, List<String> parameters) {
        public Compartment {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * One {@code name:modifier=value}. Chains and {@code _has} have their further links in name or modifier, whichever side
     * of the first colon they stand on: only {@link #key()} is read.
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
