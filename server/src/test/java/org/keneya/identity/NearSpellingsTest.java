// SPDX-License-Identifier: Apache-2.0
package org.keneya.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearSpellingsTest {

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource({
        "belagner, belanger",
        "belnger, belanger",
        "bellanger, belanger",
        "bekanger, belanger",
        "elanger, belanger",
        "belange, belanger",
        "amrtin, martin"
    })
    void oneSlipOfTheHandSharesASpelling(String typed, String meant) {
        Set<String> shared = new HashSet<>(NearSpellings.of(typed));
        shared.retainAll(NearSpellings.of(meant));

        assertThat(shared).isNotEmpty();
        assertThat(NearSpellings.distance(typed, meant)).isEqualTo(1);
    }

    @Test
    void anySingleEditOfAnyWordSharesASpelling() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String word = random.ints(5 + random.nextInt(8), 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String edited = edit(word, random);
            Set<String> shared = new HashSet<>(NearSpellings.of(word));
            shared.retainAll(NearSpellings.of(edited));
            assertThat(shared).as(word + " " + edited).isNotEmpty();
            assertThat(NearSpellings.distance(word, edited)).isLessThanOrEqualTo(1);
            assertThat(NearSpellings.distance(word, edited)).isEqualTo(NearSpellings.distance(edited, word));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "martin, martin, 0",
        "martin, martine, 1",
        "martin, marin, 1",
        "martin, morin, 2",
        "martin, dupont, 3",
        "a, abcd, 3",
        "ab, ba, 1"
    })
    void countsEditsUpToThree(String a, String b, int edits) {
        assertThat(NearSpellings.distance(a, b)).isEqualTo(edits);
    }

    @Test
    void shortWordsHaveNone() {
        assertThat(NearSpellings.of("roy")).isEmpty();
    }

    private static String edit(String word, Random random) {
        int at = random.nextInt(word.length() - 1);
        String letter = String.valueOf((char) ('a' + random.nextInt(26)));
        return switch (random.nextInt(4)) {
            case 0 -> word.substring(0, at) + word.substring(at + 1);
            case 1 -> word.substring(0, at) + letter + word.substring(at);
            case 2 -> word.substring(0, at) + letter + word.substring(at + 1);
            default -> word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
        };
    }
}
