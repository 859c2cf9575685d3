// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bélanger|belanger", "D'Hervé|d herve", "D’HERVÉ|d herve", "Le  Goff|le goff", "Noël|noel",
                        "Œdipe|oedipe",
                "Strauß|strauss", "Jean-Pierre|jean pierre", "ÇELİK|celik", "Łukasz|lukasz", "ﬁn|fin", "Æsop|aesop"
            })
    void oneSpellingForAllSpellings(String text, String folded) {
        assertThat(Words.fold(text)).isEqualTo(folded);
    }
}
