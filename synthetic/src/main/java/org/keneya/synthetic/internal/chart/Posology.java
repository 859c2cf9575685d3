// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.util.Map;

/**
 * How a medicine is taken.
 *
 * @param text as written on the prescription
 * @param amount per intake
 * @param unit unit of intake in French
 * @param frequency intakes per period
 * @param periodUnit UCUM unit of time: h, d, wk, mo
 */
public record Posology(
        String text, double amount, String unit, int frequency, int period, String periodUnit, boolean asNeeded) {
    private static final Map<String, String> UCUM = Map.ofEntries(
            Map.entry("comprimé", "{tablet}"),
            Map.entry("gélule", "{capsule}"),
            Map.entry("sachet", "{sachet}"),
            Map.entry("bouffée", "{puff}"),
            Map.entry("injection", "{injection}"),
            Map.entry("application", "{application}"),
            Map.entry("goutte", "[drp]"),
            Map.entry("ampoule", "{ampule}"),
            Map.entry("dispositif", "{patch}"),
            Map.entry("UI", "[iU]"),
            Map.entry("mL", "mL"),
            Map.entry("mg", "mg"),
            Map.entry("g", "g"));

    /** Some times a day. */
    public static Posology daily(String text, double amount, String unit, int times) {
        return new Posology(text, amount, unit, times, 1, "d", false);
    }

    public static Posology weekly(String text, double amount, String unit) {
        return new Posology(text, amount, unit, 1, 1, "wk", false);
    }

    public static Posology monthly(String text, double amount, String unit, int months) {
        return new Posology(text, amount, unit, 1, months, "mo", false);
    }

    /** Only when needed, at most some times a day. */
    public static Posology ifNeeded(String text, double amount, String unit, int timesAtMost) {
        return new Posology(text, amount, unit, timesAtMost, 1, "d", true);
    }

    String ucum() {
        return UCUM.getOrDefault(unit, "{dose}");
    }

    /** EDQM route of administration by unit of intake: code and French name. */
    String[] route() {
        return switch (unit) {
            case "bouffée" -> new String[] {"20020000", "Voie inhalée"};
            case "injection", "UI" -> new String[] {"20066000", "Voie sous-cutanée"};
            case "g" -> new String[] {"20045000", "Voie intraveineuse"};
            case "application" -> new String[] {"20003000", "Voie cutanée"};
            case "dispositif" -> new String[] {"20070000", "Voie transdermique"};
            default -> new String[] {"20053000", "Voie orale"};
        };
    }
}
