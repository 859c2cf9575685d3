// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.store.Scope;

/**
 * Who is calling, from a verified token, and what they may do now.
 *
 * @param subject who it is
 * @param rights what the establishment's policy makes of it
 */
public record Caller(Subject subject, Rights rights) {
    /** Request attribute that holds the caller, also when the request is over. */
    public static final String ATTRIBUTE = "keneya.caller";

    public String login() {
        return subject.login();
    }

    public Role role() {
        return subject.role();
    }

    public Tenant tenant() {
        return subject.tenant();
    }

    /** {@code Practitioner/id} or {@code Patient/id}; null for programs. */
    public @Nullable String fhirUser() {
        return subject.fhirUser();
    }

    /** How far the store may look for this caller. A patient sees their own compartment and the directory. */
    public Scope scope() {
        if (role() != Role.PATIENT) {
            return new Scope(tenant(), login(), rights.readable(), null, rights.limits());
        }
        String user = fhirUser();
        if (user == null || !user.startsWith("Patient/")) {
            throw ProblemException.forbidden("A patient's account must name its Patient");
        }
        return new Scope(tenant(), login(), rights.readable(), user.substring("Patient/".length()), rights.limits());
    }

    /** Whether a human being stands behind the call. */
    public boolean isPerson() {
        return role() != Role.SYSTEM;
    }

    /** Whether anything of the type may be seen. */
    public boolean mayRead(String type) {
        return rights.readable().contains(type);
    }

    public boolean may(Interaction interaction, String type) {
        return rights.may(interaction, type);
    }

    /** Fails with 403 unless anything of the type may be seen. */
    public void requireRead(String type) {
        if (!mayRead(type)) {
            throw refused(type, "read", "Vos droits ne permettent pas de consulter ces données.");
        }
    }

    /** Fails with 403 unless the interaction is open for the type. */
    public void require(Interaction interaction, String type) {
        if (!may(interaction, type)) {
            boolean seeing = interaction == Interaction.READ || interaction == Interaction.SEARCH;
            throw refused(
                    type,
                    interaction.name().toLowerCase(java.util.Locale.ROOT),
                    seeing
                            ? "Vos droits ne permettent pas de consulter ces données."
                            : "Vos droits ne permettent pas cette modification.");
        }
    }

    private ProblemException refused(String type, String verb, String text) {
        return new ProblemException(new Problem.Forbidden(List.of(new Issue(
                Issue.Severity.ERROR,
                "forbidden",
                "The role %s may not %s %s".formatted(role().code(), verb, type),
                null,
                "role-matrix",
                text))));
    }
}
