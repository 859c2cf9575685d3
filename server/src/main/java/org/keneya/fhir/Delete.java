// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/** delete (http://hl7.org/fhir/R4/http.html#delete): a last version without content; the history stays. */
@Component
class Delete {
    private final FhirStore store;

    Delete(FhirStore store) {
        this.store = store;
    }

    Answer answer(Exchange exchange, String type, String id) {
        exchange.caller().requireWrite(type);
        Stored deleted = store.write(
                        exchange.caller().scope(),
                        List.of(new Change.Delete(
                                type, id, Writing.version(exchange.headers().ifMatch()))))
                .getFirst()
                .stored();
        return deleted.version() == 0
                ? Answer.empty(204)
                : Answer.empty(204).version(deleted.version(), deleted.updated());
    }
}
