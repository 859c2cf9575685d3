// SPDX-License-Identifier: Apache-2.0
package org.keneya.imports;

/** The server does not answer; the message is one sentence for the person at the terminal. */
final class UnreachableException extends RuntimeException {
    UnreachableException(String message) {
        super(message);
    }
}
