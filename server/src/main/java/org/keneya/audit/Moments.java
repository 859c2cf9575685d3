// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.keneya.kernel.ProblemException;

/**
 * A stretch of time, and what a FHIR date parameter makes of it (http://hl7.org/fhir/R4/search.html#date). What has no zone is
 * UTC, as in the store.
 *
 * @param from first millisecond
 * @param to last millisecond
 */
record Moments(long from, long to) {
    static final Moments ALWAYS = new Moments(Long.MIN_VALUE, Long.MAX_VALUE);

    /** What also lies in another stretch. */
    Moments and(Moments other) {
        return new Moments(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** The stretch a value such as {@code ge2026-11-21} stands for; refused when it is none, or a prefix that cuts out a hole. */
    static Moments of(String name, String value) {
        boolean prefixed = value.length() > 2 && Character.isLetter(value.charAt(0));
        Moments named = named(name, prefixed ? value.substring(2) : value);
        return switch (prefixed ? value.substring(0, 2) : "eq") {
            case "eq", "ap" -> named;
            case "ge" -> new Moments(named.from, Long.MAX_VALUE);
            case "gt", "sa" -> new Moments(named.to + 1, Long.MAX_VALUE);
            case "le" -> new Moments(Long.MIN_VALUE, named.to);
            case "lt", "eb" -> new Moments(Long.MIN_VALUE, named.from - 1);
            default ->
                throw ProblemException.invalid("value", "The prefixes are eq, ge, gt, le, lt, sa, eb and ap", name);
        };
    }

    private static Moments named(String name, String text) {
        try {
            return switch (text.length()) {
                case 4 ->
                    days(
                            Year.parse(text).atDay(1),
                            Year.parse(text).plusYears(1).atDay(1));
                case 7 ->
                    days(
                            YearMonth.parse(text).atDay(1),
                            YearMonth.parse(text).plusMonths(1).atDay(1));
                case 10 -> days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1));
                default -> moment(text);
            };
        } catch (DateTimeException garbled) {
            throw ProblemException.invalid("value", "Expected a date or a moment such as 2026-11-21T08:00:00Z", name);
        }
    }

    private static Moments days(LocalDate first, LocalDate behind) {
        return new Moments(
                first.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli(),
                behind.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli() - 1);
    }

    private static Moments moment(String text) {
        int time = text.indexOf('T');
        String clock = time < 0 ? "" : text.substring(time + 1);
        boolean zoned = clock.endsWith("Z") || clock.contains("+") || clock.contains("-");
        long from = (zoned
                        ? OffsetDateTime.parse(text)
                        : LocalDateTime.parse(text).atOffset(ZoneOffset.UTC))
                .toInstant()
                .toEpochMilli();
        String bare = clock.split("[Z+-]", -1)[0];
        long wide = bare.contains(".")
                ? 1
                : (bare.length() > 5 ? ChronoUnit.SECONDS : ChronoUnit.MINUTES)
                        .getDuration()
                        .toMillis();
        return new Moments(from, from + wide - 1);
    }
}
