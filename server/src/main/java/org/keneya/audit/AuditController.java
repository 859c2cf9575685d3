// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.access.Role;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/audit}: who did what, for the data protection officer; and for a patient, who read their own record. */
@RestController
class AuditController {
    private static final int MOST = 500;

    private final AuditLog log;
    private final Accesses accesses;
    private final Evidence evidence;
    private final Integrity integrity;
    private final Clock clock;

    AuditController(AuditLog log, Accesses accesses, Evidence evidence, Integrity integrity, Clock clock) {
        this.log = log;
        this.accesses = accesses;
        this.evidence = evidence;
        this.integrity = integrity;
        this.clock = clock;
    }

    /**
     * Entries, newest first, a page at a time; {@code next} in the answer is {@code before} of the next page.
     *
     * @param before number all entries of the page are below
     */
    @GetMapping("/api/audit")
    void find(
            HttpServletRequest request,
            @RequestParam(defaultValue = "9223372036854775807") long before,
            @RequestParam(defaultValue = "50") int count,
            HttpServletResponse response)
            throws IOException, SQLException {
        Caller caller = Callers.current();
        Accesses.Asked asked = asked(caller, request);
        log.flush();
        Accesses.Found found = accesses.find(caller.tenant(), asked, before, Math.clamp(count, 1, MOST));
        Json.Arr entries = new Json.Arr();
        found.entries().forEach(one -> entries.add(told(one)));
        Json.Obj answer = new Json.Obj().put("entries", entries);
        if (found.next() >= 0) {
            answer.put("next", new Json.Num(Long.toString(found.next())));
        }
        Answers.json(response, 200, "application/json;charset=UTF-8", answer);
    }

    /** The entries a filter finds, each with the proof that it is in the log, for whoever does not trust this server. */
    @GetMapping("/api/audit/evidence")
    void evidence(HttpServletRequest request, HttpServletResponse response) throws IOException, SQLException {
        Caller caller = Callers.current();
        requireOffice(caller);
        Accesses.Asked asked = asked(caller, request);
        log.flush();
        log.signAll();
        response.setHeader("Content-Disposition", "attachment; filename=\"preuve-acces.json\"");
        Answers.json(response, 200, "application/json;charset=UTF-8", evidence.of(caller.tenant(), asked));
    }

    /** How many accesses there were in each stretch of time, for a drawing. */
    @GetMapping("/api/audit/counts")
    void counts(HttpServletRequest request, HttpServletResponse response) throws IOException, SQLException {
        Caller caller = Callers.current();
        requireOffice(caller);
        Accesses.Asked asked = asked(caller, request);
        log.flush();
        Answers.json(
                response,
                200,
                "application/json;charset=UTF-8",
                Counts.of(accesses, caller.tenant(), asked, clock.millis()).told());
    }

    /** Last signed head, last time stamp, last verification. */
    @GetMapping("/api/audit/integrity")
    void integrity(HttpServletResponse response) throws IOException, SQLException {
        Caller caller = Callers.current();
        requireOffice(caller);
        Answers.json(response, 200, "application/json;charset=UTF-8", integrity.told(caller.tenant()));
    }

    /** Has the whole log verified now. */
    @PostMapping("/api/audit/verification")
    void verify(HttpServletResponse response) throws IOException, SQLException {
        Caller caller = Callers.current();
        requireOffice(caller);
        log.flush();
        log.signAll();
        integrity.verify(caller.tenant());
        Answers.json(response, 200, "application/json;charset=UTF-8", integrity.told(caller.tenant()));
    }

    /**
     * What the address asks for: {@code patient} (logical id), {@code who} (login), {@code from} and {@code to} (dates or moments),
     * {@code what}, {@code action} and {@code outcome} (codes, several with commas).
     */
    private static Accesses.Asked asked(Caller caller, HttpServletRequest request) {
        String patient = allowed(caller, request.getParameter("patient"));
        String from = request.getParameter("from");
        String to = request.getParameter("to");
        return new Accesses.Asked(
                patient,
                given(request.getParameter("who")),
                given(from) == null
                        ? Long.MIN_VALUE
                        : Moments.of("from", "ge" + from).from(),
                given(to) == null ? Long.MAX_VALUE : Moments.of("to", "le" + to).to(),
                also(request));
    }

    private static Predicate<Entry> also(HttpServletRequest request) {
        List<String> whats = listed(request.getParameter("what"));
        List<String> actions = listed(request.getParameter("action"));
        List<String> outcomes = listed(request.getParameter("outcome"));
        return entry -> (whats.isEmpty() || whats.contains(entry.what()))
                && (actions.isEmpty() || actions.contains(String.valueOf(entry.action())))
                && (outcomes.isEmpty() || outcomes.contains(entry.outcome()));
    }

    private static List<String> listed(@Nullable String value) {
        return given(value) == null
                ? List.of()
                : Arrays.asList(String.valueOf(value).split(",", -1));
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    static void requireOffice(Caller caller) {
        if (caller.role() != Role.DPO && caller.role() != Role.ADMIN) {
            throw refused();
        }
    }

    /** Whose accesses the caller may see: the officer's office all, a patient those to themselves. */
    private static @Nullable String allowed(Caller caller, @Nullable String patient) {
        if (caller.role() == Role.DPO || caller.role() == Role.ADMIN) {
            return given(patient);
        }
        String user = caller.fhirUser();
        if (caller.role() == Role.PATIENT && user != null && user.startsWith("Patient/")) {
            String own = user.substring("Patient/".length());
            if (patient == null || patient.equals(own)) {
                return own;
            }
        }
        throw refused();
    }

    private static ProblemException refused() {
        return ProblemException.forbidden(
                "The audit log is open to the data protection officer, and to patients on themselves");
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
