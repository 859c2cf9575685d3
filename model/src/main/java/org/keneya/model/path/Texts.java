// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The functions on texts, and those that make one type of another (http://hl7.org/fhirpath/N1/#string-manipulation, #conversion). */
final class Texts {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,100}(\\.\\d{1,100})?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,10}");
    private static final Pattern QUANTITY =
            Pattern.compile("([+-]?\\d{1,100}(?:\\.\\d{1,100})?)\\s*(?:'([^']{1,100})'|([a-zA-Z]{1,20}))?");

    private Texts() {}

    /** A text and the texts of the arguments make a value; null for none. */
    private interface Rule {
        @Nullable
        Item of(Env env, String text, List<Item> arguments);
    }

    static @Nullable Step of(String name, List<Step> arguments) {
        Rule rule = rule(name, arguments.size());
        if (rule != null) {
            return (env, focus) -> {
                Item item = Operators.single(focus);
                String text = item == null ? null : string(item);
                List<Item> given = new ArrayList<>(arguments.size());
                for (Step argument : arguments) {
                    Item value = Operators.single(argument.evaluate(env, env.self));
                    if (value == null) {
                        return List.of();
                    }
                    given.add(value);
                }
                if (text == null) {
                    return List.of();
                }
                env.spend(text.length() / 16);
                Item result = rule.of(env, text, given);
                return result == null ? List.of() : List.of(result);
            };
        }
        return arguments.size() > 1 ? null : conversion(name, arguments);
    }

    private static String string(Item item) {
        String text = item.text();
        boolean string = item.value() instanceof Item.Text || item instanceof Node node && node.isPrimitive();
        if (!string || text == null) {
            throw Refusal.execution("a String is expected");
        }
        return text;
    }

    private static @Nullable Rule rule(String name, int count) {
        return switch (name + "/" + count) {
            case "length/0" -> (_, text, _) -> new Item.Whole(text.length());
            case "upper/0" -> (_, text, _) -> new Item.Text(text.toUpperCase(Locale.ROOT));
            case "lower/0" -> (_, text, _) -> new Item.Text(text.toLowerCase(Locale.ROOT));
            case "trim/0" -> (_, text, _) -> new Item.Text(text.strip());
            case "startsWith/1" -> (_, text, given) -> Item.Bool.of(text.startsWith(string(given.getFirst())));
            case "endsWith/1" -> (_, text, given) -> Item.Bool.of(text.endsWith(string(given.getFirst())));
            case "contains/1" -> (_, text, given) -> Item.Bool.of(text.contains(string(given.getFirst())));
            case "indexOf/1" -> (_, text, given) -> new Item.Whole(text.indexOf(string(given.getFirst())));
            case "substring/1", "substring/2" -> (_, text, given) -> substring(text, given);
            case "replace/2" -> Texts::replace;
            case "matches/1" ->
                (env, text, given) -> Item.Bool.of(pattern(given.getFirst())
                        .matcher(new Counted(text, env))
                        .find());
            case "matchesFull/1" ->
                (env, text, given) -> Item.Bool.of(pattern(given.getFirst())
                        .matcher(new Counted(text, env))
                        .matches());
            case "replaceMatches/2" -> Texts::replaceMatches;
            default -> null;
        };
    }

    private static @Nullable Item substring(String text, List<Item> given) {
        long from = whole(given.getFirst());
        long length = given.size() > 1 ? whole(given.get(1)) : text.length();
        if (from < 0 || from >= text.length()) {
            return null;
        }
        return new Item.Text(text.substring((int) from, (int) Math.clamp(from + length, from, text.length())));
    }

    private static long whole(Item item) {
        if (item.value() instanceof Item.Whole(long number) && Math.abs(number) < Integer.MAX_VALUE) {
            return number;
        }
        throw Refusal.execution("a whole number is expected");
    }

    private static Item replace(Env env, String text, List<Item> given) {
        String result = text.replace(string(given.getFirst()), string(given.get(1)));
        env.spend(result.length());
        return new Item.Text(result);
    }

    private static Item replaceMatches(Env env, String text, List<Item> given) {
        if (string(given.getFirst()).isEmpty()) {
            return new Item.Text(text);
        }
        try {
            String result =
                    pattern(given.getFirst()).matcher(new Counted(text, env)).replaceAll(string(given.get(1)));
            env.spend(result.length());
            return new Item.Text(result);
        } catch (IllegalArgumentException | IndexOutOfBoundsException noSuchGroup) {
            throw Refusal.execution("the replacement names a group there is not");
        }
    }

    private static Pattern pattern(Item regex) {
        String source = string(regex);
        try {
            return Pattern.compile(source, Pattern.DOTALL);
        } catch (PatternSyntaxException notOne) {
            throw Refusal.execution("not a regular expression");
        }
    }

    /** A text that counts how often it is looked at: some regular expressions never come to an end. */
    private record Counted(String text, Env env) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            env.spend(0);
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return text.substring(from, to);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** One value makes another; null when it cannot. */
    private interface Conversion {
        @Nullable
        Item of(Item value);
    }

    private static @Nullable Step conversion(String name, List<Step> arguments) {
        boolean asks = name.startsWith("convertsTo");
        Conversion conversion = switch (asks ? name.substring(10) : name.startsWith("to") ? name.substring(2) : "") {
            case "Boolean" -> Texts::toBoolean;
            case "Integer" -> Texts::toInteger;
            case "Decimal" -> Texts::toDecimal;
            case "String" -> Texts::toText;
            case "Quantity" -> Texts::toQuantity;
            case "Date" -> value -> toMoment(value, Moment.Kind.DATE);
            case "DateTime" -> value -> toMoment(value, Moment.Kind.DATE_TIME);
            case "Time" -> value -> toMoment(value, Moment.Kind.TIME);
            default -> null;
        };
        if (conversion != null && (arguments.isEmpty() || name.endsWith("Quantity"))) {
            return (_, focus) -> {
                Item item = Operators.single(focus);
                if (item == null) {
                    return List.of();
                }
                Item value = item.value();
                Item result = value == null ? null : conversion.of(value);
                return asks ? Operators.answer(result != null) : result == null ? List.of() : List.of(result);
            };
        }
        return switch (name + "/" + arguments.size()) {
            case "toChars/0" ->
                (env, focus) -> {
                    Item item = Operators.single(focus);
                    String text = item == null ? "" : string(item);
                    env.spend(text.length());
                    return text.codePoints()
                            .mapToObj(code -> (Item) new Item.Text(Character.toString(code)))
                            .toList();
                };
            case "split/1" -> (env, focus) -> split(env, focus, arguments.getFirst());
            case "join/0" -> (env, focus) -> join(env, focus, "");
            case "join/1" ->
                (env, focus) -> {
                    Item separator = Operators.single(arguments.getFirst().evaluate(env, env.self));
                    return join(env, focus, separator == null ? "" : string(separator));
                };
            default -> null;
        };
    }

    private static List<Item> split(Env env, List<Item> focus, Step separator) {
        Item item = Operators.single(focus);
        Item by = Operators.single(separator.evaluate(env, env.self));
        if (item == null || by == null) {
            return List.of();
        }
        String text = string(item);
        env.spend(text.length());
        List<Item> parts = new ArrayList<>();
        for (String part : text.split(Pattern.quote(string(by)), -1)) {
            parts.add(new Item.Text(part));
        }
        return parts;
    }

    private static List<Item> join(Env env, List<Item> focus, String separator) {
        if (focus.isEmpty()) {
            return List.of();
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < focus.size(); i++) {
            joined.append(i == 0 ? "" : separator).append(string(focus.get(i)));
        }
        env.spend(joined.length());
        return List.of(new Item.Text(joined.toString()));
    }

    private static @Nullable Item toBoolean(Item value) {
        return switch (value) {
            case Item.Bool bool -> bool;
            case Item.Text(String text) ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "t", "yes", "y", "1", "1.0" -> Item.Bool.TRUE;
                    case "false", "f", "no", "n", "0", "0.0" -> Item.Bool.FALSE;
                    default -> null;
                };
            case Item.Whole(long number) -> number == 1 ? Item.Bool.TRUE : number == 0 ? Item.Bool.FALSE : null;
            case Item.Decimal(BigDecimal number) ->
                number.compareTo(BigDecimal.ONE) == 0 ? Item.Bool.TRUE : number.signum() == 0 ? Item.Bool.FALSE : null;
            default -> null;
        };
    }

    private static @Nullable Item toInteger(Item value) {
        return switch (value) {
            case Item.Whole whole -> whole;
            case Item.Bool(boolean holds) -> new Item.Whole(holds ? 1 : 0);
            case Item.Text(String text)
            when WHOLE.matcher(text).matches() -> {
                long number = Long.parseLong(text);
                yield number == (int) number ? new Item.Whole(number) : null;
            }
            default -> null;
        };
    }

    private static @Nullable Item toDecimal(Item value) {
        return switch (value) {
            case Item.Decimal decimal -> decimal;
            case Item.Whole(long number) -> new Item.Decimal(BigDecimal.valueOf(number));
            case Item.Bool(boolean holds) -> new Item.Decimal(holds ? BigDecimal.ONE : BigDecimal.ZERO);
            case Item.Text(String text) when NUMBER.matcher(text).matches() -> new Item.Decimal(new BigDecimal(text));
            default -> null;
        };
    }

    private static @Nullable Item toText(Item value) {
        String text = value.text();
        return text == null ? null : new Item.Text(text);
    }

    private static @Nullable Item toQuantity(Item value) {
        BigDecimal number = Operators.number(value);
        if (number != null) {
            return new Quantity(number, "1");
        }
        if (value instanceof Item.Bool(boolean holds)) {
            return new Quantity(holds ? BigDecimal.ONE : BigDecimal.ZERO, "1");
        }
        if (!(value instanceof Item.Text(String text))) {
            return value instanceof Quantity ? value : null;
        }
        var found = QUANTITY.matcher(text);
        if (text.length() > 300 || !found.matches()) {
            return null;
        }
        String word = found.group(3) == null ? null : Quantity.calendar(found.group(3));
        if (found.group(3) != null && word == null) {
            return null;
        }
        String unit = found.group(2) != null ? found.group(2) : word == null ? "1" : word;
        return new Quantity(new BigDecimal(found.group(1)), unit);
    }

    private static @Nullable Item toMoment(Item value, Moment.Kind kind) {
        String text = value instanceof Item.Text(String given) ? given : value instanceof Moment m ? m.text() : null;
        if (text == null) {
            return null;
        }
        if (kind == Moment.Kind.TIME) {
            Moment time = Moment.of(text.startsWith("T") ? text : "T" + text);
            return time != null
                            && time.kind() == kind
                            && (value instanceof Item.Text || value.type().equals("Time"))
                    ? time
                    : null;
        }
        Moment moment = Moment.of(text);
        if (moment == null || moment.kind() == Moment.Kind.TIME) {
            return null;
        }
        if (moment.kind() == kind) {
            return moment;
        }
        int end = text.indexOf('T');
        return kind == Moment.Kind.DATE ? Moment.of(text.substring(0, end)) : Moment.of(text + "T");
    }
}
