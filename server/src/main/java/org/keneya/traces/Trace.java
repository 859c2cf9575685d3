// SPDX-License-Identifier: Apache-2.0
package org.keneya.traces;

import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, under which more may be noted.
 *
 * @param traceparent as in W3C Trace Context; null when nobody traces
 */
public record Trace(@Nullable String traceparent) {
    /** Nobody traces. */
    public static final Trace NONE = new Trace(null);
}
