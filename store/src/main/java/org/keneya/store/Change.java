// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/** One thing to write. Changes given together are written together or not at all. */
public sealed interface Change {

    /** Resource type the change is about. */
    String type();

    /**
     * Adds a resource under an id the store has just made with {@link FhirStore#newId()}, or finds the one that is there.
     *
     * @param id the new id
     * @param resource the resource; its id and meta are overwritten
     * @param ifNoneExist when not null: create only if nothing matches, else answer the one that does
     */
    record Create(String id, Json.Obj resource, @Nullable Query ifNoneExist) implements Change {
        @Override
        public String type() {
            return FhirStore.typeOf(resource);
        }
    }

    /**
     * Replaces a resource, or adds it under the caller's id.
     *
     * @param ifMatch when positive: only if this is the current version; 0 for any; -1 for only when there is none yet
     */
    record Update(String id, Json.Obj resource, int ifMatch) implements Change {
        @Override
        public String type() {
            return FhirStore.typeOf(resource);
        }
    }

    /** Deletes a resource; what is not there is already deleted. */
    record Delete(String type, String id, int ifMatch) implements Change {}
}
