// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

/**
 * Reads the values a search parameter indexes out of a resource; compiled once from its FHIRPath expression
 * (http://hl7.org/fhir/R4/searchparameter.html). Stateless and safe to share between threads.
 */
@FunctionalInterface
public interface Accessor {

    /** Calls the visitor once per value, in document order of each branch of the expression. Never throws on odd data. */
    void each(Json.Obj resource, Visitor visitor);

    /** Receives the values. */
    @FunctionalInterface
    interface Visitor {

        /**
         * @param fhirType the value's FHIR type, such as {@code CodeableConcept}, {@code code}, {@code dateTime},
         *     {@code Period} or {@code Reference}
         * @param value the value: an object for complex types, else a string, number or boolean
         */
        void value(String fhirType, Json value);
    }
}
