// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.keneya.edge.Outcome;
import org.keneya.kernel.Issue;
import org.keneya.kernel.ProblemException;
import org.keneya.model.JsonText;
import org.keneya.store.Stored;
import org.keneya.store.Written;

/** What a write answers: status, version, address, and the body the caller prefers. */
final class Writing {
    private Writing() {}

    static Answer answer(Exchange exchange, Written written) {
        Stored stored = written.stored();
        int status = switch (written.outcome()) {
            case CREATED -> 201;
            case UPDATED, UNCHANGED, EXISTING -> 200;
            case DELETED -> 204;
        };
        if (stored.isDeleted()) {
            Answer deleted = Answer.empty(status);
            return stored.version() == 0 ? deleted : deleted.version(stored.version(), stored.updated());
        }
        Answer answer = Answer.empty(status)
                .version(stored.version(), stored.updated())
                .at("%s/%s/%s/_history/%d".formatted(exchange.base(), stored.type(), stored.id(), stored.version()));
        return switch (exchange.headers().preferredReturn()) {
            case "minimal" -> answer;
            case "OperationOutcome" ->
                answer.withBody(List.of(JsonText.bytes(Outcome.operationOutcome(List.of(
                        new Issue(Issue.Severity.INFORMATION, "informational", "Written", null, null, null))))));
            default -> answer.withBody(List.of(stored.body()));
        };
    }

    /** The version an {@code If-Match} names; 0 when there is none. */
    static int version(@org.jspecify.annotations.Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return 0;
        }
        String text = ifMatch.startsWith("W/") ? ifMatch.substring(2) : ifMatch;
        String plain = text.replace("\"", "");
        try {
            int version = Integer.parseInt(plain);
            if (version > 0) {
                return version;
            }
        } catch (NumberFormatException notOurs) {
            // told below
        }
        throw ProblemException.precondition("conflict", "If-Match names a version that was never given");
    }
}
