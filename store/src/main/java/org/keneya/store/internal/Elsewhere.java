// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/** What a search has to know of other resources than the ones it looks for: chains, {@code _has}, value sets. */
interface Elsewhere {
    /** Most resources a chain may pass through where the database cannot join by itself. */
    int MOST = 10_000;

    /**
     * Ids of the resources the caller may see that meet the condition; refused beyond {@link #MOST}.
     *
     * @param parameter named in the refusal
     */
    List<String> ids(String type, Condition condition, String parameter);

    /** The resources themselves; refused beyond half of {@link #MOST}, for each is opened. */
    List<Json.Obj> resources(String type, Condition condition, String parameter);

    /**
     * The patients that resources the caller may see and that meet the condition are about, sorted, each once; null when
     * there are more such resources than asked for.
     *
     * @param condition exact
     */
    long @Nullable [] patients(String type, Condition condition, int most);

    /** {@code from … where …} of a subquery over the same. */
    Sql from(String type, Condition condition);

    boolean mayRead(String type);

    /** The search parameter of a type as the tenant has it; null when there is none. */
    @Nullable
    Field field(String type, String code);
}
