// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Whatever the expression, nothing but an answer or a {@link ProblemException} comes out, and soon. */
class FhirPathFuzzTest {
    private static final Json.Obj PATIENT = JsonText.readObject("""
            {"resourceType":"Patient","id":"p","contained":[{"resourceType":"Organization","id":"o"}],
             "name":[{"family":"F","given":["A","B"],"_given":[null,{"id":"x"}]},{"given":["C"]}],
             "birthDate":"1974-12-25","multipleBirthInteger":2,"active":true,
             "managingOrganization":{"reference":"#o"},"photo":[{"size":12}]}""");

    private static final List<String> WORDS = List.of(
            "Patient",
            "name",
            "given",
            "birthDate",
            "multipleBirth",
            "contained",
            "$this",
            "$index",
            "$total",
            "%resource",
            "%context",
            ".",
            ".",
            ".",
            "(",
            ")",
            "[0]",
            "where(",
            "select(",
            "all(",
            "exists()",
            "count()",
            "repeat(",
            "children()",
            "descendants()",
            "resolve()",
            "first()",
            "tail()",
            "skip(1)",
            "distinct()",
            "toInteger()",
            "toString()",
            "substring(1)",
            "matches('(a+)+')",
            "replace('a','b')",
            "iif(",
            ",",
            "1",
            "'a'",
            "1.5",
            "@2020-01",
            "@T10:00",
            "2 'mg'",
            "3 days",
            "{}",
            "+",
            "-",
            "*",
            "/",
            "div",
            "mod",
            "&",
            "|",
            "=",
            "~",
            "!=",
            "<",
            ">=",
            "and",
            "or",
            "xor",
            "implies",
            "is",
            "as",
            "in",
            "contains",
            "Quantity",
            "string",
            "true",
            "aggregate(",
            "power(3)",
            "ofType(",
            "join('x')",
            "length()",
            "not()");

    @Test
    void answersOrRefusesRandomWords() {
        Random random = new Random(11);
        int answered = 0;
        for (int round = 0; round < 60_000; round++) {
            StringBuilder source = new StringBuilder();
            for (int words = 1 + random.nextInt(9); words > 0; words--) {
                source.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextInt(3) == 0 ? " " : "");
            }
            try {
                FhirPath.compile(source.toString()).evaluate(PATIENT);
                answered++;
            } catch (ProblemException refused) {
                assertThat(refused.problem().issues()).hasSize(1);
            } catch (RuntimeException bug) {
                throw new AssertionError(source.toString(), bug);
            }
        }
        assertThat(answered).isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient.repeat($this | 'a' | ($this.toString() & 'x'))",
                "(1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25).aggregate($total.combine($total)"
                        + ".combine($this), {})",
                "('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!').matches('^(a*)(a*)(a*)(a*)(a*)(a*)(a*)(a*)$')",
                "descendants().select(%resource.descendants().select(%resource.descendants().select(%resource.descendants()"
                        + ".select(%resource.descendants().select(%resource.descendants())))))",
            })
    void givesUpOnWhatNeverEnds(String source) {
        FhirPath path = FhirPath.compile(source);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThatThrownBy(() -> path.evaluate(PATIENT)).isInstanceOf(ProblemException.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "1.not().", "a[", "name.where("})
    void refusesDeepNesting(String piece) {
        assertThatThrownBy(() -> FhirPath.compile(piece.repeat(5_000) + "1")).isInstanceOf(ProblemException.class);
    }

    @Test
    void readsContainedResourcesAndTypesOfReferences() {
        assertThat(FhirPath.compile("managingOrganization.resolve().id").evaluate(PATIENT))
                .extracting(Item::text)
                .containsExactly("o");
        assertThat(FhirPath.compile("managingOrganization.resolve() is Organization")
                        .evaluate(PATIENT))
                .containsExactly(Item.Bool.TRUE);
        assertThat(FhirPath.compile("name.given.where(hasValue().not() or id.exists())")
                        .evaluate(PATIENT))
                .extracting(Item::text)
                .containsExactly("B");
    }
}
