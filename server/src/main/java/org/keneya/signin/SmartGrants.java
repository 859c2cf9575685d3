// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keneya.access.Grant;
import org.keneya.access.Interaction;
import org.keneya.model.R4;

/**
 * Scopes as grants, by which the rights of the role are narrowed in every statement. {@code patient/} scopes reach what
 * belongs to the one patient in context, and of what belongs to nobody the directory, to read.
 */
final class SmartGrants {
    /** What is about no patient and needed to understand what is. */
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
            "DeviceDefinition",
            "CodeSystem",
            "ValueSet",
            "ConceptMap",
            "StructureDefinition",
            "Questionnaire",
            "PlanDefinition",
            "ActivityDefinition");

    private static final Set<Interaction> SEEING = Set.of(Interaction.READ, Interaction.SEARCH);
    private static final Grant.When ALWAYS = new Grant.When(null, false, Set.of(), null, null);

    private SmartGrants() {}

    /** The grants of a token's scopes; what is no scope of this server grants nothing. */
    static List<Grant> of(Collection<String> scopes) {
        List<Grant> grants = new ArrayList<>();
        for (String text : scopes) {
            SmartScope.parse(text).ifPresent(scope -> {
                if (scope.context() == SmartScope.Context.PATIENT) {
                    ofPatient(scope, grants);
                } else {
                    grants.add(grant(scope, Set.copyOf(types(scope)), interactions(scope), alternatives(scope, "")));
                }
            });
        }
        return grants;
    }

    private static void ofPatient(SmartScope scope, List<Grant> grants) {
        Set<Interaction> seeing = EnumSet.copyOf(interactions(scope));
        seeing.retainAll(SEEING);
        for (String type : types(scope)) {
            Set<String> one = Set.of(type);
            if (type.equals("Patient")) {
                grants.add(grant(scope, one, interactions(scope), alternatives(scope, "_id=%patient")));
            } else if (R4.definitions().inPatientCompartment(type)) {
                List<String> ways = R4.definitions().patientCompartmentParams(type).stream()
                        .filter(parameter -> R4.definitions().searchParameter(type, parameter) != null)
                        .flatMap(parameter -> alternatives(scope, parameter + "=Patient/%patient").stream())
                        .toList();
                if (!ways.isEmpty()) {
                    grants.add(grant(scope, one, interactions(scope), ways));
                }
            } else if (DIRECTORY.contains(type) && !seeing.isEmpty()) {
                grants.add(grant(scope, one, seeing, alternatives(scope, "")));
            }
        }
    }

    private static List<String> types(SmartScope scope) {
        return scope.type().equals("*") ? R4.definitions().resourceTypes() : List.of(scope.type());
    }

    private static Set<Interaction> interactions(SmartScope scope) {
        return Interaction.of(scope.interactions());
    }

    private static Grant grant(SmartScope scope, Set<String> types, Set<Interaction> allows, List<String> criteria) {
        return new Grant(SmartWords.of(scope), types, allows, criteria, Set.of(), true, ALWAYS);
    }

    /** @param first criterion that must be met besides the scope's own; empty for none */
    private static List<String> alternatives(SmartScope scope, String first) {
        String own = scope.criteria().stream()
                .map(one -> encoded(one.name()) + "=" + encoded(one.value()))
                .collect(Collectors.joining("&"));
        String all = first.isEmpty() || own.isEmpty() ? first + own : first + "&" + own;
        return all.isEmpty() ? List.of() : List.of(all);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
