// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import java.util.Optional;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.store.FhirStore;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/** read and vread (http://hl7.org/fhir/R4/http.html#read, #vread): the stored bytes, unparsed. */
@Component
class Read {
    private final FhirStore store;

    Read(FhirStore store) {
        this.store = store;
    }

    Answer current(Exchange exchange, String type, String id) {
        exchange.caller().requireRead(type);
        Stored stored = found(store.read(exchange.caller().scope(), type, id), type);
        String known = exchange.headers().ifNoneMatch();
        if (known != null && known.equals(Answer.etag(stored.version()))) {
            return Answer.empty(304).version(stored.version(), stored.updated());
        }
        return Answer.of(200, stored);
    }

    Answer version(Exchange exchange, String type, String id, String version) {
        exchange.caller().requireRead(type);
        int number;
        try {
            number = Integer.parseInt(version);
        } catch (NumberFormatException notOurs) {
            throw ProblemException.notFound("There is no such version of this %s".formatted(type));
        }
        return Answer.of(200, found(store.read(exchange.caller().scope(), type, id, number), type));
    }

    private static Stored found(Optional<Stored> found, String type) {
        Stored stored = found.orElseThrow(() -> ProblemException.notFound("There is no such %s".formatted(type)));
        if (stored.isDeleted()) {
            throw new ProblemException(
                    new Problem.Gone(List.of(Issue.error("deleted", "This %s was deleted".formatted(type)))));
        }
        return stored;
    }
}
