// SPDX-License-Identifier: Apache-2.0
package org.keneya.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.store.Folded;

class SoundTest {

    @ParameterizedTest
    @CsvSource({
        "Lefèvre, Lefebvre",
        "Lefebvre, Lefaivre",
        "Dupont, Dupond",
        "Dupont, Duponts",
        "Gauthier, Gautier",
        "Mathieu, Matthieu",
        "Philippe, Filipe",
        "Philippe, Philipe",
        "Meyer, Maier",
        "Meyer, Meier",
        "Meyer, Mayer",
        "Bernard, Bernart",
        "Renaud, Renault",
        "Renaud, Reno",
        "Thibault, Thibaut",
        "Thibaud, Thibaut",
        "Schmitt, Chmit",
        "Catherine, Katerine",
        "Chloé, Cloé",
        "Kévin, Quevin",
        "Christophe, Kristof",
        "Guillaume, Guillome",
        "Rousseau, Rouso",
        "Moreau, Moraud",
        "Legrand, Legrant",
        "Martin, Marthin",
        "Faure, Phaure",
        "Hubert, Ubert",
        "Marc, Mark",
        "Zacharie, Sacharie",
        "Chevallier, Chevalier",
        "Petit, Petti",
        "Blanchard, Blanchart",
        "Caron, Karon",
        "Perrin, Pérain",
        "Lemoine, Lemoyne"
    })
    void hearsTheSameInNamesThatAreSaidAlike(String one, String other) {
        assertThat(sound(one)).isEqualTo(sound(other));
    }

    @ParameterizedTest
    @CsvSource({
        "Martin, Morin",
        "Dupont, Durand",
        "Bernard, Bertrand",
        "Petit, Robert",
        "Moreau, Morel",
        "Simon, Michel",
        "Marie, Marc",
        "Roux, Rey",
        "Faure, Favre",
        "Blanc, Blanchard"
    })
    void hearsNamesApartThatAreNotSaidAlike(String one, String other) {
        assertThat(sound(one)).isNotEqualTo(sound(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "eee", "123", "lefebvre"})
    void hearsSomethingInAnything(String word) {
        assertThat(Sound.of(word)).hasSizeLessThanOrEqualTo(word.length() + 1);
    }

    @Test
    void isQuickOnLongWords() {
        assertThat(Sound.of("aeiouy".repeat(5_000))).isNotEmpty();
    }

    private static String sound(String name) {
        return Sound.of(Folded.of(name));
    }
}
