// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/**
 * Reads a person's attributes from their PractitionerRole resources that are active now: organization and location say where
 * they work; one with the code {@code on-call} of {@value #DUTY} says, by period and availableTime, when they are on call.
 */
@Component
final class Assignments {
    static final String DUTY = "https://keneya.org/fhir/CodeSystem/duty";

    private static final int MOST_ROLES = 100;
    private static final int MOST_LOCATIONS = 1_000;
    private static final int DEPTH = 3; // a unit's rooms, their beds, and one more

    private final FhirStore store;
    private final Tenants tenants;
    private final Clock clock;

    Assignments(FhirStore store, Tenants tenants, Clock clock) {
        this.store = store;
        this.tenants = tenants;
        this.clock = clock;
    }

    Attributes of(Subject subject) {
        Set<String> organizations = new LinkedHashSet<>();
        if (subject.establishment() != null) {
            organizations.add(subject.establishment());
        }
        String user = subject.fhirUser();
        if (user == null || !user.startsWith("Practitioner/")) {
            return new Attributes(List.copyOf(organizations), List.of(), false);
        }
        Scope scope = Scope.system(subject.tenant());
        ZonedDateTime now = ZonedDateTime.now(clock.withZone(tenants.zone(subject.tenant())));
        Set<String> locations = new LinkedHashSet<>();
        boolean onCall = false;
        for (Json.Obj role : found(scope, "PractitionerRole", "practitioner", List.of(user), MOST_ROLES)) {
            boolean counts = role.get("active") != Json.Bool.FALSE && isWithin(role.object("period"), now);
            if (!counts) {
                continue;
            }
            if (isDuty(role)) {
                onCall |= isAvailable(role.objects("availableTime"), now);
            }
            add(role.object("organization"), organizations);
            role.objects("location").forEach(one -> add(one, locations));
        }
        return new Attributes(List.copyOf(organizations), withParts(scope, locations), onCall);
    }

    /** The locations and what lies in them. */
    private List<String> withParts(Scope scope, Set<String> locations) {
        Set<String> all = new LinkedHashSet<>(locations);
        List<String> last = List.copyOf(locations);
        for (int depth = 0; depth < DEPTH && !last.isEmpty() && all.size() < MOST_LOCATIONS; depth++) {
            last = found(scope, "Location", "partof", last, MOST_LOCATIONS).stream()
                    .map(part -> "Location/" + part.string("id"))
                    .filter(all::add)
                    .toList();
        }
        return List.copyOf(all);
    }

    private List<Json.Obj> found(Scope scope, String type, String by, List<String> references, int most) {
        List<Query.Parameter> parameters = List.of(
                new Query.Parameter(by, null, String.join(",", references)),
                new Query.Parameter("_count", null, Integer.toString(most)));
        return store.search(scope, new Query(type, parameters)).matches().stream()
                .map(Stored::body)
                .map(JsonText::readObject)
                .toList();
    }

    private static boolean isDuty(Json.Obj role) {
        return role.objects("code").stream()
                .flatMap(code -> code.objects("coding").stream())
                .anyMatch(coding -> DUTY.equals(coding.string("system")) && "on-call".equals(coding.string("code")));
    }

    private static void add(Json.@Nullable Obj reference, Set<String> to) {
        String text = reference == null ? null : reference.string("reference");
        if (text != null) {
            to.add(text);
        }
    }

    /** Whether a Period holds now; a date without time ends with its day. */
    private static boolean isWithin(Json.@Nullable Obj period, ZonedDateTime now) {
        if (period == null) {
            return true;
        }
        String start = period.string("start");
        String end = period.string("end");
        return (start == null || !moment(start, now, false).isAfter(now))
                && (end == null || moment(end, now, true).isAfter(now));
    }

    private static ZonedDateTime moment(String text, ZonedDateTime now, boolean last) {
        if (text.length() > 10) {
            return OffsetDateTime.parse(text).atZoneSameInstant(now.getZone());
        }
        LocalDate day = LocalDate.parse((text + "-01-01").substring(0, 10));
        LocalDate next =
                text.length() == 4 ? day.plusYears(1) : text.length() == 7 ? day.plusMonths(1) : day.plusDays(1);
        return (last ? next : day).atStartOfDay(now.getZone());
    }

    /** Without any hours a duty lasts the whole of its period. */
    private static boolean isAvailable(List<Json.Obj> times, ZonedDateTime now) {
        return times.isEmpty() || times.stream().anyMatch(time -> isAvailable(time, now));
    }

    private static boolean isAvailable(Json.Obj time, ZonedDateTime now) {
        List<String> days = new ArrayList<>();
        Json.Arr named = time.array("daysOfWeek");
        if (named != null) {
            named.forEach(day -> days.add(day instanceof Json.Str(String code) ? code : ""));
        }
        boolean allDay = time.get("allDay") == Json.Bool.TRUE;
        String start = time.string("availableStartTime");
        String end = time.string("availableEndTime");
        if (allDay || start == null || end == null) {
            return isDay(days, now.getDayOfWeek());
        }
        LocalTime from = LocalTime.parse(start);
        LocalTime to = LocalTime.parse(end);
        LocalTime at = now.toLocalTime();
        if (from.isBefore(to)) {
            return isDay(days, now.getDayOfWeek()) && !at.isBefore(from) && at.isBefore(to);
        }
        boolean begun = isDay(days, now.getDayOfWeek()) && !at.isBefore(from);
        boolean sinceYesterday = isDay(days, now.getDayOfWeek().minus(1)) && at.isBefore(to);
        return begun || sinceYesterday;
    }

    private static boolean isDay(List<String> days, DayOfWeek day) {
        return days.isEmpty() || days.contains(day.name().substring(0, 3).toLowerCase(Locale.ROOT));
    }
}
