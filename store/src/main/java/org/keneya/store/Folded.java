// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import org.keneya.store.internal.Words;

/** The spelling in which the store compares texts. */
public final class Folded {
    private Folded() {}

    /** Lower case, no accents, ligatures opened, runs of anything but letters and digits as one space. */
    public static String of(String text) {
        return Words.fold(text);
    }
}
