// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;

/**
 * Where a request comes from.
 *
 * @param address of the client; null for the system's own work
 * @param request its id
 * @param caller who calls, once that is known
 */
record Origin(@Nullable String address, @Nullable String request, Supplier<@Nullable Caller> caller) {
    /** Nobody asked: the system does it by itself. */
    static final Origin OWN_WORK = new Origin(null, null, () -> null);

    /** @param actor named where no caller is known */
    Entry entry(
            long at,
            char action,
            String what,
            String outcome,
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
                null);
    }
}
