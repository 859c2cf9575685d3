// SPDX-License-Identifier: Apache-2.0
package org.keneya.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.kernel.Issue;
import org.keneya.model.JsonText;

/** Each row: a resource, and the findings of the rules as {@code severity code expression rule}. */
class QualityRulesTest {
    /** Half past eleven at night in London, half past midnight of the next day in Paris. */
    private static final Clock NIGHT = Clock.fixed(Instant.parse("2026-11-21T23:30:00Z"), ZoneOffset.UTC);

    private final Rules rules = new Rules(NIGHT, resource -> List.of(), Optional.empty());

    @ParameterizedTest(name = "{0}")
    @MethodSource({"patients", "observations", "records"})
    void findsExactlyThis(String what, String resource, String findings) {
        assertThat(found(resource, true)).isEqualTo(findings.isEmpty() ? List.of() : List.of(findings.split("; ", -1)));
    }

    static Stream<Arguments> patients() {
        return Stream.of(
                row("a complete patient", patient("", "1951-03-12"), ""),
                row("a right matricule", patient("251036938390074", "1951-03-12"), ""),
                row(
                        "a wrong key",
                        patient("251036938390075", "1951-03-12"),
                        "ERROR value Patient.identifier[0].value ins-key"),
                row(
                        "two digits swapped",
                        patient("251036938930074", "1951-03-12"),
                        "ERROR value Patient.identifier[0].value ins-key"),
                row(
                        "thirteen characters",
                        patient("2510369383900", "1951-03-12"),
                        "ERROR value Patient.identifier[0].value ins-format"),
                row(
                        "spaces",
                        patient("2 51 03 69 383 900 74", "1951-03-12"),
                        "ERROR value Patient.identifier[0].value ins-format"),
                row(
                        "letters",
                        patient("ABCDEFGHIJKLMNO", "1951-03-12"),
                        "ERROR value Patient.identifier[0].value ins-format"),
                row(
                        "the second of two identifiers",
                        "{'resourceType':'Patient','identifier':[{'system':'urn:x','value':'1'},{'system':'urn:oid:1.2.250.1.213.1.4.10','value':'251036938390075'}],'name':[{'family':'A'}],'gender':'male','birthDate':'1951'}",
                        "ERROR value Patient.identifier[1].value ins-key"),
                row(
                        "another's identifier",
                        "{'resourceType':'Patient','identifier':[{'system':'urn:oid:1.2.250.1.213.1.4.12','value':'x'}],'name':[{'family':'A'}],'gender':'male','birthDate':'1951'}",
                        ""),
                row(
                        "a matricule without a name",
                        "{'resourceType':'Patient','identifier':[{'system':'urn:oid:1.2.250.1.213.1.4.11','value':'251036938390074'}],'gender':'male','birthDate':'1951'}",
                        "ERROR required Patient.name patient-name-missing; WARNING incomplete Patient patient-strict-traits"),
                row(
                        "nobody knows who",
                        "{'resourceType':'Patient'}",
                        "WARNING incomplete Patient patient-strict-traits"),
                row("born today in Paris", patient("", "2026-11-22"), ""),
                row("born tomorrow", patient("", "2026-11-23"), "ERROR value Patient.birthDate birthdate-future"),
                row(
                        "born next year, no month known",
                        patient("", "2027"),
                        "ERROR value Patient.birthDate birthdate-future"));
    }

    static Stream<Arguments> observations() {
        return Stream.of(
                row("a temperature", observation("8310-5", "37.2", "Cel"), ""),
                row("fever in Fahrenheit", observation("8310-5", "102", "[degF]"), ""),
                row(
                        "99 degrees",
                        observation("8310-5", "99", "Cel"),
                        "ERROR value Observation.value.value observation-value-implausible"),
                row(
                        "9 degrees",
                        observation("8310-5", "9.99", "Cel"),
                        "ERROR value Observation.value.value observation-value-implausible"),
                row("the edge", observation("8310-5", "47", "Cel"), ""),
                row(
                        "a heart rate below zero",
                        observation("8867-4", "-1", "/min"),
                        "ERROR value Observation.value.value observation-value-implausible"),
                row(
                        "101 percent",
                        observation("2708-6", "101", "%"),
                        "ERROR value Observation.value.value observation-value-implausible"),
                row(
                        "700 kg",
                        observation("29463-7", "700", "kg"),
                        "ERROR value Observation.value.value observation-value-implausible"),
                row(
                        "a height in metres said to be cm",
                        observation("8302-2", "1.75", "cm"),
                        "ERROR value Observation.value.value observation-value-implausible"),
                row("something nobody has bounds for", observation("1234-5", "1e9", "mg/dL"), ""),
                row(
                        "no time",
                        "{'resourceType':'Observation','status':'final','code':{'text':'x'},'valueInteger':1}",
                        "ERROR required Observation.effective observation-effective-missing"),
                row(
                        "a period is a time",
                        "{'resourceType':'Observation','status':'final','code':{'text':'x'},'effectivePeriod':{'start':'2026'}}",
                        ""),
                row(
                        "no unit",
                        "{'resourceType':'Observation','code':{'text':'x'},'effectiveDateTime':'2026','valueQuantity':{'value':1,'unit':'mg'}}",
                        "ERROR required Observation.value.code observation-unit-missing"),
                row(
                        "another's unit",
                        "{'resourceType':'Observation','code':{'text':'x'},'effectiveDateTime':'2026','valueQuantity':{'value':1,'system':'urn:x','code':'mg'}}",
                        "ERROR value Observation.value.code observation-unit-ucum"),
                row(
                        "a unit UCUM has not",
                        "{'resourceType':'Observation','code':{'text':'x'},'effectiveDateTime':'2026','valueQuantity':{'value':1,'system':'http://unitsofmeasure.org','code':'dragons'}}",
                        "ERROR value Observation.value.code observation-unit-unknown"),
                row(
                        "no value, so no unit",
                        "{'resourceType':'Observation','code':{'text':'x'},'effectiveDateTime':'2026','valueQuantity':{'comparator':'<'}}",
                        ""),
                row(
                        "the second component",
                        "{'resourceType':'Observation','code':{'text':'x'},'effectiveDateTime':'2026','component':["
                                + component("8480-6", "120") + "," + component("8462-4", "800") + "]}",
                        "ERROR value Observation.component[1].value.value observation-value-implausible"));
    }

    static Stream<Arguments> records() {
        return Stream.of(
                row(
                        "a confirmed allergy",
                        "{'resourceType':'AllergyIntolerance','verificationStatus':{'coding':[{'code':'confirmed'}]}}",
                        ""),
                row(
                        "an allergy nobody verified",
                        "{'resourceType':'AllergyIntolerance'}",
                        "ERROR required AllergyIntolerance.verificationStatus allergy-verification-missing"),
                row(
                        "an allergy with a status in words only",
                        "{'resourceType':'AllergyIntolerance','verificationStatus':{'text':'sure'}}",
                        "ERROR required AllergyIntolerance.verificationStatus allergy-verification-missing"),
                row("a problem in words", "{'resourceType':'Condition','code':{'text':'x'}}", ""),
                row("a problem with a code", "{'resourceType':'Condition','code':{'coding':[{'code':'I10'}]}}", ""),
                row(
                        "a problem without a name",
                        "{'resourceType':'Condition'}",
                        "ERROR required Condition.code condition-code-missing"),
                row(
                        "an empty name",
                        "{'resourceType':'Condition','code':{'id':'a'}}",
                        "ERROR required Condition.code condition-code-missing"),
                row("a type without rules", "{'resourceType':'Basic'}", ""));
    }

    @Test
    void aTrustedProgramIsHeldToTheRulesOnlyOnClinicalResources() {
        assertThat(found("{'resourceType':'Observation','code':{'text':'x'},'valueQuantity':{'value':1}}", false))
                .containsExactly(
                        "WARNING required Observation.effective observation-effective-missing",
                        "WARNING required Observation.value.code observation-unit-missing");
        assertThat(found(
                        "{'resourceType':'Observation','subject':{'reference':'Patient/1'},'code':{'coding':[{'system':'http://loinc.org','code':'1'}]},'valueQuantity':{'value':1}}",
                        false))
                .containsExactly(
                        "ERROR required Observation.effective observation-effective-missing",
                        "ERROR required Observation.value.code observation-unit-missing");
        assertThat(found(patient("251036938390075", "1951-03-12"), false))
                .containsExactly("ERROR value Patient.identifier[0].value ins-key");
        assertThat(found("{'resourceType':'AllergyIntolerance'}", false))
                .containsExactly("ERROR required AllergyIntolerance.verificationStatus allergy-verification-missing");
        assertThat(found(observation("8310-5", "99", "Cel"), false))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("ERROR");
    }

    @Test
    void anEstablishmentAddsRulesOfItsOwnAsData(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rules.json");
        Files.writeString(file, """
                {"rules": [
                  {"rule": "encounter-end-before-start", "dimension": "consistency", "type": "Encounter",
                   "when": [{"path": "period.end"}],
                   "require": {"all": [{"fhirpath": "Encounter.period.all(start.empty() or end >= start)"}]},
                   "code": "business-rule", "path": "period.end", "diagnostics": "The end lies before the start",
                   "text": "La fin précède le début."},
                  {"rule": "contact-phone", "dimension": "completeness", "type": "Patient", "at": "contact",
                   "require": {"any": [{"path": "telecom.value"}]}, "severity": "warning",
                   "code": "incomplete", "path": "telecom", "diagnostics": "A contact without telecom", "text": "Ajoutez un téléphone."}]}
                """);
        Rules more = new Rules(NIGHT, _ -> List.of(), Optional.of(file));
        String stay = "{'resourceType':'Encounter','period':{'start':'2026-02-02','end':'%s'}}";
        assertThat(found(more, stay.formatted("2026-02-03"), true)).isEmpty();
        assertThat(found(more, stay.formatted("2026-02-01"), true))
                .containsExactly("ERROR business-rule Encounter.period.end encounter-end-before-start");
        assertThat(found(
                        more,
                        "{'resourceType':'Patient','name':[{'family':'A'}],'gender':'male','birthDate':'1951','contact':[{'telecom':[{'value':'1'}]},{'gender':'male'}]}",
                        true))
                .containsExactly("WARNING incomplete Patient.contact[1].telecom contact-phone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "'require':{'all':[{'path':'a','equals':'b'}]}                                 # equals is not known here",
                "'require':{'none':[]}                                                         # require must have either all or any",
                "'require':{'any':[{'path':'a'}]},'severty':'error'                            # severty is not known here",
                "'require':{'any':[{'path':'value','within':'nowhere'}]}                       # within must name bounds",
                "'require':{'any':[{'fhirpath':'Patient.('}]}                                  # FHIRPath"
            })
    void aRuleThatCannotBeUnderstoodStopsTheStartByItsName(String part, String why, @TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("rules.json");
        Files.writeString(
                file,
                ("{'rules':[{'rule':'mine','dimension':'accuracy','type':'Patient','code':'value','diagnostics':'d','text':'t',"
                                + part + "}]}")
                        .replace('\'', '"'));
        assertThatThrownBy(() -> new Rules(NIGHT, _ -> List.of(), Optional.of(file)))
                .hasMessageContaining("quality rule mine")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"251036938390075", "2510369383900"})
    void noFindingRepeatsTheMatriculeInWordsForDevelopers(String matricule) {
        for (Issue issue :
                rules.check(JsonText.readObject(patient(matricule, "1951-03-12").replace('\'', '"')), true)) {
            assertThat(issue.diagnostics()).doesNotContain(matricule.substring(0, 5));
            assertThat(issue.text()).isNotBlank().doesNotContain(matricule.substring(0, 5));
        }
    }

    private List<String> found(String resource, boolean byPerson) {
        return found(rules, resource, byPerson);
    }

    private static List<String> found(Rules rules, String resource, boolean byPerson) {
        return rules.check(JsonText.readObject(resource.replace('\'', '"')), byPerson).stream()
                .map(issue -> "%s %s %s %s".formatted(issue.severity(), issue.code(), issue.expression(), issue.rule()))
                .toList();
    }

    private static Arguments row(String... values) {
        return Arguments.of((Object[]) values);
    }

    private static String patient(String matricule, String born) {
        return "{'resourceType':'Patient',"
                + (matricule.isEmpty()
                        ? ""
                        : "'identifier':[{'system':'urn:oid:1.2.250.1.213.1.4.11','value':'" + matricule + "'}],")
                + "'name':[{'family':'MARTIN'}],'gender':'female','birthDate':'" + born + "'}";
    }

    private static String observation(String loinc, String value, String unit) {
        return "{'resourceType':'Observation','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'"
                + loinc
                + "'}]},'effectiveDateTime':'2026-01-01','valueQuantity':{'value':" + value
                + ",'system':'http://unitsofmeasure.org','code':'" + unit + "'}}";
    }

    private static String component(String loinc, String value) {
        return "{'code':{'coding':[{'system':'http://loinc.org','code':'" + loinc + "'}]},'valueQuantity':{'value':"
                + value + ",'system':'http://unitsofmeasure.org','code':'mm[Hg]'}}";
    }
}
