// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** Types that share a table: a guess, for the planner. */
    private static final int SEVERAL = 30;

    private Tables() {}

    /** Name of the partition of a type; ours, safe to put in SQL. */
    static String of(String type) {
        return OWN.contains(type) ? "resource_" + type.toLowerCase(Locale.ROOT) : OTHER;
    }

    /** Makes the partitions that are missing. */
    static void create(Connection connection) throws SQLException {
        Map<String, Integer> types = new LinkedHashMap<>();
        List<String> statements = new ArrayList<>();
        for (String type : R4.definitions().resourceTypes()) {
            if (OWN.contains(type)) {
                statements.add("create table if not exists %s partition of resource for values in (%d)"
                        .formatted(of(type), R4.definitions().typeCode(type)));
                types.put(of(type), 1);
            }
        }
        statements.add("create table if not exists %s partition of resource default".formatted(OTHER));
        types.put(OTHER, SEVERAL);
        types.put("history", SEVERAL);
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        if (connection.getMetaData().getDatabaseMajorVersion() >= 18) {
            Set<String> known = known(connection);
            for (var each : types.entrySet()) {
                tell(connection, known, each.getKey(), "tenant", 1);
                tell(connection, known, each.getKey(), "type", each.getValue());
                tell(connection, known, each.getKey(), "id", -1);
            }
        }
    }

    /** Columns the planner knows something of, {@code table.column}. */
    private static Set<String> known(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select tablename || '.' || attname from pg_stats where schemaname = current_schema()")) {
            Set<String> known = new HashSet<>();
            while (rows.next()) {
                known.add(rows.getString(1));
            }
            return known;
        }
    }

    /**
     * Tells the planner how many different values a column has, until it has looked itself. Without a word it takes tenant and
     * type to single out a row as well as the id does, walks any index that begins with them, and keeps that plan: PostgreSQL
     * drops kept plans when a table's size is found changed, not when its columns' statistics are.
     */
    private static void tell(Connection connection, Set<String> known, String table, String column, int different)
            throws SQLException {
        if (known.contains(table + "." + column)) {
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    select pg_restore_attribute_stats(
                             'schemaname', current_schema()::text, 'relname', '%s', 'attname', '%s', 'inherited', false,
                             'version', current_setting('server_version_num')::integer,
                             'null_frac', 0::real, 'avg_width', 4, 'n_distinct', %d::real)
                    """.formatted(table, column, different));
        }
    }
}
