// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** The operators (http://hl7.org/fhirpath/N1/#operations) and what they stand on: truth, equality, order. */
final class Operators {
    /** Digits beyond which a number only serves to exhaust whoever calculates with it. */
    private static final int MOST_DIGITS = 1_000;

    private Operators() {}

    static Step binary(String operator, Step left, Step right) {
        return switch (operator) {
            case "and" -> logic(left, right, Boolean.FALSE, (a, b) -> a == null || b == null ? null : a && b);
            case "or" -> logic(left, right, Boolean.TRUE, (a, b) -> a == null || b == null ? null : a || b);
            case "xor" -> logic(left, right, null, (a, b) -> a == null || b == null ? null : (Boolean) (a ^ b));
            case "implies" -> implies(left, right);
            case "=" -> compared(left, right, Operators::equal);
            case "!=" -> compared(left, right, (a, b) -> not(equal(a, b)));
            case "~" -> compared(left, right, Operators::equivalent);
            case "!~" -> compared(left, right, (a, b) -> not(equivalent(a, b)));
            case "<", ">", "<=", ">=" -> ordered(operator, left, right);
            case "in" -> member(left, right);
            case "contains" -> member(right, left);
            case "|" ->
                (env, focus) -> {
                    List<Item> all = new ArrayList<>(left.evaluate(env, focus));
                    all.addAll(right.evaluate(env, focus));
                    return distinct(env, all);
                };
            case "&" -> concatenated(left, right);
            default -> arithmetic(operator, left, right);
        };
    }

    static Step signed(Step operand, boolean minus) {
        return (env, focus) -> {
            Item item = single(operand.evaluate(env, focus));
            Item value = item == null ? null : item.value();
            return switch (value) {
                case Item.Whole(long number) -> List.of(new Item.Whole(minus ? -number : number));
                case Item.Decimal(BigDecimal number) -> List.of(new Item.Decimal(minus ? number.negate() : number));
                case Quantity quantity ->
                    List.of(minus ? quantity.withNumber(quantity.number().negate()) : quantity);
                case null -> List.of();
                default -> throw Refusal.execution("a sign needs a number");
            };
        };
    }

    /** The only item; null when there is none; refused when there are several. */
    static @Nullable Item single(List<Item> items) {
        if (items.size() > 1) {
            throw Refusal.execution("one value is expected, not several");
        }
        return items.isEmpty() ? null : items.getFirst();
    }

    /** A collection as a condition (http://hl7.org/fhirpath/N1/#singleton-evaluation-of-collections). */
    static @Nullable Boolean truth(List<Item> items) {
        Item item = single(items);
        if (item == null) {
            return null;
        }
        return !(item.value() instanceof Item.Bool(boolean holds)) || holds;
    }

    static List<Item> answer(@Nullable Boolean truth) {
        return truth == null ? List.of() : List.of(Item.Bool.of(truth));
    }

    private static @Nullable Boolean not(@Nullable Boolean truth) {
        return truth == null ? null : (Boolean) !truth;
    }

    /** Two truths make one. */
    private interface Logic {
        @Nullable
        Boolean of(@Nullable Boolean left, @Nullable Boolean right);
    }

    /** @param decisive the value of either side that decides alone; null when there is none */
    private static Step logic(Step left, Step right, @Nullable Boolean decisive, Logic rule) {
        return (env, focus) -> {
            Boolean first = truth(left.evaluate(env, focus));
            if (first != null && first.equals(decisive)) {
                return answer(decisive);
            }
            Boolean second = truth(right.evaluate(env, focus));
            return second != null && second.equals(decisive) ? answer(decisive) : answer(rule.of(first, second));
        };
    }

    private static Step implies(Step left, Step right) {
        return (env, focus) -> {
            Boolean first = truth(left.evaluate(env, focus));
            if (Boolean.FALSE.equals(first)) {
                return answer(true);
            }
            Boolean second = truth(right.evaluate(env, focus));
            return first == null && !Boolean.TRUE.equals(second) ? List.of() : answer(second);
        };
    }

    /** Compares two collections. */
    private interface Comparison {
        @Nullable
        Boolean of(List<Item> left, List<Item> right);
    }

    private static Step compared(Step left, Step right, Comparison comparison) {
        return (env, focus) -> {
            List<Item> first = left.evaluate(env, focus);
            List<Item> second = right.evaluate(env, focus);
            env.spend(first.size());
            return answer(comparison.of(first, second));
        };
    }

    static @Nullable Boolean equal(List<Item> left, List<Item> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return null;
        }
        if (left.size() != right.size()) {
            return false;
        }
        boolean unknown = false;
        for (int i = 0; i < left.size(); i++) {
            Boolean same = equal(left.get(i), right.get(i));
            if (Boolean.FALSE.equals(same)) {
                return false;
            }
            unknown |= same == null;
        }
        return unknown ? null : (Boolean) true;
    }

    /** Whether two items are equal; null when they are not precise enough to say. */
    static @Nullable Boolean equal(Item left, Item right) {
        Item a = left.value();
        Item b = right.value();
        if (a == null || b == null) {
            return a == null && b == null && key(left).equals(key(right));
        }
        return switch (a) {
            case Moment moment -> {
                if (b instanceof Moment other) {
                    if ((moment.kind() == Moment.Kind.TIME) != (other.kind() == Moment.Kind.TIME)) {
                        yield false;
                    }
                    Integer order = moment.compare(other);
                    yield order == null ? null : (Boolean) (order == 0);
                }
                yield b instanceof Item.Text(String text) && text.equals(moment.text());
            }
            case Quantity quantity -> {
                Quantity other = quantity(b);
                boolean years = other != null && quantity.isCalendar() != other.isCalendar() && isLong(quantity, other);
                Integer order = other == null || years ? null : quantity.compare(other);
                yield other == null ? (Boolean) false : order == null ? null : (Boolean) (order == 0);
            }
            case Item.Whole _, Item.Decimal _ -> {
                BigDecimal x = number(a);
                BigDecimal y = number(b);
                yield y == null
                        ? b instanceof Quantity ? equal(right, left) : (Boolean) false
                        : (Boolean) (x != null && x.compareTo(y) == 0);
            }
            default -> a.equals(b) || b instanceof Moment && Boolean.TRUE.equals(equal(right, left));
        };
    }

    /** Years and months of the calendar are not those of UCUM. */
    private static boolean isLong(Quantity quantity, Quantity other) {
        String calendar = quantity.isCalendar() ? quantity.unit() : other.unit();
        return calendar.equals("year") || calendar.equals("month");
    }

    private static @Nullable Quantity quantity(Item value) {
        BigDecimal number = number(value);
        return value instanceof Quantity quantity ? quantity : number == null ? null : new Quantity(number, "1");
    }

    static Boolean equivalent(List<Item> left, List<Item> right) {
        if (left.size() != right.size()) {
            return false;
        }
        List<Item> open = new ArrayList<>(right);
        for (Item item : left) {
            boolean found = false;
            for (int i = 0; i < open.size() && !found; i++) {
                if (equivalent(item, open.get(i))) {
                    open.remove(i);
                    found = true;
                }
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean equivalent(Item left, Item right) {
        Item a = left.value();
        Item b = right.value();
        if (a instanceof Item.Text(String x) && b instanceof Item.Text(String y)) {
            return normal(x).equals(normal(y));
        }
        BigDecimal x = a == null ? null : number(a);
        BigDecimal y = b == null ? null : number(b);
        if (x != null && y != null) {
            int scale = Math.max(
                    0,
                    Math.min(
                            x.stripTrailingZeros().scale(),
                            y.stripTrailingZeros().scale()));
            return x.setScale(scale, RoundingMode.HALF_UP).compareTo(y.setScale(scale, RoundingMode.HALF_UP)) == 0;
        }
        if (a instanceof Quantity first && b instanceof Quantity second) {
            String unit = second.unit().equals("a") ? "year" : second.unit().equals("mo") ? "month" : second.unit();
            Integer order = first.compare(new Quantity(second.number(), first.isCalendar() ? unit : second.unit()));
            return order != null && order == 0;
        }
        return Boolean.TRUE.equals(equal(left, right));
    }

    private static String normal(String text) {
        return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private static Step ordered(String operator, Step left, Step right) {
        return (env, focus) -> {
            Item a = single(left.evaluate(env, focus));
            Item b = single(right.evaluate(env, focus));
            if (a == null || b == null) {
                return List.of();
            }
            Integer order = order(a.value(), b.value());
            if (order == null) {
                return List.of();
            }
            return answer(
                    switch (operator) {
                        case "<" -> order < 0;
                        case ">" -> order > 0;
                        case "<=" -> order <= 0;
                        default -> order >= 0;
                    });
        };
    }

    private static @Nullable Integer order(@Nullable Item a, @Nullable Item b) {
        if (a == null || b == null) {
            return null;
        }
        if (a instanceof Item.Text(String x) && b instanceof Item.Text(String y)) {
            return x.compareTo(y);
        }
        Moment first = moment(a);
        Moment second = moment(b);
        if (first != null && second != null && (a instanceof Moment || b instanceof Moment)) {
            return first.compare(second);
        }
        BigDecimal x = number(a);
        BigDecimal y = number(b);
        if (x != null && y != null) {
            return x.compareTo(y);
        }
        Quantity one = quantity(a);
        Quantity other = quantity(b);
        if (one != null && other != null) {
            return one.compare(other);
        }
        throw Refusal.execution("%s and %s have no order".formatted(a.type(), b.type()));
    }

    private static @Nullable Moment moment(Item value) {
        return value instanceof Moment moment
                ? moment
                : value instanceof Item.Text(String text) ? Moment.of(text) : null;
    }

    static @Nullable BigDecimal number(Item value) {
        return switch (value) {
            case Item.Whole(long number) -> BigDecimal.valueOf(number);
            case Item.Decimal(BigDecimal number) -> number;
            default -> null;
        };
    }

    /** A decimal of a length one can calculate with. */
    static BigDecimal bounded(String text) {
        try {
            return bounded(new BigDecimal(text));
        } catch (NumberFormatException notOne) {
            throw Refusal.execution("a number is expected");
        }
    }

    static BigDecimal bounded(BigDecimal number) {
        if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw Refusal.execution("a number has more than %d digits".formatted(MOST_DIGITS));
        }
        return number;
    }

    private static Step member(Step item, Step collection) {
        return (env, focus) -> {
            Item wanted = single(item.evaluate(env, focus));
            List<Item> all = collection.evaluate(env, focus);
            env.spend(all.size());
            if (wanted == null) {
                return List.of();
            }
            for (Item one : all) {
                if (Boolean.TRUE.equals(equal(wanted, one))) {
                    return answer(true);
                }
            }
            return answer(false);
        };
    }

    private static Step concatenated(Step left, Step right) {
        return (env, focus) -> {
            String all = text(left.evaluate(env, focus)) + text(right.evaluate(env, focus));
            env.spend(all.length());
            return List.of(new Item.Text(all));
        };
    }

    private static String text(List<Item> items) {
        Item item = single(items);
        String text = item == null ? "" : item.text();
        if (text == null) {
            throw Refusal.execution("& joins texts");
        }
        return text;
    }

    private static Step arithmetic(String operator, Step left, Step right) {
        return (env, focus) -> {
            Item first = single(left.evaluate(env, focus));
            Item second = single(right.evaluate(env, focus));
            Item a = first == null ? null : first.value();
            Item b = second == null ? null : second.value();
            if (a == null || b == null) {
                if (first != null && a == null || second != null && b == null) {
                    throw Refusal.execution("%s needs values".formatted(operator));
                }
                return List.of();
            }
            Item result = calculate(env, operator, a, b);
            return result == null ? List.of() : List.of(result);
        };
    }

    private static @Nullable Item calculate(Env env, String operator, Item a, Item b) {
        boolean sum = operator.equals("+") || operator.equals("-");
        if (operator.equals("+") && a instanceof Item.Text(String x) && b instanceof Item.Text(String y)) {
            env.spend(x.length() + y.length());
            return new Item.Text(x + y);
        }
        if (sum && a instanceof Moment moment && b instanceof Quantity span) {
            Moment moved = moment.plus(span, operator.equals("+") ? 1 : -1);
            if (moved == null) {
                throw Refusal.execution("the quantity is no span of time, or too large");
            }
            return moved;
        }
        if (a instanceof Quantity x && b instanceof Quantity y) {
            return quantities(operator, x, y);
        }
        BigDecimal x = number(a);
        BigDecimal y = number(b);
        if (x == null || y == null) {
            if ((operator.equals("*") || operator.equals("/")) && a instanceof Quantity quantity && y != null) {
                BigDecimal number = numbers(operator, quantity.number(), y);
                return number == null ? null : quantity.withNumber(number);
            }
            throw Refusal.execution("%s does not apply to %s and %s".formatted(operator, a.type(), b.type()));
        }
        BigDecimal result = numbers(operator, x, y);
        if (result == null) {
            return null;
        }
        boolean whole =
                operator.equals("div") || !operator.equals("/") && a instanceof Item.Whole && b instanceof Item.Whole;
        if (whole && result.precision() - result.scale() <= 18) {
            return new Item.Whole(result.longValue());
        }
        return new Item.Decimal(bounded(result));
    }

    private static @Nullable BigDecimal numbers(String operator, BigDecimal x, BigDecimal y) {
        if (y.signum() == 0 && "/ div mod".contains(operator)) {
            return null;
        }
        BigDecimal result = switch (operator) {
            case "+" -> x.add(y);
            case "-" -> x.subtract(y);
            case "*" -> x.multiply(y);
            case "/" -> x.divide(y, MathContext.DECIMAL128).stripTrailingZeros();
            case "div" -> x.divideToIntegralValue(y).setScale(0, RoundingMode.DOWN);
            default -> x.remainder(y);
        };
        return bounded(result);
    }

    private static @Nullable Item quantities(String operator, Quantity x, Quantity y) {
        if (operator.equals("+") || operator.equals("-")) {
            BigDecimal sum = numbers(operator, x.number(), y.number());
            return x.unit().equals(y.unit()) && sum != null ? x.withNumber(sum) : null;
        }
        if (!operator.equals("*") && !operator.equals("/")) {
            throw Refusal.execution("%s does not apply to quantities".formatted(operator));
        }
        BigDecimal number = numbers(operator, x.number(), y.number());
        boolean plain = y.unit().equals("1");
        if (number == null || !plain && !x.unit().equals(y.unit())) {
            return null;
        }
        return operator.equals("/") && !plain ? new Quantity(number, "1") : plain ? x.withNumber(number) : null;
    }

    /** The items without repetition, in order of first appearance. */
    static List<Item> distinct(Env env, List<Item> items) {
        if (items.size() < 2) {
            return items;
        }
        Set<String> seen = new HashSet<>();
        List<Item> kept = new ArrayList<>(items.size());
        for (Item item : items) {
            env.spend(1);
            if (seen.add(key(item))) {
                kept.add(item);
            }
        }
        return kept;
    }

    /** The same text for equal items, and for no others. */
    static String key(Item item) {
        Item value = item.value();
        return switch (value) {
            case null -> "{" + (item instanceof Node node ? canonical(node.json()) : "");
            case Item.Bool(boolean holds) -> "b" + holds;
            case Item.Whole(long number) -> "n" + number;
            case Item.Decimal(BigDecimal number) ->
                "n" + (number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
            case Quantity quantity ->
                "q" + quantity.number().stripTrailingZeros().toPlainString() + " " + quantity.unit();
            case Moment moment -> "s" + moment.text();
            case Item.Text(String text) -> "s" + text;
            case Node _ -> throw new IllegalStateException("an element is no value");
        };
    }

    /** The JSON with members in order of name. */
    private static String canonical(@Nullable Json json) {
        return switch (json) {
            case null -> "";
            case Json.Obj object -> {
                Map<String, String> members = new TreeMap<>();
                for (int i = 0; i < object.size(); i++) {
                    members.put(object.name(i), canonical(object.value(i)));
                }
                yield members.toString();
            }
            case Json.Arr array -> {
                StringBuilder items = new StringBuilder("[");
                array.forEach(item -> items.append(canonical(item)).append(','));
                yield items.append(']').toString();
            }
            case Json other -> JsonText.write(other);
        };
    }
}
