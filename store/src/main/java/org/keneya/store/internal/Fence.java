// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/**
 * What the limits of a scope make of one resource type: a condition on its rows {@code r}.
 *
 * @param clauses exact
 * @param isOwn whether a resource and its row tell by themselves whether they meet the clauses
 * @param opposed condition that the patient of the row has closed the compartment; null when that does not count
 * @param touched condition that cannot be false where {@code opposed} is true, and costs half as much to ask; null with it
 */
record Fence(
        Condition clauses,
        boolean isOwn,
        @Nullable Sql opposed,
        @Nullable Sql touched) {
    static final Fence NONE = new Fence(Condition.ALWAYS, true, null, null);

    boolean isNone() {
        return clauses.isAlways() && opposed == null;
    }

    /** Adds {@code and …} to a statement over rows {@code r}; nothing where there is no fence. */
    Sql addTo(Sql sql) {
        Sql closed = opposed;
        return closed == null
                ? addClauses(sql)
                : addClauses(sql).add("\n   and not ").add(closed);
    }

    /** The same without what patients have closed. */
    Sql addClauses(Sql sql) {
        return clauses.isAlways() ? sql : sql.add("\n   and ").add(clauses.sql());
    }

    /** Whether the clauses are met; to be asked of an own fence only. */
    boolean admits(Json.Obj resource, Row row) {
        return clauses.test().holds(resource, row);
    }
}
