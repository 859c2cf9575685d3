// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;

/**
 * A stretch of time in which care was given, by the calendar of UTC. Dates of care are those of a resource's first known
 * search parameter among the usual ones.
 *
 * @param start first millisecond
 * @param end last millisecond
 */
record CareDates(long start, long end) {
    static final CareDates ALWAYS = new CareDates(Long.MIN_VALUE, Long.MAX_VALUE);

    /** In order of preference: when it happened before when it was written down. */
    private static final List<String> PARAMETERS = List.of(
            "date",
            "onset-date",
            "effective",
            "effective-time",
            "occurrence",
            "started",
            "collected",
            "whenhandedover",
            "period",
            "event-date",
            "start-date",
            "sent",
            "authoredon",
            "authored-on",
            "authored",
            "created",
            "recorded-date",
            "recorded");

    /** From the values of {@code start} and {@code end}, dates of any precision; null leaves the side open. */
    static CareDates of(@Nullable String start, @Nullable String end) {
        return new CareDates(
                start == null ? Long.MIN_VALUE : Span.of(start, "start").start(),
                end == null ? Long.MAX_VALUE : Span.of(end, "end").end());
    }

    /** Whether care the resource tells of touches this stretch. What has no date is never left out. */
    boolean touch(String type, Json.Obj resource) {
        if (equals(ALWAYS)) {
            return true;
        }
        List<CareDates> dates = dates(type, resource);
        return dates.isEmpty() || dates.stream().anyMatch(date -> date.start <= end && date.end >= start);
    }

    private static List<CareDates> dates(String type, Json.Obj resource) {
        for (String code : PARAMETERS) {
            SearchParameter parameter = R4.definitions().searchParameter(type, code);
            if (parameter != null && parameter.type() == SearchParameter.Type.DATE) {
                List<CareDates> found = new ArrayList<>();
                parameter.accessor().each(resource, (_, value) -> {
                    CareDates span = span(value);
                    if (span != null) {
                        found.add(span);
                    }
                });
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return List.of();
    }

    private static @Nullable CareDates span(Json value) {
        return switch (value) {
            case Json.Str(String text) -> span(text);
            case Json.Obj period
            when period.has("start") || period.has("end") -> {
                String from = period.string("start");
                String to = period.string("end");
                CareDates first = from == null ? ALWAYS : span(from);
                CareDates last = to == null ? ALWAYS : span(to);
                yield first == null || last == null ? null : new CareDates(first.start, last.end);
            }
            default -> null;
        };
    }

    private static @Nullable CareDates span(String text) {
        Span span = Span.read(text);
        return span == null ? null : new CareDates(span.start(), span.end());
    }
}
