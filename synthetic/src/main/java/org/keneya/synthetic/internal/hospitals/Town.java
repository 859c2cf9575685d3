// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.hospitals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keneya.synthetic.Region;
import org.keneya.synthetic.internal.people.Tables;

/**
 * A town with hospitals.
 *
 * @param country ISO 3166-1, two letters
 * @param department of France; empty elsewhere
 * @param population people
 * @param latitude degrees, of its middle
 * @param longitude degrees
 */
record Town(
        String country,
        String name,
        String region,
        String department,
        double population,
        double latitude,
        double longitude) {
    private static final List<Town> ALL = load();

    static List<Town> of(Region region) {
        return ALL.stream().filter(town -> town.isIn(region)).toList();
    }

    private boolean isIn(Region wanted) {
        return switch (wanted) {
            case ALL -> true;
            case FRANCE -> country.equals("FR");
            case GREAT_BRITAIN -> country.equals("GB");
            case ILE_DE_FRANCE ->
                region.equals("Île-de-France")
                        || List.of("02", "27", "28", "45", "51", "60").contains(department);
        };
    }

    private static List<Town> load() {
        List<Town> towns = new ArrayList<>(french());
        for (String[] row : Tables.rows("british-towns.txt")) {
            towns.add(new Town("GB", row[0], row[1], "", 1_000 * number(row[2]), number(row[3]), number(row[4])));
        }
        return List.copyOf(towns);
    }

    private static List<Town> french() {
        Map<String, String> regions = new HashMap<>();
        for (String[] row : Tables.rows("french-regions.txt")) {
            for (String department : row[1].split(" ")) {
                regions.put(department, row[0]);
            }
        }
        List<Town> towns = new ArrayList<>();
        for (String[] row : Tables.rows("communes.txt")) {
            String department = row[0].substring(0, 2);
            String region = regions.get(department);
            if (region != null) { // an ambulance does not go overseas
                towns.add(new Town("FR", row[1], region, department, number(row[3]), number(row[4]), number(row[5])));
            }
        }
        return towns;
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }
}
