// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
    @ParameterizedTest
    @CsvSource({
        "2024, 2024-01-01T00:00:00Z, 2024-12-31T23:59:59.999Z",
        "2024-02, 2024-02-01T00:00:00Z, 2024-02-29T23:59:59.999Z",
        "2024-02-29, 2024-02-29T00:00:00Z, 2024-02-29T23:59:59.999Z",
        "2024-02-29T10:00Z, 2024-02-29T10:00:00Z, 2024-02-29T10:00:59.999Z",
        "2024-02-29T10:00:05+02:00, 2024-02-29T08:00:05Z, 2024-02-29T08:00:05.999Z",
        "2024-02-29T10:00:05.250Z, 2024-02-29T10:00:05.250Z, 2024-02-29T10:00:05.250Z"
    })
    void aDateIsTheSpanOfItsPrecision(String text, Instant low, Instant high) {
        assertThat(Span.of(text)).isEqualTo(new Span(low.toEpochMilli(), high.toEpochMilli()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2024-13", "2023-02-29", "yesterday", "2024-02-29T25:00:00Z", "20240229", "2024-2-9"})
    void whatIsNoDateHasNoSpan(String text) {
        assertThat(Span.of(text)).isNull();
    }
}
