// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.springframework.stereotype.Component;

/**
 * {@code $import}, as the statement of capabilities names it. A request of its own is answered by the room {@code bulk},
 * which alone takes NDJSON; here it can only turn up inside a Bundle. Files are sent, never fetched: a server that fetches
 * what a caller names opens what only it can reach.
 */
@Component
class Import implements Operation {

    @Override
    public String name() {
        return "import";
    }

    @Override
    public Set<Level> levels() {
        return Set.of(Level.SYSTEM);
    }

    @Override
    public boolean isFor(String type) {
        return false;
    }

    @Override
    public boolean affectsState() {
        return true;
    }

    @Override
    public Json.Obj definition() {
        return new OperationText("https://keneya.org/fhir/OperationDefinition/import", this, List.of())
                .out(
                        "return",
                        0,
                        "1",
                        "Parameters",
                        "A manifest, as application/json: lines written by type, and errors")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        throw ProblemException.invalid(
                "not-supported", "$import takes application/fhir+ndjson in a request of its own, not inside a Bundle");
    }
}
