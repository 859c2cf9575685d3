// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resources of one type that live elsewhere than in the store and are read and searched as if they were in it. Nobody
 * writes them through a door: their ids are their owner's, and resources of the same type that others write stay in the
 * store. It stands here because whoever answers requests and whoever keeps such resources both see the store, and not one
 * another.
 */
public interface Annex {
    /** The resource type. */
    String type();

    /** Whether an id is one this annex gives; nobody else may write a resource by it. */
    boolean owns(String id);

    /** The resource, as far as the scope may see it. */
    Optional<Stored> read(Scope scope, String id);

    /**
     * A page of what matches, in the annex's own order.
     *
     * @param cursor the last page's {@code next}; null for the first
     */
    Page search(Scope scope, Query query, @Nullable String cursor);
}
