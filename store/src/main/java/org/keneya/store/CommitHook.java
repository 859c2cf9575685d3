// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what is kept of a change, in the transaction of the change: neither is ever there without the other. The notes wait
 * in table commit_note, in no order, until whoever wants them takes them out.
 */
@FunctionalInterface
public interface CommitHook {
    /** Keeps nothing. */
    CommitHook NONE = (_, _) -> null;

    /**
     * The note of a change that is about to be committed; called once for each attempt, so it must do nothing else.
     *
     * @param written what the change does, unchanged resources included
     * @return bytes nobody but the hook needs to understand, sealed where they name anybody; null to keep nothing
     */
    byte @Nullable [] note(Scope scope, List<Written> written);
}
