// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.hospitals;

import java.util.ArrayList;
import java.util.List;
import org.keneya.synthetic.internal.people.Dice;

/** Makes the beds of one hospital: wards of at most thirty beds, in groups of equal ones. */
final class Wards {
    private static final int LARGEST = 30;

    /**
     * Equal beds of a ward.
     *
     * @param ward floor and letter, such as {@code 4B}
     * @param equipment apart by spaces
     * @param isolation none, contact, droplet or airborne
     * @param sex empty for any
     */
    record Group(String ward, int beds, Unit unit, String equipment, String isolation, String sex, int occupied) {}

    private final Site site;
    private final Dice dice;
    private final double occupancy;
    private final List<Group> groups = new ArrayList<>();
    private int ward;

    Wards(Site site, Dice dice) {
        this.site = site;
        this.dice = dice;
        this.occupancy = 0.85 + 0.05 * dice.bell();
    }

    List<Group> of(int beds) {
        List<Unit> units = new ArrayList<>();
        for (Unit unit : Unit.ALL) {
            if (unit.share(site.kind()) > 0) {
                units.add(unit);
            }
        }
        double[] weights = new double[units.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = units.get(i).share(site.kind()) * dice.between(0.6, 1.4);
        }
        int[] shares = Shares.of(beds, weights);
        for (int i = 0; i < shares.length; i++) {
            for (int left = shares[i]; left > 0; left -= LARGEST) {
                ward(units.get(i), Math.min(left, LARGEST));
            }
        }
        return groups;
    }

    private void ward(Unit unit, int beds) {
        String label = 1 + ward / 6 + "" + (char) ('A' + ward % 6);
        ward++;
        String sex = unit.sex().isEmpty() && unit.isGeneral() && isBritish() && beds > 8
                ? dice.pick(List.of("female", "male", ""))
                : unit.sex();
        int single = (int) Math.round(beds * unit.single());
        int airborne = unit.name().startsWith("Maladies inf") ? single / 3 : single / 12;
        int droplet = (single - airborne) / 4;
        int contact = single - airborne - droplet;
        int open = beds - single;
        int more = unit.more().isEmpty() ? 0 : Math.max(1, beds / 5);
        more = Math.min(more, Math.max(open, contact));
        String both = (unit.equipment() + " " + unit.more()).strip();
        boolean amongSingles = contact >= open;
        String kind = amongSingles ? "contact" : "none";
        group(label, more, unit, both, kind, sex);
        group(label, open - (amongSingles ? 0 : more), unit, unit.equipment(), "none", sex);
        group(label, contact - (amongSingles ? more : 0), unit, unit.equipment(), "contact", sex);
        group(label, droplet, unit, unit.equipment(), "droplet", sex);
        group(label, airborne, unit, unit.equipment(), "airborne", sex);
    }

    private boolean isBritish() {
        return site.town().country().equals("GB");
    }

    private void group(String label, int beds, Unit unit, String equipment, String isolation, String sex) {
        if (beds > 0) {
            int occupied = 0;
            for (int i = 0; i < beds; i++) {
                occupied += dice.chance(occupancy) ? 1 : 0;
            }
            groups.add(new Group(label, beds, unit, equipment, isolation, sex, occupied));
        }
    }
}
