// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Folded;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.keneya.store.Stored;

/**
 * What links a person who reads to the patient they read, told from their Practitioner and Patient by keyed hashes: no name
 * is kept, in memory or elsewhere. What is found out is remembered for a while.
 */
final class Kinship {
    private static final int REMEMBERED = 5_000;
    private static final long MEMORY_MILLIS = 600_000;

    private final FhirStore store;
    private final Tenant tenant;
    private final Map<String, Somebody> people = remembered();
    private final Map<Long, Somebody> patients = remembered();
    private final Map<String, Set<String>> linked = remembered();

    /**
     * What hashes tell of somebody.
     *
     * @param id logical id
     * @param families hashes of their family names
     * @param marks hashes of what nobody shares with others: identifiers, full name with date of birth
     * @param labels codes of meta.security
     * @param until when it is looked up anew
     */
    record Somebody(String id, Set<Long> families, Set<Long> marks, Set<String> labels, long until) {}

    Kinship(FhirStore store, Tenant tenant) {
        this.store = store;
        this.tenant = tenant;
    }

    private static <K, V> Map<K, V> remembered() {
        return Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > REMEMBERED;
            }
        });
    }

    /** Looks everybody up anew. */
    void forget() {
        people.clear();
        patients.clear();
        linked.clear();
    }

    /** The person an entry names; null when it names none that is there. */
    @Nullable
    Somebody person(Entry entry, long now) {
        String reference = entry.person();
        if (reference == null || !reference.startsWith("Practitioner/")) {
            return null;
        }
        Somebody known = people.get(reference);
        if (known == null || known.until() < now) {
            known = resource(reference).map(json -> somebody(json, now)).orElse(null);
            if (known != null) {
                people.put(reference, known);
                linked.remove(reference);
            }
        }
        return known;
    }

    /** The patient of a hash, as far as the entry leads to them. */
    @Nullable
    Somebody patient(Entry entry, long hash, long now) {
        Somebody known = patients.get(hash);
        if (known != null && known.until() >= now) {
            return known;
        }
        String id = idOf(entry, hash);
        Somebody found = id == null
                ? null
                : resource("Patient/" + id).map(json -> somebody(json, now)).orElse(null);
        if (found != null) {
            patients.put(hash, found);
        }
        return found;
    }

    boolean isFamily(Somebody person, Somebody patient) {
        return !Collections.disjoint(person.families(), patient.families());
    }

    /** Whether both are the same human being: an identifier, full name and date of birth, or a Person that links them. */
    boolean isSame(Entry entry, Somebody person, Somebody patient) {
        String reference = entry.person();
        return !Collections.disjoint(person.marks(), patient.marks())
                || reference != null
                        && linked.computeIfAbsent(reference, this::links).contains("Patient/" + patient.id());
    }

    private Set<String> links(String practitioner) {
        Set<String> links = new HashSet<>();
        Query query = new Query("Person", List.of(new Query.Parameter("link", null, practitioner)));
        store.search(Scope.system(tenant), query)
                .matches()
                .forEach(person -> links.addAll(FhirStore.references(JsonText.readObject(person.body()))));
        return links;
    }

    private @Nullable String idOf(Entry entry, long hash) {
        for (String resource : entry.resources()) {
            String[] parts = resource.split("/", -1);
            if (parts[0].equals("Patient") && store.patient(tenant, parts[1]) == hash) {
                return parts[1];
            }
        }
        for (String resource : entry.resources()) {
            String[] parts = resource.split("/", -1);
            Optional<Json.Obj> read =
                    parts[0].equals("Patient") ? Optional.empty() : resource(parts[0] + "/" + parts[1]);
            for (String reference : read.map(FhirStore::references).orElse(Set.of())) {
                if (reference.startsWith("Patient/")
                        && store.patient(tenant, reference.substring("Patient/".length())) == hash) {
                    return reference.substring("Patient/".length());
                }
            }
        }
        return null;
    }

    private Optional<Json.Obj> resource(String reference) {
        int slash = reference.indexOf('/');
        try {
            return store.read(Scope.system(tenant), reference.substring(0, slash), reference.substring(slash + 1))
                    .filter(stored -> !stored.isDeleted())
                    .map(Stored::body)
                    .map(JsonText::readObject);
        } catch (ProblemException gone) {
            return Optional.empty();
        }
    }

    private Somebody somebody(Json.Obj json, long now) {
        Set<Long> families = new HashSet<>();
        Set<Long> marks = new HashSet<>();
        String born = json.string("birthDate");
        for (Json.Obj name : json.objects("name")) {
            String family = name.string("family");
            if (family != null && !family.isBlank()) {
                String folded = Folded.of(family);
                families.add(store.keyed(tenant, "family " + folded));
                Json.Arr given = name.array("given");
                if (born != null
                        && given != null
                        && given.size() > 0
                        && given.get(0) instanceof Json.Str(String first)) {
                    marks.add(store.keyed(tenant, "born %s %s %s".formatted(folded, Folded.of(first), born)));
                }
            }
        }
        for (Json.Obj identifier : json.objects("identifier")) {
            if (identifier.string("system") != null && identifier.string("value") != null) {
                marks.add(store.keyed(
                        tenant, "identifier %s %s".formatted(identifier.string("system"), identifier.string("value"))));
            }
        }
        Set<String> labels = new HashSet<>();
        Json.Obj meta = json.object("meta");
        if (meta != null) {
            meta.objects("security").forEach(label -> labels.add(String.valueOf(label.string("code"))));
        }
        return new Somebody(String.valueOf(json.string("id")), families, marks, labels, now + MEMORY_MILLIS);
    }
}
