// SPDX-License-Identifier: Apache-2.0
package org.keneya.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.kernel.Ins.Authority;
import org.keneya.kernel.Ins.Environment;
import org.keneya.kernel.Ins.Valid;
import org.keneya.kernel.Ins.WrongFormat;
import org.keneya.kernel.Ins.WrongKey;

class InsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "279035121518989",
                "274075176079430",
                "277076322082910",
                "186022A21532523",
                "295109912611193",
                "180127512345642",
                "255081416802538",
                "137047624348415",
                "262087503203977",
                "163127847704294",
                "189127512501282",
                "184127512345640"
            })
    void acceptsMatriculesWithTheirRightKey(String matricule) {
        assertThat(Ins.check(matricule)).isEqualTo(new Valid(new Ins(matricule)));
    }

    @ParameterizedTest
    @CsvSource({
        "276037510669380, 26, 80",
        "295109912611199, 93, 99",
        "184127512345678, 40, 78",
        "185030312345699, 45, 99",
        "290031507523489, 21, 89",
        "184127512345600, 40, 00"
    })
    void saysWhichKeyWouldBeRight(String matricule, String expected, String found) {
        assertThat(Ins.check(matricule)).isEqualTo(new WrongKey(expected, found));
    }

    @ParameterizedTest
    @CsvSource({"185052A123456, 33", "185052B123456, 60", "1841275123456, 40"})
    void countsCorsicaAs19And18(String thirteen, String key) {
        assertThat(Ins.key(thirteen)).isEqualTo(key);
    }

    @Test
    void toleratesSpacesAndLowerCaseCorsica() {
        assertThat(Ins.check(" 1 86 02 2a\u00a0215\u202f325 23 ")).isEqualTo(new Valid(new Ins("186022A21532523")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "''; 0 characters instead of 15",
                "18412751234564; 14 characters instead of 15",
                "1841275123456400; 16 characters instead of 15",
                "584127512345640; not sex, year, month, place, order and key",
                "084127512345640; not sex, year, month, place, order and key",
                "184137512345640; not sex, year, month, place, order and key",
                "184437512345640; not sex, year, month, place, order and key",
                "184007512345640; not sex, year, month, place, order and key",
                "184122C12345640; not sex, year, month, place, order and key",
                "18412751A345640; not sex, year, month, place, order and key",
                "184127512300040; the order number is 000"
            })
    void saysWhyATextIsNoMatricule(String row) {
        String[] parts = row.split("; ", 2);
        String text = parts[0].equals("''") ? "" : parts[0];
        assertThat(Ins.check(text)).isEqualTo(new WrongFormat(parts[1]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3840875123456", "4840875123456", "7840875123456", "8842075123456", "1845075123456"})
    void acceptsPeopleBeingRegisteredAndFictitiousMonths(String thirteen) {
        assertThat(Ins.check(thirteen + Ins.key(thirteen))).isInstanceOf(Valid.class);
    }

    @Test
    void cannotBeBuiltWrong() {
        assertThatThrownBy(() -> new Ins("184127512345678"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("1841275");
        assertThatThrownBy(() -> Ins.key("184127512345")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsItsParts() {
        Ins ins = new Ins("186022A21532523");
        assertThat(ins.sex()).isEqualTo('1');
        assertThat(ins.yearOfCentury()).isEqualTo(86);
        assertThat(ins.month()).isEqualTo(2);
        assertThat(ins.place()).isEqualTo("2A215");
    }

    @Test
    void isPrintedInGroups() {
        assertThat(new Ins("184127512345640").formatted()).isEqualTo("1 84 12 75 123 456 40");
    }

    @ParameterizedTest
    @EnumSource(Authority.class)
    void findsTheAuthorityOfASystem(Authority authority) {
        assertThat(Authority.ofSystem(authority.system())).contains(authority);
    }

    @Test
    void knowsWhichEnvironmentASystemBelongsTo() {
        assertThat(Authority.ofSystem("urn:oid:1.2.250.1.213.1.4.11").map(Authority::environment))
                .contains(Environment.DEMONSTRATION);
        assertThat(Authority.ofSystem("urn:oid:1.2.250.1.213.1.4.8").map(Authority::environment))
                .contains(Environment.PRODUCTION);
        assertThat(Authority.ofSystem("urn:oid:1.2.250.1.213.1.4.2")).isEmpty();
    }
}
