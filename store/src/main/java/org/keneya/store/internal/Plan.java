// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search made ready to run.
 *
 * @param type resource type
 * @param condition what must hold
 * @param sorts order, most significant first; empty for order of creation
 * @param count most matches on a page
 * @param total how far all matches are to be counted
 * @param countOnly whether nothing but the count is wanted
 * @param includes links to follow from the matches
 * @param reverse links to follow to the matches
 * @param cursor where the last page ended, or null for the first page
 * @param signature what the cursor is bound to: the query without its cursor
 * @param unknown parameters left out because they are not known
 */
record Plan(
        String type,
        Condition condition,
        List<Sort> sorts,
        int count,
        Total total,
        boolean countOnly,
        List<Link> includes,
        List<Link> reverse,
        @Nullable String cursor,
        String signature,
        List<String> unknown) {

    /** How a total is made (search.html#total). */
    enum Total {
        NONE,
        ESTIMATE,
        ACCURATE
    }

    /**
     * One sort key.
     *
     * @param sql expression over the row {@code r} that is never null and of type bigint or text; null when only the
     *     decrypted resource can tell
     */
    record Sort(Field field, @Nullable String sql, boolean isText, boolean descending) {}

    /**
     * One _include or _revinclude.
     *
     * @param source type that holds the reference, {@code *} for all
     * @param field the parameter, null for all
     * @param target type it leads to, null for all
     * @param iterate whether to go on from what was included
     */
    record Link(
            String source, @Nullable Field field, @Nullable String target, boolean iterate) {}

    /** The same question without order, page or links, for at most so many answers. */
    Plan unordered(int most) {
        return of(type, condition, most);
    }

    static Plan of(String type, Condition condition, int most) {
        return new Plan(type, condition, List.of(), most, Total.NONE, false, List.of(), List.of(), null, "", List.of());
    }

    boolean sortsInMemory() {
        return sorts.stream().anyMatch(sort -> sort.sql() == null);
    }
}
