// SPDX-License-Identifier: Apache-2.0
package org.keneya.record;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Folded;
import org.keneya.store.Page;
import org.keneya.store.Stored;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/patients/{id}/timeline}: every kind of event of one patient, newest first, a page at a time. */
@RestController
class TimelineController {
    /** What a timeline shows when it is not told. */
    private static final List<String> EVENTS = List.of(
            "Encounter",
            "Condition",
            "Procedure",
            "Observation",
            "DiagnosticReport",
            "ImagingStudy",
            "MedicationRequest",
            "MedicationStatement",
            "Immunization",
            "AllergyIntolerance",
            "DocumentReference",
            "ServiceRequest",
            "CarePlan",
            "EpisodeOfCare",
            "FamilyMemberHistory");

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final int MOST = 200;
    private static final int MOST_PAGES_READ = 20;

    private final FhirStore store;

    TimelineController(FhirStore store) {
        this.store = store;
    }

    @GetMapping("/api/patients/{id}/timeline")
    void timeline(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "50") String count,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletResponse response)
            throws IOException {
        Caller caller = Callers.current();
        caller.requireRead("Patient");
        if (store.read(caller.scope(), "Patient", id)
                .filter(patient -> !patient.isDeleted())
                .isEmpty()) {
            throw ProblemException.notFound("There is no such Patient");
        }
        List<String> types = types(type);
        long low = from.isEmpty() ? Long.MIN_VALUE : start(from, "from");
        long high = to.isEmpty() ? Long.MAX_VALUE : start(to, "to") + 24L * 3600 * 1000 - 1;
        int most = count(count);
        String wanted = Folded.of(text);
        Json.Arr entries = new Json.Arr();
        String position = cursor;
        for (int read = 0; read < MOST_PAGES_READ; read++) {
            Page page = store.timeline(caller.scope(), id, types, low, high, most, position);
            for (Stored event : page.matches()) {
                Json.Obj entry = TimelineEntry.of(event, JsonText.readObject(event.body()));
                if (wanted.isEmpty() || TimelineEntry.words(entry).contains(wanted)) {
                    entries.add(entry);
                }
            }
            position = page.next();
            if (position == null || entries.size() >= most || wanted.isEmpty()) {
                break;
            }
        }
        Json.Obj answer = new Json.Obj().put("entries", entries);
        answer.put("next", position == null ? Json.Null.NULL : new Json.Str(position));
        Answers.json(response, 200, "application/json;charset=UTF-8", answer);
    }

    private static List<String> types(String asked) {
        if (asked.isEmpty()) {
            return EVENTS;
        }
        List<String> types = new ArrayList<>();
        for (String type : Arrays.asList(asked.split(",", -1))) {
            if (!EVENTS.contains(type)) {
                throw ProblemException.invalid(
                        "value", "type names a kind of event the timeline does not have", "type");
            }
            types.add(type);
        }
        return types;
    }

    private static long start(String day, String name) {
        try {
            return LocalDate.parse(day).atStartOfDay(PARIS).toInstant().toEpochMilli();
        } catch (DateTimeException notOne) {
            throw ProblemException.invalid("value", "%s is a date such as 2026-01-31".formatted(name), name);
        }
    }

    private static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return Math.min(count, MOST);
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw ProblemException.invalid("value", "count is a whole number, 1 to %d".formatted(MOST), "count");
    }
}
