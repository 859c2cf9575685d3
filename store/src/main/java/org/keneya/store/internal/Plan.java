// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search made ready to run.
 *
 * @param type resource type
 * @param criteria what must hold
 * @param sorts order, most significant first; empty for order of creation
 * @param count most matches on a page
 * @param total whether all matches are to be counted
 * @param countOnly whether nothing but the count is wanted
 * @param includes links to follow from the matches
 * @param reverse links to follow to the matches
 * @param cursor where the last page ended, or null for the first page
 * @param signature what the cursor is bound to: the query without its cursor
 * @param unknown parameters left out because they are not known
 */
record Plan(
        String type,
        Criteria criteria,
        List<Sort> sorts,
        int count,
        boolean total,
        boolean countOnly,
        List<Link> includes,
        List<Link> reverse,
        @Nullable String cursor,
        String signature,
        List<String> unknown) {

    /**
     * One sort key.
     *
     * @param sql expression over the row {@code r} that is never null and of type bigint or text; null when only the
     *     decrypted resource can tell
     */
    record Sort(Field field, @Nullable String sql, boolean isText, boolean descending) {}

    /** One _include or _revinclude: the type that holds the reference, the parameter (null for all), the type it leads to. */
    record Link(
            String source, @Nullable Field field, @Nullable String target) {}

    boolean sortsInMemory() {
        return sorts.stream().anyMatch(sort -> sort.sql() == null);
    }
}
