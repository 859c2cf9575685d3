// SPDX-License-Identifier: Apache-2.0
package org.keneya.quality;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/**
 * Between which values a coded measure must lie, by code and unit. A code or unit that is not listed has no bounds.
 *
 * @param system of the codes
 */
record Bounds(String system, Map<String, Measure> codes) {

    /** @param byUnit lowest and highest value, both allowed, by UCUM unit */
    record Measure(String label, Map<String, BigDecimal[]> byUnit) {}

    static Bounds of(Json.Obj data) {
        Map<String, Measure> codes = new HashMap<>();
        Json.Obj listed = data.object("codes");
        if (listed == null || data.string("system") == null) {
            throw new IllegalArgumentException("bounds need a system and codes");
        }
        for (int i = 0; i < listed.size(); i++) {
            Map<String, BigDecimal[]> byUnit = new HashMap<>();
            String label = listed.name(i);
            if (!(listed.value(i) instanceof Json.Obj units)) {
                throw new IllegalArgumentException("bounds of " + label + " are no object");
            }
            for (int unit = 0; unit < units.size(); unit++) {
                switch (units.value(unit)) {
                    case Json.Str(String text) -> label = text;
                    case Json.Arr pair
                    when pair.size() == 2
                            && pair.get(0) instanceof Json.Num low
                            && pair.get(1) instanceof Json.Num high ->
                        byUnit.put(units.name(unit), new BigDecimal[] {low.decimal(), high.decimal()});
                    default -> throw new IllegalArgumentException("bounds of " + label + " are not [lowest, highest]");
                }
            }
            codes.put(listed.name(i), new Measure(label, Map.copyOf(byUnit)));
        }
        return new Bounds(String.valueOf(data.string("system")), Map.copyOf(codes));
    }

    /**
     * Null when the quantity is within bounds, or has none.
     *
     * @param coded with the element that tells what was measured
     */
    @Nullable
    Map<String, String> breach(Json.Obj coded, Json.@Nullable Obj quantity) {
        Measure measure = measure(coded);
        if (measure == null || quantity == null || !(quantity.get("value") instanceof Json.Num number)) {
            return null;
        }
        String unit = quantity.string("code");
        BigDecimal[] bounds = unit == null ? null : measure.byUnit.get(unit);
        BigDecimal value = number.decimal();
        return bounds == null || value.compareTo(bounds[0]) >= 0 && value.compareTo(bounds[1]) <= 0
                ? null
                : Map.of("label", measure.label, "low", french(bounds[0]), "high", french(bounds[1]));
    }

    private @Nullable Measure measure(Json.Obj coded) {
        Json.Obj code = coded.object("code");
        if (code != null) {
            for (Json.Obj coding : code.objects("coding")) {
                String found = coding.string("code");
                if (system.equals(coding.string("system")) && found != null && codes.containsKey(found)) {
                    return codes.get(found);
                }
            }
        }
        return null;
    }

    private static String french(BigDecimal bound) {
        return bound.stripTrailingZeros().toPlainString().replace('.', ',');
    }
}
