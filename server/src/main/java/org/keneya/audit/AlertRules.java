// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * Which accesses want an explanation, as data: {@code audit/alert-rules.json} holds the usual rules and is what an
 * establishment starts from.
 *
 * @param mass many different patients by one person
 * @param family the patient bears a family name of the person's
 * @param vip the patient bears one of these labels, or is listed
 * @param own the person reads what is written of themselves
 * @param hours outside the hours of the role
 * @param refused attempts in series that were refused
 */
record AlertRules(Mass mass, boolean family, Vip vip, boolean own, Hours hours, Refused refused) {

    /**
     * Tells when one person has seen at least {@code limit} patients within the time, or at least {@code least} and so many times
     * what is usual for them.
     *
     * @param usualDays days looked back for what is usual
     */
    record Mass(boolean on, Duration within, int limit, int least, int timesUsual, int usualDays) {}

    /**
     * @param labels codes of Patient.meta.security
     * @param patients logical ids
     */
    record Vip(boolean on, Set<String> labels, Set<String> patients) {
        Vip {
            labels = Set.copyOf(labels);
            patients = Set.copyOf(patients);
        }
    }

    /** @param roles working hours by role; a role without any may always */
    record Hours(boolean on, ZoneId zone, Map<String, Working> roles) {
        Hours {
            roles = Map.copyOf(roles);
        }

        boolean isOff(String role, long at) {
            Working working = roles.get(role);
            if (!on || working == null) {
                return false;
            }
            ZonedDateTime then = java.time.Instant.ofEpochMilli(at).atZone(zone);
            LocalTime time = then.toLocalTime();
            boolean day = working.days().indexOf('0' + then.getDayOfWeek().getValue()) >= 0;
            return !day || time.isBefore(working.from()) || !time.isBefore(working.to());
        }
    }

    /** @param days digits, 1 for Monday */
    record Working(LocalTime from, LocalTime to, String days) {}

    /** Tells when so many attempts of one person, or of one address nobody signed in from, were refused within the time. */
    record Refused(boolean on, Duration within, int limit) {}

    /** The longest time a rule looks back over. */
    Duration longest() {
        return mass.within().compareTo(refused.within()) > 0 ? mass.within() : refused.within();
    }

    static String usual() {
        try (InputStream in = AlertRules.class.getResourceAsStream("/audit/alert-rules.json")) {
            if (in == null) {
                throw new IllegalStateException("audit/alert-rules.json is missing");
            }
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Understands rules; refused with the path of what is missing or out of bounds.
     *
     * @param own the establishment's, whose hours are meant unless the rules name another
     */
    static AlertRules of(String text, ZoneId own) {
        Json.Obj json = JsonText.readObject(text);
        Json.Obj mass = part(json, "mass");
        Json.Obj vip = part(json, "vip");
        Json.Obj hours = part(json, "hours");
        Json.Obj refused = part(json, "refused");
        Map<String, Working> roles = new HashMap<>();
        Json.Obj listed = part(hours, "roles");
        for (int i = 0; i < listed.size(); i++) {
            Json.Obj working = part(listed, listed.name(i));
            roles.put(
                    listed.name(i),
                    new Working(time(working, "from"), time(working, "to"), String.valueOf(working.string("days"))));
        }
        return new AlertRules(
                new Mass(
                        on(mass),
                        Duration.ofMinutes(number(mass, "minutes", 1_440)),
                        number(mass, "limit", 100_000),
                        number(mass, "least", 100_000),
                        number(mass, "timesUsual", 1_000),
                        number(mass, "usualDays", 60)),
                on(part(json, "family")),
                new Vip(on(vip), texts(vip, "labels"), texts(vip, "patients")),
                on(part(json, "own")),
                new Hours(on(hours), hours.has("zone") ? zone(hours) : own, roles),
                new Refused(
                        on(refused),
                        Duration.ofMinutes(number(refused, "minutes", 1_440)),
                        number(refused, "limit", 100_000)));
    }

    private static Json.Obj part(Json.Obj json, String name) {
        Json.Obj part = json.object(name);
        if (part == null) {
            throw ProblemException.invalid("required", "This part of the rules is missing", name);
        }
        return part;
    }

    private static boolean on(Json.Obj json) {
        return json.get("on") == Json.Bool.TRUE;
    }

    private static int number(Json.Obj json, String name, int most) {
        try {
            int number = json.get(name) instanceof Json.Num value ? Integer.parseInt(value.text()) : 0;
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException garbled) {
            // told below
        }
        throw ProblemException.invalid("value", "Expected a whole number from 1 to %d".formatted(most), name);
    }

    private static LocalTime time(Json.Obj json, String name) {
        try {
            return LocalTime.parse(String.valueOf(json.string(name)));
        } catch (DateTimeException garbled) {
            throw ProblemException.invalid("value", "Expected a time such as 06:30", name);
        }
    }

    private static ZoneId zone(Json.Obj json) {
        try {
            return ZoneId.of(String.valueOf(json.string("zone")));
        } catch (DateTimeException unknown) {
            throw ProblemException.invalid("value", "Expected a time zone such as Europe/Paris", "zone");
        }
    }

    private static Set<String> texts(Json.Obj json, String name) {
        Set<String> texts = new HashSet<>();
        Json.Arr array = json.array(name);
        for (Json each : array == null ? new Json.Arr() : array) {
            if (each instanceof Json.Str(String text)) {
                texts.add(text);
            }
        }
        return texts;
    }
}
