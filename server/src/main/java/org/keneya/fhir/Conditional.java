// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.store.FhirStore;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/**
 * Finds the one resource a condition means (http://hl7.org/fhir/R4/http.html#cond-update, #3.1.0.7.1, #patch). What is then
 * written is written over the very version that met the condition, and all is done again when another writer came between.
 */
@Component
class Conditional {
    private static final Set<String> NO_CRITERIA = Set.of(
            "_format",
            "_pretty",
            "_summary",
            "_elements",
            "_count",
            "_cursor",
            "_sort",
            "_total",
            "_include",
            "_revinclude");
    private static final int ATTEMPTS = 10;

    private final FhirStore store;

    Conditional(FhirStore store) {
        this.store = store;
    }

    /** Only among what the caller may read: a condition must not become a way to probe. */
    @Nullable
    Stored one(Caller caller, Query condition) {
        return one(caller, condition, Set.of());
    }

    /** @param but addresses, such as {@code Patient/1}, of what is passed over */
    @Nullable
    Stored one(Caller caller, Query condition, Set<String> but) {
        caller.requireRead(condition.type());
        List<Stored> found = new ArrayList<>();
        String cursor = null;
        do {
            Page page = store.search(caller.scope(), query(condition, cursor));
            if (!page.unknown().isEmpty()) {
                throw ProblemException.invalid(
                        "not-supported",
                        "The condition uses a search parameter that %s has not".formatted(condition.type()),
                        page.unknown().getFirst());
            }
            page.matches().stream()
                    .filter(match -> !but.contains(match.type() + "/" + match.id()))
                    .forEach(found::add);
            cursor = page.next();
        } while (cursor != null && found.size() < 2);
        if (found.size() > 1) {
            throw ProblemException.precondition("multiple-matches", "Several resources meet the condition");
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    /** The criteria alone; refused when there are none. */
    static Query query(Query condition) {
        return query(condition, null);
    }

    private static Query query(Query condition, @Nullable String cursor) {
        List<Query.Parameter> criteria = new ArrayList<>(condition.parameters());
        criteria.removeIf(parameter -> NO_CRITERIA.contains(parameter.name()));
        if (criteria.isEmpty()) {
            throw ProblemException.precondition(
                    "required", "A condition needs a search parameter; without one it would mean every resource");
        }
        criteria.add(new Query.Parameter("_count", null, "2"));
        if (cursor != null) {
            criteria.add(new Query.Parameter("_cursor", null, cursor));
        }
        return new Query(condition.type(), criteria);
    }

    /** Does it again while another writer is faster. Who named a version with If-Match is told of it instead. */
    static Answer untilUndisturbed(int ifMatch, Supplier<@Nullable Answer> attempt) {
        for (int i = 1; i <= ATTEMPTS; i++) {
            try {
                Answer answer = attempt.get();
                if (answer != null) {
                    return answer;
                }
            } catch (ProblemException refused) {
                boolean raced = ifMatch == 0
                        && refused.problem() instanceof Problem.PreconditionFailed
                        && refused.problem().issues().getFirst().code().equals("conflict");
                if (!raced) {
                    throw refused;
                }
            }
        }
        throw new ProblemException(
                new Problem.Conflict(List.of(Issue.error("conflict", "Others keep changing the resource; try again"))));
    }

    /** The version to write over: the one that met the condition, unless the caller named another. */
    static int version(Stored found, int ifMatch) {
        if (ifMatch > 0 && ifMatch != found.version()) {
            throw ProblemException.precondition("conflict", "The version named is not the current one");
        }
        return found.version();
    }
}
