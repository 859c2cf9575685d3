// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of time a FHIR date of any precision stands for (http://hl7.org/fhir/R4/search.html#date). Dates without a
 * zone are taken as UTC.
 *
 * @param low first millisecond, {@link Long#MIN_VALUE} when open
 * @param high last millisecond, {@link Long#MAX_VALUE} when open
 */
record Span(long low, long high) {
    private static final long DAY = 86_400_000L;

    /** Ticks of a millisecond, see {@link #ticks}. */
    private static final long TICKS = 10_000;

    /** The span of a date, dateTime or instant; null when it is none. Accepts minutes without seconds, as URLs may. */
    static @Nullable Span of(String text) {
        try {
            return switch (text.length()) {
                case 4 -> {
                    int year = Integer.parseInt(text);
                    yield days(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
                }
                case 7 -> {
                    YearMonth month = YearMonth.parse(text);
                    yield days(month.atDay(1), month.plusMonths(1).atDay(1));
                }
                case 10 -> {
                    LocalDate day = LocalDate.parse(text);
                    yield days(day, day.plusDays(1));
                }
                default -> text.length() > 10 && text.charAt(10) == 'T' ? moment(text) : null;
            };
        } catch (DateTimeException | NumberFormatException notOne) {
            return null;
        }
    }

    private static Span moment(String text) {
        int zone = zoneAt(text);
        String local = text.substring(0, zone);
        ZoneOffset offset = zone == text.length() ? ZoneOffset.UTC : ZoneOffset.of(text.substring(zone));
        LocalTime time = LocalTime.parse(local.substring(11));
        long start = OffsetDateTime.of(LocalDate.parse(local.substring(0, 10)), time, offset)
                .toInstant()
                .toEpochMilli();
        int length = local.length();
        long width = length <= 16 ? 60_000 : length == 19 ? 1000 : length == 21 ? 100 : length == 22 ? 10 : 1;
        return new Span(start, start + width - 1);
    }

    /**
     * The span in ticks of a ten-thousandth of a millisecond, which the index does not keep. A value of milliseconds or finer
     * is a single tick.
     */
    static @Nullable Span ticks(String text) {
        Span span = of(text);
        if (span == null) {
            return null;
        }
        String fraction = fraction(text);
        if (fraction.length() < 3) {
            return new Span(span.low * TICKS, span.high * TICKS + TICKS - 1);
        }
        long tick = span.low * TICKS + Integer.parseInt((fraction + "0000").substring(3, 7));
        return new Span(tick, tick);
    }

    /** Whether a text says more than milliseconds hold. */
    static boolean isFiner(String text) {
        String fraction = fraction(text);
        return fraction.length() > 3 && !fraction.substring(3).matches("0*");
    }

    private static String fraction(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? "" : text.substring(dot + 1, zoneAt(text));
    }

    private static int zoneAt(String text) {
        for (int i = 11; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'Z' || c == '+' || c == '-') {
                return i;
            }
        }
        return text.length();
    }

    private static Span days(LocalDate from, LocalDate to) {
        return new Span(from.toEpochDay() * DAY, to.toEpochDay() * DAY - 1);
    }
}
