// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/** Dates, compared as spans of time of the precision they were written with (search.html#date). */
enum DateMatch implements Match {
    INSTANCE;

    @Override
    public void index(Field field, String fhirType, Json value, Tokens tokens, Row row) {
        Span span = switch (value) {
            case Json.Str(String text) -> Span.of(text);
            case Json.Obj object -> "Timing".equals(fhirType) ? timing(object) : period(object);
            default -> null;
        };
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

    private static @Nullable Span period(Json.Obj period) {
        String start = period.string("start");
        String end = period.string("end");
        Span first = start == null ? null : Span.of(start);
        Span last = end == null ? null : Span.of(end);
        if (first == null && last == null) {
            return null;
        }
        return new Span(first == null ? Long.MIN_VALUE : first.low(), last == null ? Long.MAX_VALUE : last.high());
    }

    /** From the first event to the last, or the bounds of the repetition. */
    private static @Nullable Span timing(Json.Obj timing) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        Json.Arr events = timing.array("event");
        if (events != null) {
            for (Json event : events) {
                Span span = event instanceof Json.Str(String text) ? Span.of(text) : null;
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
        return bounds == null ? null : period(bounds);
    }

    @Override
    public void where(Field field, @Nullable String modifier, List<String> values, Tokens tokens, Criteria criteria) {
        if (modifier != null) {
            throw Match.unknownModifier(field, modifier);
        }
        String alias = field.inRow() ? "r" : "v";
        Sql any = new Sql();
        for (String value : values) {
            Prefix.Prefixed asked = Prefix.split(Escapes.unescape(value));
            Span span = Span.of(asked.value().replace(' ', '+'));
            if (span == null) {
                throw Match.bad(field, "A date is YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss+zz:zz");
            }
            any.add(any.isEmpty() ? "(" : " or ").add(compare(alias, asked.prefix(), span));
        }
        any.add(")");
        criteria.add(field.inRow() ? any : elsewhere(field, any));
    }

    /** The condition that spans of the alias compare with a span as asked. A row without a date has a null high. */
    static Sql compare(String alias, Prefix prefix, Span span) {
        long low = span.low();
        long high = span.high();
        String condition = switch (prefix) {
            case EQ -> "(@.low >= ? and @.high <= ?)";
            case NE -> "(@.high is not null and not (@.low >= ? and @.high <= ?))";
            case GT -> "@.high > ?";
            case LT -> "(@.high is not null and @.low < ?)";
            case GE -> "(@.high > ? or @.low >= ?)";
            case LE -> "(@.high is not null and (@.low < ? or @.high <= ?))";
            case SA -> "@.low > ?";
            case EB -> "@.high < ?";
            case AP -> "(@.low <= ? and @.high >= ?)";
        };
        String text = condition.replace("@", alias);
        return switch (prefix) {
            case EQ, NE -> new Sql().add(text, low, high);
            case GT, SA -> new Sql().add(text, high);
            case LT, EB -> new Sql().add(text, low);
            case GE -> new Sql().add(text, high, low);
            case LE -> new Sql().add(text, low, high);
            case AP -> {
                long slack = Math.max(high - low, Math.abs(System.currentTimeMillis() - low) / 10);
                yield new Sql().add(text, high + slack, low - slack);
            }
        };
    }

    private static Sql elsewhere(Field field, Sql condition) {
        return new Sql()
                .add("exists (select 1 from date_value v where v.tenant = r.tenant and v.type = ?", field.type())
                .add(" and v.param = ? and v.pk = r.pk and ", field.number())
                .add(condition)
                .add(")");
    }
}
