// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of search results.
 *
 * @param matches resources that match, in the order asked
 * @param included resources brought along by _include and _revinclude, each once, none of them a match of this page
 * @param total how many match in all; -1 when it was neither asked nor cheap to know
 * @param next cursor of the next page, to be given back as {@code _cursor}; null on the last page
 * @param unknown names of parameters that were not understood and were left out, as lenient handling asks
 */
public record Page(
        List<Stored> matches,
        List<Stored> included,
        long total,
        @Nullable String next,
        List<String> unknown) {
    public Page {
        matches = List.copyOf(matches);
        included = List.copyOf(included);
        unknown = List.copyOf(unknown);
    }
}
