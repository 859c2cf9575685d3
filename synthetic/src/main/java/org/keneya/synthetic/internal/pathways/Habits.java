// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import org.keneya.synthetic.internal.chart.Visit;

/** Ways of living, as asked in consultation; the answer of one person stays the same. */
final class Habits {
    private Habits() {}

    /** Writes the smoking status (LOINC 72166-2). */
    static void smoking(Visit visit) {
        long draw = Math.floorMod(visit.chart().person().id().hashCode(), 100);
        int age = visit.chart().person().ageAt(visit.day());
        if (age < 15) {
            return;
        }
        if (draw < 55) {
            visit.finding("social-history", "72166-2", "Statut tabagique", "Non-fumeur", "266919005");
        } else if (draw < 80 || age > 70) {
            visit.finding("social-history", "72166-2", "Statut tabagique", "Ancien fumeur", "8517006");
        } else {
            visit.finding("social-history", "72166-2", "Statut tabagique", "Fumeur", "77176002");
        }
    }
}
