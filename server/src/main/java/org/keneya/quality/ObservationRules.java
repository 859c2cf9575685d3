// SPDX-License-Identifier: Apache-2.0
package org.keneya.quality;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.model.Json;
import org.keneya.store.Ucum;

/** Rules about observations (requirements DQ-1, CON-2). */
final class ObservationRules {
    private static final String UCUM = "http://unitsofmeasure.org";
    private static final String LOINC = "http://loinc.org";

    /** Widest values a living person has been known to have; beyond them it is a slip of the hand. */
    private record Possible(String label, Map<String, double[]> byUnit) {}

    /**
     * Vital signs by LOINC code: bounds per UCUM unit, deliberately wide. What is merely abnormal is shown, not refused.
     * Sources: extremes of survival in the emergency medicine literature, rounded outwards.
     */
    private static final Map<String, Possible> POSSIBLE = Map.ofEntries(
            Map.entry("8310-5", new Possible("température", Map.of("Cel", range(10, 47), "[degF]", range(50, 117)))),
            Map.entry("8867-4", new Possible("fréquence cardiaque", Map.of("/min", range(0, 400)))),
            Map.entry("9279-1", new Possible("fréquence respiratoire", Map.of("/min", range(0, 150)))),
            Map.entry("8480-6", new Possible("pression systolique", Map.of("mm[Hg]", range(0, 350)))),
            Map.entry("8462-4", new Possible("pression diastolique", Map.of("mm[Hg]", range(0, 250)))),
            Map.entry("2708-6", new Possible("saturation", Map.of("%", range(0, 100)))),
            Map.entry("59408-5", new Possible("saturation", Map.of("%", range(0, 100)))),
            Map.entry("29463-7", new Possible("poids", Map.of("kg", range(0.2, 650), "g", range(200, 650_000)))),
            Map.entry("8302-2", new Possible("taille", Map.of("cm", range(15, 275), "m", range(0.15, 2.75)))),
            Map.entry("39156-5", new Possible("IMC", Map.of("kg/m2", range(5, 250)))),
            Map.entry("9843-4", new Possible("périmètre crânien", Map.of("cm", range(10, 80)))),
            Map.entry("2339-0", new Possible("glycémie", Map.of("mg/dL", range(1, 3_000), "mmol/L", range(0.1, 170)))),
            Map.entry("9269-2", new Possible("score de Glasgow", Map.of("{score}", range(3, 15)))));

    private ObservationRules() {}

    private static double[] range(double low, double high) {
        return new double[] {low, high};
    }

    static Rule timeIsThere() {
        return new Rule("Observation", (observation, found) -> {
            boolean timed = observation.has("effectiveDateTime")
                    || observation.has("effectivePeriod")
                    || observation.has("effectiveInstant")
                    || observation.has("effectiveTiming");
            if (!timed) {
                found.add(Rule.refuse(
                        "observation-effective-missing",
                        "required",
                        "Observation.effective",
                        "An observation needs the time it was made at",
                        "Indiquez la date et l'heure de la mesure."));
            }
        });
    }

    static Rule unitIsUcum() {
        return new Rule("Observation", (observation, found) -> {
            unit(observation, "Observation.value", found);
            List<Json.Obj> components = observation.objects("component");
            for (int i = 0; i < components.size(); i++) {
                unit(components.get(i), "Observation.component[%d].value".formatted(i), found);
            }
        });
    }

    private static void unit(Json.Obj holder, String path, List<Issue> found) {
        Json.Obj quantity = holder.object("valueQuantity");
        if (quantity == null || !quantity.has("value")) {
            return;
        }
        String code = quantity.string("code");
        if (code == null) {
            found.add(Rule.refuse(
                    "observation-unit-missing",
                    "required",
                    path + ".code",
                    "A quantity needs a UCUM unit",
                    "Indiquez l'unité de la mesure (UCUM)."));
        } else if (!UCUM.equals(quantity.string("system"))) {
            found.add(Rule.refuse(
                    "observation-unit-ucum",
                    "value",
                    path + ".code",
                    "The unit of a quantity must be UCUM",
                    "L'unité doit être codée en UCUM."));
        } else if (!Ucum.isUnit(code)) {
            found.add(Rule.refuse(
                    "observation-unit-unknown",
                    "value",
                    path + ".code",
                    "UCUM has no such unit",
                    "Cette unité n'existe pas en UCUM."));
        }
    }

    static Rule valueIsPlausible() {
        return new Rule("Observation", (observation, found) -> {
            plausible(observation, observation, "Observation.value", found);
            List<Json.Obj> components = observation.objects("component");
            for (int i = 0; i < components.size(); i++) {
                plausible(components.get(i), components.get(i), "Observation.component[%d].value".formatted(i), found);
            }
        });
    }

    private static void plausible(Json.Obj coded, Json.Obj valued, String path, List<Issue> found) {
        Possible possible = possible(coded);
        Json.Obj quantity = valued.object("valueQuantity");
        if (possible == null || quantity == null || !(quantity.get("value") instanceof Json.Num number)) {
            return;
        }
        String unit = quantity.string("code");
        double[] bounds = unit == null ? null : possible.byUnit.get(unit);
        BigDecimal value = number.decimal();
        if (bounds != null && (value.doubleValue() < bounds[0] || value.doubleValue() > bounds[1])) {
            found.add(Rule.refuse(
                    "observation-value-implausible",
                    "value",
                    path + ".value",
                    "The value is outside what is physiologically possible",
                    "Valeur impossible pour la mesure « %s » : attendu entre %s et %s."
                            .formatted(possible.label, french(bounds[0]), french(bounds[1]))));
        }
    }

    private static @Nullable Possible possible(Json.Obj coded) {
        Json.Obj code = coded.object("code");
        if (code == null) {
            return null;
        }
        for (Json.Obj coding : code.objects("coding")) {
            String loinc = coding.string("code");
            if (LOINC.equals(coding.string("system")) && loinc != null && POSSIBLE.containsKey(loinc)) {
                return POSSIBLE.get(loinc);
            }
        }
        return null;
    }

    private static String french(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString().replace('.', ',');
    }
}
