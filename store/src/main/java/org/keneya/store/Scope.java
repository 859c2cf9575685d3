// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;

/**
 * On whose behalf, and how far, the store may look. Every door takes one, and it becomes part of the SQL.
 *
 * @param tenant whose rows
 * @param actor who asks; binds page cursors, never leaves the store
 * @param readable resource types that may be read; null for all
 * @param patient logical id of the one Patient whose compartment may be read; null for no such limit
 * @param limits what of these types is seen and changed
 */
public record Scope(
        Tenant tenant,
        String actor,
        @Nullable Set<String> readable,
        @Nullable String patient,
        Limits limits) {
    public Scope {
        readable = readable == null ? null : Set.copyOf(readable);
    }

    /** Without further limits. */
    public Scope(Tenant tenant, String actor, @Nullable Set<String> readable, @Nullable String patient) {
        this(tenant, actor, readable, patient, Limits.NONE);
    }

    /** Everything of one tenant, for the system's own work. */
    public static Scope system(Tenant tenant) {
        return new Scope(tenant, "system", null, null);
    }

    public boolean mayRead(String type) {
        Set<String> types = readable;
        return types == null || types.contains(type);
    }
}
