// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.keneya.model.R4;

/**
 * The default policy: what each role may do with each resource type. Rows Patient, Observation, MedicationRequest and
 * DocumentReference are the matrix of requirement SEC-3; the others follow its spirit: prescribers write the record,
 * nurses write what they observe and give, the secretary reads who and when but nothing clinical beyond it.
 */
public final class RolePolicy {
    /** What is written about a patient's health. */
    private static final Set<String> CLINICAL = Set.of(
            "AllergyIntolerance",
            "Condition",
            "Procedure",
            "Immunization",
            "DiagnosticReport",
            "ServiceRequest",
            "CarePlan",
            "CareTeam",
            "Goal",
            "FamilyMemberHistory",
            "ImagingStudy",
            "Specimen",
            "MedicationStatement",
            "ClinicalImpression",
            "RiskAssessment",
            "QuestionnaireResponse",
            "Composition",
            "Flag",
            "List",
            "Media",
            "NutritionOrder",
            "DeviceRequest",
            "DeviceUseStatement",
            "BodyStructure",
            "DetectedIssue",
            "AdverseEvent");

    /** Who, where and when. */
    private static final Set<String> ADMINISTRATIVE = Set.of(
            "Encounter",
            "EpisodeOfCare",
            "Appointment",
            "AppointmentResponse",
            "Schedule",
            "Slot",
            "RelatedPerson",
            "Coverage",
            "Account");

    /** Who works here and what there is; no patient in it. */
    private static final Set<String> DIRECTORY = Set.of(
            "Organization",
            "Location",
            "Practitioner",
            "PractitionerRole",
            "HealthcareService",
            "Endpoint",
            "Medication",
            "MedicationKnowledge",
            "Substance",
            "Device",
            "DeviceDefinition",
            "CodeSystem",
            "ValueSet",
            "ConceptMap",
            "StructureDefinition",
            "SearchParameter",
            "OperationDefinition",
            "CapabilityStatement",
            "Questionnaire",
            "PlanDefinition",
            "ActivityDefinition");

    private static final Map<Role, Map<String, Access>> MATRIX = new EnumMap<>(Role.class);

    private static final Map<Role, Set<String>> READABLE = new EnumMap<>(Role.class);

    /** What may be done with resources of a type. */
    public enum Access {
        NONE,
        READ,
        WRITE;

        /** {@code r}, {@code rw}, or nothing. */
        public String code() {
            return switch (this) {
                case NONE -> "";
                case READ -> "r";
                case WRITE -> "rw";
            };
        }
    }

    static {
        Grants physician = new Grants()
                .read(DIRECTORY)
                .write(CLINICAL)
                .write(ADMINISTRATIVE)
                .write(Set.of(
                        "Patient",
                        "Observation",
                        "MedicationRequest",
                        "DocumentReference",
                        "Binary",
                        "Communication",
                        "CommunicationRequest",
                        "Task",
                        "Consent"))
                .read(Set.of(
                        "MedicationAdministration",
                        "MedicationDispense",
                        "Provenance",
                        "Claim",
                        "ExplanationOfBenefit",
                        "Invoice",
                        "ChargeItem"));
        Grants nurse = new Grants()
                .read(DIRECTORY)
                .read(CLINICAL)
                .read(ADMINISTRATIVE)
                .read(Set.of("Patient", "MedicationRequest", "MedicationDispense", "Consent", "Provenance"))
                .write(Set.of(
                        "Observation",
                        "DocumentReference",
                        "Binary",
                        "MedicationAdministration",
                        "Communication",
                        "Task",
                        "QuestionnaireResponse"));
        Grants secretary = new Grants()
                .read(DIRECTORY)
                .read(ADMINISTRATIVE)
                .read(Set.of("Patient", "Observation", "MedicationRequest", "Communication", "Task"))
                .write(Set.of("DocumentReference", "Binary", "Appointment", "Slot", "Schedule", "Coverage"));
        Grants pharmacist = new Grants()
                .read(DIRECTORY)
                .read(CLINICAL)
                .read(ADMINISTRATIVE)
                .read(Set.of("Patient", "Observation", "MedicationAdministration", "Consent", "Provenance"))
                .write(Set.of(
                        "MedicationRequest",
                        "MedicationDispense",
                        "Medication",
                        "MedicationKnowledge",
                        "DocumentReference",
                        "Binary",
                        "Communication",
                        "Task",
                        "DetectedIssue"));
        Grants technician = new Grants()
                .read(DIRECTORY)
                .read(Set.of("Patient", "Encounter", "ServiceRequest", "AllergyIntolerance"))
                .write(Set.of(
                        "Observation",
                        "DiagnosticReport",
                        "Specimen",
                        "ImagingStudy",
                        "Media",
                        "Device",
                        "DocumentReference",
                        "Binary",
                        "Task"));
        Grants dim = new Grants()
                .read(DIRECTORY)
                .read(CLINICAL)
                .read(ADMINISTRATIVE)
                .read(Set.of(
                        "Patient",
                        "Observation",
                        "MedicationRequest",
                        "MedicationAdministration",
                        "DocumentReference",
                        "Binary",
                        "Claim",
                        "ExplanationOfBenefit",
                        "ChargeItem",
                        "Invoice"));
        Grants dpo = new Grants().read(DIRECTORY).read(Set.of("AuditEvent", "Consent", "Provenance"));
        Grants admin = new Grants().write(Set.copyOf(R4.definitions().resourceTypes()));
        Grants patient = new Grants()
                .read(DIRECTORY)
                .read(CLINICAL)
                .read(ADMINISTRATIVE)
                .read(Set.of(
                        "Patient",
                        "Observation",
                        "MedicationRequest",
                        "MedicationAdministration",
                        "MedicationDispense",
                        "DocumentReference",
                        "Consent",
                        "Communication"));
        MATRIX.put(Role.PHYSICIAN, physician.types);
        MATRIX.put(Role.NURSE, nurse.types);
        MATRIX.put(Role.SECRETARY, secretary.types);
        MATRIX.put(Role.PHARMACIST, pharmacist.types);
        MATRIX.put(Role.TECHNICIAN, technician.types);
        MATRIX.put(Role.DIM, dim.types);
        MATRIX.put(Role.DPO, dpo.types);
        MATRIX.put(Role.ADMIN, admin.types);
        MATRIX.put(Role.PATIENT, patient.types);
        MATRIX.put(Role.SYSTEM, admin.types);
        MATRIX.forEach((role, types) -> READABLE.put(role, Set.copyOf(types.keySet())));
    }

    private RolePolicy() {}

    public static Access of(Role role, String type) {
        return MATRIX.getOrDefault(role, Map.of()).getOrDefault(type, Access.NONE);
    }

    /** The types the role may at least read. */
    public static Set<String> readable(Role role) {
        return READABLE.getOrDefault(role, Set.of());
    }

    /** Every type the role may at least read, with what it may do; alphabetical. */
    public static Map<String, Access> of(Role role) {
        return new TreeMap<>(MATRIX.getOrDefault(role, Map.of()));
    }

    private static final class Grants {
        final Map<String, Access> types = new HashMap<>();

        Grants read(Set<String> names) {
            names.forEach(name -> types.putIfAbsent(name, Access.READ));
            return this;
        }

        Grants write(Set<String> names) {
            names.forEach(name -> types.put(name, Access.WRITE));
            return this;
        }
    }
}
