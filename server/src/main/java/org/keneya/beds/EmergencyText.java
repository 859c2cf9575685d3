// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.Emergency;
import org.keneya.allocation.Isolation;
import org.keneya.allocation.Place;
import org.keneya.allocation.Sex;
import org.keneya.model.Json;

/** An emergency as JSON: in answers, in the log and in the table. Names nobody. */
final class EmergencyText {
    private EmergencyText() {}

    static Json.Obj of(Emergency emergency) {
        Json.Obj text = new Json.Obj(12)
                .put("speciality", emergency.speciality())
                .put("latitude", number(emergency.place().latitude()))
                .put("longitude", number(emergency.place().longitude()));
        Double age = emergency.age();
        if (age != null) {
            text.put("age", number(age));
        }
        Sex sex = emergency.sex();
        if (sex != null) {
            text.put("sex", sex.code());
        }
        text.put("isolation", emergency.isolation().code())
                .put("equipment", texts(emergency.equipment()))
                .put("priority", new Json.Num(Integer.toString(emergency.priority())));
        String hospital = emergency.hospital();
        if (hospital != null) {
            text.put("hospital", hospital);
        }
        return text.put("excluded", texts(emergency.excluded()));
    }

    /** Reads what {@link #of} wrote. */
    static Emergency read(Json.Obj text) {
        String sex = text.string("sex");
        return new Emergency(
                required(text, "speciality"),
                new Place(decimal(text, "latitude"), decimal(text, "longitude")),
                text.has("age") ? (Double) decimal(text, "age") : null,
                sex == null ? null : Sex.of(sex),
                Isolation.of(required(text, "isolation")),
                set(text.array("equipment")),
                (int) decimal(text, "priority"),
                text.string("hospital"),
                set(text.array("excluded")));
    }

    /** Whole numbers without a fraction, others as exact as they are. */
    static Json.Num number(double value) {
        return new Json.Num(
                value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : plain(value));
    }

    private static String plain(double value) {
        return new java.math.BigDecimal(Double.toString(value)).toPlainString();
    }

    static Json.Arr texts(Collection<String> texts) {
        Json.Arr array = new Json.Arr();
        texts.stream().sorted().forEach(text -> array.add(new Json.Str(text)));
        return array;
    }

    static Set<String> set(Json.@Nullable Arr texts) {
        Set<String> set = new HashSet<>();
        if (texts != null) {
            texts.forEach(item -> set.add(((Json.Str) item).text()));
        }
        return set;
    }

    static double decimal(Json.Obj text, String name) {
        return ((Json.Num) Objects.requireNonNull(text.get(name))).decimal().doubleValue();
    }

    static String required(Json.Obj text, String name) {
        return Objects.requireNonNull(text.string(name));
    }
}
