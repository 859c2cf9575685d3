// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShelfTest {
    @ParameterizedTest
    @CsvSource({"1.2,1.10", "1,1.0", "2024-09-30,2024-10-01", "4.0.1,5.0.0-draft", "a,b"})
    void comparesVersionsPartByPart(String lower, String higher) {
        assertThat(Shelf.compareVersions(lower, higher)).isNegative();
        assertThat(Shelf.compareVersions(higher, lower)).isPositive();
        assertThat(Shelf.compareVersions(lower, lower)).isZero();
    }

    @Test
    void remembersWhatWasUsedLastAndNeverMoreThanItMay() {
        Remembered<String> remembered = new Remembered<>(10, String::length);
        remembered.get("a", () -> "aaa");
        remembered.get("b", () -> "bbb");
        remembered.get("c", () -> "ccc");
        remembered.get("a", () -> "not made again");
        remembered.get("d", () -> "ddd");

        assertThat(remembered.peek("a")).isEqualTo("aaa");
        assertThat(remembered.peek("b")).isNull();
        assertThat(remembered.weight()).isEqualTo(9);
        assertThat(remembered.get("e", () -> "much too heavy to keep")).isEqualTo("much too heavy to keep");
        assertThat(remembered.peek("e")).isNull();
    }

    @Test
    void makesAValueOnceHoweverManyAskForIt() {
        Remembered<String> remembered = new Remembered<>(100, String::length);
        var made = new java.util.concurrent.atomic.AtomicInteger();
        IntStream.range(0, 64).parallel().forEach(_ -> remembered.get("a", () -> "made " + made.incrementAndGet()));

        assertThat(made).hasValue(1);
    }
}
