// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.keneya.access.Interaction;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Query;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/**
 * delete and conditional delete of one resource (http://hl7.org/fhir/R4/http.html#delete, #3.1.0.7.1): a last version without
 * content; the history stays.
 */
@Component
class Delete {
    private final FhirStore store;
    private final Conditional conditional;

    Delete(FhirStore store, Conditional conditional) {
        this.store = store;
        this.conditional = conditional;
    }

    Answer answer(Exchange exchange, String type, String id) {
        exchange.caller().require(Interaction.DELETE, type);
        return delete(
                exchange,
                new Change.Delete(type, id, Writing.version(exchange.headers().ifMatch())));
    }

    /** What is not there is deleted already. */
    Answer conditional(Exchange exchange, String type) {
        exchange.caller().require(Interaction.DELETE, type);
        Query condition = new Query(type, exchange.parameters());
        int ifMatch = Writing.version(exchange.headers().ifMatch());
        return Conditional.untilUndisturbed(ifMatch, () -> {
            Stored found = conditional.one(exchange.caller(), condition);
            return found == null
                    ? Answer.empty(204)
                    : delete(exchange, new Change.Delete(type, found.id(), Conditional.version(found, ifMatch)));
        });
    }

    private Answer delete(Exchange exchange, Change.Delete change) {
        return Writing.answer(
                exchange,
                store.write(exchange.caller().scope(), List.of(change)).getFirst());
    }
}
