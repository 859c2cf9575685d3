// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/**
 * {@code Location?near=latitude|longitude|distance|unit} (http://hl7.org/fhir/R4/location.html#search): great circle on a
 * sphere of 6,371 km. Without a distance 20 km; units km (as when none is named), m and [mi_i].
 */
enum NearMatch implements Match {
    INSTANCE;

    private static final double EARTH_KM = 6371.0088;
    private static final double USUAL_KM = 20;
    private static final double DEGREE_KM = EARTH_KM * Math.PI / 180;

    /** A place is one row of numbers: latitude as low, longitude as high. */
    @Override
    public void index(Field field, String fhirType, Json value, Tokens tokens, Row row) {
        if (value instanceof Json.Obj position
                && position.get("latitude") instanceof Json.Num latitude
                && position.get("longitude") instanceof Json.Num longitude) {
            row.numbers.add(new Row.NumberValue(
                    field.number(),
                    0,
                    latitude.decimal().doubleValue(),
                    longitude.decimal().doubleValue()));
        }
    }

    @Override
    public Condition where(Field field, @Nullable String modifier, List<String> values, Tokens tokens) {
        if (modifier != null) {
            throw Match.unknownModifier(field, modifier);
        }
        return Condition.any(values.stream().map(value -> within(field, value)).toList());
    }

    private static Condition within(Field field, String value) {
        List<String> parts = Escapes.split(value, '|');
        if (parts.size() < 2 || parts.size() > 4) {
            throw Match.bad(field, "A place is latitude|longitude|distance|unit");
        }
        double latitude = number(field, parts.get(0), 90);
        double longitude = number(field, parts.get(1), 180);
        double distance = parts.size() < 3 || parts.get(2).isEmpty() ? USUAL_KM : number(field, parts.get(2), 1e8);
        double km = distance * unit(field, parts.size() < 4 ? "" : Escapes.unescape(parts.get(3)));
        if (km < 0) {
            throw Match.bad(field, "A distance is not negative");
        }
        double degrees = km / DEGREE_KM + 1e-9;
        Sql sql = new Sql()
                .add(
                        "exists (select 1 from number_value v where v.tenant = r.tenant and v.type = r.type and v.param = ?",
                        field.number())
                .add(
                        " and v.unit = 0 and v.pk = r.pk and v.low between ? and ?",
                        latitude - degrees,
                        latitude + degrees)
                .add(" and 2 * ? * asin(least(1, sqrt(power(sin(radians(v.low - ?) / 2), 2)", EARTH_KM, latitude)
                .add(
                        " + cos(radians(?)) * cos(radians(v.low)) * power(sin(radians(v.high - ?) / 2), 2)))) <= ?)",
                        latitude,
                        longitude,
                        km);
        return Condition.exact(
                sql,
                (_, row) -> row.numbers.stream()
                        .anyMatch(place -> place.param() == field.number()
                                && kilometres(latitude, longitude, place.low(), place.high()) <= km));
    }

    static double kilometres(double latitude, double longitude, double toLatitude, double toLongitude) {
        double north = Math.sin(Math.toRadians(toLatitude - latitude) / 2);
        double east = Math.sin(Math.toRadians(toLongitude - longitude) / 2);
        double chord =
                north * north + Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(toLatitude)) * east * east;
        return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
    }

    private static double number(Field field, String text, double most) {
        try {
            double number = new BigDecimal(text.strip()).doubleValue();
            if (Math.abs(number) <= most) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw Match.bad(field, "A place is latitude|longitude|distance|unit, with numbers in range");
    }

    private static double unit(Field field, String unit) {
        return switch (unit) {
            case "", "km" -> 1;
            case "m" -> 0.001;
            case "[mi_i]", "[mi_us]", "mi" -> 1.609344;
            default -> throw Match.bad(field, "A distance is in km, m or [mi_i]");
        };
    }
}
