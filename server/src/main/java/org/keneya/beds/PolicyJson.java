// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.Set;
import org.keneya.allocation.AllocationPolicy;
import org.keneya.model.Json;

/** A policy of allocation as JSON: in its table, in the log, and as administrators write it. */
final class PolicyJson {
    private static final Set<String> MEMBERS = Set.of(
            "name",
            "version",
            "saturationWeight",
            "paediatricPercent",
            "adultFrom",
            "reservePriority",
            "criticalPriority",
            "roadFactor",
            "speed");

    private PolicyJson() {}

    static Json.Obj of(AllocationPolicy policy) {
        return new Json.Obj(12)
                .put("name", policy.name())
                .put("version", EmergencyText.number(policy.version()))
                .put("saturationWeight", EmergencyText.number(policy.saturationWeight()))
                .put("paediatricPercent", EmergencyText.number(policy.paediatricPercent()))
                .put("adultFrom", EmergencyText.number(policy.adultFrom()))
                .put("reservePriority", EmergencyText.number(policy.reservePriority()))
                .put("criticalPriority", EmergencyText.number(policy.criticalPriority()))
                .put("roadFactor", EmergencyText.number(policy.roadFactor()))
                .put("speed", EmergencyText.number(policy.speed()));
    }

    /** What is not said is as in {@link AllocationPolicy#NEAREST}; fails with 422 and the path otherwise. */
    static AllocationPolicy read(Json.Obj text) {
        for (int i = 0; i < text.size(); i++) {
            if (!MEMBERS.contains(text.name(i))) {
                throw Refusals.refused(
                        Refusals.Kind.UNPROCESSABLE, "structure", "There is no such member", text.name(i));
            }
        }
        AllocationPolicy usual = AllocationPolicy.NEAREST;
        String name = text.string("name");
        if (name == null || name.isBlank() || name.length() > 100) {
            throw Refusals.refused(Refusals.Kind.UNPROCESSABLE, "required", "A name has 1 to 100 characters", "name");
        }
        try {
            return new AllocationPolicy(
                    name,
                    whole(text, "version", 0),
                    whole(text, "saturationWeight", usual.saturationWeight()),
                    whole(text, "paediatricPercent", usual.paediatricPercent()),
                    whole(text, "adultFrom", usual.adultFrom()),
                    whole(text, "reservePriority", usual.reservePriority()),
                    whole(text, "criticalPriority", usual.criticalPriority()),
                    decimal(text, "roadFactor", usual.roadFactor()),
                    decimal(text, "speed", usual.speed()));
        } catch (IllegalArgumentException wrong) { // its message names the member
            String why = String.valueOf(wrong.getMessage());
            throw Refusals.refused(Refusals.Kind.UNPROCESSABLE, "value", why, why.split(" ", 2)[0]);
        }
    }

    private static int whole(Json.Obj text, String name, int usual) {
        double value = decimal(text, name, usual);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw Refusals.refused(Refusals.Kind.UNPROCESSABLE, "value", "A whole number is expected", name);
        }
        return (int) value;
    }

    private static double decimal(Json.Obj text, String name, double usual) {
        return switch (text.get(name)) {
            case null -> usual;
            case Json.Num number -> number.decimal().doubleValue();
            default -> throw Refusals.refused(Refusals.Kind.UNPROCESSABLE, "value", "A number is expected", name);
        };
    }
}
