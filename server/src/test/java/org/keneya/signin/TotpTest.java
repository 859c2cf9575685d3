// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One-time passwords against the vectors of RFC 6238 appendix B and RFC 4226 appendix D. */
class TotpTest {
    private static final String SEED = "12345678901234567890";

    @ParameterizedTest
    @CsvSource({
        "59, 94287082, 46119246, 90693936",
        "1111111109, 07081804, 68084774, 25091201",
        "1111111111, 14050471, 67062674, 99943326",
        "1234567890, 89005924, 91819424, 93441116",
        "2000000000, 69279037, 90698825, 38618901",
        "20000000000, 65353130, 77737706, 47863826"
    })
    void matchesTheVectorsOfRfc6238(long seconds, String sha1, String sha256, String sha512) {
        assertThat(Totp.code(seed(20), seconds / 30, 8, "HmacSHA1")).isEqualTo(sha1);
        assertThat(Totp.code(seed(32), seconds / 30, 8, "HmacSHA256")).isEqualTo(sha256);
        assertThat(Totp.code(seed(64), seconds / 30, 8, "HmacSHA512")).isEqualTo(sha512);
    }

    @ParameterizedTest
    @CsvSource({"0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314", "9, 520489"})
    void matchesTheVectorsOfRfc4226(long counter, String code) {
        assertThat(Totp.code(seed(20), counter, 6, "HmacSHA1")).isEqualTo(code);
    }

    @Test
    void takesTheCodesOfTheNeighbouringStepsAndNoOthers() {
        Instant now = Instant.ofEpochSecond(30 * 1_000 + 29);

        for (long step = 997; step <= 1_003; step++) {
            var found = Totp.step(seed(20), Totp.code(seed(20), step, 6, "HmacSHA1"), now);
            assertThat(found.isPresent()).as("step %d", step).isEqualTo(Math.abs(step - 1_000) <= 1);
        }
        assertThat(Totp.step(seed(20), "", now)).isEmpty();
        assertThat(Totp.step(seed(20), "٢٨٧٠٨٢", now)).isEmpty();
    }

    /** RFC 4648 section 10. */
    @ParameterizedTest
    @CsvSource({"'',''", "f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
    void writesBase32AsRfc4648Does(String text, String encoded) {
        assertThat(Totp.base32(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
    }

    private static byte[] seed(int bytes) {
        return SEED.repeat(4).substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
    }
}
