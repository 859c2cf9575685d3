// SPDX-License-Identifier: Apache-2.0
package org.keneya.kernel;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the request that a thread carries out must be over. It is asked before each look at the database and before each
 * commit, so that nothing is interrupted half-way and what is given up leaves nothing behind. Work that nobody waits for has
 * none.
 */
public final class Deadline implements AutoCloseable {
    private static final ThreadLocal<@Nullable Deadline> OF_THREAD = new ThreadLocal<>();

    private final Duration limit;
    private final long begin = System.nanoTime();
    private boolean stored;

    private Deadline(Duration limit) {
        this.limit = limit;
    }

    /** Sets the deadline of this thread's work until it is closed; within another one the earlier word holds. */
    public static Deadline begin(Duration limit) {
        Deadline deadline = new Deadline(limit);
        if (OF_THREAD.get() == null) {
            OF_THREAD.set(deadline);
        }
        return deadline;
    }

    /** Fails with {@link Problem.Busy} when the time is over and nothing was stored yet. */
    public static void check() {
        Deadline deadline = OF_THREAD.get();
        if (deadline == null || deadline.stored || !deadline.isOver()) {
            return;
        }
        throw new ProblemException(new Problem.Busy(List.of(new Issue(
                Issue.Severity.ERROR,
                "timeout",
                "The request took longer than the %s it may; nothing was stored".formatted(deadline.limit),
                null,
                "request-time",
                "Cette demande a pris trop de temps et a été abandonnée : rien n’a été enregistré. "
                        + "Précisez-la ou réessayez plus tard."))));
    }

    /** Something was committed: from now on the request must be answered with what it did, however long that takes. */
    public static void stored() {
        Deadline deadline = OF_THREAD.get();
        if (deadline != null) {
            deadline.stored = true;
        }
    }

    /** The next of several works begins that succeed or fail each by itself. */
    public static void next() {
        Deadline deadline = OF_THREAD.get();
        if (deadline != null) {
            deadline.stored = false;
        }
    }

    private boolean isOver() {
        return System.nanoTime() - begin > limit.toNanos();
    }

    @Override
    public void close() {
        if (OF_THREAD.get() == this) {
            OF_THREAD.remove();
        }
    }
}
