// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.List;

/**
 * One search parameter as one resource type sees it (http://hl7.org/fhir/R4/searchparameter-registry.html).
 *
 * @param number stable small number, {@code >= 1}, one per code whatever the type; written in the definitions and never reused
 * @param code as in the URL, such as {@code birthdate} or {@code _lastUpdated}
 * @param type how it is matched
 * @param base the type it is defined on: this resource type, {@code DomainResource} or {@code Resource}
 * @param expression FHIRPath, only the branches of this resource type; empty for {@link Type#SPECIAL} ones without
 * @param targets resource types a {@link Type#REFERENCE} may point at, alphabetical; empty for others
 * @param components the parts of a {@link Type#COMPOSITE}, in order; empty for others
 * @param repeats whether one resource may yield several values, by cardinality
 * @param accessor reads the values; for a composite, reads the elements the components start from
 */
public record SearchParameter(
        int number,
        String code,
        Type type,
        List<String> base,
        String expression,
        List<String> targets,
        List<Component> components,
        boolean repeats,
        Accessor accessor) {

    public SearchParameter {
        base = List.copyOf(base);
        targets = List.copyOf(targets);
        components = List.copyOf(components);
    }

    /** FHIR SearchParamType (http://hl7.org/fhir/R4/search.html#ptypes). */
    public enum Type {
        NUMBER,
        DATE,
        STRING,
        TOKEN,
        REFERENCE,
        COMPOSITE,
        QUANTITY,
        URI,
        SPECIAL
    }

    /**
     * One part of a composite.
     *
     * @param definitionCode code of the search parameter that says how this part is matched, on the same resource type
     * @param expression FHIRPath from the composite's element
     * @param accessor reads the part's values; {@link #each} gives it what it starts from
     */
    public record Component(String definitionCode, String expression, Accessor accessor) {

        /**
         * Reads the part's values.
         *
         * @param resource the whole resource, which {@code %resource} means
         * @param element an object the composite's accessor yielded for it
         */
        public void each(Json.Obj resource, Json.Obj element, Accessor.Visitor visitor) {
            accessor.each(expression.startsWith("%resource") ? resource : element, visitor);
        }
    }
}
