// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdBytesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "123",
                "chu-keneya",
                "123456789012345",
                "1234567890123456",
                "12345678901234567",
                "01a1fc73-0e6b-7693-8068-fdf137c4abcd",
                "01A1FC73-0e6b-7693-8068-fdf137c4abcd",
                "01a1fc73x0e6b-7693-8068-fdf137c4abcd",
                "00000000-0000-0000-0000-000000000000",
                "A.b-C.d-E.f-G.h-I.j-K.l-M.n-O.p-Q.r-S.t-U.v-W.x-Y.z-0.1-2.3-4.5-"
            })
    void everyIdComesBackLetterForLetter(String id) {
        assertThat(IdBytes.text(IdBytes.of(id))).isEqualTo(id);
    }

    @Test
    void aUuidTakesSixteenBytesAndNothingElseDoes() {
        assertThat(IdBytes.of("01a1fc73-0e6b-7693-8068-fdf137c4abcd")).hasSize(16);
        assertThat(IdBytes.of("123456789012345")).hasSize(17);
    }
}
