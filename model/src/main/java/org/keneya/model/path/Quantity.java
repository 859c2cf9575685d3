// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A System.Quantity. Compares what has the same unit, and units that are decimal multiples of one another or spans of time of
 * fixed length; other units do not compare.
 *
 * @param unit a UCUM code, or a calendar word in the singular such as {@code month}
 */
public record Quantity(BigDecimal number, String unit) implements Item {
    private static final Map<String, String> CALENDAR =
            Map.of("week", "wk", "day", "d", "hour", "h", "minute", "min", "second", "s", "millisecond", "ms");
    private static final Map<String, Long> SECONDS = Map.of("wk", 604_800L, "d", 86_400L, "h", 3_600L, "min", 60L);
    private static final Map<Character, Integer> PREFIXES =
            Map.of('k', 3, 'h', 2, 'd', -1, 'c', -2, 'm', -3, 'u', -6, 'n', -9);
    private static final String BASES = " g m L l s mol ";

    /** The singular of a calendar word; null for another word. */
    static @Nullable String calendar(String word) {
        String one = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        return CALENDAR.containsKey(one) || one.equals("year") || one.equals("month") ? one : null;
    }

    boolean isCalendar() {
        return calendar(unit) != null;
    }

    /** Less, equal or greater than zero; null when the two do not compare. */
    @Nullable
    Integer compare(Quantity other) {
        if (unit.equals(other.unit)) {
            return number.compareTo(other.number);
        }
        Quantity mine = canonical();
        Quantity theirs = other.canonical();
        return mine.unit.equals(theirs.unit) ? (Integer) mine.number.compareTo(theirs.number) : null;
    }

    private Quantity canonical() {
        String code = CALENDAR.getOrDefault(unit, unit);
        Long seconds = SECONDS.get(code);
        if (seconds != null) {
            return new Quantity(number.multiply(BigDecimal.valueOf(seconds)), "s");
        }
        if (code.length() > 1 && !BASES.contains(" " + code + " ")) {
            Integer power = PREFIXES.get(code.charAt(0));
            if (power != null && BASES.contains(" " + code.substring(1) + " ")) {
                return new Quantity(number.movePointRight(power), code.substring(1));
            }
        }
        return new Quantity(number, code);
    }

    Quantity withNumber(BigDecimal changed) {
        return new Quantity(changed.round(MathContext.DECIMAL128), unit);
    }

    @Override
    public Item value() {
        return this;
    }

    @Override
    public String type() {
        return "Quantity";
    }

    @Override
    public String text() {
        String written = number.toPlainString();
        if (!isCalendar()) {
            return written + " '" + unit + "'";
        }
        return written + " " + unit + (number.compareTo(BigDecimal.ONE) == 0 ? "" : "s");
    }
}
