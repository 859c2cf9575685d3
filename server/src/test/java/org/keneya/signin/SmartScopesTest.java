// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmartScopesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            patient/Observation.rs                     PATIENT Observation rs
            patient/Observation.read                   PATIENT Observation rs
            patient/Observation.write                  PATIENT Observation cud
            user/*.*                                   USER    *           cruds
            user/*.cruds                               USER    *           cruds
            system/Patient.s                           SYSTEM  Patient     s
            patient/Observation.rs?category=laboratory PATIENT Observation rs category:laboratory
            patient/Observation.r?code=http://loinc.org|8867-4 PATIENT Observation r code:http://loinc.org|8867-4
            patient/Observation.r?category=a%2Cb&status=final PATIENT Observation r category:a,b;status:final
            """)
    void understandsBothForms(String row) {
        String[] cells = row.split(" +");
        SmartScope scope = SmartScope.parse(cells[0]).orElseThrow();

        assertThat(scope.context()).hasToString(cells[1]);
        assertThat(scope.type()).isEqualTo(cells[2]);
        assertThat(scope.interactions()).isEqualTo(cells[3]);
        assertThat(scope.criteria().stream()
                        .map(one -> one.name() + ":" + one.value())
                        .collect(Collectors.joining(";")))
                .isEqualTo(cells.length > 4 ? cells[4] : "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient/Observation",
                "patient/Observation.",
                "patient/Observation.sr",
                "patient/Observation.rr",
                "patient/Observation.rsx",
                "patient/Observation.READ",
                "patient/observation.rs",
                "patient/Nothing.rs",
                "patient/.rs",
                "patient/*.rs?category=laboratory",
                "patient/Observation.rs?",
                "patient/Observation.rs?category",
                "patient/Observation.rs?category=",
                "patient/Observation.rs?=laboratory",
                "patient/Observation.rs?nothing=1",
                "patient/Observation.rs?category:not=laboratory",
                "patient/Observation.rs?subject.name=a",
                "patient/Observation.rs?_has:Provenance:target:agent=1",
                "patient/Observation.rs?_count=1",
                "patient/Observation.rs?_include=Observation:subject",
                "patient/Observation.rs?category=a?b=c",
                "patient/Observation.rs?category=%",
                "patient/Observation.rs?category=%zz",
                "patient/Observation.rs?category=%00",
                "patient/Observation.rs?category=%ff",
                "patient/Observation.rs?category=a#b",
                "patient/Observation.rs?status=a&status=b&status=c&status=d&status=e&status=f",
                "practitioner/Observation.rs",
                "PATIENT/Observation.rs",
                "patient/../user/*.rs",
                "patient/Observation.rs;user/*.cruds",
                "system/*",
                "*/*.*",
                "launch/other",
                "admin",
                "openid,user/*.cruds"
            })
    void refusesWhatIsNoScope(String text) {
        assertThat(SmartScopes.parse(text)).isEmpty();
        assertThat(SmartScopes.parse("openid " + text + " fhirUser")).isEmpty();
    }

    @Test
    void readsAWholeRequest() {
        SmartScopes scopes = SmartScopes.parse("  launch/patient openid\tfhirUser patient/*.rs offline_access ")
                .orElseThrow();

        assertThat(scopes.resources())
                .containsExactly(new SmartScope(SmartScope.Context.PATIENT, "*", "rs", List.of()));
        assertThat(scopes.others()).containsExactlyInAnyOrder("launch/patient", "openid", "fhirUser", "offline_access");
        assertThat(scopes.needPatient()).isTrue();
        assertThat(scopes.mayRefresh()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "patient/*.rs,            patient/Observation.rs,                     true",
        "patient/*.rs,            patient/Observation.r?category=laboratory,  true",
        "patient/*.read,          patient/Observation.s,                      true",
        "patient/*.rs,            patient/Observation.cud,                    false",
        "patient/*.rs,            user/Observation.rs,                        false",
        "user/*.cruds,            patient/Observation.rs,                     false",
        "patient/Observation.rs,  patient/*.rs,                               false",
        "patient/Observation.rs?category=laboratory, patient/Observation.rs,  false",
        "patient/Observation.rs?category=laboratory, patient/Observation.r?category=laboratory, true",
        "patient/Observation.rs?category=laboratory, patient/Observation.rs?category=vital-signs, false",
        "openid,                  openid,                                     true",
        "openid,                  offline_access,                             false",
    })
    void aClientMayAskForPartOfWhatItIsRegisteredFor(String registered, String asked, boolean covered) {
        assertThat(SmartScopes.parse(registered)
                        .orElseThrow()
                        .cover(SmartScopes.parse(asked).orElseThrow()))
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', quoteCharacter = '`', textBlock = """
            patient/Observation.rs                     = Consulter les constantes et les résultats du patient choisi
            user/DocumentReference.cruds               = Consulter, ajouter, modifier et supprimer les documents de tous les patients que vous pouvez voir
            system/Patient.rs                          = Consulter l’identité de tous les patients de l’établissement
            user/Practitioner.r                        = Consulter l’annuaire des professionnels
            offline_access                             = Continuer à accéder à ces données en votre absence
            """)
    void saysInFrenchWhatIsAsked(String scope, String words) {
        assertThat(SmartWords.of(scope)).isEqualTo(words);
    }
}
