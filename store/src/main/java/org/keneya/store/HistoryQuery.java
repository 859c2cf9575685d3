// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import org.jspecify.annotations.Nullable;

/**
 * Which versions to list, newest first (http://hl7.org/fhir/R4/http.html#history).
 *
 * @param type resource type; null for the whole tenant
 * @param id one resource of the type; null for all
 * @param since only versions from this moment on, epoch milliseconds; 0 for all
 * @param count most versions on a page, 1..1000
 * @param cursor the last page's {@code next}, or null for the first page
 */
public record HistoryQuery(
        @Nullable String type,
        @Nullable String id,
        long since,
        int count,
        @Nullable String cursor) {}
