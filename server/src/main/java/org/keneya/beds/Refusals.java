// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.BedState;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;

/** Every way to say no in this room, for programs and for people. */
final class Refusals {
    private Refusals() {}

    static Problem noAllocation() {
        return notFound("There is no such allocation", "Cette réservation n'existe pas, ou elle n'est pas la vôtre.");
    }

    static Problem noBed() {
        return notFound("There is no such bed", "Ce lit n'existe pas.");
    }

    static Problem noHospital() {
        return notFound("There is no such hospital", "Cet hôpital n'existe pas.");
    }

    private static Problem notFound(String why, String text) {
        return new Problem.NotFound(List.of(issue("not-found", why, null, null, text)));
    }

    static Problem notYours() {
        return new Problem.Forbidden(List.of(issue(
                "forbidden",
                "The beds of a hospital are kept by its own establishment",
                null,
                "own-hospital",
                "Seul le personnel de cet hôpital peut changer l'état de ses lits.")));
    }

    static Problem role(String what, String text) {
        return new Problem.Forbidden(
                List.of(issue("forbidden", "The role may not " + what, null, "role-matrix", text)));
    }

    /** @param what it cannot become */
    static Problem status(Allocation allocation, String what) {
        String status = allocation.status().code();
        return new Problem.Conflict(List.of(issue(
                "conflict",
                "The allocation is %s and cannot be %s".formatted(status, what),
                "status",
                "allocation-" + status,
                "La réservation est déjà %s.".formatted(french(allocation.status())))));
    }

    private static String french(Status status) {
        return switch (status) {
            case HELD -> "en attente de confirmation";
            case CONFIRMED -> "confirmée";
            case RELEASED -> "terminée";
            case CANCELLED -> "annulée";
            case EXPIRED -> "expirée";
            case REFUSED -> "refusée par l'hôpital";
            case TRANSFERRED -> "transférée ailleurs";
        };
    }

    static Problem taken(BedState state) {
        return new Problem.Conflict(List.of(issue(
                "conflict",
                "The bed is %s by an allocation; release or cancel that".formatted(state.code()),
                "state",
                "bed-" + state.code(),
                state == BedState.HELD
                        ? "Le lit est réservé pour une urgence : annulez ou refusez d'abord la réservation."
                        : "Le lit est occupé par une urgence : libérez d'abord la réservation.")));
    }

    static Problem bedElsewhere() {
        return new Problem.Conflict(List.of(issue(
                "conflict",
                "A bed of that id stands in another hospital",
                "beds.id",
                "bed-elsewhere",
                "Un lit de cet identifiant existe dans un autre hôpital.")));
    }

    static Problem policyVersion(int present) {
        return new Problem.Conflict(
                List.of(Issue.error("conflict", "The version in force is %d".formatted(present), "version")));
    }

    static Problem otherBody() {
        return new Problem.Unprocessable(List.of(issue(
                "duplicate",
                "The Idempotency-Key was used for another request",
                "Idempotency-Key",
                "idempotency-key",
                "Cette clé a déjà servi à une autre demande.")));
    }

    static ProblemException noKey() {
        return refused(
                Kind.INVALID,
                "required",
                "An Idempotency-Key of 1 to 200 visible ASCII characters is needed",
                "Idempotency-Key");
    }

    static Problem busy(Answer.Busy busy) {
        return new Problem.Busy(List.of(
                switch (busy) {
                    case FULL ->
                        issue(
                                "throttled",
                                "More requests wait than can be carried out in time",
                                null,
                                "queue-full",
                                "Trop de demandes à la fois. Réessayez dans un instant.");
                    case LATE ->
                        issue(
                                "timeout",
                                "The request waited too long; nothing was done",
                                null,
                                "queue-late",
                                "La demande a trop attendu. Réessayez.");
                    case BROKEN ->
                        issue(
                                "transient",
                                "The database does not answer; repeat with the same Idempotency-Key",
                                null,
                                "database",
                                "Le service ne répond pas. Réessayez : rien ne sera réservé deux fois.");
                }));
    }

    /** How a request is wrong. */
    enum Kind {
        /** It cannot be read. */
        INVALID,
        /** It can be read, and asks for what there is not. */
        UNPROCESSABLE
    }

    static ProblemException refused(Kind kind, String code, String why, String path) {
        List<Issue> issues = List.of(Issue.error(code, why, path));
        return new ProblemException(
                kind == Kind.INVALID ? new Problem.Invalid(issues) : new Problem.Unprocessable(issues));
    }

    private static Issue issue(String code, String why, @Nullable String path, @Nullable String rule, String text) {
        return new Issue(Issue.Severity.ERROR, code, why, path, rule, text);
    }
}
