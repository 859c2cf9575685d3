// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Written;
import org.springframework.stereotype.Component;

/** update, also under an id the caller chooses (http://hl7.org/fhir/R4/http.html#update, #upsert). */
@Component
class Update {
    private final FhirStore store;
    private final Incoming incoming;

    Update(FhirStore store, Incoming incoming) {
        this.store = store;
        this.incoming = incoming;
    }

    Answer answer(Exchange exchange, String type, String id) {
        exchange.caller().requireWrite(type);
        Json.Obj resource = incoming.resource(exchange, type);
        requireId(resource, id);
        int condition = "*".equals(exchange.headers().ifNoneMatch())
                ? -1
                : Writing.version(exchange.headers().ifMatch());
        Written written = store.write(exchange.caller().scope(), List.of(new Change.Update(id, resource, condition)))
                .getFirst();
        return Writing.answer(exchange, written);
    }

    static void requireId(Json.Obj resource, String id) {
        String named = resource.string("id");
        if (named == null) {
            throw ProblemException.invalid(
                    "required", "An update names the id it is about", resource.string("resourceType") + ".id");
        }
        if (!named.equals(id)) {
            throw ProblemException.invalid(
                    "invalid",
                    "The id in the address and the id in the resource differ",
                    resource.string("resourceType") + ".id");
        }
    }
}
