// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import org.keneya.store.internal.Units;

/** The units of measure the store understands (https://ucum.org). */
public final class Ucum {
    private Ucum() {}

    /** Whether the text is a unit of UCUM in its case-sensitive spelling, such as {@code mm[Hg]}. */
    public static boolean isUnit(String code) {
        return Units.isUnit(code);
    }
}
