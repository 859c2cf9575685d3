// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Language tags (BCP 47), as far as one serves for another: {@code fr} and {@code fr-FR} do, {@code fr-CA} and {@code fr-FR} do not. */
final class Languages {
    private Languages() {}

    static boolean match(@Nullable String one, String wanted) {
        if (one == null) {
            return false;
        }
        String has = one.toLowerCase(Locale.ROOT);
        String asks = wanted.toLowerCase(Locale.ROOT);
        return has.equals(asks) || has.startsWith(asks + "-") || asks.startsWith(has + "-");
    }
}
