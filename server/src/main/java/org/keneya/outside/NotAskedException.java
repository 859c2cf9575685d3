// SPDX-License-Identifier: Apache-2.0
package org.keneya.outside;

import java.io.IOException;

/** The partner was not called: it is known to be down, or enough calls to it are under way. */
public final class NotAskedException extends IOException {
    NotAskedException(String partner, Throwable cause) {
        super(partner + " is not asked now", cause);
    }
}
