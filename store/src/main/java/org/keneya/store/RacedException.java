// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

/**
 * A conditional create inside a transaction found, under its lock, a resource that was not there when the caller resolved
 * the links of the transaction. Nothing was written; resolve again and repeat.
 */
public final class RacedException extends RuntimeException {
    public RacedException() {
        super("a conditional create was overtaken", null, false, false);
    }
}
