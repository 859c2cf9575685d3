// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions on numbers, and the clock (http://hl7.org/fhirpath/N1/#math, #current-date-and-time-functions). */
final class Numbers {
    private Numbers() {}

    /** A number and further ones make a number; null for none. */
    private interface Rule {
        @Nullable
        BigDecimal of(BigDecimal number, List<BigDecimal> further);
    }

    static @Nullable Step of(String name, List<Step> arguments) {
        Rule rule = rule(name + "/" + arguments.size());
        if (rule == null) {
            return arguments.isEmpty() ? clock(name) : null;
        }
        boolean whole = List.of("ceiling", "floor", "truncate").contains(name);
        return (env, focus) -> {
            Item item = Operators.single(focus);
            List<BigDecimal> further = new ArrayList<>();
            for (Step argument : arguments) {
                Item given = Operators.single(argument.evaluate(env, env.self));
                if (given == null) {
                    return List.of();
                }
                further.add(number(given));
            }
            if (item == null) {
                return List.of();
            }
            env.spend(100);
            boolean quantity = item.value() instanceof Quantity && name.equals("abs");
            BigDecimal result = rule.of(quantity ? amount(item) : number(item), further);
            if (result == null) {
                return List.of();
            }
            if (quantity && item.value() instanceof Quantity given) {
                return List.of(given.withNumber(result));
            }
            boolean stays = item.value() instanceof Item.Whole && (name.equals("abs") || name.equals("power"));
            boolean fits = result.stripTrailingZeros().scale() <= 0 && result.precision() - result.scale() <= 18;
            return List.of(
                    (whole || stays) && fits
                            ? new Item.Whole(result.longValue())
                            : new Item.Decimal(Operators.bounded(result)));
        };
    }

    private static BigDecimal amount(Item item) {
        return item.value() instanceof Quantity quantity ? quantity.number() : BigDecimal.ZERO;
    }

    private static BigDecimal number(Item item) {
        Item value = item.value();
        BigDecimal number = value == null ? null : Operators.number(value);
        if (number == null) {
            throw Refusal.execution("a number is expected");
        }
        return number;
    }

    private static @Nullable Rule rule(String name) {
        return switch (name) {
            case "abs/0" -> (number, _) -> number.abs();
            case "ceiling/0" -> (number, _) -> number.setScale(0, RoundingMode.CEILING);
            case "floor/0" -> (number, _) -> number.setScale(0, RoundingMode.FLOOR);
            case "truncate/0" -> (number, _) -> number.setScale(0, RoundingMode.DOWN);
            case "round/0" -> (number, _) -> number.setScale(0, RoundingMode.HALF_UP);
            case "round/1" -> (number, further) -> number.setScale(digits(further), RoundingMode.HALF_UP);
            case "sqrt/0" ->
                (number, _) -> number.signum() < 0
                        ? null
                        : number.sqrt(MathContext.DECIMAL64).stripTrailingZeros();
            case "exp/0" -> (number, _) -> real(Math.exp(number.doubleValue()));
            case "ln/0" -> (number, _) -> real(Math.log(number.doubleValue()));
            case "log/1" ->
                (number, further) -> real(Math.log(number.doubleValue())
                        / Math.log(further.getFirst().doubleValue()));
            case "power/1" -> Numbers::power;
            default -> null;
        };
    }

    private static int digits(List<BigDecimal> further) {
        BigDecimal digits = further.getFirst();
        if (digits.signum() < 0 || digits.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw Refusal.execution("round() takes 0 to 100 digits");
        }
        return digits.intValue();
    }

    private static @Nullable BigDecimal power(BigDecimal number, List<BigDecimal> further) {
        BigDecimal exponent = further.getFirst();
        boolean whole = exponent.stripTrailingZeros().scale() <= 0;
        if (whole && exponent.signum() >= 0 && exponent.compareTo(BigDecimal.valueOf(300)) <= 0) {
            return number.precision() > 100 ? null : number.pow(exponent.intValue(), MathContext.DECIMAL128);
        }
        return real(Math.pow(number.doubleValue(), exponent.doubleValue()));
    }

    private static @Nullable BigDecimal real(double number) {
        return Double.isFinite(number)
                ? new BigDecimal(number).round(MathContext.DECIMAL64).stripTrailingZeros()
                : null;
    }

    private static @Nullable Step clock(String name) {
        String pattern = switch (name) {
            case "now" -> "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'";
            case "today" -> "uuuu-MM-dd";
            case "timeOfDay" -> "'T'HH:mm:ss.SSS";
            default -> "";
        };
        if (pattern.isEmpty()) {
            return null;
        }
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
        return (env, _) -> {
            Moment moment = Moment.of(format.format(env.now));
            return moment == null ? List.of() : List.of(moment);
        };
    }
}
