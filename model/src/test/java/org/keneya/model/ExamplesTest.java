// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Resources others wrote: HL7's R4 examples, Synthea's patients, the French examples. */
class ExamplesTest {
    private static final String WRONG_TARGET = "value %s.reference";

    /** HL7 examples that break R4, with the reason. */
    private static final Map<String, String> BROKEN = Map.of(
            // parent may be a Device only; the example points at a DeviceDefinition
            "DeviceMetric-example.json", WRONG_TARGET.formatted("DeviceMetric.parent"),
            // reasonReference may not be a Procedure
            "DeviceUseStatement-example.json", WRONG_TARGET.formatted("DeviceUseStatement.reasonReference[0]"),
            // performer must be an Organization; the example points at a Practitioner
            "MedicationRequest-medrx0301.json", WRONG_TARGET.formatted("MedicationRequest.dispenseRequest.performer"),
            // the narrative is empty, against txt-2
            "EventDefinition-example.json", "invalid EventDefinition.text.div",
            // its display items have no linkId
            "Questionnaire-qs1.json", "required Questionnaire.item[0].item[0].linkId");

    @Test
    void acceptsEveryExampleOfTheSpecificationThatKeepsToIt() {
        List<Path> files = SharedData.files("fhir-examples");
        assertThat(files).hasSizeGreaterThan(300);
        Map<String, String> refused = new TreeMap<>();
        for (Path file : files) {
            List<String> findings = Trees.findings(SharedData.read(file));
            if (!findings.isEmpty()) {
                refused.put(file.getFileName().toString(), findings.getFirst());
            }
        }
        assertThat(refused).isEqualTo(new TreeMap<>(BROKEN));
    }

    @Test
    void acceptsWhatSyntheaWrites() {
        acceptsAll("synthea");
    }

    @Test
    void acceptsTheFrenchExamples() {
        acceptsAll("fr-core-examples");
    }

    @Test
    void readsAndWritesTheExamplesUnchanged() {
        for (Path file : SharedData.files("fhir-examples")) {
            String once = JsonText.write(SharedData.read(file));
            assertThat(JsonText.write(JsonText.readObject(once))).isEqualTo(once);
        }
    }

    @Test
    void findsTheValuesOfEveryParameterWithItsTypeInTheExamples() {
        for (Path file : SharedData.files("fhir-examples")) {
            Json.Obj resource = SharedData.read(file);
            String type = String.valueOf(resource.string("resourceType"));
            for (SearchParameter parameter : R4.definitions().searchParameters(type)) {
                int[] values = new int[1];
                parameter.accessor().each(resource, (_, _) -> values[0]++);
                assertThat(values[0] > 1 && !parameter.repeats())
                        .as("%s %s yields %d values", file.getFileName(), parameter.code(), values[0])
                        .isFalse();
            }
        }
    }

    private static void acceptsAll(String folder) {
        for (Path file : SharedData.files(folder)) {
            assertThat(Trees.findings(SharedData.read(file)))
                    .as(file.getFileName().toString())
                    .isEmpty();
        }
    }
}
