// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.R4;
import org.keneya.model.StructureCheck;
import org.keneya.quality.Rules;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.RacedException;
import org.keneya.store.Scope;
import org.keneya.store.Stored;
import org.keneya.store.Written;
import org.springframework.stereotype.Component;

/**
 * transaction: everything or nothing. Entries are understood and checked, their links resolved to the addresses they will
 * have, then all is written in one go; reads come last. A conditional create that was overtaken between the two makes the
 * whole start over.
 */
@Component
class Transaction {
    private static final int MOST_ENTRIES = 20_000;
    private static final int ATTEMPTS = 5;

    private final FhirStore store;
    private final Rules rules;
    private final Patch patch;
    private final Conditional conditional;

    Transaction(FhirStore store, Rules rules, Patch patch, Conditional conditional) {
        this.store = store;
        this.rules = rules;
        this.patch = patch;
        this.conditional = conditional;
    }

    /** @param raw entries that passed the structure check as parts of their Bundle */
    Answer answer(Exchange exchange, List<Json.Obj> raw, Router router) {
        if (raw.size() > MOST_ENTRIES) {
            throw ProblemException.invalid(
                    "too-costly", "A transaction takes at most %d entries".formatted(MOST_ENTRIES), "Bundle.entry");
        }
        List<Entry> entries = new ArrayList<>(raw.size());
        for (int i = 0; i < raw.size(); i++) {
            entries.add(Entry.of(i, raw.get(i)));
        }
        permit(exchange, entries);
        List<Issue> refusals = new ArrayList<>();
        for (Entry entry : entries) {
            Json.Obj resource = entry.resource();
            if (resource != null && !entry.method().equals("PATCH")) {
                refusals.addAll(broken(entry, resource, exchange.caller().isPerson()));
            }
        }
        refuse(refusals);
        boolean reads = entries.stream().anyMatch(entry -> entry.method().equals("PATCH") || isConditional(entry));
        boolean repeats =
                reads || entries.stream().anyMatch(entry -> entry.request().has("ifNoneExist"));
        for (int attempt = 1; ; attempt++) {
            try {
                // links are written into the resources: who may have to start over keeps them as they came
                List<Entry> fresh = repeats ? entries.stream().map(Entry::copy).toList() : entries;
                return carryOut(exchange, fresh, router);
            } catch (ProblemException refused) {
                boolean raced = reads
                        && refused.problem() instanceof Problem.PreconditionFailed
                        && refused.problem().issues().getFirst().code().equals("conflict");
                if (!raced || attempt == ATTEMPTS) {
                    throw refused;
                }
            } catch (RacedException raced) {
                if (attempt == ATTEMPTS) {
                    throw new ProblemException(new Problem.Conflict(
                            List.of(Issue.error("conflict", "Others keep creating the same resources; try again"))));
                }
            }
        }
    }

    private static void permit(Exchange exchange, List<Entry> entries) {
        for (Entry entry : entries) {
            switch (entry.method()) {
                case "POST", "PUT", "DELETE" -> exchange.caller().requireWrite(entry.type());
                case "PATCH" -> {
                    exchange.caller().requireWrite(entry.type());
                    exchange.caller().requireRead(entry.type());
                }
                case "GET", "HEAD" -> {}
                default ->
                    throw entry.refuse(
                            "not-supported",
                            "%s is not supported in a transaction".formatted(entry.method()),
                            "request.method");
            }
        }
    }

    /** The rules a resource breaks, as issues of its entry. */
    private List<Issue> broken(Entry entry, Json.Obj resource, boolean byPerson) {
        List<Issue> broken = new ArrayList<>(rules.check(resource, byPerson));
        broken.removeIf(issue -> issue.severity() != Issue.Severity.ERROR);
        return broken.stream().map(issue -> inEntry(entry, resource, issue)).toList();
    }

    private static Issue inEntry(Entry entry, Json.Obj resource, Issue issue) {
        String expression = issue.expression();
        String type = resource.string("resourceType");
        String inside = expression == null || type == null ? "" : expression.substring(type.length());
        return new Issue(
                issue.severity(),
                issue.code(),
                issue.diagnostics(),
                entry.place() + inside,
                issue.rule(),
                issue.text());
    }

    private static void refuse(List<Issue> refusals) {
        if (!refusals.isEmpty()) {
            throw new ProblemException(new Problem.Unprocessable(refusals));
        }
    }

    private Answer carryOut(Exchange exchange, List<Entry> entries, Router router) {
        Scope scope = exchange.caller().scope();
        Links links = new Links(text -> only(exchange.caller(), text));
        List<Change> changes = new ArrayList<>();
        List<String> places = new ArrayList<>();
        Map<Integer, Integer> changeOf = new HashMap<>();
        Map<Integer, Stored> existing = new HashMap<>();
        for (Entry entry : entries) {
            Change change = entry.method().equals("PATCH")
                    ? patched(exchange, entry, links)
                    : isConditional(entry)
                            ? conditional(exchange, entry, links)
                            : change(scope, entry, links, existing);
            if (change != null) {
                changeOf.put(entry.index(), changes.size());
                changes.add(change);
                places.add(entry.place());
            }
        }
        for (int i = 0; i < changes.size(); i++) {
            switch (changes.get(i)) {
                case Change.Create create -> relink(exchange, links, create.resource(), places.get(i));
                case Change.Update update -> relink(exchange, links, update.resource(), places.get(i));
                case Change.Delete _ -> {}
            }
        }
        tryReads(exchange, entries, changes, router);
        List<Written> written = store.write(scope, changes, places);
        for (Entry entry : entries) {
            Integer at = changeOf.get(entry.index());
            if (at != null && entry.method().equals("PUT") && written.get(at).outcome() == Written.Outcome.EXISTING) {
                throw new RacedException(); // made by another writer since the condition was looked at
            }
        }
        BundleText bundle = new BundleText("transaction-response", -1, List.of());
        for (Entry entry : entries) {
            Integer at = changeOf.get(entry.index());
            Stored found = existing.get(entry.index());
            if (at != null) {
                Batch.add(bundle, brief(exchange, Writing.answer(exchange, written.get(at))));
            } else if (found != null) {
                Batch.add(
                        bundle,
                        brief(
                                exchange,
                                Writing.answer(exchange, new Written(found, Written.Outcome.EXISTING))
                                        .at(exchange.base() + "/" + found.type() + "/" + found.id() + "/_history/"
                                                + found.version())));
            } else if (entry.method().equals("DELETE")) {
                Batch.add(bundle, Answer.empty(204)); // nothing met the condition
            } else {
                Batch.answer(bundle, exchange, entry, router);
            }
        }
        return Answer.of(200, bundle.pieces());
    }

    /** The update a patch comes down to, checked like any other. */
    private static void relink(Exchange exchange, Links links, Json.Obj resource, String place) {
        links.rewrite(resource, place);
        LocalReference.localise(resource, exchange.base());
    }

    private Change patched(Exchange exchange, Entry entry, Links links) {
        Json.Obj written = entry.resource();
        if (written == null) {
            throw entry.refuse("required", "PATCH needs a patch: a Binary or Parameters", "resource");
        }
        int condition = Writing.version(entry.request().string("ifMatch"));
        String id;
        if (isConditional(entry)) {
            Stored found = found(exchange, entry);
            if (found == null) {
                throw entry.refuse(ProblemException.notFound("No %s meets the condition".formatted(entry.type())));
            }
            id = found.id();
            condition = condition > 0 ? condition : found.version();
        } else {
            requireOne(entry);
            id = entry.path().get(1);
        }
        Change.Update update;
        try {
            update = patch.change(exchange, entry.type(), id, Patch.Form.of(written), condition);
        } catch (ProblemException refused) {
            throw entry.refuse(refused);
        }
        links.add(entry.fullUrl(), entry.type() + "/" + id);
        List<Issue> structure = StructureCheck.check(update.resource());
        refuse(structure.stream()
                .map(issue -> inEntry(entry, update.resource(), issue))
                .toList());
        refuse(broken(entry, update.resource(), exchange.caller().isPerson()));
        return update;
    }

    /** Bodies come back only when asked for: the caller has just sent them. */
    private static Answer brief(Exchange exchange, Answer answer) {
        String prefer = exchange.headers().prefer();
        return prefer != null && prefer.contains("return=") ? answer : answer.withBody(List.of());
    }

    /** The change an entry asks for; null for reads, and for conditional creates whose resource is there. */
    private @Nullable Change change(Scope scope, Entry entry, Links links, Map<Integer, Stored> existing) {
        return switch (entry.method()) {
            case "POST" -> {
                if (entry.path().size() != 1) {
                    throw entry.refuse("not-supported", "POST takes a resource type", "request.url");
                }
                Json.Obj resource = entry.body();
                String condition = entry.request().string("ifNoneExist");
                Query unless = condition == null
                        ? null
                        : new Query(entry.type(), Parameters.parse(condition.substring(condition.indexOf('?') + 1)));
                Stored found = unless == null ? null : match(scope, unless, entry);
                if (found != null) {
                    existing.put(entry.index(), found);
                    links.add(entry.fullUrl(), found.type() + "/" + found.id());
                    yield null;
                }
                String id = FhirStore.newId();
                links.add(entry.fullUrl(), entry.type() + "/" + id);
                yield new Change.Create(id, resource, unless);
            }
            case "PUT" -> {
                Json.Obj resource = entry.body();
                requireOne(entry);
                String id = entry.path().get(1);
                String named = resource.string("id");
                if (named != null && !named.equals(id)) {
                    throw entry.refuse("invalid", "The id in the address and in the resource differ", "resource.id");
                }
                links.add(entry.fullUrl(), entry.type() + "/" + id);
                int condition = "*".equals(entry.request().string("ifNoneMatch"))
                        ? -1
                        : Writing.version(entry.request().string("ifMatch"));
                yield new Change.Update(id, resource, condition);
            }
            case "DELETE" -> {
                requireOne(entry);
                yield new Change.Delete(
                        entry.type(),
                        entry.path().get(1),
                        Writing.version(entry.request().string("ifMatch")));
            }
            default -> null;
        };
    }

    /** Whether it is about the one resource that meets its condition. */
    private static boolean isConditional(Entry entry) {
        return entry.path().size() == 1
                && (entry.method().equals("PUT")
                        || entry.method().equals("DELETE")
                        || entry.method().equals("PATCH"));
    }

    private @Nullable Stored found(Exchange exchange, Entry entry) {
        try {
            return conditional.one(exchange.caller(), new Query(entry.type(), Parameters.parse(entry.query())));
        } catch (ProblemException refused) {
            throw entry.refuse(refused);
        }
    }

    /** What a conditional update or delete comes down to; null when there is nothing to delete. */
    private @Nullable Change conditional(Exchange exchange, Entry entry, Links links) {
        Stored found = found(exchange, entry);
        int ifMatch = Writing.version(entry.request().string("ifMatch"));
        try {
            if (entry.method().equals("DELETE")) {
                return found == null
                        ? null
                        : new Change.Delete(entry.type(), found.id(), Conditional.version(found, ifMatch));
            }
            Query condition = new Query(entry.type(), Parameters.parse(entry.query()));
            Change change = Update.change(entry.body(), found, Conditional.query(condition), ifMatch);
            String id = switch (change) {
                case Change.Create create -> create.id();
                case Change.Update update -> update.id();
                case Change.Delete delete -> delete.id();
            };
            links.add(entry.fullUrl(), entry.type() + "/" + id);
            return change;
        } catch (ProblemException refused) {
            throw entry.refuse(refused);
        }
    }

    /** A read that fails must do so before anything is written, unless it is of what will be written. */
    private static void tryReads(Exchange exchange, List<Entry> entries, List<Change> changes, Router router) {
        Set<String> written = new HashSet<>();
        for (Change change : changes) {
            written.add(
                    switch (change) {
                        case Change.Create create -> create.type() + "/" + create.id();
                        case Change.Update update -> update.type() + "/" + update.id();
                        case Change.Delete delete -> delete.type() + "/" + delete.id();
                    });
        }
        for (Entry entry : entries) {
            boolean reads = entry.method().equals("GET") || entry.method().equals("HEAD");
            if (reads && !written.contains(String.join("/", entry.path()))) {
                try {
                    router.answer(entry.exchange(exchange));
                } catch (ProblemException refused) {
                    throw entry.refuse(refused);
                }
            }
        }
    }

    private static void requireOne(Entry entry) {
        if (!entry.query().isEmpty()) {
            throw entry.refuse("value", "An address has an id or a condition, not both", "request.url");
        }
        if (entry.path().size() != 2) {
            throw entry.refuse("value", "%s takes Type/id".formatted(entry.method()), "request.url");
        }
        try {
            Router.id(entry.path().get(1));
        } catch (ProblemException notOne) {
            throw entry.refuse("value", "An id has 1 to 64 letters, digits, hyphens and dots", "request.url");
        }
    }

    /** For a conditional create: the resource that is there already; refused when there are several. */
    private @Nullable Stored match(Scope scope, Query query, Entry entry) {
        Page page = store.search(scope, query);
        if (!page.unknown().isEmpty()) {
            throw entry.refuse(
                    "not-supported", "The condition uses a parameter that is not known", "request.ifNoneExist");
        }
        if (page.matches().size() > 1) {
            throw new ProblemException(new Problem.PreconditionFailed(List.of(Issue.error(
                    "multiple-matches",
                    "Several resources meet the condition",
                    "Bundle.entry[%d].request.ifNoneExist".formatted(entry.index())))));
        }
        return page.matches().isEmpty() ? null : page.matches().getFirst();
    }

    /** Only among what the caller may read: a condition must not become a way to probe. */
    private @Nullable String only(Caller caller, String reference) {
        Query query = Parameters.query(reference);
        if (!R4.definitions().isResourceType(query.type())) {
            return null;
        }
        caller.requireRead(query.type());
        Page page = store.search(caller.scope(), query);
        return page.matches().size() == 1 && page.unknown().isEmpty()
                ? query.type() + "/" + page.matches().getFirst().id()
                : null;
    }
}
