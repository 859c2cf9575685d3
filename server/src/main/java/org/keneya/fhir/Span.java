// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;

/**
 * The stretch of time a FHIR date or dateTime means, by the calendar of UTC (http://hl7.org/fhir/R4/datatypes.html#dateTime).
 *
 * @param start first millisecond
 * @param end last millisecond
 */
record Span(long start, long end) {

    /** Of a parameter, whose {@code +} may have come as a space; refused under the parameter's name when it is no date. */
    static Span of(String text, String parameter) {
        Span span = read(text.replace(' ', '+'));
        if (span == null) {
            throw ProblemException.invalid(
                    "value",
                    "%s is a date, or an instant such as 2026-01-31T12:00:00Z".formatted(parameter),
                    parameter);
        }
        return span;
    }

    /** Null when the text is no date. */
    static @Nullable Span read(String text) {
        try {
            return switch (text.length()) {
                case 4 -> {
                    LocalDate first = LocalDate.of(Integer.parseInt(text), 1, 1);
                    yield days(first, first.plusYears(1));
                }
                case 7 ->
                    days(
                            YearMonth.parse(text).atDay(1),
                            YearMonth.parse(text).plusMonths(1).atDay(1));
                case 10 -> days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1));
                default -> {
                    long moment = OffsetDateTime.parse(text).toInstant().toEpochMilli();
                    yield new Span(moment, moment);
                }
            };
        } catch (DateTimeException | NumberFormatException notOne) {
            return null;
        }
    }

    private static Span days(LocalDate from, LocalDate to) {
        return new Span(
                from.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli(),
                to.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() - 1);
    }
}
