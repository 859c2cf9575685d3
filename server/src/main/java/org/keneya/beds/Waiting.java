// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.concurrent.CompletableFuture;

/**
 * A command and whoever waits for its answer.
 *
 * @param since when it was handed in, {@link System#nanoTime}
 */
record Waiting(Command command, CompletableFuture<Answer> result, long since) {
    Waiting(Command command) {
        this(command, new CompletableFuture<>(), System.nanoTime());
    }

    void answer(Answer answer) {
        result.complete(answer);
    }
}
