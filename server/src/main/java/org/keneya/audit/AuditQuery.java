// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.store.Folded;
import org.keneya.store.Query;

/**
 * A FHIR search of AuditEvents, understood (http://hl7.org/fhir/R4/auditevent.html#search).
 *
 * @param patient logical id of the patient asked for; null for none
 * @param wanted which entries
 * @param count how many to a page
 * @param total whether a total is asked for
 * @param none whether nothing of the log can match
 * @param ids ids asked for; empty for all
 * @param unknown names of what was not understood
 */
record AuditQuery(
        @Nullable String patient,
        Accesses.Asked wanted,
        int count,
        boolean total,
        boolean none,
        List<String> ids,
        List<String> unknown) {
    private static final int USUAL = 50;
    private static final int MOST = 500;
    /** What shapes the answer and is somebody else's to heed. */
    private static final Set<String> SHAPING =
            Set.of("_format", "_pretty", "_summary", "_elements", "_cursor", "_include", "_revinclude");

    static AuditQuery of(Query query) {
        var read = new Reading();
        Query.Compartment compartment = query.compartment();
        if (compartment != null) {
            read.inside(compartment.reference());
        }
        query.parameters().forEach(read::take);
        return new AuditQuery(
                read.patient,
                new Accesses.Asked(read.patient, read.login, read.moments.from(), read.moments.to(), read.also),
                read.count,
                read.total,
                read.none,
                read.ids,
                read.unknown);
    }

    /** What has been understood so far. */
    private static final class Reading {
        @Nullable
        String patient;

        @Nullable
        String login;

        Moments moments = Moments.ALWAYS;
        Predicate<Entry> also = _ -> true;
        int count = USUAL;
        boolean total;
        boolean none;
        final List<String> ids = new ArrayList<>();
        final List<String> unknown = new ArrayList<>();

        void inside(String reference) {
            if (reference.startsWith("Patient/")) {
                patient(reference);
            } else {
                any(reference, (entry, one) -> one.equals(entry.person()) || names(entry, one));
            }
        }

        void take(Query.Parameter parameter) {
            String value = parameter.value();
            switch (parameter.key()) {
                case "patient", "patient:Patient" -> patient(value);
                case "date", "_lastUpdated" -> moments = moments.and(Moments.of(parameter.key(), value));
                case "_id" -> ids.addAll(Arrays.asList(value.split(",", -1)));
                case "agent", "agent:Practitioner", "agent:Patient" ->
                    any(value, (entry, one) -> {
                        String person = entry.person();
                        return person != null && (one.contains("/") ? person.equals(one) : person.endsWith("/" + one));
                    });
                case "agent-name" ->
                    any(value, (entry, one) -> Folded.of(entry.who()).startsWith(Folded.of(one)));
                case "agent-name:exact", "altid" -> login(value);
                case "agent-role" -> any(value, (entry, one) -> token(one, "urn:keneya:role", entry.role()));
                case "address" -> any(value, (entry, one) -> one.equals(entry.from()));
                case "action" -> any(value, (entry, one) -> token(one, "", String.valueOf(entry.action())));
                case "outcome" -> any(value, (entry, one) -> token(one, "", entry.outcome()));
                case "type" -> any(value, (entry, one) -> is(AuditEvents.type(entry), one));
                case "subtype" ->
                    any(
                            value,
                            (entry, one) ->
                                    is(AuditEvents.subtype(entry), one) || token(one, AuditEvents.OWN, entry.what()));
                case "site" -> any(value, (_, one) -> token(one, "", AuditEvents.SITE));
                case "entity" -> any(value, Reading::names);
                case "_count" -> count = Math.min(MOST, number(value));
                case "_total" -> total = !value.equals("none");
                case "_sort" -> {
                    if (!value.equals("-date") && !value.equals("-_lastUpdated")) {
                        unknown.add("_sort");
                    }
                }
                default -> {
                    if (!SHAPING.contains(parameter.name())) {
                        unknown.add(parameter.key());
                    }
                }
            }
        }

        private void patient(String value) {
            String id = value.startsWith("Patient/") ? value.substring("Patient/".length()) : value;
            if (id.contains(",")) {
                throw ProblemException.invalid("not-supported", "Ask for one patient at a time", "patient");
            }
            none |= patient != null && !patient.equals(id);
            patient = id;
        }

        private void login(String value) {
            if (value.contains(",") || login != null) {
                any(value, (entry, one) -> entry.who().equals(one));
            } else {
                login = value;
            }
        }

        private void any(String value, Matcher matcher) {
            List<String> alternatives = Arrays.asList(value.split(",", -1));
            Predicate<Entry> before = also;
            also = entry -> before.test(entry) && alternatives.stream().anyMatch(one -> matcher.matches(entry, one));
        }

        private static boolean names(Entry entry, String reference) {
            return entry.on().equals(reference)
                    || entry.resources().stream()
                            .anyMatch(one -> one.equals(reference) || one.startsWith(reference + "/_history/"));
        }

        private static boolean is(AuditEvents.Code code, String token) {
            return token(token, code.system(), code.code());
        }

        private static boolean token(String token, String system, @Nullable String code) {
            int bar = token.indexOf('|');
            return bar < 0
                    ? token.equals(code)
                    : token.substring(0, bar).equals(system)
                            && (bar + 1 == token.length()
                                    || token.substring(bar + 1).equals(code));
        }

        private static int number(String value) {
            try {
                return Math.max(0, Integer.parseInt(value));
            } catch (NumberFormatException garbled) {
                throw ProblemException.invalid("value", "_count is a whole number, 0 or more", "_count");
            }
        }
    }

    /** Whether an entry meets one of the alternatives. */
    @FunctionalInterface
    private interface Matcher {
        boolean matches(Entry entry, String alternative);
    }
}
