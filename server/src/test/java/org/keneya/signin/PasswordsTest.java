// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "court",
                "onzecaracte",
                "aaaaaaaaaaaa",
                "123456789012",
                "Motdepasse123!",
                "M0tDeP@sse2026",
                "azertyuiop12",
                "Password1234",
                "jean.martin2026",
                "!!Jean-Martin!!"
            })
    void refusesShortCommonAndOwnNames(String password) {
        assertThat(Passwords.refusal("jean.martin", password)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trois chevaux mangent des pommes",
                "Vn7-kQp2-xW9t",
                "le vélo rouge de tante Odile",
                "汽车汽车公园里有三只小猫咪在睡觉"
            })
    void acceptsLongOnesOfAnyCharacters(String password) {
        assertThat(Passwords.refusal("jean.martin", password)).isEmpty();
    }

    @org.junit.jupiter.api.Test
    void refusesWhatBcryptWouldCutShort() {
        assertThat(Passwords.refusal("jean.martin", "abcdefgh1".repeat(8) + "x"))
                .isPresent();
    }
}
