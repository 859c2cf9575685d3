// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.access.Role;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/audit}: who did what, for the data protection officer; and for a patient, who read their own record. */
@RestController
class AuditController {
    private static final int MOST = 500;

    private final AuditLog log;
    private final Accesses accesses;

    AuditController(AuditLog log, Accesses accesses) {
        this.log = log;
        this.accesses = accesses;
    }

    /**
     * @param patient logical id of the patient concerned
     * @param who login
     * @param from first moment, ISO 8601 with its offset
     * @param to last moment
     * @param before number of the last entry of the page before
     */
    @GetMapping("/api/audit")
    void find(
            @RequestParam(required = false) @Nullable String patient,
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "9223372036854775807") long before,
            @RequestParam(defaultValue = "50") int count,
            HttpServletResponse response)
            throws IOException, SQLException {
        Caller caller = Callers.current();
        log.flush();
        List<Accesses.Numbered> found = accesses.find(
                caller.tenant(),
                new Accesses.Asked(
                        allowed(caller, patient),
                        who,
                        moment("from", from, Long.MIN_VALUE),
                        moment("to", to, Long.MAX_VALUE),
                        before,
                        Math.clamp(count, 1, MOST)));
        Json.Arr entries = new Json.Arr();
        found.forEach(one -> entries.add(told(one)));
        Answers.json(response, 200, "application/json;charset=UTF-8", new Json.Obj().put("entries", entries));
    }

    /** Whose accesses the caller may see: the officer's office all, a patient those to themselves. */
    private static @Nullable String allowed(Caller caller, @Nullable String patient) {
        if (caller.role() == Role.DPO || caller.role() == Role.ADMIN) {
            return patient;
        }
        String user = caller.fhirUser();
        if (caller.role() == Role.PATIENT && user != null && user.startsWith("Patient/")) {
            String own = user.substring("Patient/".length());
            if (patient == null || patient.equals(own)) {
                return own;
            }
        }
        throw ProblemException.forbidden(
                "The audit log is open to the data protection officer, and to patients on themselves");
    }

    private static long moment(String name, @Nullable String text, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return java.time.OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException garbled) {
            throw ProblemException.invalid("value", "Expected a moment such as 2026-11-21T08:00:00Z", name);
        }
    }

    private static Json.Obj told(Accesses.Numbered one) {
        return one.entry()
                .told()
                .put("entry", new Json.Num(Long.toString(one.number())))
                .put(
                        "patients",
                        new Json.Num(Integer.toString(one.entry().patients().size())));
    }
}
