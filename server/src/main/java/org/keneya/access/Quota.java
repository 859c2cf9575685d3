// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much an establishment may store.
 *
 * @param resources most resources, deleted ones not counted; null for as many as it likes
 * @param bytes most bytes of what is kept of them, compressed and encrypted, past versions among it; null for as many as it likes
 * @param use what it stored when it was last counted; null when it never was, for only those with a quota are
 */
public record Quota(
        @Nullable Long resources,
        @Nullable Long bytes,
        @Nullable Use use) {

    /** What was there at a moment. */
    public record Use(long resources, long bytes, Instant counted) {}

    public boolean isSet() {
        return resources != null || bytes != null;
    }

    /** Whether nothing new is taken any more. */
    boolean isReached() {
        return use != null && (resources != null && use.resources >= resources || bytes != null && use.bytes >= bytes);
    }
}
