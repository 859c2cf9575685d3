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
    private static final int CANONICAL = 0x4000;

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
    public void where(Field field, @Nullable String modifier, List<String> values, Tokens tokens, Criteria criteria) {
        if (modifier != null) {
            throw Match.unknownModifier(field, modifier);
        }
        Sql any = new Sql();
        for (String value : values) {
            any.add(any.isEmpty() ? "(" : " or ").add(one(field, value, tokens));
        }
        criteria.add(any.add(")"));
    }

    private static Sql one(Field field, String value, Tokens tokens) {
        boolean quantity = field.parameter().type() == SearchParameter.Type.QUANTITY;
        List<String> parts = Escapes.split(value, '|');
        if (parts.size() == 2 || parts.size() > 3 || !quantity && parts.size() != 1) {
            throw Match.bad(field, "A quantity is number or number|system|code");
        }
        Prefix.Prefixed asked = Prefix.split(parts.getFirst());
        BigDecimal number;
        try {
            number = new BigDecimal(asked.value());
        } catch (NumberFormatException notOne) {
            throw Match.bad(field, "A number is expected, such as 5.4 or ge100");
        }
        if (Math.abs((long) number.precision() - number.scale()) > 300) {
            throw Match.bad(field, "The number is out of range");
        }
        if (parts.size() == 1) {
            return field.inRow()
                    ? compare("r.raw", "r.raw", asked.prefix(), number, null)
                    : exists(field.number(), null, field, compare("v.low", "v.high", asked.prefix(), number, null));
        }
        String system = Escapes.unescape(parts.get(1));
        String code = Escapes.unescape(parts.get(2));
        Units.Canonical canonical = system.isEmpty() || Units.UCUM.equals(system) ? Units.canonical(code) : null;
        Sql converted = canonical == null
                ? within(field, field.number(), tokens.unit(system, code), asked.prefix(), number, null)
                : within(
                        field,
                        field.number() | CANONICAL,
                        tokens.unit(Units.UCUM, canonical.code()),
                        asked.prefix(),
                        number,
                        canonical);
        if (!system.isEmpty()) {
            return converted;
        }
        return new Sql()
                .add("(")
                .add(converted)
                .add(" or ")
                .add(anySystem(field, code, asked.prefix(), number, tokens))
                .add(")");
    }

    /** Values of one unit, converted when there is a canonical one. */
    private static Sql within(
            Field field, int param, long unit, Prefix prefix, BigDecimal number, Units.@Nullable Canonical canonical) {
        if (field.inRow()) {
            return new Sql()
                    .add("(r.unit = ? and r.value is not null and ", unit)
                    .add(compare("r.value", "r.value", prefix, number, canonical))
                    .add(")");
        }
        return exists(param, unit, field, compare("v.low", "v.high", prefix, number, canonical));
    }

    /** Values whose unit has this code in whatever system. */
    private static Sql anySystem(Field field, String code, Prefix prefix, BigDecimal number, Tokens tokens) {
        if (field.inRow()) {
            long[] unit = {tokens.of(field.type(), field.number(), code)};
            return new Sql()
                    .add("(r.tokens @> ? and ", (Object) unit)
                    .add(compare("r.raw", "r.raw", prefix, number, null))
                    .add(")");
        }
        return exists(field.number(), tokens.unit("", code), field, compare("v.low", "v.high", prefix, number, null));
    }

    private static Sql compare(
            String lowest, String highest, Prefix prefix, BigDecimal number, Units.@Nullable Canonical unit) {
        BigDecimal half = BigDecimal.ONE.scaleByPowerOfTen(-number.scale()).divide(BigDecimal.TWO);
        BigDecimal tenth = number.abs().movePointLeft(1);
        double exact = in(unit, number);
        double low = in(unit, number.subtract(half));
        double high = in(unit, number.add(half));
        double hair = Math.abs(exact) * HAIR;
        return switch (prefix) {
            case EQ -> new Sql().add("(" + lowest + " >= ? and " + highest + " < ?)", low - hair, high - hair);
            case NE -> new Sql().add("not (" + lowest + " >= ? and " + highest + " < ?)", low - hair, high - hair);
            case GT -> new Sql().add(highest + " > ?", exact + hair);
            case LT -> new Sql().add(lowest + " < ?", exact - hair);
            case GE -> new Sql().add(highest + " >= ?", exact - hair);
            case LE -> new Sql().add(lowest + " <= ?", exact + hair);
            case SA -> new Sql().add(lowest + " > ?", exact + hair);
            case EB -> new Sql().add(highest + " < ?", exact - hair);
            case AP ->
                new Sql()
                        .add(
                                "(" + lowest + " <= ? and " + highest + " >= ?)",
                                in(unit, number.add(tenth)),
                                in(unit, number.subtract(tenth)));
        };
    }

    private static double in(Units.@Nullable Canonical unit, BigDecimal number) {
        return unit == null ? number.doubleValue() : unit.of(number);
    }

    private static Sql exists(int param, @Nullable Long unit, Field field, Sql condition) {
        Sql sql = new Sql()
                .add("exists (select 1 from number_value v where v.tenant = r.tenant and v.type = ?", field.type())
                .add(" and v.param = ? and v.pk = r.pk and ", param);
        if (unit != null) {
            sql.add("v.unit = ? and ", unit);
        }
        return sql.add("(").add(condition).add("))");
    }
}
