// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.store.Annex;
import org.keneya.store.FhirStore;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/**
 * Reads and searches where a type has an {@link Annex} besides the store: an id tells whose a resource is; a search goes
 * through the annex first, then through what others stored.
 */
@Component
class Annexes {
    /** Cursor of the first page from the store, behind the annex's last. */
    private static final String STORED = "stored";

    private static final String OURS = "annex-";

    private final FhirStore store;
    private final Map<String, Annex> annexes;

    Annexes(FhirStore store, List<Annex> annexes) {
        this.store = store;
        this.annexes = annexes.stream().collect(Collectors.toMap(Annex::type, Function.identity()));
    }

    Optional<Stored> read(Scope scope, String type, String id) {
        Annex annex = annexes.get(type);
        return annex != null && annex.owns(id) ? annex.read(scope, id) : store.read(scope, type, id);
    }

    Optional<Stored> read(Scope scope, String type, String id, int version) {
        Annex annex = annexes.get(type);
        return annex != null && annex.owns(id)
                ? annex.read(scope, id).filter(found -> found.version() == version)
                : store.read(scope, type, id, version);
    }

    Page search(Scope scope, Query query) {
        Annex annex = annexes.get(query.type());
        String cursor = cursor(query);
        if (annex == null || cursor != null && !cursor.equals(STORED) && !cursor.startsWith(OURS)) {
            return store.search(scope, query);
        }
        Query plain = without(query, "_cursor");
        if (STORED.equals(cursor)) {
            return store.search(scope, plain);
        }
        Page ours = annex.search(scope, plain, cursor == null ? null : cursor.substring(OURS.length()));
        if (ours.next() != null) {
            return with(ours, -1, OURS + ours.next());
        }
        boolean more = !store.heads(scope, plain, 1).isEmpty();
        return with(ours, more ? -1 : ours.total(), more ? STORED : null);
    }

    private static Page with(Page page, long total, @Nullable String next) {
        return new Page(page.matches(), page.included(), total, next, page.unknown());
    }

    /** What an annex keeps is nobody's to write. */
    void refuseWrite(String type, String id) {
        Annex annex = annexes.get(type);
        if (annex != null && annex.owns(id)) {
            throw new ProblemException(new Problem.NotAllowed(
                    List.of(new Issue(
                            Issue.Severity.ERROR,
                            "not-supported",
                            "This %s is kept by the server itself and cannot be written".formatted(type),
                            null,
                            "sealed",
                            "Cette trace est scellée : elle ne peut être ni modifiée ni supprimée.")),
                    List.of("GET", "HEAD")));
        }
    }

    private static @Nullable String cursor(Query query) {
        return query.parameters().stream()
                .filter(parameter -> parameter.key().equals("_cursor"))
                .map(Query.Parameter::value)
                .findFirst()
                .orElse(null);
    }

    private static Query without(Query query, String name) {
        List<Query.Parameter> others = new ArrayList<>(query.parameters());
        others.removeIf(parameter -> parameter.key().equals(name));
        return new Query(query.type(), others, query.compartment());
    }
}
