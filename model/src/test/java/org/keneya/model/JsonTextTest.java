// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.kernel.ProblemException;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1.50,\"b\":1E3,\"c\":-0.0,\"d\":12345678901234567890,\"e\":1e-7,\"f\":0.10}",
                "{\"z\":1,\"a\":{\"y\":[true,false,null,\"\"],\"b\":[]},\"0\":{}}",
                "{\"a\":\"é \\\" \\\\ \\n \uD83D\uDE00 \\u0000\"}"
            })
    void writesWhatItRead(String text) {
        assertThat(JsonText.write(JsonText.readObject(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2}|a member name is given twice at line 1, column 13",
                "{\"a\":1,\"\\u0061\":2}|a member name is given twice at line 1, column 18",
                "{\"a\":NaN}|at line 1, column",
                "{\"a\":Infinity}|at line 1, column",
                "{\"a\":Dupont}|at line 1, column",
                "{\"a\":1} x|at line 1, column",
                "{\"a\":1}{}|There is more text after the JSON object at line 1, column",
                "{\"a\":1|the text ends too early at line 1, column",
                "{\"a\":\"b|the text ends too early at line 1, column",
                "{a:1}|at line 1, column 3",
                "{'a':1}|at line 1, column 3",
                "{\"a\":01}|at line 1, column 7",
                "{\"a\":1.}|at line 1, column",
                "{\"a\":.5}|at line 1, column 7",
                "{\"a\":+1}|at line 1, column",
                "{\"a\":[1,]}|at line 1, column",
                "{\"a\":1,}|at line 1, column",
                "{\"a\":/**/1}|at line 1, column",
                "{\"a\":[}|at line 1, column",
                "{\"a\":\"\\x\"}|at line 1, column",
                "{\"a\":\"\\ud800\"}|Not valid UTF-8 at line 1, column 7",
                "{\"a\":\"\\udc00\\ud800\"}|Not valid UTF-8 at line 1, column 7",
                "[]|A JSON object is expected, not an array at line 1, column",
                "\"a\"|A JSON object is expected, not a string at line 1, column",
                "` `|The body is empty",
            })
    void refusesWhatIsNotOneJsonObject(String text, String message) {
        refuses(text.getBytes(StandardCharsets.UTF_8), message);
    }

    @ParameterizedTest
    @CsvSource({
        "overlong slash, 7b22c0af223a317d, column 3",
        "overlong in three bytes, 7b22e08080223a317d, column 3",
        "a surrogate, 7b22eda080223a317d, column 3",
        "beyond Unicode, 7b22f4908080223a317d, column 3",
        "a lone continuation, 7b2280223a317d, column 3",
        "truncated, 7b22e282, column 3",
        "cut short, 7b22e282223a317d, column 3",
        "NUL, 7b2261223a2200227d, column 7",
        "UTF-16, 007b00220061, column 1",
        "after ASCII and a line end, 7b0a2261626364656667686970ff, line 2",
    })
    void refusesWhatIsNotUtf8(String what, String hex, String place) {
        refuses(HexFormat.of().parseHex(hex), place);
    }

    @Test
    void refusesTooManyLevelsAndSaysWhere() {
        String deep = "{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}";
        refuses(deep.getBytes(StandardCharsets.UTF_8), "nested deeper than 100 levels");
        refuses(deep.getBytes(StandardCharsets.UTF_8), "at line 1, column 106");
    }

    @Test
    void findsARepeatedNameAmongMany() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 100; i++) {
            text.append("\"n").append(i).append("\":0,");
        }
        refuses((text + "\"n3\":1}").getBytes(StandardCharsets.UTF_8), "given twice");
        refuses((text + "\"n99\":1}").getBytes(StandardCharsets.UTF_8), "given twice");
        assertThat(JsonText.readObject(text + "\"n100\":1}").size()).isEqualTo(101);
    }

    @Test
    void readsASliceOnly() {
        byte[] bytes = "xx{\"a\":1}yy".getBytes(StandardCharsets.UTF_8);
        assertThat(JsonText.write(JsonText.readObject(bytes, 2, 7))).isEqualTo("{\"a\":1}");
    }

    private static void refuses(byte[] bytes, String message) {
        assertThatThrownBy(() -> JsonText.readObject(bytes))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("Dupont");
    }
}
