// SPDX-License-Identifier: Apache-2.0
package org.keneya.quality;

import java.util.Set;
import org.keneya.kernel.Issue;
import org.keneya.model.Json;

/** Which refusals become warnings for a trusted program. */
final class Lenience {
    private static final Set<String> CLINICAL_TERMINOLOGIES =
            Set.of("http://loinc.org", "http://snomed.info/sct", "http://hl7.org/fhir/sid/icd-10");

    private Lenience() {}

    static Issue of(Json.Obj resource, Issue issue) {
        String rule = issue.rule() == null ? "" : issue.rule();
        boolean forgiven = switch (rule) {
            case "observation-effective-missing", "observation-unit-missing", "observation-unit-ucum" ->
                !isClinical(resource);
            case "condition-code-missing", "patient-name-missing", "observation-unit-unknown" -> true;
            case "ins-format" -> !looksLikeMatricules(resource);
            default -> false;
        };
        return forgiven
                ? new Issue(
                        Issue.Severity.WARNING,
                        issue.code(),
                        issue.diagnostics(),
                        issue.expression(),
                        issue.rule(),
                        issue.text())
                : issue;
    }

    private static boolean isClinical(Json.Obj resource) {
        Json.Obj code = resource.object("code");
        return resource.has("subject")
                && code != null
                && code.objects("coding").stream()
                        .map(coding -> coding.string("system"))
                        .anyMatch(system -> system != null && CLINICAL_TERMINOLOGIES.contains(system));
    }

    /** Digits and spaces under an INS system were meant as a matricule; other words are another's placeholder. */
    private static boolean looksLikeMatricules(Json.Obj patient) {
        return patient.objects("identifier").stream()
                .filter(identifier ->
                        String.valueOf(identifier.string("system")).startsWith("urn:oid:1.2.250.1.213.1.4."))
                .map(identifier -> identifier.string("value"))
                .anyMatch(value -> value != null && value.matches("[0-9ABab\\s]+"));
    }
}
