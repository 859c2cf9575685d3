// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.keneya.edge.Answers;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Stored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/break-glass}: opens one patient's record in an emergency for those who treat, with a reason and for a time;
 * every opening is on the data protection officer's list until it was reviewed.
 */
@RestController
class BreakGlassController {
    private static final Logger LOG = LoggerFactory.getLogger(BreakGlassController.class);
    private static final Set<Role> WHO = Set.of(Role.PHYSICIAN, Role.NURSE, Role.PHARMACIST);
    private static final Set<String> REASONS = Set.of("life-threatening", "unconscious", "urgent-care", "other");
    private static final int SHORTEST = 10;
    private static final int LONGEST = 1_000;
    private static final int MOST_MINUTES = 240;
    private static final int USUAL_MINUTES = 60;
    private static final int MOST = 500;

    private final PgBreakGlass table;
    private final Policies policies;
    private final Explanation explanation;
    private final People people;
    private final FhirStore store;
    private final Clock clock;

    BreakGlassController(
            PgBreakGlass table,
            Policies policies,
            Explanation explanation,
            People people,
            FhirStore store,
            Clock clock) {
        this.table = table;
        this.policies = policies;
        this.explanation = explanation;
        this.people = people;
        this.store = store;
        this.clock = clock;
    }

    /** {@code patient}, {@code reason}, {@code text} (10 to 1,000 characters), {@code minutes} (1 to 240, usually 60). */
    @PostMapping("/api/break-glass")
    void open(@RequestBody byte[] body, HttpServletResponse response) throws IOException {
        Caller caller = Callers.current();
        if (!WHO.contains(caller.role()) || caller.subject().scopes() != null) {
            throw ProblemException.forbidden(
                    "Records are opened in an emergency by those who treat, signed in themselves");
        }
        Json.Obj asked = JsonText.readObject(body);
        String patient = asked.string("patient");
        String reason = asked.string("reason");
        String text = asked.string("text");
        if (patient == null || !isThere(caller, patient)) {
            throw refused("patient", "There is no such patient", "Ce patient n'existe pas.");
        }
        if (reason == null || !REASONS.contains(reason)) {
            throw refused(
                    "reason",
                    "The reason is one of " + REASONS.stream().sorted().toList(),
                    "Choisissez un motif.");
        }
        if (text == null || text.strip().length() < SHORTEST || text.length() > LONGEST) {
            throw refused(
                    "text",
                    "Say why in %d to %d characters".formatted(SHORTEST, LONGEST),
                    "Précisez le motif en quelques mots.");
        }
        Instant now = clock.instant();
        EmergencyAccess opened = new EmergencyAccess(
                UUID.randomUUID().toString(),
                caller.login(),
                patient,
                reason,
                text.strip(),
                now,
                now.plus(Duration.ofMinutes(minutes(asked))),
                null);
        table.add(caller.tenant(), opened);
        policies.forget();
        LOG.warn("break-glass=opened id={} role={}", opened.id(), caller.role().code());
        Answers.json(response, 201, "application/json;charset=UTF-8", opened.json());
    }

    /**
     * One's own that are open; for the officer all, or with {@code unreviewed=true} those nobody has looked at yet. Each with
     * {@code role} and {@code fhirUser} of who opened it, while they have an account.
     */
    @GetMapping("/api/break-glass")
    void list(@RequestParam(defaultValue = "false") boolean unreviewed, HttpServletResponse response)
            throws IOException {
        Caller caller = Callers.current();
        List<EmergencyAccess> found = isReviewer(caller)
                ? table.all(caller.tenant(), unreviewed, MOST)
                : table.open(caller.subject(), clock.instant());
        Map<String, Optional<Subject>> who = new HashMap<>();
        Json.Arr list = new Json.Arr();
        for (EmergencyAccess one : found) {
            Json.Obj told = one.json();
            who.computeIfAbsent(one.login(), login -> people.find(caller.tenant(), login))
                    .ifPresent(subject -> {
                        told.put("role", subject.role().code());
                        if (subject.fhirUser() != null) {
                            told.put("fhirUser", subject.fhirUser());
                        }
                    });
            list.add(told);
        }
        Answers.json(response, 200, "application/json;charset=UTF-8", new Json.Obj().put("openings", list));
    }

    /** Ends one's own before its time. */
    @DeleteMapping("/api/break-glass/{id}")
    void end(@PathVariable String id, HttpServletResponse response) {
        Caller caller = Callers.current();
        if (!table.end(caller.tenant(), caller.login(), uuid(id), clock.instant())) {
            throw ProblemException.notFound("There is no such opening");
        }
        policies.forget();
        response.setStatus(204);
    }

    /** {@code verdict} {@code justified} or {@code unjustified}, and {@code text}; once, and never on one's own. */
    @PostMapping("/api/break-glass/{id}/review")
    void review(@PathVariable String id, @RequestBody byte[] body, HttpServletResponse response) throws IOException {
        Caller caller = Callers.current();
        if (!isReviewer(caller)) {
            throw ProblemException.forbidden("Openings are reviewed by the data protection officer");
        }
        Json.Obj asked = JsonText.readObject(body);
        String verdict = asked.string("verdict");
        if (verdict == null || !Set.of("justified", "unjustified").contains(verdict)) {
            throw refused("verdict", "The verdict is justified or unjustified", "Choisissez un avis.");
        }
        String text = asked.string("text");
        if (text != null && text.length() > LONGEST) {
            throw refused("text", "At most %d characters".formatted(LONGEST), "Le commentaire est trop long.");
        }
        var review = new EmergencyAccess.Review(
                caller.login(), clock.instant(), verdict.equals("justified"), text == null ? "" : text.strip());
        if (!table.review(caller.tenant(), uuid(id), review)) {
            throw new ProblemException(new Problem.Conflict(List.of(
                    Issue.error("conflict", "There is no such opening, or it has its verdict, or it is yours"))));
        }
        EmergencyAccess reviewed = table.find(caller.tenant(), uuid(id))
                .orElseThrow(() -> ProblemException.notFound("There is no such opening"));
        Answers.json(response, 200, "application/json;charset=UTF-8", reviewed.json());
    }

    /** What stands between the caller and a patient's record: {@code opposed}, {@code unrelated}, {@code open} (until when). */
    @GetMapping("/api/patients/{patient}/access")
    void standing(@PathVariable String patient, HttpServletResponse response) throws IOException {
        Caller caller = Callers.current();
        caller.requireRead("Patient");
        if (!isThere(caller, patient)) {
            throw ProblemException.notFound("There is no such patient");
        }
        Json.Obj told = new Json.Obj()
                .put("opposed", Json.Bool.of(explanation.isOpposed(caller, patient)))
                .put("unrelated", Json.Bool.of(explanation.isUnrelated(caller, patient)))
                .put(
                        "mayOpen",
                        Json.Bool.of(
                                WHO.contains(caller.role()) && caller.subject().scopes() == null));
        table.open(caller.subject(), clock.instant()).stream()
                .filter(one -> one.patient().equals(patient))
                .findFirst()
                .ifPresent(one -> told.put("open", one.json()));
        Answers.json(response, 200, "application/json;charset=UTF-8", told);
    }

    private boolean isThere(Caller caller, String patient) {
        try {
            return store.read(caller.scope(), "Patient", patient)
                    .map(Stored::isDeleted)
                    .filter(deleted -> !deleted)
                    .isPresent();
        } catch (IllegalArgumentException noId) {
            return false;
        }
    }

    private static boolean isReviewer(Caller caller) {
        return caller.role() == Role.DPO || caller.role() == Role.ADMIN;
    }

    private static int minutes(Json.Obj asked) {
        if (asked.get("minutes") == null) {
            return USUAL_MINUTES;
        }
        if (asked.get("minutes") instanceof Json.Num number) {
            int minutes = number.decimal().intValue();
            if (minutes >= 1 && minutes <= MOST_MINUTES) {
                return minutes;
            }
        }
        throw refused("minutes", "1 to %d minutes".formatted(MOST_MINUTES), "La durée va de 1 à 240 minutes.");
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw ProblemException.notFound("There is no such opening");
        }
    }

    private static ProblemException refused(String path, String why, String french) {
        return new ProblemException(
                new Problem.Unprocessable(List.of(new Issue(Issue.Severity.ERROR, "value", why, path, null, french))));
    }
}
