// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.util.Map;
import java.util.TreeMap;
import org.keneya.synthetic.internal.people.Tables;

/**
 * A medicine of the French market.
 *
 * @param key our short name, such as {@code metformine}
 * @param cis code of the speciality, 8 digits
 * @param cip code of one presentation, 13 digits
 * @param name as authorised
 * @param substance common name (DC)
 */
public record Drug(String key, String cis, String cip, String name, String substance, String atc) {
    private static final Map<String, Drug> ALL = load();

    public static Drug of(String key) {
        Drug drug = ALL.get(key);
        if (drug == null) {
            throw new IllegalArgumentException("no drug " + key + " in the table");
        }
        return drug;
    }

    /**
     * Whether two medicines are of one class and not taken together: the same fourth level of ATC, or both inhibitors of
     * the renin-angiotensin system, oral anticoagulants, antidepressants.
     */
    boolean isLike(Drug other) {
        return family().equals(other.family());
    }

    private String family() {
        if (atc.startsWith("C09") || atc.startsWith("N06A")) {
            return atc.substring(0, 3);
        }
        return atc.startsWith("B01AA") || atc.startsWith("B01AF") ? "B01A" : atc.substring(0, 5);
    }

    public static Map<String, Drug> all() {
        return ALL;
    }

    private static Map<String, Drug> load() {
        Map<String, Drug> drugs = new TreeMap<>();
        for (String[] row : Tables.rows("drugs.txt")) {
            drugs.put(row[0], new Drug(row[0], row[1], row[2], row[3], row[4], row[5]));
        }
        return Map.copyOf(drugs);
    }
}
