// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.List;
import org.keneya.kernel.ProblemException;
import org.keneya.model.path.FhirPath;
import org.keneya.model.path.Item;
import org.keneya.model.path.Node;

/**
 * Reads the values a search parameter indexes out of a resource; compiled once from its FHIRPath expression
 * (http://hl7.org/fhir/R4/searchparameter.html). Stateless and safe to share between threads.
 */
@FunctionalInterface
public interface Accessor {

    /** Calls the visitor once per value, in document order of each branch of the expression. Never throws on odd data. */
    void each(Json.Obj resource, Visitor visitor);

    /**
     * Any FHIRPath expression as an accessor; slower than the ones compiled from the definitions. Yields nothing where the
     * expression does not apply to a resource.
     *
     * @throws ProblemException when it is no FHIRPath
     */
    static Accessor of(String expression) {
        FhirPath path = FhirPath.compile(expression);
        return (resource, visitor) -> {
            List<Item> items;
            try {
                items = path.evaluate(resource);
            } catch (ProblemException doesNotApply) {
                return;
            }
            for (Item item : items) {
                switch (item) {
                    case Node node -> {
                        Json json = node.json();
                        if (json != null) {
                            visitor.value(node.type(), json);
                        }
                    }
                    case Item.Bool bool -> visitor.value("boolean", bool.holds() ? Json.Bool.TRUE : Json.Bool.FALSE);
                    case Item.Whole whole -> visitor.value("integer", new Json.Num(Long.toString(whole.number())));
                    case Item.Decimal decimal ->
                        visitor.value("decimal", new Json.Num(decimal.number().toString()));
                    default -> {
                        String text = item.text();
                        if (text != null) {
                            visitor.value("string", new Json.Str(text));
                        }
                    }
                }
            }
        };
    }

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
