// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.store.Scope;

/**
 * Who is calling, from a verified token.
 *
 * @param login account name
 * @param role decides what they may do
 * @param tenant whose data they see
 * @param fhirUser {@code Practitioner/id} or {@code Patient/id}; null for programs
 */
public record Caller(
        String login, Role role, Tenant tenant, @Nullable String fhirUser) {
    /** Request attribute that holds the caller, also when the request is over. */
    public static final String ATTRIBUTE = "keneya.caller";

    /** How far the store may look for this caller. A patient sees their own compartment and the directory. */
    public Scope scope() {
        Set<String> readable = RolePolicy.readable(role);
        if (role != Role.PATIENT) {
            return new Scope(tenant, login, readable, null);
        }
        String user = fhirUser;
        if (user == null || !user.startsWith("Patient/")) {
            throw ProblemException.forbidden("A patient's account must name its Patient");
        }
        return new Scope(tenant, login, readable, user.substring("Patient/".length()));
    }

    /** Whether a human being stands behind the call. */
    public boolean isPerson() {
        return role != Role.SYSTEM;
    }

    public boolean mayRead(String type) {
        return RolePolicy.of(role, type) != RolePolicy.Access.NONE;
    }

    public boolean mayWrite(String type) {
        return RolePolicy.of(role, type) == RolePolicy.Access.WRITE;
    }

    /** Fails with 403 unless the role may read the type. */
    public void requireRead(String type) {
        if (!mayRead(type)) {
            throw refused(type, "read", "Votre rôle ne permet pas de consulter ces données.");
        }
    }

    /** Fails with 403 unless the role may write the type. */
    public void requireWrite(String type) {
        if (!mayWrite(type)) {
            throw refused(type, "write", "Votre rôle ne permet pas cette modification.");
        }
    }

    private ProblemException refused(String type, String verb, String text) {
        return new ProblemException(new Problem.Forbidden(List.of(new Issue(
                Issue.Severity.ERROR,
                "forbidden",
                "The role %s may not %s %s".formatted(role.code(), verb, type),
                null,
                "role-matrix",
                text))));
    }
}
