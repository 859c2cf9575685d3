// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.kernel.Tenant;

/**
 * Where a request comes from.
 *
 * @param address of the client; null for the system's own work
 * @param request its id
 * @param caller who calls, once that is known
 * @param hash keyed hash of a patient of a tenant
 */
record Origin(
        @Nullable String address,
        @Nullable String request,
        Supplier<@Nullable Caller> caller,
        ToLongBiFunction<Tenant, String> hash) {
    /** Nobody asked: the system does it by itself. */
    static final Origin OWN_WORK = new Origin(null, null, () -> null, (_, _) -> 0);

    /** @param actor named where no caller is known */
    Entry entry(
            long at,
            char action,
            String what,
            String outcome,
            int status,
            String actor,
            String on,
            List<String> query,
            List<String> resources,
            int number,
            Set<Long> patients) {
        Caller known = caller.get();
        return new Entry(
                at,
                action,
                what,
                outcome,
                status,
                known == null ? actor : known.login(),
                known == null ? null : known.role().code(),
                known == null ? null : known.fhirUser(),
                address,
                request,
                on,
                query,
                resources,
                number,
                patients,
                known == null ? null : why(known, patients));
    }

    /** A record opened in an emergency says so; otherwise only a purpose that was declared is told. */
    private Entry.@Nullable Why why(Caller known, Set<Long> patients) {
        for (var emergency : known.rights().emergencies().entrySet()) {
            if (patients.contains(hash.applyAsLong(known.tenant(), emergency.getKey()))) {
                return new Entry.Why("BTG", emergency.getValue());
            }
        }
        String declared = known.subject().purpose();
        return declared == null ? null : new Entry.Why(declared, null);
    }
}
