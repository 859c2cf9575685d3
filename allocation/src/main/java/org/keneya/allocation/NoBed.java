// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.List;

/**
 * No bed fits.
 *
 * @param reasons what stood in the way, and in how many hospitals
 */
public record NoBed(List<Reason> reasons) implements Decision {
    public NoBed {
        reasons = List.copyOf(reasons);
    }
}
