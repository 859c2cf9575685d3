// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.R4;
import org.keneya.store.FhirStore;
import org.keneya.store.Page;
import org.keneya.store.Query;

/**
 * Finds the resources that references such as {@code Patient?identifier=x} mean, once for each text and only among what the
 * caller may read: a condition must not become a way to probe (http://hl7.org/fhir/R4/http.html#trules).
 */
final class ConditionalReferences {
    private final FhirStore store;
    private final Caller caller;
    private final Map<String, String> known = new HashMap<>();

    ConditionalReferences(FhirStore store, Caller caller) {
        this.store = store;
        this.caller = caller;
    }

    /** The address meant, such as {@code Patient/1}; null for a text of another form; refused when it is not one resource. */
    @Nullable
    String resolve(String text, String path) {
        int mark = text.indexOf('?');
        if (mark <= 0 || !R4.definitions().isResourceType(text.substring(0, mark))) {
            return null;
        }
        String found = known.get(text);
        if (found == null) {
            Query query = Conditional.query(Parameters.query(text));
            caller.requireRead(query.type());
            Page page = store.search(caller.scope(), query);
            if (page.matches().size() != 1 || !page.unknown().isEmpty()) {
                throw new ProblemException(new Problem.PreconditionFailed(List.of(Issue.error(
                        page.matches().size() > 1 ? "multiple-matches" : "not-found",
                        "A conditional reference must match exactly one resource",
                        path))));
            }
            found = query.type() + "/" + page.matches().getFirst().id();
            known.put(text, found);
        }
        return found;
    }
}
