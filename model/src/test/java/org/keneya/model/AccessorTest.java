// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.model.Trees.OBSERVATION;
import static org.keneya.model.Trees.PATIENT;
import static org.keneya.model.Trees.with;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of (resource, parameter, the values found as {@code type json}). */
class AccessorTest {

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("rows")
    void findsTheValues(String resource, String code, List<String> values) {
        assertThat(values(JsonText.readObject(resource), code)).isEqualTo(values);
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                row(PATIENT, "_id", "id \"p1\""),
                row(PATIENT, "_profile", "canonical \"https://example.org/p\""),
                row(PATIENT, "_lastUpdated"),
                row(PATIENT, "_text"),
                row(PATIENT, "birthdate", "date \"1951-03-12\""),
                row(PATIENT, "given", "string \"A\""),
                row(PATIENT, "active", "boolean true"),
                row(PATIENT, "gender", "code \"female\""),
                row(PATIENT, "identifier", "Identifier {\"system\":\"urn:oid:1.2.3\",\"value\":\"12\"}"),
                row(PATIENT, "link", "Reference {\"reference\":\"Patient/p2\"}"),
                row(PATIENT, "organization", "Reference {\"reference\":\"#o1\"}"),
                row(PATIENT, "deceased", "boolean false"),
                row(patient("deceasedBoolean", "true"), "deceased", "boolean true"),
                row(patient("deceasedBoolean", "false"), "deceased", "boolean false"),
                row(patient("deceasedDateTime", "\"2020\""), "deceased", "boolean true"),
                row(patient("deceasedDateTime", "\"2020\""), "death-date", "dateTime \"2020\""),
                row(patient("deceasedBoolean", "true"), "death-date"),
                row(
                        patient(
                                "telecom",
                                "[{\"system\":\"phone\",\"value\":\"1\"},{\"system\":\"email\",\"value\":\"a\"}]"),
                        "email",
                        "ContactPoint {\"system\":\"email\",\"value\":\"a\"}"),
                row(OBSERVATION, "date", "dateTime \"2024-02-29T10:00:00+01:00\""),
                row(OBSERVATION, "subject", "Reference {\"reference\":\"Patient/p1\"}"),
                row(OBSERVATION, "patient", "Reference {\"reference\":\"Patient/p1\"}"),
                row(
                        OBSERVATION,
                        "combo-code",
                        "CodeableConcept {\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"8867-4\"}]}",
                        "CodeableConcept {\"text\":\"c\"}"),
                row(OBSERVATION, "value-quantity", "Quantity {\"value\":1.50,\"unit\":\"/min\"}"),
                row(OBSERVATION, "value-string"),
                row(
                        "{\"resourceType\":\"Observation\",\"valueCodeableConcept\":{\"text\":\"t\"}}",
                        "value-string",
                        "string \"t\""),
                row(
                        "{\"resourceType\":\"Observation\",\"effectivePeriod\":{\"start\":\"2020\"}}",
                        "date",
                        "Period {\"start\":\"2020\"}"),
                row("{\"resourceType\":\"Condition\",\"onsetAge\":{\"value\":3}}", "onset-age", "Age {\"value\":3}"),
                row(
                        "{\"resourceType\":\"Library\",\"relatedArtifact\":[{\"type\":\"depends-on\",\"resource\":\"u\"},"
                                + "{\"type\":\"successor\",\"resource\":\"v\"}]}",
                        "depends-on",
                        "canonical \"u\""),
                row(
                        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Composition\"}},"
                                + "{\"resource\":{\"resourceType\":\"Patient\"}}]}",
                        "composition",
                        "Composition {\"resourceType\":\"Composition\"}"),
                row(
                        "{\"resourceType\":\"Group\",\"characteristic\":[{\"valueBoolean\":true},{\"valueRange\":{}},"
                                + "{\"valueCodeableConcept\":{}}]}",
                        "value",
                        "CodeableConcept {}",
                        "boolean true"));
    }

    @ParameterizedTest
    @CsvSource({
        "Patient/1, true",
        "Patient/1/_history/2, true",
        "https://example.org/fhir/Patient/1, true",
        "https://example.org/fhir/Patient/1/_history/2, true",
        "Patient?identifier=a, true",
        "#pat, true",
        "#grp, false",
        "Group/1, false",
        "https://example.org/Patients/1, false",
        "urn:uuid:0f4a8a2c-7ab3-4b0e-9c1e-6a7c1d2e3f40, false",
    })
    void tellsFromTheTextWhatAReferencePointsAt(String reference, boolean patient) {
        Json.Obj observation = with(OBSERVATION, "subject/reference", '"' + reference + '"');
        observation.put("contained", Json.Arr.of(contained("Group", "grp"), contained("Patient", "pat")));
        assertThat(values(observation, "patient")).hasSize(patient ? 1 : 0);
    }

    @Test
    void believesTheTypeWhenTheTextSaysNone() {
        Json.Obj observation = with(OBSERVATION, "subject", "{\"reference\":\"urn:uuid:x\",\"type\":\"Patient\"}");
        assertThat(values(observation, "patient")).hasSize(1);
    }

    @Test
    void readsThePartsOfAComposite() {
        assertThat(parts(JsonText.readObject(OBSERVATION), "code-value-quantity"))
                .containsExactly(
                        "code CodeableConcept {\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"8867-4\"}]}",
                        "value-quantity Quantity {\"value\":1.50,\"unit\":\"/min\"}");
        Json.Obj sequence = JsonText.readObject("""
                {"resourceType":"MolecularSequence","referenceSeq":{"chromosome":{"text":"1"}},
                 "variant":[{"start":3,"end":4}]}""");
        assertThat(parts(sequence, "chromosome-variant-coordinate"))
                .containsExactly(
                        "chromosome CodeableConcept {\"text\":\"1\"}",
                        "variant-start integer 3",
                        "variant-end integer 4");
    }

    @Test
    void followsAnExtensionByItsUrl() {
        Accessor accessor = PathCompiler.compile(
                        "Patient.extension('https://example.org/e').value", Set.of(Definitions.R4.shape("Patient")))
                .accessor();
        List<String> found = new ArrayList<>();
        accessor.each(JsonText.readObject(PATIENT), (type, value) -> found.add(type + " " + JsonText.write(value)));
        assertThat(found).containsExactly("string \"v\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Patient.surname", "Patient.name.first()", "Patient.deceased as Quantity", "Patient.name +"})
    void refusesAPathItDoesNotKnow(String path) {
        Assertions.assertThatThrownBy(() -> PathCompiler.compile(path, Set.of(Definitions.R4.shape("Patient"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Json.Obj contained(String type, String id) {
        return new Json.Obj().put("resourceType", type).put("id", id);
    }

    private static String patient(String member, String json) {
        return JsonText.write(with(PATIENT, member, json));
    }

    private static List<String> values(Json.Obj resource, String code) {
        List<String> values = new ArrayList<>();
        parameter(resource, code)
                .accessor()
                .each(resource, (type, value) -> values.add(type + " " + JsonText.write(value)));
        return values;
    }

    private static List<String> parts(Json.Obj resource, String code) {
        List<String> parts = new ArrayList<>();
        SearchParameter composite = parameter(resource, code);
        composite.accessor().each(resource, (_, element) -> {
            for (SearchParameter.Component component : composite.components()) {
                component.each(
                        resource,
                        (Json.Obj) element,
                        (type, value) ->
                                parts.add(component.definitionCode() + " " + type + " " + JsonText.write(value)));
            }
        });
        return parts;
    }

    private static SearchParameter parameter(Json.Obj resource, String code) {
        String type = Objects.requireNonNull(resource.string("resourceType"));
        return Objects.requireNonNull(R4.definitions().searchParameter(type, code), code);
    }

    private static Arguments row(String resource, String code, String... values) {
        return Arguments.of(resource, code, List.of(values));
    }
}
