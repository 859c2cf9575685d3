// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.hospitals;

import java.util.List;
import org.keneya.synthetic.internal.people.Tables;

/**
 * A kind of unit.
 *
 * @param specialities codes, apart by spaces as in all texts here
 * @param teaching share of the beds of a teaching hospital, against the other units
 * @param equipment every bed has it
 * @param more some beds have it, too
 * @param sex empty for any
 * @param youngest years
 * @param oldest years, as it is written in the file
 * @param single share of beds in single rooms, 0 to 1
 */
record Unit(
        String name,
        String specialities,
        int teaching,
        int general,
        int small,
        String equipment,
        String more,
        String sex,
        int youngest,
        String oldest,
        double single) {
    static final List<Unit> ALL =
            Tables.rows("hospital-units.txt").stream().map(Unit::of).toList();

    private static Unit of(String[] row) {
        return new Unit(
                row[0],
                row[1],
                Integer.parseInt(row[2]),
                Integer.parseInt(row[3]),
                Integer.parseInt(row[4]),
                row[5],
                row[6],
                row[7],
                Integer.parseInt(row[8]),
                row[9],
                Integer.parseInt(row[10]) / 100.0);
    }

    int share(Site.Kind kind) {
        return switch (kind) {
            case TEACHING -> teaching;
            case GENERAL -> general;
            case SMALL -> small;
        };
    }

    /** For adults of both sexes, so that a ward of it may be for one. */
    boolean isGeneral() {
        return sex.isEmpty() && youngest >= 16 && equipment.isEmpty();
    }
}
