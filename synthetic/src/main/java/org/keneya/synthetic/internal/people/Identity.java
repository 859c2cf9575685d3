// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

/** How far an identity is trusted (RNIV): found through INSi or not, checked on a document or not. */
public enum Identity {
    QUALIFIED(true, true),
    VALIDATED(false, true),
    RETRIEVED(true, false),
    PROVISIONAL(false, false);

    private final boolean hasIns;
    private final boolean checked;

    Identity(boolean hasIns, boolean checked) {
        this.hasIns = hasIns;
        this.checked = checked;
    }

    public boolean hasIns() {
        return hasIns;
    }

    public boolean isChecked() {
        return checked;
    }
}
