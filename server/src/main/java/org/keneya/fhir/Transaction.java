// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keneya.access.Interaction;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.StructureCheck;
import org.keneya.quality.Rules;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.RacedException;
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
    private static final int ATTEMPTS = 5;

    private final FhirStore store;
    private final Rules rules;
    private final Patch patch;
    private final Conditional conditional;
    private final Annexes annexes;

    Transaction(FhirStore store, Rules rules, Patch patch, Conditional conditional, Annexes annexes) {
        this.store = store;
        this.rules = rules;
        this.patch = patch;
        this.conditional = conditional;
        this.annexes = annexes;
    }

    /** @param raw entries that passed the structure check as parts of their Bundle */
    Answer answer(Exchange exchange, List<Json.Obj> raw, Router router) {
        List<Entry> entries = new ArrayList<>(raw.size());
        for (int i = 0; i < raw.size(); i++) {
            entries.add(Entry.of(i, raw.get(i), exchange.base()));
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
        boolean reads = entries.stream().anyMatch(entry -> entry.method().equals("PATCH") || entry.isConditional());
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

    private void permit(Exchange exchange, List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry.path().size() == 2 && !entry.method().equals("GET")) {
                annexes.refuseWrite(entry.type(), entry.path().get(1));
            }
            switch (entry.method()) {
                case "POST" -> exchange.caller().require(Interaction.CREATE, entry.type());
                case "PUT" -> {
                    exchange.caller().require(Interaction.UPDATE, entry.type());
                    exchange.caller().require(Interaction.CREATE, entry.type()); // it may make what is not there
                }
                case "DELETE" -> exchange.caller().require(Interaction.DELETE, entry.type());
                case "PATCH" -> {
                    exchange.caller().require(Interaction.UPDATE, entry.type());
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
        Links links = new Links(exchange.base(), new ConditionalReferences(store, exchange.caller()));
        Intents intents = new Intents(exchange, conditional, patch, links);
        intents.take(entries);
        for (Entry entry : entries) {
            Integer at = intents.changeOf(entry);
            if (entry.method().equals("PATCH")
                    && at != null
                    && intents.changes().get(at) instanceof Change.Update update) {
                check(entry, update.resource(), exchange.caller().isPerson());
            }
        }
        tryReads(exchange, entries, intents.changes(), router);
        List<Written> written = store.write(exchange.caller().scope(), intents.changes(), intents.places());
        for (Entry entry : entries) {
            Integer at = intents.changeOf(entry);
            if (at != null && entry.method().equals("PUT") && written.get(at).outcome() == Written.Outcome.EXISTING) {
                throw new RacedException(); // made by another writer since the condition was looked at
            }
        }
        BundleText bundle = new BundleText("transaction-response", -1, List.of());
        for (Entry entry : entries) {
            Integer at = intents.changeOf(entry);
            Stored existing =
                    intents.isSharing(entry) && at != null ? written.get(at).stored() : intents.existing(entry);
            if (existing != null) {
                Batch.add(
                        bundle,
                        brief(exchange, Writing.answer(exchange, new Written(existing, Written.Outcome.EXISTING))));
            } else if (at != null) {
                Batch.add(bundle, brief(exchange, Writing.answer(exchange, written.get(at))));
            } else if (entry.method().equals("DELETE")) {
                Batch.add(bundle, Answer.empty(204)); // nothing met the condition
            } else {
                Batch.answer(bundle, exchange, entry, router);
            }
        }
        return Answer.of(200, bundle.pieces());
    }

    /** A patched resource passes what any other does. */
    private void check(Entry entry, Json.Obj resource, boolean byPerson) {
        List<Issue> structure = StructureCheck.check(resource);
        if (!structure.isEmpty()) {
            throw new ProblemException(new Problem.Invalid(structure.stream()
                    .map(issue -> inEntry(entry, resource, issue))
                    .toList()));
        }
        refuse(broken(entry, resource, byPerson));
    }

    /** Bodies come back only when asked for: the caller has just sent them. */
    private static Answer brief(Exchange exchange, Answer answer) {
        String prefer = exchange.headers().prefer();
        return prefer != null && prefer.contains("return=") ? answer : answer.withBody(List.of());
    }

    /** A read that fails must do so before anything is written, unless it is of what will be written. */
    private static void tryReads(Exchange exchange, List<Entry> entries, List<Change> changes, Router router) {
        Set<String> written = new HashSet<>();
        for (Change change : changes) {
            written.add(Intents.address(change));
        }
        for (Entry entry : entries) {
            boolean reads = entry.method().equals("GET") || entry.method().equals("HEAD");
            if (reads && !written.contains(String.join("/", entry.path()))) {
                try {
                    router.answer(entry.exchange(exchange));
                } catch (ProblemException refused) {
                    throw entry.located(refused);
                }
            }
        }
    }
}
