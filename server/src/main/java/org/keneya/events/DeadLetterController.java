// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.access.Role;
import org.keneya.access.Tenants;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/events/dead-letters}: what could not be published; for whoever runs the platform. */
@RestController
class DeadLetterController {
    private static final String JSON = "application/json;charset=UTF-8";
    private static final int MOST = 1_000;

    private final PgDeadLetters letters;
    private final Tenants tenants;

    DeadLetterController(PgDeadLetters letters, Tenants tenants) {
        this.letters = letters;
        this.tenants = tenants;
    }

    /** The first thousand: refused ones, those that wait behind them ({@code cause} left out), those given up. */
    @GetMapping("/api/events/dead-letters")
    void find(HttpServletResponse response) throws IOException {
        platform();
        Json.Arr told = new Json.Arr();
        letters.find(MOST).forEach(letter -> told.add(json(letter)));
        Answers.json(response, 200, JSON, new Json.Obj().put("deadLetters", told));
    }

    /** Has it tried again within a second, and those behind it after it. */
    @PostMapping("/api/events/dead-letters/{outbox}/{broker}/{sequence}/retry")
    void retry(
            @PathVariable String outbox,
            @PathVariable String broker,
            @PathVariable String sequence,
            HttpServletResponse response) {
        platform();
        accepted(letters.retry(outbox, broker, number(sequence)), response);
    }

    /** It will never be published; those behind it are. */
    @PostMapping("/api/events/dead-letters/{outbox}/{broker}/{sequence}/give-up")
    void giveUp(
            @PathVariable String outbox,
            @PathVariable String broker,
            @PathVariable String sequence,
            HttpServletResponse response) {
        platform();
        accepted(letters.giveUp(outbox, broker, number(sequence)), response);
    }

    private void platform() {
        Caller caller = Callers.current();
        boolean isTrusted = caller.role() == Role.ADMIN || caller.role() == Role.SYSTEM;
        if (!isTrusted
                || !caller.tenant().equals(tenants.local())
                || caller.subject().scopes() != null) {
            throw ProblemException.forbidden("Dead letters are for those who run the platform");
        }
    }

    private static void accepted(boolean isThere, HttpServletResponse response) {
        if (!isThere) {
            throw ProblemException.notFound("There is no such dead letter that waits");
        }
        response.setStatus(202);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notOne) {
            throw ProblemException.notFound("There is no such dead letter that waits");
        }
    }

    private static Json.Obj json(DeadLetter letter) {
        Json.Obj told = new Json.Obj()
                .put("outbox", letter.outbox())
                .put("broker", letter.broker())
                .put("sequence", new Json.Num(Long.toString(letter.sequence())))
                .put("id", letter.event().toString())
                .put("type", letter.type())
                .put("subject", letter.key());
        if (letter.cause() != null) {
            told.put("cause", letter.cause());
        }
        told.put("since", letter.since().toString())
                .put("attempts", new Json.Num(Integer.toString(letter.attempts())))
                .put("due", letter.due().toString());
        if (letter.givenUp() != null) {
            told.put("givenUp", letter.givenUp().toString());
        }
        return told;
    }
}
