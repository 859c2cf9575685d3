// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import org.keneya.synthetic.internal.chart.Posology;

/** Posologies written again and again. */
final class Doses {
    static final Posology TABLET_MORNING = Posology.daily("1 comprimé le matin", 1, "comprimé", 1);
    static final Posology TABLET_EVENING = Posology.daily("1 comprimé le soir", 1, "comprimé", 1);
    static final Posology TABLET_TWICE = Posology.daily("1 comprimé matin et soir", 1, "comprimé", 2);
    static final Posology TABLET_THRICE = Posology.daily("1 comprimé matin, midi et soir", 1, "comprimé", 3);
    static final Posology CAPSULE_MORNING = Posology.daily("1 gélule le matin", 1, "gélule", 1);
    static final Posology CAPSULE_TWICE = Posology.daily("1 gélule matin et soir", 1, "gélule", 2);
    static final Posology CAPSULE_THRICE = Posology.daily("1 gélule matin, midi et soir", 1, "gélule", 3);
    static final Posology SACHET_MORNING = Posology.daily("1 sachet le matin", 1, "sachet", 1);
    static final Posology SACHET_TWICE = Posology.daily("1 sachet matin et soir", 1, "sachet", 2);
    static final Posology PUFF_TWICE = Posology.daily("1 bouffée matin et soir", 1, "bouffée", 2);
    static final Posology PUFFS_MORNING = Posology.daily("2 bouffées le matin", 2, "bouffée", 1);
    static final Posology PUFFS_NEEDED =
            Posology.ifNeeded("2 bouffées en cas de gêne, 8 bouffées par jour au plus", 2, "bouffée", 4);
    static final Posology PAIN =
            Posology.ifNeeded("1 comprimé en cas de douleur, 3 par jour au plus", 1, "comprimé", 3);
    static final Posology CREAM = Posology.daily("1 application par jour sur les lésions", 1, "application", 1);
    static final Posology INJECTION_DAILY = Posology.daily("1 injection sous-cutanée par jour", 1, "injection", 1);

    private Doses() {}
}
