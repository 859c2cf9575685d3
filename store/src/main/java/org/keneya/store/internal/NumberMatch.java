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
                switch (fhirType) {
                    case "Range" -> range(field, object.object("low"), object.object("high"), tokens, row);
                    case "Money" -> money(field, object, tokens, row);
                    default -> range(field, object, object, tokens, row);
                }
            }
            default -> {}
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
            return exists(field.number(), null, field, compare(asked.prefix(), number, null));
        }
        String system = Escapes.unescape(parts.get(1));
        String code = Escapes.unescape(parts.get(2));
        Units.Canonical canonical = system.isEmpty() || Units.UCUM.equals(system) ? Units.canonical(code) : null;
        if (canonical == null) {
            return exists(field.number(), tokens.unit(system, code), field, compare(asked.prefix(), number, null));
        }
        Sql converted = exists(
                field.number() | CANONICAL,
                tokens.unit(Units.UCUM, canonical.code()),
                field,
                compare(asked.prefix(), number, canonical));
        if (!system.isEmpty()) {
            return converted;
        }
        return new Sql()
                .add("(")
                .add(converted)
                .add(" or ")
                .add(exists(field.number(), tokens.unit("", code), field, compare(asked.prefix(), number, null)))
                .add(")");
    }

    private static Sql compare(Prefix prefix, BigDecimal number, Units.@Nullable Canonical unit) {
        BigDecimal half = BigDecimal.ONE.scaleByPowerOfTen(-number.scale()).divide(BigDecimal.TWO);
        BigDecimal tenth = number.abs().movePointLeft(1);
        double exact = in(unit, number);
        double low = in(unit, number.subtract(half));
        double high = in(unit, number.add(half));
        double hair = Math.abs(exact) * HAIR;
        return switch (prefix) {
            case EQ -> new Sql().add("v.low >= ? and v.high < ?", low - hair, high - hair);
            case NE -> new Sql().add("not (v.low >= ? and v.high < ?)", low - hair, high - hair);
            case GT -> new Sql().add("v.high > ?", exact + hair);
            case LT -> new Sql().add("v.low < ?", exact - hair);
            case GE -> new Sql().add("v.high >= ?", exact - hair);
            case LE -> new Sql().add("v.low <= ?", exact + hair);
            case SA -> new Sql().add("v.low > ?", exact + hair);
            case EB -> new Sql().add("v.high < ?", exact - hair);
            case AP ->
                new Sql()
                        .add(
                                "v.low <= ? and v.high >= ?",
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
