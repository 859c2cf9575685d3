// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.SharedData;

class SpecialitiesTest {

    @Test
    void theyAreThoseTheNhsPublishes() throws IOException {
        List<String> published =
                Files.readAllLines(SharedData.folder("hospitals").resolve("main_specialty_codes.csv")).stream()
                        .skip(1)
                        .map(line -> line.substring(0, 3))
                        .toList();
        assertThat(Specialities.all()).extracting(Speciality::code).containsExactlyElementsOf(published);
    }

    @Test
    void eachHasItsLabelsAndGroup() {
        assertThat(Specialities.of("320"))
                .contains(new Speciality("320", "Cardiology", "Cardiologie", Speciality.Group.MEDICAL, false));
        assertThat(Specialities.all()).allSatisfy(one -> {
            assertThat(one.label()).isNotBlank();
            assertThat(one.labelFr()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "320, 320",
        "Cardiology, 320",
        "CARDIOLOGIE, 320",
        "immunologie, 313",
        "Neuropathologie diagnostique, 832",
        "trauma & orthopaedics, ''",
        "Gériatrie, 430",
        "geriatrie, 430",
        "Réanimation et soins intensifs, 192",
        "dragons, ''"
    })
    void aFileMayNameThemByCodeOrLabel(String text, String code) {
        assertThat(Specialities.named(text).map(Speciality::code).orElse("")).isEqualTo(code);
    }
}
