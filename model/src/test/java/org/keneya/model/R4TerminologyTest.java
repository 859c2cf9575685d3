// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class R4TerminologyTest {
    @Test
    void theCommittedTerminologyIsWhatTheR4DefinitionsSay() {
        assertThat(R4CodeSystems.unpack(R4Compiler.read("org/keneya/model/" + R4CodeSystems.FILE)))
                .as("%s is stale: run R4Compiler", R4CodeSystems.FILE)
                .isEqualTo(R4Compiler.terminology());
    }

    @Test
    void knowsTheCodesOfR4AndOfVersions2And3() {
        for (String url : new String[] {
            "http://hl7.org/fhir/administrative-gender",
            "http://terminology.hl7.org/CodeSystem/v2-0203",
            "http://terminology.hl7.org/CodeSystem/v3-ActCode"
        }) {
            Json.Obj system = R4Terminology.definitions().find("CodeSystem", url);
            assertThat(system == null ? List.of() : system.objects("concept"))
                    .as(url)
                    .isNotEmpty();
        }
    }

    @Test
    void knowsNothingElse() {
        assertThat(R4Terminology.definitions().find("CodeSystem", "http://loinc.org/nowhere"))
                .isNull();
        assertThat(R4Terminology.definitions().has("ConceptMap", "http://hl7.org/fhir/administrative-gender"))
                .isFalse();
    }
}
