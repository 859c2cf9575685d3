// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.keneya.access.Interaction;
import org.keneya.model.Json;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Query;
import org.keneya.store.Written;
import org.springframework.stereotype.Component;

/** create and conditional create (http://hl7.org/fhir/R4/http.html#create, #ccreate). */
@Component
class Create {
    private final FhirStore store;
    private final Incoming incoming;

    Create(FhirStore store, Incoming incoming) {
        this.store = store;
        this.incoming = incoming;
    }

    Answer answer(Exchange exchange, String type) {
        exchange.caller().require(Interaction.CREATE, type);
        Json.Obj resource = incoming.resource(exchange, type);
        String condition = exchange.headers().ifNoneExist();
        if (condition != null) {
            exchange.caller().requireRead(type);
        }
        Query unless = condition == null
                ? null
                : new Query(type, Parameters.parse(condition.substring(condition.indexOf('?') + 1)));
        Written written = store.write(
                        exchange.caller().scope(), List.of(new Change.Create(FhirStore.newId(), resource, unless)))
                .getFirst();
        return Writing.answer(exchange, written);
    }
}
