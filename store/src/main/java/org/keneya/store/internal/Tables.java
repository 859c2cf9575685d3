// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.keneya.model.R4;

/** Which partition holds which resource type. Types a hospital has many of have one each; the others share one. */
final class Tables {
    private static final Set<String> OWN = Set.of(
            "Patient",
            "RelatedPerson",
            "Practitioner",
            "PractitionerRole",
            "Organization",
            "Location",
            "Encounter",
            "EpisodeOfCare",
            "Condition",
            "AllergyIntolerance",
            "Observation",
            "DiagnosticReport",
            "ServiceRequest",
            "Specimen",
            "Procedure",
            "ImagingStudy",
            "Media",
            "Medication",
            "MedicationRequest",
            "MedicationStatement",
            "MedicationAdministration",
            "MedicationDispense",
            "Immunization",
            "CarePlan",
            "CareTeam",
            "Goal",
            "DocumentReference",
            "Composition",
            "Binary",
            "Bundle",
            "QuestionnaireResponse",
            "Appointment",
            "Slot",
            "Schedule",
            "Task",
            "Communication",
            "Coverage",
            "Claim",
            "ExplanationOfBenefit",
            "Provenance",
            "AuditEvent",
            "Consent",
            "Device");

    private static final String OTHER = "resource_other";

    private Tables() {}

    /** Name of the partition of a type; ours, safe to put in SQL. */
    static String of(String type) {
        return OWN.contains(type) ? "resource_" + type.toLowerCase(Locale.ROOT) : OTHER;
    }

    /** Makes the partitions that are missing. */
    static void create(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String type : R4.definitions().resourceTypes()) {
            if (OWN.contains(type)) {
                statements.add("create table if not exists %s partition of resource for values in (%d)"
                        .formatted(of(type), R4.definitions().typeCode(type)));
            }
        }
        statements.add("create table if not exists %s partition of resource default".formatted(OTHER));
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
