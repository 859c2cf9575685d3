// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import org.jspecify.annotations.Nullable;

/**
 * Which versions to list (http://hl7.org/fhir/R4/http.html#history).
 *
 * @param type resource type; null for the whole tenant
 * @param id one resource of the type; null for all
 * @param since only versions from this moment on, epoch milliseconds; 0 for all
 * @param current only versions that were current at some moment of this time; null for all
 * @param oldestFirst whether the order of time is kept; newest first when not
 * @param count most versions on a page, 1..1000; 0 to learn their number only
 * @param cursor the last page's {@code next}, or null for the first page
 */
public record HistoryQuery(
        @Nullable String type,
        @Nullable String id,
        long since,
        @Nullable Time current,
        boolean oldestFirst,
        int count,
        @Nullable String cursor) {

    /** All versions, newest first. */
    public HistoryQuery(@Nullable String type, @Nullable String id, long since, int count, @Nullable String cursor) {
        this(type, id, since, null, false, count, cursor);
    }

    /**
     * A stretch of time.
     *
     * @param start first epoch millisecond
     * @param end last epoch millisecond
     */
    public record Time(long start, long end) {}
}
