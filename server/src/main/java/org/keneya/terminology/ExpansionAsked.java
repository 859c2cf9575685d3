// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an expansion is wanted (http://hl7.org/fhir/R4/valueset-operation-expand.html).
 *
 * @param filter words the names of a code begin with; null for all codes
 * @param offset codes left out at the beginning
 * @param count most codes; null for all, 0 for their number only
 * @param designations include all designations
 * @param designation only those of these uses or languages, {@code system|code}; empty for all
 * @param definition include the compose of the set
 * @param activeOnly leave out what is no longer in use
 * @param nested show codes under those they lie under; such an expansion has no pages
 * @param selectableOnly leave out abstract codes
 * @param language of the displays; null for that of the code systems
 */
public record ExpansionAsked(
        @Nullable String filter,
        int offset,
        @Nullable Integer count,
        boolean designations,
        List<String> designation,
        boolean definition,
        boolean activeOnly,
        boolean nested,
        boolean selectableOnly,
        @Nullable String language) {
    public ExpansionAsked {
        designation = List.copyOf(designation);
    }
}
