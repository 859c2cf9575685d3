// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.List;

/**
 * A bed for the emergency.
 *
 * @param bed as it was when decided, hence free
 * @param distanceMetres great circle, whole metres
 * @param reasons why this hospital, then why not the nearer ones: the three nearest at most, nearest first
 * @param alternatives what would have come next, best first, three at most
 */
public record Placed(
        Hospital hospital,
        Bed bed,
        long distanceMetres,
        long travelSeconds,
        TravelKind travelKind,
        List<Reason> reasons,
        List<Alternative> alternatives)
        implements Decision {
    public Placed {
        reasons = List.copyOf(reasons);
        alternatives = List.copyOf(alternatives);
    }
}
