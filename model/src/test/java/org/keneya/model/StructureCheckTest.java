// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.model.Trees.BUNDLE;
import static org.keneya.model.Trees.CONDITION;
import static org.keneya.model.Trees.OBSERVATION;
import static org.keneya.model.Trees.PARAMETERS;
import static org.keneya.model.Trees.PATIENT;
import static org.keneya.model.Trees.findings;
import static org.keneya.model.Trees.with;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row changes one place of a valid resource and names the finding that must follow. */
class StructureCheckTest {

    @ParameterizedTest
    @MethodSource("validResources")
    void findsNothingInAValidResource(String resource) {
        assertThat(findings(JsonText.readObject(resource))).isEmpty();
    }

    static Stream<String> validResources() {
        return Stream.of(PATIENT, OBSERVATION, CONDITION, BUNDLE, PARAMETERS, "{\"resourceType\":\"Patient\"}");
    }

    @ParameterizedTest(name = "{1} = {2}: {3}")
    @MethodSource({"shape", "values", "references", "inner"})
    void refusesEachMutation(String resource, String place, String json, String finding) {
        assertThat(findings(with(resource, place, json))).containsExactly(finding);
    }

    static Stream<Arguments> shape() {
        return Stream.of(
                row(PATIENT, "surname", "\"x\"", "structure Patient.surname"),
                row(PATIENT, "not plain", "\"x\"", "structure Patient"),
                row(PATIENT, "fhir_comments", "[\"x\"]", "structure Patient.fhir_comments"),
                row(PATIENT, "resourceType", "", "required Resource.resourceType"),
                row(PATIENT, "resourceType", "7", "structure Resource.resourceType"),
                row(PATIENT, "resourceType", "\"Dragon\"", "value Resource.resourceType"),
                row(PATIENT, "resourceType", "\"DomainResource\"", "value Resource.resourceType"),
                row(PATIENT, "name", "{\"family\":\"F\"}", "structure Patient.name"),
                row(PATIENT, "name", "[]", "structure Patient.name"),
                row(PATIENT, "name/0", "\"F\"", "structure Patient.name[0]"),
                row(PATIENT, "name/0", "null", "structure Patient.name[0]"),
                row(PATIENT, "name/0", "{}", "invariant Patient.name[0]"),
                row(PATIENT, "name/0", "{\"id\":\"a\"}", "invariant Patient.name[0]"),
                row(PATIENT, "birthDate", "[\"1951\"]", "structure Patient.birthDate"),
                row(PATIENT, "birthDate", "null", "structure Patient.birthDate"),
                row(PATIENT, "active", "\"true\"", "structure Patient.active"),
                row(PATIENT, "multipleBirthInteger", "\"2\"", "structure Patient.multipleBirth"),
                row(PATIENT, "birthDate", "1951", "structure Patient.birthDate"),
                row(PATIENT, "name/0/family", "{\"value\":\"F\"}", "structure Patient.name[0].family"),
                row(PATIENT, "multipleBirthBoolean", "true", "structure Patient.multipleBirth"),
                row(
                        PATIENT,
                        "_multipleBirthBoolean",
                        "{\"id\":\"x\",\"extension\":[{\"url\":\"u\",\"valueId\":\"1\"}]}",
                        "structure Patient.multipleBirth"),
                row(PATIENT, "multipleBirthString", "\"2\"", "structure Patient.multipleBirthString"),
                row(PATIENT, "link/0/other", "", "required Patient.link[0].other"),
                row(PATIENT, "name/0/given/0", "null", "structure Patient.name[0].given[0]"),
                row(PATIENT, "name/0/_given", "[{\"id\":\"a\"},{\"id\":\"b\"}]", "invariant Patient.name[0].given[1]"),
                row(PATIENT, "name/0/given", "[\"A\"]", "structure Patient.name[0].given"),
                row(
                        PATIENT,
                        "name/0",
                        "{\"given\":[\"A\"],\"_given\":{\"id\":\"a\"}}",
                        "structure Patient.name[0].given"),
                row(PATIENT, "_birthDate", "[]", "structure Patient.birthDate"),
                row(PATIENT, "_birthDate", "{}", "invariant Patient.birthDate"),
                row(PATIENT, "_birthDate", "{\"value\":\"x\"}", "structure Patient.birthDate.value"),
                row(PATIENT, "birthDate", "", "invariant Patient.birthDate"),
                row(PATIENT, "_name", "[{\"id\":\"a\"}]", "structure Patient._name"),
                row(PATIENT, "_nothing", "{\"id\":\"a\"}", "structure Patient._nothing"),
                row(OBSERVATION, "status", "", "required Observation.status"),
                row(OBSERVATION, "valueString", "\"x\"", "structure Observation.value"),
                row(OBSERVATION, "value", "1", "structure Observation.value"),
                row(OBSERVATION, "valueAddress", "{\"city\":\"x\"}", "structure Observation.valueAddress"),
                row(OBSERVATION, "component/0/code", "", "required Observation.component[0].code"),
                row(
                        OBSERVATION,
                        "component/0/referenceRange/0/lower",
                        "1",
                        "structure Observation.component[0].referenceRange[0].lower"));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                row(PATIENT, "birthDate", "\"2023-02-29\"", "value Patient.birthDate"),
                row(PATIENT, "birthDate", "\"\"", "value Patient.birthDate"),
                row(PATIENT, "id", "\"a b\"", "value Patient.id"),
                row(PATIENT, "name/0/family", "\" \\u00a0\"", "value Patient.name[0].family"),
                row(PATIENT, "name/0/family", "\"a\\u0007b\"", "value Patient.name[0].family"),
                row(PATIENT, "name/0/given/0", "\"\"", "value Patient.name[0].given[0]"),
                row(PATIENT, "identifier/0/system", "\"a b\"", "value Patient.identifier[0].system"),
                row(PATIENT, "multipleBirthInteger", "2.0", "value Patient.multipleBirth"),
                row(PATIENT, "gender", "\"Female\"", "code-invalid Patient.gender"),
                row(PATIENT, "name/0/use", "\"birth\"", "code-invalid Patient.name[0].use"),
                row(PATIENT, "link/0/type", "\"same\"", "code-invalid Patient.link[0].type"),
                row(PATIENT, "text/div", "\"<div><script>x</script></div>\"", "invalid Patient.text.div"),
                row(PATIENT, "text/status", "\"done\"", "code-invalid Patient.text.status"),
                row(PATIENT, "extension/0/url", "", "required Patient.extension[0].url"),
                row(PATIENT, "extension/0/valueString", "", "invariant Patient.extension[0]"),
                row(
                        PATIENT,
                        "extension/0/extension",
                        "[{\"url\":\"a\",\"valueCode\":\"b\"}]",
                        "invariant Patient.extension[0]"),
                row(PATIENT, "extension/0/valueCode", "\"b\"", "structure Patient.extension[0].value"),
                row(
                        PATIENT,
                        "name/0/_given/1/extension/0/url",
                        "",
                        "required Patient.name[0].given[1].extension[0].url"),
                row(OBSERVATION, "valueQuantity/value", "1e400", "value Observation.value.value"),
                row(OBSERVATION, "effectiveDateTime", "\"2024-02-29T10:00:00\"", "value Observation.effective"),
                row(OBSERVATION, "issued", "\"2024-02-29\"", "value Observation.issued"),
                row(CONDITION, "clinicalStatus/coding/0/code", "\"gone\"", "code-invalid Condition.clinicalStatus"),
                row(CONDITION, "clinicalStatus/coding/0/system", "\"urn:x\"", "code-invalid Condition.clinicalStatus"),
                row(CONDITION, "clinicalStatus", "{\"text\":\"active\"}", "code-invalid Condition.clinicalStatus"));
    }

    static Stream<Arguments> references() {
        return Stream.of(
                row(OBSERVATION, "subject/type", "\"Group\"", "value Observation.subject.reference"),
                row(
                        PATIENT,
                        "managingOrganization/reference",
                        "\"#o2\"",
                        "value Patient.managingOrganization.reference"),
                row(
                        PATIENT,
                        "managingOrganization/reference",
                        "\"Patient/1\"",
                        "value Patient.managingOrganization.reference"),
                row(
                        PATIENT,
                        "managingOrganization/reference",
                        "\"Dragon/1\"",
                        "value Patient.managingOrganization.reference"),
                row(
                        PATIENT,
                        "managingOrganization/reference",
                        "\"Organization/\"",
                        "value Patient.managingOrganization.reference"),
                row(
                        PATIENT,
                        "managingOrganization/reference",
                        "\"/Organization/1\"",
                        "value Patient.managingOrganization.reference"),
                row(
                        PATIENT,
                        "managingOrganization/reference",
                        "\"Organization/1/_history/\"",
                        "value Patient.managingOrganization.reference"),
                row(
                        PATIENT,
                        "managingOrganization/reference",
                        "\"Organization?name=x\"",
                        "value Patient.managingOrganization.reference"),
                row(
                        PATIENT,
                        "managingOrganization/reference",
                        "\"urn:uuid:12\"",
                        "value Patient.managingOrganization.reference"),
                row(
                        PATIENT,
                        "managingOrganization/reference",
                        "\"javascript:x\"",
                        "value Patient.managingOrganization.reference"),
                row(
                        PATIENT,
                        "managingOrganization/reference",
                        "\"http://x/ y\"",
                        "value Patient.managingOrganization.reference"),
                row(
                        PATIENT,
                        "contained/0",
                        "{\"resourceType\":\"Patient\",\"id\":\"o1\"}",
                        "value Patient.managingOrganization.reference"),
                row(OBSERVATION, "subject/reference", "\"Practitioner/1\"", "value Observation.subject.reference"));
    }

    static Stream<Arguments> inner() {
        return Stream.of(
                row(PATIENT, "contained/0/name", "7", "structure Patient.contained[0].name"),
                row(
                        PATIENT,
                        "contained/0/contained",
                        "[{\"resourceType\":\"Patient\",\"id\":\"q\"}]",
                        "invariant Patient.contained[0].contained[0]"),
                row(PATIENT, "contained/0", "{\"id\":\"o1\"}", "required Patient.contained[0].resourceType"),
                row(BUNDLE, "entry/0/resource/gender", "\"x\"", "code-invalid Bundle.entry[0].resource.gender"),
                row(BUNDLE, "entry/0/resource/resourceType", "", "required Bundle.entry[0].resource.resourceType"),
                row(BUNDLE, "entry/0/request/method", "\"FETCH\"", "code-invalid Bundle.entry[0].request.method"),
                row(BUNDLE, "entry/0/fullUrl", "\" \"", "value Bundle.entry[0].fullUrl"),
                row(
                        PARAMETERS,
                        "parameter/0/resource/subject",
                        "",
                        "required Parameters.parameter[0].resource.subject"),
                row(PARAMETERS, "parameter/0/name", "", "required Parameters.parameter[0].name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Organization/1",
                "Organization/a-1.b/_history/3",
                "https://example.org/fhir/Organization/1",
                "https://example.org/anything?a=b",
                "urn:uuid:0f4a8a2c-7ab3-4b0e-9c1e-6a7c1d2e3f40",
                "urn:oid:1.2.250.1"
            })
    void acceptsEachFormOfAReference(String reference) {
        assertThat(findings(with(PATIENT, "managingOrganization/reference", '"' + reference + '"')))
                .isEmpty();
    }

    @Test
    void acceptsAConditionalReferenceInsideABundle() {
        String conditional = "\"Organization?identifier=a%7Cb\"";
        assertThat(findings(with(BUNDLE, "entry/0/resource/managingOrganization/reference", conditional)))
                .isEmpty();
    }

    @Test
    void refusesATextThatIsTooLong() {
        String longest = '"' + "a".repeat(1024 * 1024) + '"';
        assertThat(findings(with(PATIENT, "name/0/family", longest))).isEmpty();
        assertThat(findings(with(PATIENT, "name/0/family", longest.replaceFirst("a", "bb"))))
                .containsExactly("too-long Patient.name[0].family");
    }

    @Test
    void stopsAtFiftyIssues() {
        String names = "[" + "{},".repeat(80) + "{}]";
        assertThat(findings(with(PATIENT, "name", names))).hasSize(50);
    }

    @Test
    void namesTheRuleAndNotTheValue() {
        var issue = StructureCheck.check(with(PATIENT, "birthDate", "\"1951-13-01\""))
                .getFirst();
        assertThat(issue.diagnostics()).isEqualTo("A date must be a date of the calendar: YYYY, YYYY-MM or YYYY-MM-DD");
    }

    @Test
    void saysEverythingThatIsWrong() {
        Json.Obj patient = JsonText.readObject("""
                {"resourceType":"Patient","gender":"x","name":[{"given":[""]}],"link":[{}]}""");
        assertThat(findings(patient))
                .isEqualTo(List.of(
                        "code-invalid Patient.gender",
                        "value Patient.name[0].given[0]",
                        "invariant Patient.link[0]",
                        "required Patient.link[0].other",
                        "required Patient.link[0].type"));
    }

    private static Arguments row(String resource, String place, String json, String finding) {
        return Arguments.of(resource, place, json, finding);
    }
}
