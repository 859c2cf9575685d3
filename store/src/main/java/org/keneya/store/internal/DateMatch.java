// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;

/** Dates, compared as spans of time of the precision they were written with (search.html#date). */
enum DateMatch implements Match {
    INSTANCE;

    @Override
    public void index(Field field, String fhirType, Json value, Tokens tokens, Row row) {
        Span span = span(fhirType, value, Span::of);
        if (span == null) {
            return;
        }
        if (field.inRow()) {
            row.hasDate = true;
            row.low = span.low();
            row.high = span.high();
        } else {
            row.dates.add(new Row.DateValue(field.number(), span.low(), span.high()));
        }
    }

    /**
     * What a value of one of the types of time covers; null when that cannot be told.
     *
     * @param reader what a single date covers, null when the text is none
     */
    static @Nullable Span span(String fhirType, Json value, Function<String, @Nullable Span> reader) {
        return switch (value) {
            case Json.Str(String text) -> reader.apply(text);
            case Json.Obj object -> "Timing".equals(fhirType) ? timing(object, reader) : period(object, reader);
            default -> null;
        };
    }

    private static @Nullable Span period(Json.Obj period, Function<String, @Nullable Span> reader) {
        String start = period.string("start");
        String end = period.string("end");
        Span first = start == null ? null : reader.apply(start);
        Span last = end == null ? null : reader.apply(end);
        if (first == null && last == null) {
            return null;
        }
        return new Span(first == null ? Long.MIN_VALUE : first.low(), last == null ? Long.MAX_VALUE : last.high());
    }

    /** From the first event to the last, or the bounds of the repetition. */
    private static @Nullable Span timing(Json.Obj timing, Function<String, @Nullable Span> reader) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        Json.Arr events = timing.array("event");
        if (events != null) {
            for (Json event : events) {
                Span span = event instanceof Json.Str(String text) ? reader.apply(text) : null;
                if (span != null) {
                    low = Math.min(low, span.low());
                    high = Math.max(high, span.high());
                }
            }
        }
        if (low <= high) {
            return new Span(low, high);
        }
        Json.Obj repeat = timing.object("repeat");
        Json.Obj bounds = repeat == null ? null : repeat.object("boundsPeriod");
        return bounds == null ? null : period(bounds, reader);
    }

    @Override
    public Condition where(Field field, @Nullable String modifier, List<String> values, Tokens tokens) {
        if (modifier != null) {
            throw Match.unknownModifier(field, modifier);
        }
        return Condition.any(values.stream().map(value -> one(field, value)).toList());
    }

    private static Condition one(Field field, String value) {
        Asked asked = Asked.of(field.parameter().code(), value);
        Prefix.Prefixed text = Prefix.split(Escapes.unescape(value));
        if (Span.isFiner(text.value())) {
            return finer(field, asked, Span.ticks(text.value().replace(' ', '+')));
        }
        return inIndex(field, asked);
    }

    /** What is asked finer than the index knows: the milliseconds around it narrow down, and the resource decides. */
    private static Condition finer(Field field, Asked asked, @Nullable Span ticks) {
        if (ticks == null || asked.prefix == Prefix.AP) {
            return inIndex(field, asked);
        }
        Asked exact = new Asked(asked.prefix, ticks.low(), ticks.high(), 0);
        return new Condition(inIndex(field, asked.around()).sql(), false, (resource, _) -> {
            boolean[] found = {false};
            field.parameter().accessor().each(resource, (fhirType, value) -> {
                Span span = span(fhirType, value, Span::ticks);
                found[0] |= span != null && exact.holds(span.low(), span.high());
            });
            return found[0];
        });
    }

    private static Condition inIndex(Field field, Asked asked) {
        if (field.inRow()) {
            return Condition.exact(asked.sql("r"), (_, row) -> row.hasDate && asked.holds(row.low, row.high));
        }
        Sql exists = new Sql()
                .add(
                        "exists (select 1 from date_value v where v.tenant = r.tenant and v.type = r.type and v.param = ?",
                        field.number())
                .add(" and v.pk = r.pk and ")
                .add(asked.sql("v"))
                .add(")");
        return Condition.exact(
                exists,
                (_, row) -> row.dates.stream()
                        .anyMatch(date -> date.param() == field.number() && asked.holds(date.low(), date.high())));
    }

    /** A date asked for, with how it is to be compared; {@code ap} is within a tenth of the time that has passed since. */
    record Asked(Prefix prefix, long low, long high, long slack) {
        private static final Pattern WRITTEN = Pattern.compile(
                "\\d{4}(-\\d\\d(-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,20})?)?(Z|[+-]\\d\\d:\\d\\d)?)?)?)?");

        static Asked of(String parameter, String value) {
            Prefix.Prefixed asked = Prefix.split(Escapes.unescape(value));
            String text = asked.value().replace(' ', '+');
            Span span = WRITTEN.matcher(text).matches() ? Span.of(text) : null;
            if (span == null) {
                throw ProblemException.invalid(
                        "value",
                        "A date is YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss+zz:zz, with a prefix such as ge",
                        parameter);
            }
            return of(asked.prefix(), span);
        }

        /** The question as it is put to moments of whole milliseconds: what is finer lies between two of them. */
        static Asked ofMoments(String parameter, String value) {
            Asked asked = of(parameter, value);
            if (!Span.isFiner(Prefix.split(Escapes.unescape(value)).value())) {
                return asked;
            }
            return switch (asked.prefix) {
                case LT, LE, EB -> new Asked(Prefix.LT, asked.low + 1, asked.low + 1, 0);
                case GT, GE, SA -> new Asked(Prefix.GT, asked.low, asked.low, 0);
                case EQ, NE -> new Asked(asked.prefix, 1, 0, 0);
                case AP -> asked;
            };
        }

        /** A question that is met by whatever meets this one with a fraction of a millisecond more or less. */
        Asked around() {
            return switch (prefix) {
                case EQ, AP -> new Asked(Prefix.AP, low, high, slack + 1);
                case NE -> new Asked(Prefix.LT, Long.MAX_VALUE, Long.MAX_VALUE, 0);
                case GT, GE -> new Asked(Prefix.GT, low - 2, low - 2, 0);
                case SA -> new Asked(Prefix.SA, low - 2, low - 2, 0);
                case LT, LE -> new Asked(Prefix.LT, high + 2, high + 2, 0);
                case EB -> new Asked(Prefix.EB, high + 2, high + 2, 0);
            };
        }

        static Asked of(Prefix prefix, Span span) {
            long slack = Math.max(span.high() - span.low(), Math.abs(System.currentTimeMillis() - span.low()) / 10);
            return new Asked(prefix, span.low(), span.high(), slack);
        }

        /**
         * Compares the columns low and high of an alias. A row without a date has a null high. What follows for low from a
         * condition on high is said too: the index is on low.
         */
        Sql sql(String alias) {
            String text = switch (prefix) {
                case EQ -> "(@.low between ? and ? and @.high <= ?)";
                case NE -> "(@.high is not null and not (@.low >= ? and @.high <= ?))";
                case GT -> "@.high > ?";
                case LT -> "(@.high is not null and @.low < ?)";
                case GE -> "(@.high > ? or @.low >= ?)";
                case LE -> "(@.high is not null and (@.low < ? or @.high <= ?))";
                case SA -> "@.low > ?";
                case EB -> "(@.low < ? and @.high < ?)";
                case AP -> "(@.low <= ? and @.high >= ?)";
            };
            Object[] values = switch (prefix) {
                case EQ -> new Object[] {low, high, high};
                case NE, LE -> new Object[] {low, high};
                case GT, SA -> new Object[] {high};
                case LT -> new Object[] {low};
                case GE -> new Object[] {high, low};
                case EB -> new Object[] {low, low};
                case AP -> new Object[] {high + slack, low - slack};
            };
            return new Sql().add(text.replace("@", alias), values);
        }

        boolean holds(long from, long to) {
            return switch (prefix) {
                case EQ -> from >= low && to <= high;
                case NE -> from < low || to > high;
                case GT -> to > high;
                case LT -> from < low;
                case GE -> to > high || from >= low;
                case LE -> from < low || to <= high;
                case SA -> from > high;
                case EB -> to < low;
                case AP -> from <= high + slack && to >= low - slack;
            };
        }
    }
}
