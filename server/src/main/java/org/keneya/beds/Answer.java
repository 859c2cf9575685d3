// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import org.keneya.kernel.Problem;

/** What became of a command. Everything but {@link Busy} is durable when it is given. */
sealed interface Answer {
    /** A bed is held. */
    record Made(Allocation allocation) implements Answer {}

    /** The allocation as it now stands. */
    record Changed(Allocation allocation) implements Answer {}

    /**
     * No bed fits.
     *
     * @param reasons JSON array
     */
    record NoneFits(String reasons) implements Answer {}

    record Refused(Problem problem) implements Answer {}

    /** It is as was asked. */
    record Done() implements Answer {}

    /** Nothing was done, or it cannot be told: the same request with the same key finds out. */
    enum Busy implements Answer {
        /** More waits than can be kept waiting. */
        FULL,
        /** It waited too long. */
        LATE,
        /** The database does not answer. */
        BROKEN
    }
}
