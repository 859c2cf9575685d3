// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;

/**
 * Who is to be judged, as a verified token names them.
 *
 * @param login account name
 * @param role decides which grants of the policy count
 * @param tenant whose data and whose policy
 * @param fhirUser {@code Practitioner/id} or {@code Patient/id}; null for programs
 * @param establishment {@code Organization/id} of the account; null when it has none
 * @param scopes what an application was given, beyond which the role's rights do not reach; null when there is no such limit
 * @param patient logical id of the Patient an application was started for; null for none
 * @param purpose purpose of use that was declared (http://terminology.hl7.org/CodeSystem/v3-ActReason); null for the usual one
 */
public record Subject(
        String login,
        Role role,
        Tenant tenant,
        @Nullable String fhirUser,
        @Nullable String establishment,
        @Nullable List<Grant> scopes,
        @Nullable String patient,
        @Nullable String purpose) {
    public Subject {
        scopes = scopes == null ? null : List.copyOf(scopes);
    }

    /** Someone who signed in, without an application that limits them. */
    public Subject(String login, Role role, Tenant tenant, @Nullable String fhirUser, @Nullable String establishment) {
        this(login, role, tenant, fhirUser, establishment, null, null, null);
    }

    /** The declared purpose, or the one the role usually has. */
    public String purposeOfUse() {
        if (purpose != null) {
            return purpose;
        }
        return switch (role) {
            case PATIENT -> "PATRQT";
            case DIM -> "HPAYMT";
            case DPO, ADMIN, SYSTEM -> "HOPERAT";
            default -> "TREAT";
        };
    }
}
