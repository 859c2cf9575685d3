// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Query;
import org.keneya.store.Stored;

/**
 * What the entries of one transaction come down to: the changes to write, and the resources that conditional creates found
 * there already. Entries are taken in the order the specification carries them out, deletes before creates before updates
 * and patches, so that a create whose condition only a deleted resource meets does create
 * (http://hl7.org/fhir/R4/http.html#trules). Two creates of one condition share what the first makes; every other two
 * entries that mean one resource are refused.
 */
final class Intents {
    private static final List<String> ORDER = List.of("DELETE", "POST", "PUT", "PATCH");

    private final Exchange exchange;
    private final Conditional conditional;
    private final Patch patch;
    private final Links links;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final Map<Integer, Integer> changeOf = new HashMap<>();
    private final Map<Integer, Stored> existing = new HashMap<>();
    private final Map<String, Integer> createdBy = new HashMap<>();
    private final Set<Integer> sharing = new HashSet<>();
    private final Set<String> conditions = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> found = new HashSet<>();

    Intents(Exchange exchange, Conditional conditional, Patch patch, Links links) {
        this.exchange = exchange;
        this.conditional = conditional;
        this.patch = patch;
        this.links = links;
    }

    /** Understands every entry and rewrites the links between them. */
    void take(List<Entry> entries) {
        entries.stream()
                .filter(entry -> ORDER.contains(entry.method()))
                .sorted(Comparator.comparingInt(entry -> ORDER.indexOf(entry.method())))
                .forEach(this::take);
        for (int i = 0; i < changes.size(); i++) {
            switch (changes.get(i)) {
                case Change.Create create -> links.rewrite(create.resource(), places.get(i));
                case Change.Update update -> links.rewrite(update.resource(), places.get(i));
                case Change.Delete _ -> {}
            }
        }
    }

    List<Change> changes() {
        return changes;
    }

    /** For each change the FHIRPath refusals point at. */
    List<String> places() {
        return places;
    }

    /** Position of the change an entry asks for; null when it asks for none. */
    @Nullable
    Integer changeOf(Entry entry) {
        return changeOf.get(entry.index());
    }

    /** Whether the entry is a create that found what another entry makes. */
    boolean isSharing(Entry entry) {
        return sharing.contains(entry.index());
    }

    /** What a conditional create found; null when it creates. */
    @Nullable
    Stored existing(Entry entry) {
        return existing.get(entry.index());
    }

    private void take(Entry entry) {
        Change change;
        try {
            change = switch (entry.method()) {
                case "DELETE" -> delete(entry);
                case "POST" -> create(entry);
                case "PUT" -> update(entry);
                default -> patched(entry);
            };
        } catch (ProblemException refused) {
            throw entry.located(refused);
        }
        if (change == null) {
            return;
        }
        if (!(change instanceof Change.Create) && found.contains(address(change))) {
            throw entry.refuse(
                    "duplicate", "A conditional create of this Bundle means the same resource", "request.url");
        }
        changeOf.put(entry.index(), changes.size());
        changes.add(change);
        places.add(entry.place());
    }

    static String address(Change change) {
        return switch (change) {
            case Change.Create create -> create.type() + "/" + create.id();
            case Change.Update update -> update.type() + "/" + update.id();
            case Change.Delete delete -> delete.type() + "/" + delete.id();
        };
    }

    /** Null when nothing meets the condition. */
    private @Nullable Change delete(Entry entry) {
        int ifMatch = Writing.version(entry.request().string("ifMatch"));
        String id;
        if (entry.isConditional()) {
            Stored one = conditional.one(exchange.caller(), entry.condition());
            if (one == null) {
                return null;
            }
            id = one.id();
            ifMatch = Conditional.version(one, ifMatch);
        } else {
            id = entry.id();
        }
        deleted.add(entry.type() + "/" + id);
        return new Change.Delete(entry.type(), id, ifMatch);
    }

    /** Null when what was to be created is there, or is made by an earlier entry of the same condition. */
    private @Nullable Change create(Entry entry) {
        if (entry.path().size() != 1) {
            throw entry.refuse("not-supported", "POST takes a resource type", "request.url");
        }
        Json.Obj resource = entry.body();
        String text = entry.request().string("ifNoneExist");
        if (text == null) {
            String id = FhirStore.newId();
            links.add(entry.fullUrl(), entry.type() + "/" + id, 1);
            return new Change.Create(id, resource, null);
        }
        Query condition = new Query(entry.type(), Parameters.parse(text.substring(text.indexOf('?') + 1)));
        Integer before = createdBy.get(key(condition));
        if (before != null) {
            sharing.add(entry.index());
            changeOf.put(entry.index(), before);
            links.add(entry.fullUrl(), address(changes.get(before)), 1);
            return null;
        }
        Stored one;
        try {
            one = conditional.one(exchange.caller(), condition, deleted);
        } catch (ProblemException refused) {
            throw entry.located(refused, "request.ifNoneExist");
        }
        if (one != null) {
            existing.put(entry.index(), one);
            found.add(one.type() + "/" + one.id());
            links.add(entry.fullUrl(), one.type() + "/" + one.id(), one.version());
            return null;
        }
        createdBy.put(key(condition), changes.size());
        String id = FhirStore.newId();
        links.add(entry.fullUrl(), entry.type() + "/" + id, 1);
        return new Change.Create(id, resource, condition);
    }

    private Change update(Entry entry) {
        Json.Obj resource = entry.body();
        int ifMatch = Writing.version(entry.request().string("ifMatch"));
        if (entry.isConditional()) {
            requireFirst(entry);
            Query condition = entry.condition();
            Stored one = conditional.one(exchange.caller(), condition);
            Change change = Update.change(resource, one, Conditional.query(condition), ifMatch);
            links.add(entry.fullUrl(), address(change), one == null ? 1 : 0);
            return change;
        }
        String id = entry.id();
        String named = resource.string("id");
        if (named != null && !named.equals(id)) {
            throw entry.refuse("invalid", "The id in the address and in the resource differ", "resource.id");
        }
        links.add(entry.fullUrl(), entry.type() + "/" + id, 0);
        return new Change.Update(id, resource, "*".equals(entry.request().string("ifNoneMatch")) ? -1 : ifMatch);
    }

    private Change patched(Entry entry) {
        Json.Obj written = entry.resource();
        if (written == null) {
            throw entry.refuse("required", "PATCH needs a patch: a Binary or Parameters", "resource");
        }
        int ifMatch = Writing.version(entry.request().string("ifMatch"));
        String id;
        if (entry.isConditional()) {
            Stored one = conditional.one(exchange.caller(), entry.condition());
            if (one == null) {
                throw ProblemException.notFound("No %s meets the condition".formatted(entry.type()));
            }
            id = one.id();
            ifMatch = ifMatch > 0 ? ifMatch : one.version();
        } else {
            id = entry.id();
        }
        links.add(entry.fullUrl(), entry.type() + "/" + id, 0);
        return patch.change(exchange, entry.type(), id, Patch.Form.of(written), ifMatch);
    }

    /** Whichever came first would be what the other means. */
    private void requireFirst(Entry entry) {
        String key = key(entry.condition());
        if (!conditions.add(key) || createdBy.containsKey(key)) {
            throw entry.refuse("duplicate", "Another entry has the same condition", "request.url");
        }
    }

    /** The same for the same criteria in whatever order. */
    private static String key(Query condition) {
        return condition.parameters().stream()
                .map(parameter -> parameter.key() + "=" + parameter.value())
                .sorted()
                .collect(Collectors.joining("&", condition.type() + "?", ""));
    }
}
