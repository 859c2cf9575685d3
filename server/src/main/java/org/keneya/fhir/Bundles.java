// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.StructureCheck;
import org.springframework.stereotype.Component;

/** POST of a batch or transaction Bundle to the base (http://hl7.org/fhir/R4/http.html#transaction). */
@Component
class Bundles {
    private static final int MOST_ENTRIES = 20_000;

    private final Batch batch;
    private final Transaction transaction;

    Bundles(Batch batch, Transaction transaction) {
        this.batch = batch;
        this.transaction = transaction;
    }

    Answer answer(Exchange exchange, Router router) {
        Json.Obj bundle = JsonText.readObject(exchange.body());
        Incoming.requireType(bundle, "Bundle");
        String type = bundle.string("type");
        Json.Arr entries = bundle.array("entry");
        if (entries != null && entries.size() > MOST_ENTRIES) {
            throw new ProblemException(new Problem.TooLarge(List.of(Issue.error(
                    "too-costly",
                    "A Bundle takes at most %d entries; split it".formatted(MOST_ENTRIES),
                    "Bundle.entry"))));
        }
        return switch (type == null ? "" : type) {
            case "transaction" -> {
                requireRequests(bundle.objects("entry"));
                List<Issue> issues = StructureCheck.check(bundle);
                if (!issues.isEmpty()) {
                    throw new ProblemException(new Problem.Invalid(issues));
                }
                yield transaction.answer(exchange, bundle.objects("entry"), router);
            }
            case "batch" -> {
                requireObjects(bundle);
                yield batch.answer(exchange, bundle.objects("entry"), router);
            }
            default ->
                throw ProblemException.invalid(
                        "value", "The base takes a Bundle of type batch or transaction", "Bundle.type");
        };
    }

    /** Each entry asks for something. Two of one name could not be told apart by those that refer to them (rule bdl-7). */
    private static void requireRequests(List<Json.Obj> entries) {
        Set<String> known = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).object("request") == null) {
                throw ProblemException.invalid(
                        "required", "An entry needs a request", "Bundle.entry[%d].request".formatted(i));
            }
            String fullUrl = entries.get(i).string("fullUrl");
            if (fullUrl != null && !known.add(fullUrl)) {
                throw ProblemException.invalid(
                        "duplicate", "Another entry has the same fullUrl", "Bundle.entry[%d].fullUrl".formatted(i));
            }
        }
    }

    /** What is no entry at all cannot be answered in its place. */
    private static void requireObjects(Json.Obj bundle) {
        Json entries = bundle.get("entry");
        if (entries == null) {
            return;
        }
        if (!(entries instanceof Json.Arr array)) {
            throw ProblemException.invalid("structure", "Bundle.entry is an array", "Bundle.entry");
        }
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof Json.Obj)) {
                throw ProblemException.invalid("structure", "An entry is an object", "Bundle.entry[%d]".formatted(i));
            }
        }
    }
}
