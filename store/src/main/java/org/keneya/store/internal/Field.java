// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;

/**
 * One search parameter of one resource type, and where its values are kept.
 *
 * @param type number of the resource type
 * @param typeName its name
 * @param parameter the parameter
 * @param inRow the type's main date or main quantity, kept in columns of the row itself
 * @param patientOnly a reference whose Patient values are the row's patient column
 */
record Field(int type, String typeName, SearchParameter parameter, boolean inRow, boolean patientOnly) {

    /** The date that places a resource in time, by type: what its readers sort by. */
    private static final Map<String, String> MAIN_DATES = Map.ofEntries(
            Map.entry("Patient", "birthdate"),
            Map.entry("RelatedPerson", "birthdate"),
            Map.entry("Condition", "onset-date"),
            Map.entry("MedicationRequest", "authoredon"),
            Map.entry("MedicationStatement", "effective"),
            Map.entry("MedicationAdministration", "effective-time"),
            Map.entry("MedicationDispense", "whenhandedover"),
            Map.entry("ServiceRequest", "authored"),
            Map.entry("Claim", "created"),
            Map.entry("ExplanationOfBenefit", "created"),
            Map.entry("Coverage", "period"),
            Map.entry("Goal", "start-date"),
            Map.entry("Task", "authored-on"),
            Map.entry("ImagingStudy", "started"),
            Map.entry("Media", "created"),
            Map.entry("Specimen", "collected"),
            Map.entry("Slot", "start"),
            Map.entry("Communication", "sent"),
            Map.entry("Provenance", "recorded"),
            Map.entry("QuestionnaireResponse", "authored"),
            Map.entry("EpisodeOfCare", "date"),
            Map.entry("CarePlan", "date"));

    /** Parameters that are nothing but two others together: searched as those, never indexed twice. */
    static final Map<String, Set<String>> UNIONS = Map.of(
            "combo-code", Set.of("code", "component-code"),
            "combo-value-quantity", Set.of("value-quantity", "component-value-quantity"),
            "combo-value-concept", Set.of("value-concept", "component-value-concept"),
            "combo-data-absent-reason", Set.of("data-absent-reason", "component-data-absent-reason"));

    static Field of(String typeName, SearchParameter parameter) {
        R4 r4 = R4.definitions();
        String code = parameter.code();
        boolean inRow = switch (parameter.type()) {
            case DATE -> !parameter.repeats() && code.equals(MAIN_DATES.getOrDefault(typeName, "date"));
            case QUANTITY -> typeName.equals("Observation") && code.equals("value-quantity");
            default -> false;
        };
        return new Field(r4.typeCode(typeName), typeName, parameter, inRow, isPatientColumn(typeName, parameter));
    }

    int number() {
        return parameter.number();
    }

    /** Whether the parameter is two others together, which are asked in its place. */
    boolean isUnion() {
        return typeName.equals("Observation") && UNIONS.containsKey(parameter.code());
    }

    /** The two parameters a union is made of. */
    List<Field> halves() {
        return UNIONS.getOrDefault(parameter.code(), Set.of()).stream()
                .sorted()
                .map(code -> R4.definitions().searchParameter(typeName, code))
                .filter(Objects::nonNull)
                .map(half -> Field.of(typeName, half))
                .toList();
    }

    /**
     * Whether Patient values of the parameter are in the patient column: the parameter {@code patient} itself, and the
     * one it narrows ({@code subject}, mostly), when a resource has at most one.
     */
    private static boolean isPatientColumn(String typeName, SearchParameter parameter) {
        if (parameter.type() != SearchParameter.Type.REFERENCE) {
            return false;
        }
        SearchParameter patient = R4.definitions().searchParameter(typeName, "patient");
        if (patient == null || patient.repeats() || patient.expression().contains("|")) {
            return false;
        }
        String path = parameter.expression();
        return parameter.code().equals("patient")
                || !parameter.repeats()
                        && (path.equals(patient.expression())
                                || patient.expression().equals(path + ".where(resolve() is Patient)"));
    }
}
