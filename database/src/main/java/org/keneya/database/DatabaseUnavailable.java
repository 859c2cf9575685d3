// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

/** The database cannot be had. The message is one sentence for the operator: what is wrong, where, and what to do. */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailable(String sentence) {
        super(sentence);
    }

    public DatabaseUnavailable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
