// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.SearchParameter;

/**
 * Numbers and quantities (search.html#number, search.html#quantity). The precision asked with makes the range: 5.4 finds
 * 5.35 to 5.45. Quantities are also kept in canonical UCUM units, so that mg finds g.
 */
enum NumberMatch implements Match {
    INSTANCE;

    /** Added to a parameter's number for values in canonical units. */
    static final int CANONICAL = 0x4000;

    /** Widens bounds by a hair, so that values converted between units still meet. */
    private static final double HAIR = 1e-11;

    @Override
    public void index(Field field, String fhirType, Json value, Tokens tokens, Row row) {
        switch (value) {
            case Json.Num number -> {
                double plain = number.decimal().doubleValue();
                row.numbers.add(new Row.NumberValue(field.number(), 0, plain, plain));
            }
            case Json.Obj object -> {
                if (field.inRow()) {
                    inRow(field, object, tokens, row);
                    return;
                }
                switch (fhirType) {
                    case "Range" -> range(field, object.object("low"), object.object("high"), tokens, row);
                    case "Money" -> money(field, object, tokens, row);
                    default -> range(field, object, object, tokens, row);
                }
            }
            default -> {}
        }
    }

    /**
     * The main quantity: in the canonical unit where there is one, and as written. The written unit is a token besides, for
     * questions that name a code and no system.
     */
    private static void inRow(Field field, Json.Obj quantity, Tokens tokens, Row row) {
        if (!(quantity.get("value") instanceof Json.Num number)) {
            return;
        }
        String system = quantity.string("system");
        String code = quantity.string("code");
        String unit = code != null ? code : quantity.string("unit");
        Units.Canonical canonical = code != null && Units.UCUM.equals(system) ? Units.canonical(code) : null;
        row.hasValue = true;
        row.raw = number.decimal().doubleValue();
        row.value = canonical == null ? row.raw : canonical.of(number.decimal());
        row.unit = canonical != null
                ? tokens.unit(Units.UCUM, canonical.code())
                : unit == null ? 0 : tokens.unit(system == null ? "" : system, unit);
        if (unit != null && canonical == null) {
            row.token(tokens.of(field.type(), field.number(), unit));
        }
    }

    private static void money(Field field, Json.Obj money, Tokens tokens, Row row) {
        if (money.get("value") instanceof Json.Num number) {
            double amount = number.decimal().doubleValue();
            String currency = money.string("currency");
            long unit = currency == null ? 0 : tokens.unit("urn:iso:std:iso:4217", currency);
            row.numbers.add(new Row.NumberValue(field.number(), unit, amount, amount));
        }
    }

    private static void range(Field field, Json.@Nullable Obj low, Json.@Nullable Obj high, Tokens tokens, Row row) {
        Json.Obj either = low != null ? low : high;
        if (either == null) {
            return;
        }
        BigDecimal from = low != null && low.get("value") instanceof Json.Num number ? number.decimal() : null;
        BigDecimal to = high != null && high.get("value") instanceof Json.Num number ? number.decimal() : null;
        if (from == null && to == null) {
            return;
        }
        double lowest = from == null ? Double.NEGATIVE_INFINITY : from.doubleValue();
        double highest = to == null ? Double.POSITIVE_INFINITY : to.doubleValue();
        String system = either.string("system");
        String code = either.string("code");
        String unit = code != null ? code : either.string("unit");
        row.numbers.add(new Row.NumberValue(
                field.number(), unit == null ? 0 : tokens.unit(system == null ? "" : system, unit), lowest, highest));
        Units.Canonical canonical = code != null && Units.UCUM.equals(system) ? Units.canonical(code) : null;
        if (canonical != null) {
            row.numbers.add(new Row.NumberValue(
                    field.number() | CANONICAL,
                    tokens.unit(Units.UCUM, canonical.code()),
                    from == null ? lowest : canonical.of(from),
                    to == null ? highest : canonical.of(to)));
        }
    }

    @Override
    public Condition where(Field field, @Nullable String modifier, List<String> values, Tokens tokens) {
        if (modifier != null) {
            throw Match.unknownModifier(field, modifier);
        }
        return Condition.any(
                values.stream().map(value -> one(field, value, tokens)).toList());
    }

    private static Condition one(Field field, String value, Tokens tokens) {
        boolean quantity = field.parameter().type() == SearchParameter.Type.QUANTITY;
        List<String> parts = Escapes.split(value, '|');
        if (parts.size() > 3 || !quantity && parts.size() != 1) {
            throw Match.bad(field, quantity ? "A quantity is number or number|system|code" : "A number stands alone");
        }
        Prefix.Prefixed asked = Prefix.split(parts.getFirst());
        BigDecimal number = number(field, asked.value());
        String system = parts.size() < 2 ? "" : Escapes.unescape(parts.get(1));
        String code = parts.size() < 3 ? "" : Escapes.unescape(parts.get(2));
        Bounds plain = Bounds.of(asked.prefix(), number, null);
        if (code.isEmpty()) {
            return Condition.all(List.of(anyUnit(field, plain), inSystem(field, system)));
        }
        Units.Canonical canonical = system.isEmpty() || Units.UCUM.equals(system) ? Units.canonical(code) : null;
        Condition converted = canonical == null
                ? within(field, field.number(), tokens.unit(system, code), plain)
                : within(
                        field,
                        field.number() | CANONICAL,
                        tokens.unit(Units.UCUM, canonical.code()),
                        Bounds.of(asked.prefix(), number, canonical));
        return system.isEmpty() ? Condition.any(List.of(converted, anySystem(field, code, plain, tokens))) : converted;
    }

    private static BigDecimal number(Field field, String text) {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException notOne) {
            throw Match.bad(field, "A number is expected, such as 5.4 or ge100");
        }
        if (Math.abs((long) number.precision() - number.scale()) > 300) {
            throw Match.bad(field, "The number is out of range");
        }
        return number;
    }

    /** {@code number|system|}: any unit of the system; rare enough to be asked of the resource. */
    private static Condition inSystem(Field field, String system) {
        return system.isEmpty()
                ? Condition.ALWAYS
                : new Condition(Condition.ALWAYS.sql(), false, (resource, _) -> {
                    boolean[] found = {false};
                    field.parameter()
                            .accessor()
                            .each(
                                    resource,
                                    (_, value) -> found[0] |=
                                            value instanceof Json.Obj object && system.equals(object.string("system")));
                    return found[0];
                });
    }

    /** Values as written, whatever their unit. */
    private static Condition anyUnit(Field field, Bounds bounds) {
        if (field.inRow()) {
            return Condition.exact(
                    new Sql()
                            .add("(r.raw is not null and ")
                            .add(bounds.sql("r.raw", "r.raw"))
                            .add(")"),
                    (_, row) -> row.hasValue && bounds.holds(row.raw, row.raw));
        }
        return exists(field.number(), null, bounds);
    }

    /** Values of one unit, converted when there is a canonical one. */
    private static Condition within(Field field, int param, long unit, Bounds bounds) {
        if (field.inRow()) {
            return Condition.exact(
                    new Sql()
                            .add("(r.unit = ? and r.value is not null and ", unit)
                            .add(bounds.sql("r.value", "r.value"))
                            .add(")"),
                    (_, row) -> row.hasValue && row.unit == unit && bounds.holds(row.value, row.value));
        }
        return exists(param, unit, bounds);
    }

    /** Values whose unit has this code in whatever system. */
    private static Condition anySystem(Field field, String code, Bounds bounds, Tokens tokens) {
        if (field.inRow()) {
            Condition unit = Condition.anyOf(new long[] {tokens.of(field.type(), field.number(), code)});
            return Condition.all(List.of(unit, anyUnit(field, bounds)));
        }
        return exists(field.number(), tokens.unit("", code), bounds);
    }

    private static Condition exists(int param, @Nullable Long unit, Bounds bounds) {
        Sql sql = new Sql()
                .add("exists (select 1 from number_value v where v.tenant = r.tenant and v.type = r.type")
                .add(" and v.param = ? and v.pk = r.pk and ", param);
        if (unit != null) {
            sql.add("v.unit = ? and ", unit);
        }
        sql.add("(").add(bounds.sql("v.low", "v.high")).add("))");
        return Condition.exact(
                sql,
                (_, row) -> row.numbers.stream()
                        .anyMatch(number -> number.param() == param
                                && (unit == null || number.unit() == unit)
                                && bounds.holds(number.low(), number.high())));
    }

    /**
     * A number asked for with how it is to be compared, as numbers to compare with: the number itself, and the range its
     * precision stands for.
     */
    private record Bounds(Prefix prefix, double exact, double hair, double low, double high) {

        static Bounds of(Prefix prefix, BigDecimal number, Units.@Nullable Canonical unit) {
            BigDecimal half = prefix == Prefix.AP
                    ? number.abs().movePointLeft(1)
                    : BigDecimal.ONE.scaleByPowerOfTen(-number.scale()).divide(BigDecimal.TWO);
            double exact = in(unit, number);
            return new Bounds(
                    prefix, exact, Math.abs(exact) * HAIR, in(unit, number.subtract(half)), in(unit, number.add(half)));
        }

        private static double in(Units.@Nullable Canonical unit, BigDecimal number) {
            return unit == null ? number.doubleValue() : unit.of(number);
        }

        Sql sql(String lowest, String highest) {
            return switch (prefix) {
                case EQ -> new Sql().add("(%s >= ? and %s < ?)".formatted(lowest, highest), low - hair, high - hair);
                case NE ->
                    new Sql().add("not (%s >= ? and %s < ?)".formatted(lowest, highest), low - hair, high - hair);
                case GT -> new Sql().add(highest + " > ?", exact + hair);
                case LT -> new Sql().add(lowest + " < ?", exact - hair);
                case GE -> new Sql().add(highest + " >= ?", exact - hair);
                case LE -> new Sql().add(lowest + " <= ?", exact + hair);
                case SA -> new Sql().add(lowest + " > ?", exact + hair);
                case EB -> new Sql().add(highest + " < ?", exact - hair);
                case AP -> new Sql().add("(%s <= ? and %s >= ?)".formatted(lowest, highest), high, low);
            };
        }

        boolean holds(double lowest, double highest) {
            return switch (prefix) {
                case EQ -> lowest >= low - hair && highest < high - hair;
                case NE -> lowest < low - hair || highest >= high - hair;
                case GT -> highest > exact + hair;
                case LT -> lowest < exact - hair;
                case GE -> highest >= exact - hair;
                case LE -> lowest <= exact + hair;
                case SA -> lowest > exact + hair;
                case EB -> highest < exact - hair;
                case AP -> lowest <= high && highest >= low;
            };
        }
    }
}
