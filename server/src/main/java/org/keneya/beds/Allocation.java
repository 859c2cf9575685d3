// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bed given to one emergency.
 *
 * @param tenant of who asked
 * @param login keyed hash of who asked
 * @param expires when a hold ends unless it is confirmed
 * @param changed when the status became what it is
 * @param emergency JSON, what was asked ({@link EmergencyText})
 * @param choice JSON, why this bed ({@link ChoiceText})
 * @param reason why the hospital refused, in its words; null when it did not
 * @param replaces the allocation this one stands in for
 * @param replacedBy the allocation that stands in for this one
 */
record Allocation(
        UUID id,
        int tenant,
        long login,
        String hospital,
        String bed,
        Status status,
        Instant held,
        Instant expires,
        Instant changed,
        String emergency,
        String choice,
        @Nullable String reason,
        @Nullable UUID replaces,
        @Nullable UUID replacedBy) {

    Allocation with(Status other, Instant now, @Nullable UUID successor) {
        return new Allocation(
                id, tenant, login, hospital, bed, other, held, expires, now, emergency, choice, reason, replaces,
                successor);
    }

    Allocation because(String why) {
        return new Allocation(
                id,
                tenant,
                login,
                hospital,
                bed,
                status,
                held,
                expires,
                changed,
                emergency,
                choice,
                why.isEmpty() ? null : why,
                replaces,
                replacedBy);
    }

    Allocation until(Instant later) {
        return new Allocation(
                id,
                tenant,
                login,
                hospital,
                bed,
                status,
                held,
                later,
                changed,
                emergency,
                choice,
                reason,
                replaces,
                replacedBy);
    }

    /** What people call the bed: its id without the hospital's. */
    String unit() {
        return bed.startsWith(hospital + ".") ? bed.substring(hospital.length() + 1) : bed;
    }
}
