// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.List;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.StructureCheck;
import org.keneya.quality.Rules;
import org.keneya.store.FhirStore;
import org.springframework.stereotype.Component;

/** What every resource passes on its way in: parsed, checked against R4, then against the quality rules. */
@Component
class Incoming {
    private final Rules rules;
    private final FhirStore store;

    Incoming(Rules rules, FhirStore store) {
        this.rules = rules;
        this.store = store;
    }

    /** The resource of a body, of the type the address names; its references lose the address of this service. */
    Json.Obj resource(Exchange exchange, String type) {
        Json.Obj resource = JsonText.readObject(exchange.body());
        requireType(resource, type);
        new Links(exchange.base(), new ConditionalReferences(store, exchange.caller())).rewrite(resource, type);
        check(resource, exchange.caller().isPerson());
        LocalReference.localise(resource, exchange.base());
        return resource;
    }

    static void requireType(Json.Obj resource, String type) {
        String named = resource.string("resourceType");
        if (named == null) {
            throw ProblemException.invalid("structure", "The resource names no resourceType", "resourceType");
        }
        if (!named.equals(type)) {
            throw ProblemException.invalid(
                    "invalid", "The address says %s, the resource another type".formatted(type), "resourceType");
        }
    }

    /** Fails with 400 when the resource breaks R4, with 422 when it breaks a rule. */
    void check(Json.Obj resource, boolean byPerson) {
        List<Issue> structure = StructureCheck.check(resource);
        if (!structure.isEmpty()) {
            throw new ProblemException(new Problem.Invalid(structure));
        }
        List<Issue> refusals = new ArrayList<>(rules.check(resource, byPerson));
        refusals.removeIf(issue -> issue.severity() != Issue.Severity.ERROR);
        if (!refusals.isEmpty()) {
            throw new ProblemException(new Problem.Unprocessable(refusals));
        }
    }
}
