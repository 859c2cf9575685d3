// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.store.Head;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.keneya.terminology.SystemVersions;
import org.keneya.terminology.Which;

/** The definitions one question reads, each looked up once, as far as its asker may see; and what was read. */
final class Reading {
    /** Code systems, value sets and concept maps one question may look for. */
    private static final int MOST_LOOKUPS = 500;

    /** Concepts, codes and mappings one question may look at, a second or two of work. */
    private static final long MOST_WORK = 20_000_000;

    /** Last millisecond of the day R4 (4.0.1) was published. */
    private static final long PUBLISHED = Instant.parse("2019-11-02T00:00:00Z").toEpochMilli() - 1;

    private final Shelf shelf;
    private final Scope scope;
    private final @Nullable Instant date;
    private final SystemVersions versions;
    private final Map<String, @Nullable Definition> found = new HashMap<>();
    private long work;

    /** @param date the definitions must have been in place then; null for now */
    Reading(Shelf shelf, Scope scope, @Nullable Instant date, SystemVersions versions) {
        this.shelf = shelf;
        this.scope = scope;
        this.date = date;
        this.versions = versions;
    }

    /** Counts work done; refused when it is more than one question may cost. */
    void spend(long looks) {
        work += looks;
        if (work > MOST_WORK) {
            throw Refusals.tooCostly("The question takes too long to answer; ask about less at once");
        }
    }

    SystemVersions versions() {
        return versions;
    }

    boolean isOfNow() {
        return date == null;
    }

    Shelf shelf() {
        return shelf;
    }

    Scope scope() {
        return scope;
    }

    /** The definition meant; 404 when it is not known. */
    Definition require(String type, Which which) {
        return switch (which) {
            case Which.At(String id) -> dated(shelf.at(scope, type, id));
            case Which.Given(Json.Obj resource) -> Definition.given(resource);
            case Which.Named(String url, String version) -> {
                Definition definition = find(type, url, version);
                if (definition == null) {
                    throw Refusals.unknown(type, version == null ? url : url + "|" + version);
                }
                yield definition;
            }
        };
    }

    /** The definition of a canonical, or of a relative reference; null when it is not known. */
    @Nullable
    Definition find(String type, String canonical, @Nullable String version) {
        if (canonical.startsWith(type + "/")) {
            return dated(shelf.at(scope, type, canonical.substring(type.length() + 1)));
        }
        int bar = canonical.lastIndexOf('|');
        String url = bar < 0 ? canonical : canonical.substring(0, bar);
        String wanted = version == null && bar >= 0 ? canonical.substring(bar + 1) : version;
        String asked = asked(type, url, wanted);
        if (found.containsKey(asked)) {
            return found.get(asked);
        }
        if (found.size() >= MOST_LOOKUPS) {
            throw Refusals.tooCostly("The value set needs more than %d other definitions".formatted(MOST_LOOKUPS));
        }
        Definition definition = shelf.find(scope, type, url, wanted);
        found.put(asked, definition == null ? null : dated(definition));
        return definition;
    }

    /** Resources of a type stored here, by search criteria. */
    List<Definition> all(String type, List<Query.Parameter> criteria) {
        return shelf.all(scope, type, criteria).stream().map(this::dated).toList();
    }

    private static String asked(String type, String url, @Nullable String version) {
        return type + " " + url + (version == null ? "" : "|" + version);
    }

    /** What each look-up led to so far. */
    Map<String, String> read() {
        Map<String, String> read = new HashMap<>();
        found.forEach((asked, definition) -> read.put(asked, definition == null ? "" : definition.key()));
        return read;
    }

    /** Whether all look-ups still lead where they led. */
    boolean still(Map<String, String> read) {
        for (Map.Entry<String, String> one : read.entrySet()) {
            int space = one.getKey().indexOf(' ');
            Definition now = find(one.getKey().substring(0, space), one.getKey().substring(space + 1), null);
            if (!one.getValue().equals(now == null ? "" : now.key())) {
                return false;
            }
        }
        return true;
    }

    /** Definitions are taken as they are now: a date before they came is refused rather than guessed at. */
    private Definition dated(Definition definition) {
        Head head = definition.head();
        if (date != null && (head == null ? PUBLISHED : head.updated()) > date.toEpochMilli()) {
            throw Refusals.unprocessable(
                    "not-supported",
                    "The %s was changed after that date; how it was then is not known".formatted(definition.type()));
        }
        return definition;
    }

    /** The code system of a URL; null when it is not known or no content of it is here. */
    @Nullable
    CodeTable table(String system, @Nullable String version) {
        Definition definition = find("CodeSystem", system, version);
        if (definition == null) {
            return null;
        }
        CodeTable table = table(definition);
        return table.content().equals("not-present") ? null : table;
    }

    CodeTable table(Definition definition) {
        return shelf.table(scope, definition);
    }

    Json.Obj resource(Definition definition) {
        return shelf.resource(scope, definition);
    }

    /** The version of a system a value set's include is to be read with. */
    @Nullable
    String version(String system, @Nullable String included) {
        String forced = versions.force().get(system);
        if (forced != null) {
            return forced;
        }
        String checked = versions.check().get(system);
        if (checked != null && included != null && !checked.equals(included)) {
            throw Refusals.unprocessable(
                    "conflict", "The value set uses version %s of %s, not %s".formatted(included, system, checked));
        }
        if (included != null) {
            return included;
        }
        return checked != null ? checked : versions.otherwise().get(system);
    }
}
