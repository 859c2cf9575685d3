// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * One access. Never holds clinical content: resources by type, id and version, queries by the names of their parameters.
 *
 * @param at epoch milliseconds
 * @param action {@code C}reate, {@code R}ead, {@code U}pdate, {@code D}elete or {@code E}xecute (http://hl7.org/fhir/R4/valueset-audit-event-action.html)
 * @param what the interaction or event, such as {@code search}, {@code $everything}, {@code login}
 * @param outcome {@code 0} done, {@code 4} refused, {@code 8} failed (http://hl7.org/fhir/R4/valueset-audit-event-outcome.html)
 * @param status HTTP status of what was not done; 0 when it was
 * @param who login; empty for a stranger
 * @param role of who; null when unknown
 * @param person {@code Practitioner/id} or {@code Patient/id} of who; null for programs and strangers
 * @param from address of the client; null for the system's own work
 * @param request id of the request
 * @param on where: {@code Type}, {@code Type/id}, an address, or empty
 * @param query names of the parameters, sorted
 * @param resources {@code Type/id/_history/version} shown or written, the first few hundred
 * @param number how many were shown or written
 * @param patients keyed hashes of the patients concerned
 * @param why what was given as the reason; null when nothing was
 */
record Entry(
        long at,
        char action,
        String what,
        String outcome,
        int status,
        String who,
        @Nullable String role,
        @Nullable String person,
        @Nullable String from,
        @Nullable String request,
        String on,
        List<String> query,
        List<String> resources,
        int number,
        Set<Long> patients,
        @Nullable Why why) {

    /**
     * The reason of an access.
     *
     * @param code purpose of use (http://terminology.hl7.org/ValueSet/v3-PurposeOfUse), such as {@code BTG}
     * @param grant id of the break-glass grant; null when there is none
     */
    record Why(String code, @Nullable String grant) {}

    /** What is hashed, stored and never changed: JSON in UTF-8. */
    byte[] bytes() {
        EntryText text = new EntryText()
                .put("at", Instant.ofEpochMilli(at).toString())
                .put("action", String.valueOf(action))
                .put("what", what)
                .put("outcome", outcome)
                .put("status", status)
                .put("who", who)
                .put("role", role)
                .put("person", person)
                .put("from", from)
                .put("request", request)
                .put("on", on.isEmpty() ? null : on)
                .put("query", query)
                .put("resources", resources)
                .put("number", number);
        Why reason = why;
        if (reason != null) {
            text.put("why", reason.code()).put("grant", reason.grant());
        }
        return text.put("patients", hashes()).bytes();
    }

    private List<String> hashes() {
        return switch (patients.size()) {
            case 0 -> List.of();
            case 1 -> List.of(Long.toHexString(patients.iterator().next()));
            default -> patients.stream().sorted().map(Long::toHexString).toList();
        };
    }

    /** All but the hashes of the patients. */
    Json.Obj told() {
        Json.Obj json = new Json.Obj()
                .put("at", Instant.ofEpochMilli(at).toString())
                .put("action", String.valueOf(action))
                .put("what", what)
                .put("outcome", outcome);
        if (status > 0) {
            json.put("status", new Json.Num(Integer.toString(status)));
        }
        json.put("who", who);
        put(json, "role", role);
        put(json, "person", person);
        put(json, "from", from);
        put(json, "request", request);
        put(json, "on", on.isEmpty() ? null : on);
        put(json, "query", query);
        put(json, "resources", resources);
        if (number > 0) {
            json.put("number", new Json.Num(Integer.toString(number)));
        }
        Why reason = why;
        if (reason != null) {
            put(json, "why", reason.code());
            put(json, "grant", reason.grant());
        }
        return json;
    }

    static Entry of(byte[] bytes) {
        Json.Obj json = JsonText.readObject(bytes);
        return new Entry(
                Instant.parse(text(json, "at")).toEpochMilli(),
                text(json, "action").charAt(0),
                text(json, "what"),
                text(json, "outcome"),
                number(json, "status"),
                text(json, "who"),
                json.string("role"),
                json.string("person"),
                json.string("from"),
                json.string("request"),
                text(json, "on"),
                texts(json, "query"),
                texts(json, "resources"),
                number(json, "number"),
                Set.copyOf(texts(json, "patients").stream()
                        .map(hash -> Long.parseUnsignedLong(hash, 16))
                        .toList()),
                why(json));
    }

    private static int number(Json.Obj json, String name) {
        return json.get(name) instanceof Json.Num number ? Integer.parseInt(number.text()) : 0;
    }

    private static @Nullable Why why(Json.Obj json) {
        String code = json.string("why");
        return code == null ? null : new Why(code, json.string("grant"));
    }

    private static void put(Json.Obj json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void put(Json.Obj json, String name, List<String> values) {
        if (!values.isEmpty()) {
            Json.Arr array = new Json.Arr();
            values.forEach(value -> array.add(new Json.Str(value)));
            json.put(name, array);
        }
    }

    private static String text(Json.Obj json, String name) {
        String text = json.string(name);
        return text == null ? "" : text;
    }

    private static List<String> texts(Json.Obj json, String name) {
        List<String> texts = new ArrayList<>();
        if (json.get(name) instanceof Json.Arr array) {
            for (Json each : array) {
                texts.add(each instanceof Json.Str(String text) ? text : "");
            }
        }
        return texts;
    }
}
