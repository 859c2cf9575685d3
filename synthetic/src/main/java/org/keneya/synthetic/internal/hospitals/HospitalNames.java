// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.hospitals;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.keneya.synthetic.internal.people.Dice;

/** Names for hospitals that do not exist: after their town, then after trees, flowers and hills. */
final class HospitalNames {
    private static final List<String> FRENCH = List.of(
            "des Tilleuls",
            "de la Roseraie",
            "du Vallon",
            "des Glycines",
            "du Belvédère",
            "des Peupliers",
            "de la Source",
            "des Coteaux",
            "du Clos Fleuri",
            "de la Clairière",
            "des Acacias",
            "du Moulin Vert",
            "de la Prairie",
            "des Grands Chênes",
            "de la Colline",
            "des Lilas Blancs",
            "du Vieux Pont",
            "de l'Étang Bleu",
            "des Marronniers",
            "de Bellerive");
    private static final List<String> BRITISH = List.of(
            "Elmfield",
            "Larkhill",
            "Ashdown",
            "Millbrook",
            "Rosewood",
            "Thornbury Hill",
            "Fairmead",
            "Highcroft",
            "Willowbank",
            "Oakridge",
            "Meadowside",
            "Stonebridge",
            "Hazelgrove",
            "Westmere",
            "Foxley",
            "Greenlea",
            "Birchwood",
            "Queensmead",
            "Harrowgate Lane",
            "Northfield");
    private static final Pattern ARRONDISSEMENT = Pattern.compile(" ([0-9]+)e?r? Arrondissement$");

    private HospitalNames() {}

    /**
     * @param taken names given so far; the new one is added
     */
    static String of(Site site, Set<String> taken, Dice dice) {
        boolean french = site.town().country().equals("FR");
        String town = ARRONDISSEMENT.matcher(site.town().name()).replaceAll(" $1");
        String name = french ? french(site, town, dice) : british(site, town, dice);
        String unique = name;
        for (int number = 2; !taken.add(unique); number++) {
            unique = name + " " + number;
        }
        return unique;
    }

    private static String french(Site site, String town, Dice dice) {
        if (site.rank() == 0) {
            String kind = site.kind() == Site.Kind.TEACHING ? "Centre hospitalier universitaire" : "Centre hospitalier";
            return kind + " " + of(town);
        }
        return (site.kind() == Site.Kind.SMALL ? "Clinique " : "Hôpital ") + dice.pick(FRENCH) + ", " + town;
    }

    private static String british(Site site, String town, Dice dice) {
        if (site.rank() == 0) {
            return town
                    + switch (site.kind()) {
                        case TEACHING -> " University Hospital";
                        case GENERAL -> " General Hospital";
                        case SMALL -> " Community Hospital";
                    };
        }
        return dice.pick(BRITISH) + " Hospital, " + town;
    }

    /** The town with its preposition: du Havre, des Ulis, d'Évry, de La Rochelle. */
    private static String of(String town) {
        if (town.startsWith("Le ")) {
            return "du " + town.substring(3);
        }
        if (town.startsWith("Les ")) {
            return "des " + town.substring(4);
        }
        return ("AEIOUÉÈÎY".indexOf(town.charAt(0)) >= 0 ? "d'" : "de ") + town;
    }
}
