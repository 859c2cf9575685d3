// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;
import org.keneya.store.FhirStore;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.keneya.store.Stored;

/**
 * What belongs to one Patient or one Encounter (http://hl7.org/fhir/R4/compartmentdefinition.html), walked type by type and
 * link by link, a page at a time, each resource once: what an earlier link of its type has led to is passed over.
 */
final class Compartment {
    private static final int CHUNK = 200;

    /** The Encounter compartment (http://hl7.org/fhir/R4/compartmentdefinition-encounter.html). */
    private static final Map<String, List<String>> ENCOUNTER = new TreeMap<>(Map.ofEntries(
            Map.entry("CarePlan", List.of("encounter")),
            Map.entry("CareTeam", List.of("encounter")),
            Map.entry("ChargeItem", List.of("context")),
            Map.entry("Claim", List.of("encounter")),
            Map.entry("ClinicalImpression", List.of("encounter")),
            Map.entry("Communication", List.of("encounter")),
            Map.entry("CommunicationRequest", List.of("encounter")),
            Map.entry("Composition", List.of("encounter")),
            Map.entry("Condition", List.of("encounter")),
            Map.entry("DeviceRequest", List.of("encounter")),
            Map.entry("DiagnosticReport", List.of("encounter")),
            Map.entry("DocumentManifest", List.of("related-ref")),
            Map.entry("DocumentReference", List.of("encounter")),
            Map.entry("ExplanationOfBenefit", List.of("encounter")),
            Map.entry("Media", List.of("encounter")),
            Map.entry("MedicationAdministration", List.of("context")),
            Map.entry("MedicationRequest", List.of("encounter")),
            Map.entry("NutritionOrder", List.of("encounter")),
            Map.entry("Observation", List.of("encounter")),
            Map.entry("Procedure", List.of("encounter")),
            Map.entry("QuestionnaireResponse", List.of("encounter")),
            Map.entry("RequestGroup", List.of("encounter")),
            Map.entry("ServiceRequest", List.of("encounter")),
            Map.entry("VisionPrescription", List.of("encounter"))));

    private final FhirStore store;
    private final Scope scope;
    private final LocalReference centre;
    private final Wanted wanted;
    private final List<Part> parts;

    /**
     * Which of it is wanted.
     *
     * @param types resource types; empty for all
     * @param since first moment of the last change, as in a search; null for all
     * @param dates when the care was given
     */
    record Wanted(List<String> types, @Nullable String since, CareDates dates) {
        boolean type(String type) {
            return types.isEmpty() || types.contains(type);
        }
    }

    private record Part(String type, List<String> earlier, String parameter) {}

    /**
     * Where a walk stands.
     *
     * @param part number of the link being followed
     * @param cursor the store's, or empty at the beginning of the link
     */
    record Position(int part, String cursor) {
        static final Position START = new Position(0, "");

        @Override
        public String toString() {
            return part + "." + cursor;
        }

        static Position of(String text) {
            int dot = text.indexOf('.');
            try {
                int part = Integer.parseInt(text.substring(0, Math.max(dot, 0)));
                if (part >= 0) {
                    return new Position(part, text.substring(dot + 1));
                }
            } catch (NumberFormatException notOurs) {
                // told below
            }
            throw ProblemException.invalid("value", "This page link was not made here; ask again", "_cursor");
        }
    }

    /** @param next where the walk goes on; null at its end */
    record Step(List<Stored> found, @Nullable Position next) {}

    Compartment(FhirStore store, Scope scope, LocalReference centre, Wanted wanted) {
        this.store = store;
        this.scope = scope;
        this.centre = centre;
        this.wanted = wanted;
        this.parts = parts(centre.type());
    }

    private List<Part> parts(String type) {
        List<Part> all = new ArrayList<>();
        if (type.equals("Encounter")) {
            ENCOUNTER.forEach((member, links) -> add(all, member, links));
        } else {
            for (String member : R4.definitions().resourceTypes()) {
                if (!member.equals("Patient")) {
                    add(all, member, R4.definitions().patientCompartmentParams(member));
                }
            }
        }
        return all;
    }

    private void add(List<Part> all, String type, List<String> links) {
        if (scope.mayRead(type) && wanted.type(type)) {
            for (int i = 0; i < links.size(); i++) {
                all.add(new Part(type, links.subList(0, i), links.get(i)));
            }
        }
    }

    /** Goes on until {@code most} resources are found or nothing is left. */
    Step step(Position from, int most) {
        List<Stored> found = new ArrayList<>();
        Position at = from;
        while (at.part < parts.size() && found.size() < most) {
            Part part = parts.get(at.part);
            Page page = store.search(scope, query(part, at.cursor, Math.min(CHUNK, most - found.size())));
            for (Stored one : page.matches()) {
                if (isWanted(part, one)) {
                    found.add(one);
                }
            }
            String cursor = page.next();
            at = cursor == null ? new Position(at.part + 1, "") : new Position(at.part, cursor);
        }
        return new Step(found, at.part < parts.size() ? at : null);
    }

    private Query query(Part part, String cursor, int count) {
        List<Query.Parameter> parameters = new ArrayList<>();
        parameters.add(new Query.Parameter(part.parameter, null, centre.toString()));
        parameters.add(new Query.Parameter("_count", null, Integer.toString(count)));
        if (wanted.since != null) {
            parameters.add(new Query.Parameter("_lastUpdated", null, "ge" + wanted.since));
        }
        if (!cursor.isEmpty()) {
            parameters.add(new Query.Parameter("_cursor", null, cursor));
        }
        return new Query(part.type, parameters);
    }

    private boolean isWanted(Part part, Stored one) {
        if (part.earlier.isEmpty() && wanted.dates.equals(CareDates.ALWAYS)) {
            return true;
        }
        Json.Obj resource = JsonText.readObject(one.body());
        return wanted.dates.touch(part.type, resource)
                && part.earlier.stream().noneMatch(earlier -> leads(part.type, earlier, resource, centre));
    }

    /** Whether a resource belongs to a patient by any of the links of its type. */
    static boolean isOf(LocalReference patient, String type, Json.Obj resource) {
        return R4.definitions().patientCompartmentParams(type).stream()
                .anyMatch(code -> leads(type, code, resource, patient));
    }

    private static boolean leads(String type, String code, Json.Obj resource, LocalReference to) {
        SearchParameter parameter = R4.definitions().searchParameter(type, code);
        boolean[] leads = {false};
        if (parameter != null) {
            parameter.accessor().each(resource, (_, value) -> {
                String text = value instanceof Json.Obj object ? object.string("reference") : null;
                leads[0] |= text != null && to.equals(LocalReference.of(text, ""));
            });
        }
        return leads[0];
    }
}
