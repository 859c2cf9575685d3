// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/** One {@code ValueSet.compose.include.filter} as a question to the concepts of a code system (http://hl7.org/fhir/R4/valueset-filter-operator.html). */
final class Filter {
    private static final int LONGEST_PATTERN = 500;

    /** Characters a pattern may look at in all the concepts of a system. */
    static final long MOST_LOOKS = 10_000_000;

    private Filter() {}

    /** Which places of the table pass; refused when the system or this server does not know what is asked. */
    static IntPredicate of(Json.Obj filter, CodeTable table) {
        String property = text(filter.string("property"));
        String operator = text(filter.string("op"));
        String value = text(filter.string("value"));
        if (!table.hasProperty(property)) {
            throw Refusals.unprocessable(
                    "not-supported",
                    "The code system %s has no property %s to filter by".formatted(table.url(), property));
        }
        return switch (operator) {
            case "=" -> at -> table.values(at, property).contains(value);
            case "is-a" -> table.downFrom(place(table, value))::get;
            case "descendent-of" -> {
                int top = place(table, value);
                BitSet under = table.downFrom(top);
                yield at -> at != top && under.get(at);
            }
            case "is-not-a" -> {
                BitSet under = table.downFrom(place(table, value));
                yield at -> !under.get(at);
            }
            case "generalizes" -> table.upFrom(place(table, value))::get;
            case "in" -> {
                Set<String> some = list(value);
                yield at -> table.values(at, property).stream().anyMatch(some::contains);
            }
            case "not-in" -> {
                Set<String> some = list(value);
                yield at -> table.values(at, property).stream().noneMatch(some::contains);
            }
            case "exists" -> {
                boolean wanted = flag(value);
                yield at -> table.values(at, property).isEmpty() != wanted;
            }
            case "regex" -> matching(table, property, value);
            default ->
                throw Refusals.unprocessable(
                        "not-supported", "The filter operator %s is not offered".formatted(operator));
        };
    }

    private static int place(CodeTable table, String code) {
        int at = table.find(code);
        if (at < 0) {
            throw Refusals.lacking("The code system %s has no concept %s to filter by".formatted(table.url(), code));
        }
        return at;
    }

    private static Set<String> list(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    }

    private static boolean flag(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusals.unprocessable("value", "The value of an exists filter is true or false");
        };
    }

    private static IntPredicate matching(CodeTable table, String property, String value) {
        if (value.length() > LONGEST_PATTERN) {
            throw Refusals.tooCostly(
                    "A regular expression of a filter has %d characters at most".formatted(LONGEST_PATTERN));
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(value);
        } catch (PatternSyntaxException broken) {
            throw Refusals.unprocessable("value", "A filter's regular expression cannot be read");
        }
        long[] left = {MOST_LOOKS};
        return at -> {
            List<String> values = table.values(at, property);
            try {
                return values.stream()
                        .anyMatch(one -> pattern.matcher(new Counted(one, left)).matches());
            } catch (StackOverflowError tooDeep) {
                throw Refusals.tooCostly("A filter's regular expression takes too much to match");
            }
        };
    }

    /** A text that allows only so many looks at it: patterns that try endlessly are stopped. */
    private record Counted(String text, long[] left) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw Refusals.tooCostly("A filter's regular expression takes too long to match");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
