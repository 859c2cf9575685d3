// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Date, DateTime or Time as precise as it is written (http://hl7.org/fhirpath/N1/#date).
 *
 * @param kind what of the three
 * @param text as FHIR writes it
 * @param parts year, month, day, hour, minute, nanoseconds of the minute; a time begins at the hour
 * @param count how many of the parts, from the year on, are known
 * @param offset minutes east of UTC; null when no zone is given
 */
public record Moment(
        Kind kind,
        String text,
        long[] parts,
        int count,
        @Nullable Integer offset) implements Item {
    private static final int PARTS = 6;
    private static final long SECOND = 1_000_000_000L;
    private static final Pattern FORM = Pattern.compile(
            "(?:(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d))?)?)?(?:(T)(?:(\\d\\d)(?::(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9})\\d*)?)?)?)?"
                    + "(Z|[+-]\\d\\d:\\d\\d)?)?");

    /** The three System types of time. */
    public enum Kind {
        DATE("Date"),
        DATE_TIME("DateTime"),
        TIME("Time");

        private final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    /** The moment a text such as {@code 2024-02-29}, {@code 2024T}, {@code 2024-02-29T10:00Z} or {@code T10:00} is; else null. */
    static @Nullable Moment of(String text) {
        Matcher found = FORM.matcher(text);
        if (text.length() > 40 || text.isEmpty() || !found.matches()) {
            return null;
        }
        boolean time = found.group(1) == null;
        boolean hours = found.group(5) != null;
        if (time ? !hours || found.group(9) != null : hours && found.group(3) == null) {
            return null;
        }
        long[] parts = {0, 1, 1, 0, 0, 0};
        int count = time ? 3 : 0;
        int[] groups = {1, 2, 3, 5, 6};
        for (int i = count; i < groups.length && found.group(groups[i]) != null; i++) {
            parts[i] = Long.parseLong(found.group(groups[i]));
            count = i + 1;
        }
        if (found.group(7) != null) {
            String fraction = found.group(8) == null ? "" : found.group(8);
            parts[5] =
                    Long.parseLong(found.group(7)) * SECOND + Long.parseLong((fraction + "000000000").substring(0, 9));
            count = PARTS;
        }
        Kind kind = time ? Kind.TIME : found.group(4) == null ? Kind.DATE : Kind.DATE_TIME;
        Moment moment = new Moment(kind, time ? text.substring(1) : text, parts, count, zone(found.group(9)));
        return moment.exists() ? moment : null;
    }

    private static @Nullable Integer zone(@Nullable String written) {
        if (written == null) {
            return null;
        }
        if (written.equals("Z")) {
            return 0;
        }
        int minutes = Integer.parseInt(written, 1, 3, 10) * 60 + Integer.parseInt(written, 4, 6, 10);
        return written.charAt(0) == '-' ? -minutes : minutes;
    }

    private boolean exists() {
        try {
            local();
            return offset == null || Math.abs(offset) <= 14 * 60;
        } catch (DateTimeException impossible) {
            return false;
        }
    }

    private LocalDateTime local() {
        long nanos = Math.min(parts[5], 60 * SECOND - 1);
        return LocalDateTime.of(
                kind == Kind.TIME ? 1 : (int) parts[0],
                (int) parts[1],
                (int) parts[2],
                (int) parts[3],
                (int) parts[4],
                (int) (nanos / SECOND),
                (int) (nanos % SECOND));
    }

    private static Moment of(Kind kind, LocalDateTime at, int count, @Nullable Integer offset, boolean fraction) {
        long[] parts = {
            at.getYear(),
            at.getMonthValue(),
            at.getDayOfMonth(),
            at.getHour(),
            at.getMinute(),
            at.getSecond() * SECOND + at.getNano()
        };
        return new Moment(kind, written(kind, at, count, offset, fraction), parts, count, offset);
    }

    private static String written(Kind kind, LocalDateTime at, int count, @Nullable Integer offset, boolean fraction) {
        StringBuilder text = new StringBuilder();
        if (kind != Kind.TIME) {
            text.append(at.toString(), 0, Math.min(10, 1 + count * 3));
        }
        if (count > 3) {
            text.append(kind == Kind.TIME ? "" : "T").append("%02d".formatted(at.getHour()));
            text.append(count > 4 ? ":%02d".formatted(at.getMinute()) : "");
            text.append(count > 5 ? ":%02d".formatted(at.getSecond()) : "");
            text.append(count > 5 && (fraction || at.getNano() > 0) ? ".%03d".formatted(at.getNano() / 1_000_000) : "");
        }
        if (offset != null) {
            int minutes = Math.abs(offset);
            text.append(
                    offset == 0 ? "Z" : "%s%02d:%02d".formatted(offset < 0 ? "-" : "+", minutes / 60, minutes % 60));
        }
        return text.toString();
    }

    /** Less, equal or greater than zero; null when the two are not precise enough to say, or are of another kind. */
    @Nullable
    Integer compare(Moment other) {
        if ((kind == Kind.TIME) != (other.kind == Kind.TIME)) {
            return null;
        }
        Moment mine = this;
        Moment theirs = other;
        if (count > 3 && other.count > 3) {
            if ((offset == null) != (other.offset == null)) {
                return null;
            }
            mine = utc();
            theirs = other.utc();
        }
        int common = Math.min(count, other.count);
        for (int i = kind == Kind.TIME ? 3 : 0; i < common; i++) {
            if (mine.parts[i] != theirs.parts[i]) {
                return Long.compare(mine.parts[i], theirs.parts[i]);
            }
        }
        return count == other.count ? (Integer) 0 : null;
    }

    private Moment utc() {
        Integer minutes = offset;
        return minutes == null || minutes == 0 ? this : of(kind, local().minusMinutes(minutes), count, 0, false);
    }

    /** Adds a span of time; only whole steps of the precision count. Null when the unit is none of time, or out of range. */
    @Nullable
    Moment plus(Quantity span, int sign) {
        BigDecimal amount = span.number();
        if (amount.abs().compareTo(BigDecimal.valueOf(1_000_000_000_000L)) > 0) {
            return null;
        }
        ChronoUnit unit = switch (span.unit()) {
            case "year" -> ChronoUnit.YEARS;
            case "month" -> ChronoUnit.MONTHS;
            case "week", "wk" -> ChronoUnit.WEEKS;
            case "day", "d" -> ChronoUnit.DAYS;
            case "hour", "h" -> ChronoUnit.HOURS;
            case "minute", "min" -> ChronoUnit.MINUTES;
            case "second", "s" -> ChronoUnit.SECONDS;
            case "millisecond", "ms" -> ChronoUnit.MILLIS;
            default -> null;
        };
        if (unit == null) {
            return null;
        }
        try {
            LocalDateTime moved = unit == ChronoUnit.SECONDS
                    ? local().plusNanos(sign * amount.movePointRight(9).longValueExact())
                    : local().plus(sign * amount.longValue(), unit);
            boolean inRange = kind == Kind.TIME || moved.getYear() >= 1 && moved.getYear() <= 9999;
            return inRange ? of(kind, moved, count, offset, text.indexOf('.') > 0) : null;
        } catch (DateTimeException | ArithmeticException outOfRange) {
            return null;
        }
    }

    @Override
    public Item value() {
        return this;
    }

    @Override
    public String type() {
        return kind.type;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Moment that && kind == that.kind && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
