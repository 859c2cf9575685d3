// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/**
 * A named operation such as {@code $everything} (http://hl7.org/fhir/R4/operations.html). One component each; {@link Router}
 * and {@link Capabilities} find them by themselves. Two may share a name when they are for different types.
 */
interface Operation {

    /** Where an operation can be called. */
    enum Level {
        SYSTEM,
        TYPE,
        INSTANCE
    }

    /** Without the dollar sign. */
    String name();

    /** Types and resources, unless the operation says otherwise. */
    default Set<Level> levels() {
        return Set.of(Level.TYPE, Level.INSTANCE);
    }

    /**
     * Whether the operation is offered on a resource type, as it is on every one unless it says otherwise; asked for levels
     * other than {@link Level#SYSTEM}.
     */
    default boolean isFor(String type) {
        return true;
    }

    /** Whether it changes anything, which few do: such an operation takes POST only. */
    default boolean affectsState() {
        return false;
    }

    /** The OperationDefinition, that of the specification where there is one. */
    Json.Obj definition();

    /**
     * Carries it out. Whoever implements this asks the caller's rights first.
     *
     * @param type null on the system level
     * @param id null but on the instance level
     */
    Answer answer(Exchange exchange, @Nullable String type, @Nullable String id);
}
