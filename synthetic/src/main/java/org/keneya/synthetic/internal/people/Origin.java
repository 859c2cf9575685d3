// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

import java.util.List;

/** Where a family name comes from: decides given names and, partly, the place of birth. */
enum Origin {
    FRENCH("fr", 70, 0),
    BRETON("br", 5, 0),
    ALSATIAN("al", 3, 0),
    NORTHERN("no", 3, 0),
    CORSICAN("co", 1.5, 0),
    MAGHREB("ma", 9, 0.35, country("99352", "Algérie"), country("99350", "Maroc"), country("99351", "Tunisie")),
    AFRICAN(
            "af",
            4.5,
            0.45,
            country("99341", "Sénégal"),
            country("99335", "Mali"),
            country("99326", "Côte d'Ivoire"),
            country("99322", "Cameroun"),
            country("99312", "Congo (République démocratique)"),
            country("99330", "Guinée")),
    OVERSEAS("om", 3.5, 0),
    PORTUGUESE("pt", 3.5, 0.35, country("99139", "Portugal")),
    SPANISH("es", 3, 0.15, country("99134", "Espagne")),
    ITALIAN("it", 2.5, 0.2, country("99127", "Italie")),
    ASIAN("as", 2, 0.4, country("99243", "Viêt Nam"), country("99216", "Chine"), country("99235", "Sri Lanka")),
    TURKISH("tr", 1.5, 0.35, country("99208", "Turquie")),
    EASTERN("ee", 1.5, 0.3, country("99122", "Pologne"), country("99114", "Roumanie"));

    private final String tag;
    private final double weight;
    private final double bornAbroad;
    private final List<Place> countries;

    Origin(String tag, double weight, double bornAbroad, Place... countries) {
        this.tag = tag;
        this.weight = weight;
        this.bornAbroad = bornAbroad;
        this.countries = List.of(countries);
    }

    String tag() {
        return tag;
    }

    double weight() {
        return weight;
    }

    double bornAbroad() {
        return bornAbroad;
    }

    List<Place> countries() {
        return countries;
    }

    private static Place country(String code, String name) {
        return new Place(code, name, "", 1);
    }
}
