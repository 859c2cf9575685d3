// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.R4;
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

    Transaction(FhirStore store, Rules rules) {
        this.store = store;
        this.rules = rules;
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
        checkRules(entries, exchange.caller().isPerson());
        for (int attempt = 1; ; attempt++) {
            try {
                return carryOut(exchange, entries, router);
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
                case "GET", "HEAD" -> {}
                default ->
                    throw entry.refuse(
                            "not-supported",
                            "%s is not supported in a transaction".formatted(entry.method()),
                            "request.method");
            }
        }
    }

    private void checkRules(List<Entry> entries, boolean byPerson) {
        List<Issue> refusals = new ArrayList<>();
        for (Entry entry : entries) {
            Json.Obj resource = entry.resource();
            if (resource == null) {
                continue;
            }
            String type = resource.string("resourceType");
            for (Issue issue : rules.check(resource, byPerson)) {
                if (issue.severity() == Issue.Severity.ERROR) {
                    String expression = issue.expression();
                    String inside = expression == null || type == null ? "" : expression.substring(type.length());
                    refusals.add(new Issue(
                            issue.severity(),
                            issue.code(),
                            issue.diagnostics(),
                            entry.place() + inside,
                            issue.rule(),
                            issue.text()));
                }
            }
        }
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
            Change change = change(scope, entry, links, existing);
            if (change != null) {
                changeOf.put(entry.index(), changes.size());
                changes.add(change);
                places.add(entry.place());
            }
        }
        for (int i = 0; i < changes.size(); i++) {
            switch (changes.get(i)) {
                case Change.Create create -> links.rewrite(create.resource(), places.get(i));
                case Change.Update update -> links.rewrite(update.resource(), places.get(i));
                case Change.Delete _ -> {}
            }
        }
        List<Written> written = store.write(scope, changes, places);
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
            } else {
                Batch.add(bundle, router.answer(entry.exchange(exchange)));
            }
        }
        return Answer.of(200, bundle.pieces());
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

    private static void requireOne(Entry entry) {
        if (!entry.query().isEmpty()) {
            throw entry.refuse("not-supported", "Conditional updates and deletes are not supported yet", "request.url");
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
