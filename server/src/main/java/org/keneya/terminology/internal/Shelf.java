// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4Terminology;
import org.keneya.store.FhirStore;
import org.keneya.store.Head;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.keneya.store.Stored;

/**
 * Where definitions are found and kept ready: those stored here first, then those R4 publishes. What is kept is kept by
 * version, and which version is current is asked of the store every time, so an update counts at once.
 */
public final class Shelf {
    /** Resources that may share one canonical URL. */
    private static final int MOST_VERSIONS = 100;

    /** Concepts of parsed code systems, of some 300 bytes each. */
    private static final long MOST_CONCEPTS = 400_000;

    /** JSON of value sets and concept maps, which takes some five times as much when parsed. */
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    /** Codes of expansions, which share their texts with the code systems. */
    private static final long MOST_ENTRIES = 400_000;

    private final FhirStore store;
    private final Remembered<Card> cards = new Remembered<>(20_000, _ -> 1);
    private final Remembered<CodeTable> tables = new Remembered<>(MOST_CONCEPTS, table -> table.size() + 50L);
    private final Remembered<Opened> resources = new Remembered<>(MOST_BYTES, Opened::bytes);
    private final Remembered<Expansion> expansions =
            new Remembered<>(MOST_ENTRIES, expansion -> expansion.entries().size() + 50L);

    public Shelf(FhirStore store) {
        this.store = store;
    }

    /** What tells versions of one canonical apart. */
    private record Card(@Nullable String version, @Nullable String status) {}

    /** A resource and the length of its text. Nobody changes it. */
    private record Opened(Json.Obj resource, int bytes) {}

    Remembered<Expansion> expansions() {
        return expansions;
    }

    /** The one of a canonical URL; null when it is not known. */
    @Nullable
    Definition find(Scope scope, String type, String url, @Nullable String version) {
        List<Head> heads = store.heads(
                scope, new Query(type, List.of(new Query.Parameter("url", null, escaped(url)))), MOST_VERSIONS + 1);
        if (heads.size() > MOST_VERSIONS) {
            throw Refusals.tooCostly("More than %d %ss share one URL".formatted(MOST_VERSIONS, type));
        }
        if (heads.size() == 1 && version == null) {
            return Definition.stored(scope.tenant().id(), heads.getFirst());
        }
        Definition newest = null;
        Card newestCard = null;
        long newestUpdate = 0;
        for (Head head : heads) {
            Definition one = Definition.stored(scope.tenant().id(), head);
            Card card = card(scope, one);
            if (version != null && !version.equals(card.version)) {
                continue;
            }
            if (newestCard == null || isNewer(card, head.updated(), newestCard, newestUpdate)) {
                newest = one;
                newestCard = card;
                newestUpdate = head.updated();
            }
        }
        return newest == null ? published(type, url, version) : newest;
    }

    private @Nullable Definition published(String type, String url, @Nullable String version) {
        if (!R4Terminology.definitions().has(type, url)) {
            return null;
        }
        Definition found = Definition.published(type, url);
        return version == null || version.equals(resource(null, found).string("version")) ? found : null;
    }

    /** Those in use before drafts and retired ones, then the higher version, then the one written last. */
    private static boolean isNewer(Card one, long oneUpdate, Card other, long otherUpdate) {
        int order = Boolean.compare("active".equals(one.status), "active".equals(other.status));
        if (order == 0) {
            order = Comparator.<String>nullsFirst(Shelf::compareVersions).compare(one.version, other.version);
        }
        return order == 0 ? oneUpdate > otherUpdate : order > 0;
    }

    /** Compares versions part by part, numbers by value. */
    static int compareVersions(String one, String other) {
        String[] ones = one.split("[.-]", -1);
        String[] others = other.split("[.-]", -1);
        for (int i = 0; i < Math.min(ones.length, others.length); i++) {
            int order = isNumber(ones[i]) && isNumber(others[i])
                    ? Long.compare(Long.parseLong(ones[i]), Long.parseLong(others[i]))
                    : ones[i].compareTo(others[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ones.length, others.length);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty()
                && part.length() <= 18
                && part.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    private Card card(Scope scope, Definition definition) {
        return cards.get(definition.key(), () -> {
            Json.Obj resource = resource(scope, definition);
            return new Card(resource.string("version"), resource.string("status"));
        });
    }

    /** The definition stored under an id; 404 or 410 when there is none. */
    Definition at(Scope scope, String type, String id) {
        List<Head> heads =
                store.heads(scope, new Query(type, List.of(new Query.Parameter("_id", null, escaped(id)))), 1);
        if (!heads.isEmpty()) {
            return Definition.stored(scope.tenant().id(), heads.getFirst());
        }
        throw store.read(scope, type, id)
                .map(gone -> new ProblemException(new Problem.Gone(
                        List.of(Issue.error("deleted", "This %s was deleted".formatted(type))), gone.version())))
                .orElseGet(() -> ProblemException.notFound("There is no such %s".formatted(type)));
    }

    /** Resources of a type by search criteria. */
    List<Definition> all(Scope scope, String type, List<Query.Parameter> criteria) {
        List<Head> heads = store.heads(scope, new Query(type, criteria), MOST_VERSIONS + 1);
        if (heads.size() > MOST_VERSIONS) {
            throw Refusals.tooCostly("More than %d %ss would have to be opened".formatted(MOST_VERSIONS, type));
        }
        return heads.stream()
                .sorted(Comparator.comparing(Head::id))
                .map(head -> Definition.stored(scope.tenant().id(), head))
                .toList();
    }

    CodeTable table(Scope scope, Definition definition) {
        Json.Obj given = definition.given();
        return given == null
                ? tables.get(definition.key(), () -> new CodeTable(read(scope, definition)))
                : new CodeTable(given);
    }

    /** The resource itself, not to be changed. */
    Json.Obj resource(@Nullable Scope scope, Definition definition) {
        Json.Obj given = definition.given();
        if (given != null) {
            return given;
        }
        return resources
                .get(definition.key(), () -> {
                    Json.Obj resource = read(scope, definition);
                    return new Opened(resource, JsonText.bytes(resource).length);
                })
                .resource();
    }

    private Json.Obj read(@Nullable Scope scope, Definition definition) {
        String url = definition.url();
        if (url != null) {
            Json.Obj found = R4Terminology.definitions().find(definition.type(), url);
            if (found != null) {
                return found;
            }
        }
        Head head = definition.head();
        if (head == null || scope == null) {
            throw new IllegalStateException("a definition is stored, published or given");
        }
        Stored stored = store.read(scope, head.type(), head.id(), head.version())
                .filter(one -> !one.isDeleted())
                .orElseThrow(() -> ProblemException.notFound("There is no such %s".formatted(head.type())));
        return JsonText.readObject(stored.body());
    }

    /** A value as one search alternative. */
    static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace(",", "\\,")
                .replace("$", "\\$")
                .replace("|", "\\|");
    }
}
