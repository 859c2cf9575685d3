// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Scopes in the words of the ward, for the screen on which a person agrees to them. */
final class SmartWords {
    private static final Map<String, String> OTHERS = Map.of(
            "openid", "Savoir qui vous êtes",
            "profile", "Connaître votre nom",
            "fhirUser", "Connaître votre fiche dans l’annuaire",
            "launch", "Savoir quel patient est ouvert à l’écran",
            "launch/patient", "Savoir quel patient vous choisissez",
            "launch/encounter", "Savoir quelle venue est concernée",
            "offline_access", "Continuer à accéder à ces données en votre absence",
            "online_access", "Garder l’accès tant que vous restez connecté");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("*", "toutes les données"),
            Map.entry("Patient", "l’identité"),
            Map.entry("Observation", "les constantes et les résultats"),
            Map.entry("Condition", "les problèmes et antécédents"),
            Map.entry("AllergyIntolerance", "les allergies"),
            Map.entry("MedicationRequest", "les prescriptions"),
            Map.entry("MedicationStatement", "les traitements déclarés"),
            Map.entry("MedicationAdministration", "les administrations de médicaments"),
            Map.entry("MedicationDispense", "les délivrances de médicaments"),
            Map.entry("Immunization", "les vaccinations"),
            Map.entry("Procedure", "les actes"),
            Map.entry("DiagnosticReport", "les comptes rendus d’examens"),
            Map.entry("DocumentReference", "les documents"),
            Map.entry("Binary", "le contenu des documents"),
            Map.entry("Encounter", "les venues"),
            Map.entry("Appointment", "les rendez-vous"),
            Map.entry("CarePlan", "les plans de soins"),
            Map.entry("CareTeam", "les équipes de soins"),
            Map.entry("ServiceRequest", "les demandes d’examens"),
            Map.entry("ImagingStudy", "les examens d’imagerie"),
            Map.entry("Coverage", "la couverture sociale"),
            Map.entry("Consent", "les consentements"),
            Map.entry("Practitioner", "l’annuaire des professionnels"),
            Map.entry("Organization", "l’annuaire des structures"),
            Map.entry("Location", "les lieux"),
            Map.entry("Questionnaire", "les questionnaires"),
            Map.entry("QuestionnaireResponse", "les réponses aux questionnaires"));

    private static final Set<String> OF_NOBODY = Set.of("Practitioner", "Organization", "Location", "Questionnaire");

    private SmartWords() {}

    static String of(String scope) {
        return SmartScope.parse(scope).map(SmartWords::of).orElseGet(() -> OTHERS.getOrDefault(scope, scope));
    }

    static String of(SmartScope scope) {
        List<String> verbs = new ArrayList<>();
        if (scope.interactions().contains("r") || scope.interactions().contains("s")) {
            verbs.add("consulter");
        }
        if (scope.interactions().contains("c")) {
            verbs.add("ajouter");
        }
        if (scope.interactions().contains("u")) {
            verbs.add("modifier");
        }
        if (scope.interactions().contains("d")) {
            verbs.add("supprimer");
        }
        String last = verbs.removeLast();
        String all = verbs.isEmpty() ? last : String.join(", ", verbs) + " et " + last;
        String whose = switch (scope.context()) {
            case PATIENT -> " du patient choisi";
            case USER -> " de tous les patients que vous pouvez voir";
            case SYSTEM -> " de tous les patients de l’établissement";
        };
        if (OF_NOBODY.contains(scope.type())) {
            whose = "";
        }
        String type = TYPES.getOrDefault(scope.type(), "les données « " + scope.type() + " »");
        String only = scope.criteria().isEmpty()
                ? ""
                : scope.criteria().stream()
                        .map(one -> one.name() + " = " + one.value())
                        .collect(Collectors.joining(", ", " (seulement ", ")"));
        return Character.toUpperCase(all.charAt(0)) + all.substring(1) + " " + type + whose + only;
    }
}
