// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.store.FhirStore;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.keneya.store.Stored;

/**
 * The resources that others point at and that are no patient's own: practitioners, organizations, places, medications. Each
 * once, those they point at in turn included. What belongs to a patient comes along only for {@code patient}, when
 * one is named, so that no link leads into another record.
 */
final class Neighbours {
    private static final int MOST_ROUNDS = 4;
    private static final int CHUNK = 200;

    private final FhirStore store;
    private final Scope scope;
    private final String base;
    private final Compartment.Wanted wanted;
    private final @Nullable LocalReference patient;
    private final Set<LocalReference> seen = new HashSet<>();
    private Set<LocalReference> open = new LinkedHashSet<>();

    Neighbours(FhirStore store, Scope scope, String base, Compartment.Wanted wanted, @Nullable LocalReference patient) {
        this.store = store;
        this.scope = scope;
        this.base = base;
        this.wanted = wanted;
        this.patient = patient;
    }

    /** What is there already is not brought again. */
    void know(Stored stored) {
        LocalReference one = new LocalReference(stored.type(), stored.id());
        seen.add(one);
        open.remove(one);
    }

    void add(Stored stored) {
        LocalReference.each(JsonText.readObject(stored.body()), base, target -> {
            boolean mayCome = patient != null || !R4.definitions().inPatientCompartment(target.type());
            if (mayCome && scope.mayRead(target.type()) && !seen.contains(target)) {
                open.add(target);
            }
        });
    }

    /** What was pointed at since the last call. */
    List<Stored> bring() {
        List<Stored> all = new ArrayList<>();
        for (int round = 0; round < MOST_ROUNDS && !open.isEmpty(); round++) {
            Map<String, List<String>> byType = new TreeMap<>();
            open.forEach(target -> byType.computeIfAbsent(target.type(), _ -> new ArrayList<>())
                    .add(target.id()));
            seen.addAll(open);
            open = new LinkedHashSet<>();
            byType.forEach((type, ids) -> fetch(type, ids, all));
        }
        open.clear();
        return all;
    }

    private void fetch(String type, List<String> ids, List<Stored> all) {
        for (int from = 0; from < ids.size(); from += CHUNK) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + CHUNK));
            List<Query.Parameter> parameters = new ArrayList<>();
            parameters.add(new Query.Parameter("_id", null, String.join(",", some)));
            parameters.add(new Query.Parameter("_count", null, Integer.toString(CHUNK)));
            if (wanted.since() != null) {
                parameters.add(new Query.Parameter("_lastUpdated", null, "ge" + wanted.since()));
            }
            for (Stored one : store.search(scope, new Query(type, parameters)).matches()) {
                if (isOpen(one)) {
                    if (!R4.definitions().inPatientCompartment(type)) {
                        add(one);
                    }
                    if (wanted.type(type)) {
                        all.add(one);
                    }
                }
            }
        }
    }

    private boolean isOpen(Stored one) {
        LocalReference whose = patient;
        if (!R4.definitions().inPatientCompartment(one.type())) {
            return true;
        }
        if (whose == null) {
            return false;
        }
        if (one.type().equals("Patient")) {
            return one.id().equals(whose.id());
        }
        Json.Obj resource = JsonText.readObject(one.body());
        return Compartment.isOf(whose, one.type(), resource);
    }
}
