// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Interaction;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/**
 * read and vread (http://hl7.org/fhir/R4/http.html#read, #vread, #cread): the stored bytes, unparsed unless only a part is
 * asked for.
 */
@Component
class Read {
    private final Annexes store;

    Read(Annexes store) {
        this.store = store;
    }

    Answer current(Exchange exchange, String type, String id) {
        exchange.caller().require(Interaction.READ, type);
        return answer(exchange, found(store.read(exchange.caller().scope(), type, id), type));
    }

    Answer version(Exchange exchange, String type, String id, String version) {
        exchange.caller().require(Interaction.READ, type);
        int number;
        try {
            number = Integer.parseInt(version);
        } catch (NumberFormatException notOurs) {
            throw ProblemException.notFound("There is no such version of this %s".formatted(type));
        }
        return answer(exchange, found(store.read(exchange.caller().scope(), type, id, number), type));
    }

    private static Answer answer(Exchange exchange, Stored stored) {
        Shaping shaping = Shaping.of(exchange.parameters()).ofOne();
        if (isKnown(exchange.headers(), stored)) {
            return Answer.empty(304).version(stored.version(), stored.updated());
        }
        return Answer.of(200, List.of(shaping.body(stored))).version(stored.version(), stored.updated());
    }

    /** Whether the reader has this version; If-None-Match decides alone when it is there (RFC 9110 section 13.2.2). */
    private static boolean isKnown(Exchange.Headers headers, Stored stored) {
        String known = headers.ifNoneMatch();
        if (known != null) {
            String tag = Answer.etag(stored.version()).substring(2);
            return Arrays.stream(known.split(",", -1))
                    .map(String::strip)
                    .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
        }
        Instant since = instant(headers.ifModifiedSince());
        return since != null && stored.updated() / 1000 <= since.getEpochSecond();
    }

    /** An HTTP date, or the instant an entry of a Bundle gives; null when it is neither, and then it is not heeded. */
    private static @Nullable Instant instant(@Nullable String text) {
        for (DateTimeFormatter format :
                List.of(DateTimeFormatter.RFC_1123_DATE_TIME, DateTimeFormatter.ISO_OFFSET_DATE_TIME)) {
            try {
                return text == null ? null : format.parse(text, Instant::from);
            } catch (DateTimeException other) {
                // the other form, then
            }
        }
        return null;
    }

    /** What is there; refused with 404 when it never was, with 410 when it is no more. */
    static Stored found(Optional<Stored> found, String type) {
        Stored stored = found.orElseThrow(() -> ProblemException.notFound("There is no such %s".formatted(type)));
        if (stored.isDeleted()) {
            throw new ProblemException(new Problem.Gone(
                    List.of(Issue.error("deleted", "This %s was deleted".formatted(type))), stored.version()));
        }
        return stored;
    }
}
