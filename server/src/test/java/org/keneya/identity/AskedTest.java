// SPDX-License-Identifier: Apache-2.0
package org.keneya.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12/03/1951",
                "12-03-1951",
                "12.03.1951",
                "12/3/1951",
                "12031951",
                "1951-03-12",
                "12 mars 1951",
                "12 MARS 1951",
                "  12/03/1951  "
            })
    void readsABirthDateInEveryFrenchForm(String text) {
        assertThat(Asked.of(text)).isEqualTo(new Asked(List.of(), "1951-03-12", List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "1er janvier 1970, 1970-01-01",
        "14 février 1988, 1988-02-14",
        "14 fevrier 1988, 1988-02-14",
        "3 août 2001, 2001-08-03",
        "31 décembre 1999, 1999-12-31",
        "25 juil. 1962,",
        "1951, 1951"
    })
    void readsSpokenDatesAndYears(String text, @org.jspecify.annotations.Nullable String born) {
        assertThat(Asked.of(text).born()).isEqualTo(born);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Martin 12/03/1951", "12/03/1951 martin", "MARTIN 12 mars 1951", "martin 12031951"})
    void readsANameBesideADate(String text) {
        assertThat(Asked.of(text)).isEqualTo(new Asked(List.of("martin"), "1951-03-12", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"30/02/1951", "2023-13-01"})
    void takesAnImpossibleDateForNoDate(String text) {
        assertThat(Asked.of(text).born()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "251036938390074",
                "2 51 03 69 383 900 74",
                "2\u00a051\u00a003\u00a069\u00a0383\u00a0900\u00a074",
                "2-51-03-69-383-900-74"
            })
    void readsAMatricule(String text) {
        assertThat(Asked.of(text)).isEqualTo(new Asked(List.of(), null, List.of("i:251036938390074")));
    }

    @ParameterizedTest
    @CsvSource({
        "2510369383900, i:2510369383900",
        "1 55 08 2A 004 123 45, i:155082A00412345",
        "155082b004123, i:155082B004123"
    })
    void readsAMatriculeWithoutItsKeyAndFromCorsica(String text, String number) {
        assertThat(Asked.of(text).numbers()).containsExactly(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "06 39 98 12 34",
                "0639981234",
                "06.39.98.12.34",
                "06-39-98-12-34",
                "+33 6 39 98 12 34",
                "+33639981234",
                "0033639981234"
            })
    void readsAPhoneNumberInEveryForm(String text) {
        Asked asked = Asked.of(text);

        assertThat(asked.numbers()).contains("t:639981234");
        assertThat(asked.words()).isEmpty();
        assertThat(asked.born()).isNull();
    }

    @ParameterizedTest
    @MethodSource
    void foldsNamesIntoWords(String text, List<String> words) {
        assertThat(Asked.of(text).words()).isEqualTo(words);
    }

    static Stream<Arguments> foldsNamesIntoWords() {
        return Stream.of(
                Arguments.of("Bélanger", List.of("belanger")),
                Arguments.of("D'Hervé", List.of("d", "herve")),
                Arguments.of("LE GOFF", List.of("le", "goff")),
                Arguments.of("Anne-Marie", List.of("anne", "marie")),
                Arguments.of("Noël Œdipe WEIß", List.of("noel", "oedipe", "weiss")),
                Arguments.of("martin, camille", List.of("martin", "camille")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "-", "'", "...", "?!"})
    void isEmptyWhenNothingIsAsked(String text) {
        assertThat(Asked.of(text).isEmpty()).isTrue();
    }

    @Test
    void neverHangsOnLongNonsense() {
        assertThat(Asked.of("1 ".repeat(100)).words()).isEmpty();
        assertThat(Asked.of("2a".repeat(100)).numbers()).hasSizeLessThan(3);
    }
}
