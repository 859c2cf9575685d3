// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class R4Test {
    private static final R4 R4_DEFINITIONS = R4.definitions();

    @Test
    void theCommittedDefinitionsAreWhatTheR4DefinitionsSay() {
        R4Compiler.compile()
                .forEach((file, content) -> assertThat(R4Compiler.utf8(R4Compiler.read("org/keneya/model/" + file)))
                        .as("%s is stale: run R4Compiler", file)
                        .isEqualTo(content));
    }

    @Test
    void knowsTheConcreteResourceTypes() {
        assertThat(R4_DEFINITIONS.resourceTypes())
                .hasSize(146)
                .isSorted()
                .startsWith("Account", "ActivityDefinition", "AdverseEvent")
                .endsWith("VerificationResult", "VisionPrescription")
                .doesNotContain("Resource", "DomainResource", "Quantity");
        assertThat(R4_DEFINITIONS.isResourceType("Patient")).isTrue();
        assertThat(R4_DEFINITIONS.isResourceType("DomainResource")).isFalse();
    }

    /** These numbers are in databases: a change here is a data migration. */
    @Test
    void neverChangesANumber() {
        assertThat(List.of("Account", "Observation", "Patient", "VisionPrescription"))
                .extracting(R4_DEFINITIONS::typeCode)
                .containsExactly(1, 96, 103, 146);
        assertThat(R4_DEFINITIONS.resourceTypes())
                .allSatisfy(type -> assertThat(R4_DEFINITIONS.typeName(R4_DEFINITIONS.typeCode(type)))
                        .isEqualTo(type));
        assertThat(List.of("_id", "birthdate", "code", "patient", "subject"))
                .extracting(code -> R4SearchParametersByCode.numbers().get(code))
                .containsExactly(2, 53, 72, 273, 395);
    }

    @Test
    void givesEachCodeOneNumber() {
        Map<Integer, String> codes = new HashMap<>();
        R4SearchParametersByCode.numbers()
                .forEach((code, number) -> assertThat(codes.put(number, code)).isNull());
        assertThat(codes).hasSize(447);
    }

    @Test
    void compilesEverySearchParameterThatHasAnExpression() {
        int compiled = 0;
        for (String type : R4_DEFINITIONS.resourceTypes()) {
            for (SearchParameter parameter : R4_DEFINITIONS.searchParameters(type)) {
                boolean empty = parameter.expression().isEmpty();
                assertThat(empty)
                        .as("%s %s", type, parameter.code())
                        .isEqualTo(List.of("_text", "_content").contains(parameter.code()));
                assertThat(parameter.type() == SearchParameter.Type.COMPOSITE)
                        .isEqualTo(!parameter.components().isEmpty());
                for (SearchParameter.Component component : parameter.components()) {
                    assertThat(R4_DEFINITIONS.searchParameter(type, component.definitionCode()))
                            .as("%s %s %s", type, parameter.code(), component.definitionCode())
                            .isNotNull();
                }
                compiled++;
            }
        }
        assertThat(compiled).isEqualTo(2862);
    }

    @Test
    void namesForEachCompartmentParametersThatLeadThere() {
        assertThat(R4_DEFINITIONS.compartments())
                .containsExactlyInAnyOrder("Patient", "Encounter", "Device", "Practitioner", "RelatedPerson");
        for (String compartment : R4_DEFINITIONS.compartments()) {
            R4_DEFINITIONS.compartment(compartment).forEach((type, codes) -> {
                for (String code : codes) {
                    SearchParameter parameter = R4_DEFINITIONS.searchParameter(type, code);
                    assertThat(code.equals("{def}") ? type.equals(compartment) : parameter != null)
                            .as("%s %s %s", compartment, type, code)
                            .isTrue();
                    assertThat(parameter == null || parameter.type() == SearchParameter.Type.REFERENCE)
                            .isTrue();
                }
            });
        }
        assertThat(R4_DEFINITIONS.compartment("Patient").get("Observation")).containsExactly("subject", "performer");
        assertThat(R4_DEFINITIONS.compartment("Encounter").get("Encounter")).containsExactly("{def}");
    }

    @Test
    void keepsOnlyTheBranchesOfTheType() {
        assertThat(parameter("Observation", "code").expression()).isEqualTo("Observation.code");
        assertThat(parameter("AllergyIntolerance", "code").expression())
                .isEqualTo("AllergyIntolerance.code | AllergyIntolerance.reaction.substance");
        assertThat(parameter("Patient", "_id").expression()).isEqualTo("Resource.id");
        assertThat(R4_DEFINITIONS.searchParameter("Bundle", "_text")).isNull();
        assertThat(R4_DEFINITIONS.searchParameter("Patient", "subject")).isNull();
        assertThat(R4_DEFINITIONS.searchParameters("Dragon")).isEmpty();
    }

    @Test
    void narrowsTheTargetsToWhatTheElementAllows() {
        assertThat(parameter("Observation", "patient").targets()).containsExactly("Patient");
        assertThat(parameter("Observation", "encounter").targets()).containsExactly("Encounter");
        assertThat(parameter("Observation", "subject").targets())
                .containsExactly("Device", "Group", "Location", "Patient");
        assertThat(parameter("Observation", "focus").targets()).hasSize(146);
    }

    @Test
    void knowsWhichParametersYieldSeveralValues() {
        assertThat(parameter("Patient", "birthdate").repeats()).isFalse();
        assertThat(parameter("Patient", "family").repeats()).isTrue();
        assertThat(parameter("Observation", "date").repeats()).isFalse();
        assertThat(parameter("Observation", "value-quantity").repeats()).isFalse();
        assertThat(parameter("Observation", "combo-code").repeats()).isTrue();
        assertThat(parameter("Observation", "code-value-quantity").repeats()).isFalse();
        assertThat(parameter("Observation", "component-code-value-quantity").repeats())
                .isTrue();
    }

    @Test
    void knowsThePatientCompartment() {
        assertThat(R4_DEFINITIONS.patientCompartmentParams("Observation")).containsExactly("subject", "performer");
        assertThat(R4_DEFINITIONS.inPatientCompartment("Practitioner")).isFalse();
        assertThat(R4_DEFINITIONS.resourceTypes().stream().filter(R4_DEFINITIONS::inPatientCompartment))
                .hasSize(66);
        for (String type : R4_DEFINITIONS.resourceTypes()) {
            for (String code : R4_DEFINITIONS.patientCompartmentParams(type)) {
                assertThat(parameter(type, code).type()).isEqualTo(SearchParameter.Type.REFERENCE);
                assertThat(parameter(type, code).targets()).contains("Patient");
            }
        }
    }

    private static SearchParameter parameter(String type, String code) {
        SearchParameter parameter = R4_DEFINITIONS.searchParameter(type, code);
        assertThat(parameter).as("%s %s", type, code).isNotNull();
        return java.util.Objects.requireNonNull(parameter);
    }

    private static final class R4SearchParametersByCode {
        static Map<String, Integer> numbers() {
            Map<String, Integer> numbers = new HashMap<>();
            for (String type : R4_DEFINITIONS.resourceTypes()) {
                for (SearchParameter parameter : R4_DEFINITIONS.searchParameters(type)) {
                    Integer other = numbers.put(parameter.code(), parameter.number());
                    assertThat(other == null || other == parameter.number()).isTrue();
                }
            }
            return numbers;
        }
    }
}
