// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The communes people live and are born in, and the countries of birth abroad. */
public final class Places {
    private static final Pattern ARRONDISSEMENT = Pattern.compile(" [0-9]+e?r? Arrondissement$");
    private static final Map<String, Place> BY_CODE = new HashMap<>();
    private static final List<Place> COMMUNES = load();
    private static final Weighted<Place> HOMES = new Weighted<>(COMMUNES, Places::homeWeight);
    private static final Weighted<Place> BIRTHS = new Weighted<>(births(false), Place::weight);
    private static final Weighted<Place> EARLY_BIRTHS = new Weighted<>(births(true), Place::weight);
    private static final Weighted<Place> CORSICA =
            new Weighted<>(COMMUNES.stream().filter(Place::isCorsican).toList(), Place::weight);
    private static final Weighted<Place> OVERSEAS =
            new Weighted<>(COMMUNES.stream().filter(Place::isOverseas).toList(), Place::weight);

    private Places() {}

    public static Place home(Dice dice) {
        return HOMES.draw(dice);
    }

    /**
     * A place of birth that the matricule of someone born that year may show: no Corsican 2A or 2B before 1976, none of
     * the departments made in 1968 (91 to 95) before it.
     */
    static Place birth(Dice dice, Origin origin, int year) {
        if (!origin.countries().isEmpty() && dice.chance(origin.bornAbroad())) {
            return dice.pick(origin.countries());
        }
        if (origin == Origin.OVERSEAS && dice.chance(0.8)) {
            return OVERSEAS.draw(dice);
        }
        if (origin == Origin.CORSICAN && year >= 1976 && dice.chance(0.8)) {
            return CORSICA.draw(dice);
        }
        return year >= 1976 ? BIRTHS.draw(dice) : EARLY_BIRTHS.draw(dice);
    }

    /** The place of a code of the embedded list. */
    public static Optional<Place> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    static Place of(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("no commune " + code + " in the list"));
    }

    /** Every commune of the list. */
    public static List<Place> communes() {
        return COMMUNES;
    }

    private static List<Place> load() {
        List<Place> places = new ArrayList<>();
        for (String[] row : Tables.rows("communes.txt")) {
            String name = ARRONDISSEMENT.matcher(row[1]).replaceAll("");
            Place place = new Place(row[0], name, row[2], StrictMath.sqrt(Double.parseDouble(row[3])));
            BY_CODE.put(place.code(), place);
            places.add(place);
        }
        return List.copyOf(places);
    }

    /** The hospital is in Lyon: half of its patients come from around it. */
    private static double homeWeight(Place place) {
        double near = place.code().startsWith("69") ? 40 : place.code().startsWith("01") ? 6 : 1;
        return place.weight() * near;
    }

    /** Toulouse is left out: its births of one month may reach the order numbers reserved for made-up people. */
    private static List<Place> births(boolean early) {
        return COMMUNES.stream()
                .filter(place -> !place.code().equals("31555"))
                .filter(place -> !early || !(place.isCorsican() || place.code().matches("9[1-5].*|976.*")))
                .toList();
    }
}
