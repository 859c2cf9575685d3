// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Family and given names, drawn by origin, sex and birth year. */
public final class Names {
    private record Family(String name, double weight) {}

    private record Fashion(String tag, Sex sex, int from, int to, Weighted<String> names) {}

    private static final Weighted<Origin> ORIGINS = new Weighted<>(Arrays.asList(Origin.values()), Origin::weight);
    private static final Map<Origin, Weighted<Family>> FAMILIES = families();
    private static final List<Fashion> FASHIONS = fashions();

    private Names() {}

    static Origin origin(Dice dice) {
        return ORIGINS.draw(dice);
    }

    static String family(Dice dice, Origin origin) {
        return of(origin).draw(dice).name();
    }

    /** A given name in fashion in the year; two people in three of foreign origin wear one of that origin. */
    static String given(Dice dice, Origin origin, Sex sex, int year) {
        boolean own = origin != Origin.FRENCH && dice.chance(0.66);
        String tag = own ? origin.tag() : "fr";
        List<Fashion> fitting = FASHIONS.stream()
                .filter(fashion -> fashion.tag.equals(tag) && fashion.sex == sex)
                .filter(fashion -> fashion.from <= year && year <= fashion.to)
                .toList();
        if (fitting.isEmpty()) {
            return given(dice, Origin.FRENCH, sex, Math.clamp(year, 1900, 2040));
        }
        return dice.pick(fitting).names.draw(dice);
    }

    /** How many distinct family names there are. */
    public static int familyCount() {
        Set<String> names = new HashSet<>();
        FAMILIES.values().forEach(families -> families.items().forEach(family -> names.add(family.name())));
        return names.size();
    }

    /** How many distinct given names there are. */
    public static int givenCount() {
        Set<String> names = new HashSet<>();
        FASHIONS.forEach(fashion -> names.addAll(fashion.names.items()));
        return names.size();
    }

    private static Weighted<Family> of(Origin origin) {
        Weighted<Family> families = FAMILIES.get(origin);
        if (families == null) {
            throw new IllegalStateException("no family names of origin " + origin);
        }
        return families;
    }

    private static Map<Origin, Weighted<Family>> families() {
        List<String[]> rows = Tables.rows("family-names.txt");
        Map<Origin, Weighted<Family>> families = new EnumMap<>(Origin.class);
        for (Origin origin : Origin.values()) {
            List<Family> names = new ArrayList<>();
            for (String[] row : rows) {
                if (row[0].equals(origin.tag())) {
                    for (String name : row[2].split("\\|")) {
                        names.add(new Family(name, Double.parseDouble(row[1])));
                    }
                }
            }
            families.put(origin, new Weighted<>(names, Family::weight));
        }
        return families;
    }

    private static List<Fashion> fashions() {
        List<Fashion> fashions = new ArrayList<>();
        for (String[] row : Tables.rows("given-names.txt")) {
            Sex sex = row[1].equals("F") ? Sex.FEMALE : Sex.MALE;
            List<String> names = Arrays.asList(row[5].split("\\|"));
            fashions.add(
                    new Fashion(row[0], sex, Integer.parseInt(row[2]), Integer.parseInt(row[3]), Weighted.even(names)));
        }
        return List.copyOf(fashions);
    }
}
