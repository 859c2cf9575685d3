// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What can be done with an allocation. */
sealed interface Action {
    /** The patient is there: the bed is occupied. */
    record Confirm() implements Action {}

    /** The bed is not needed after all. */
    record Cancel() implements Action {}

    /** @param cleaning whether the bed must be made ready first */
    record Release(boolean cleaning) implements Action {}

    /**
     * The hospital cannot take the patient: another one is looked for in the same act.
     *
     * @param reason in the hospital's words, without a person's name; may be empty
     */
    record Refuse(String reason) implements Action {}

    /**
     * Another bed is wanted.
     *
     * @param hospital where; null for the best of the other hospitals
     */
    record Transfer(@Nullable String hospital) implements Action {}

    /** @param length of the hold, from now on */
    record Extend(Duration length) implements Action {}
}
