// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.keneya.edge.Outcome;
import org.keneya.kernel.Deadline;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.springframework.stereotype.Component;

/** batch: each entry as if it had come alone; one that fails harms no other. */
@Component
class Batch {
    /** What is read of one Bundle, bytes; its writes are bounded by what is sent. */
    private static final long MOST_READ = 256L * 1024 * 1024;

    Answer answer(Exchange exchange, List<Json.Obj> entries, Router router) {
        BundleText bundle = new BundleText("batch-response", -1, List.of());
        for (int i = 0; i < entries.size(); i++) {
            Deadline.next();
            try {
                answer(bundle, exchange, Entry.of(i, entries.get(i), exchange.base()), router);
            } catch (ProblemException refused) {
                refused(bundle, refused);
            }
        }
        return Answer.of(200, bundle.pieces());
    }

    /** Adds what an entry is answered, a refusal among it. */
    static void answer(BundleText bundle, Exchange exchange, Entry entry, Router router) {
        try {
            if (bundle.length() > MOST_READ) {
                throw new ProblemException(new Problem.TooCostly(List.of(Issue.error(
                        "too-costly", "The Bundle has read as much as one may; ask for the rest in another"))));
            }
            add(bundle, router.answer(entry.exchange(exchange)));
        } catch (ProblemException refused) {
            refused(bundle, refused);
        }
    }

    private static void refused(BundleText bundle, ProblemException refused) {
        bundle.entry(new Json.Obj()
                .put(
                        "response",
                        new Json.Obj()
                                .put("status", Integer.toString(Outcome.status(refused.problem())))
                                .put(
                                        "outcome",
                                        Outcome.operationOutcome(
                                                refused.problem().issues()))));
    }

    static void add(BundleText bundle, Answer answer) {
        Json.Obj response = new Json.Obj().put("status", Integer.toString(answer.status()));
        if (answer.location() != null) {
            response.put("location", answer.location());
        }
        if (answer.etag() != null) {
            response.put("etag", answer.etag());
        }
        if (answer.lastModified() >= 0) {
            response.put(
                    "lastModified",
                    java.time.Instant.ofEpochMilli(answer.lastModified()).toString());
        }
        if (!answer.hasBody()) {
            bundle.entry(new Json.Obj().put("response", response));
        } else {
            bundle.entry("", answer.bytes(), ",\"response\":" + JsonText.write(response));
        }
    }
}
