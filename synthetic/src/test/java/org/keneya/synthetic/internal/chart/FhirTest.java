// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class FhirTest {
    @Test
    void whatIsEarlierIsNeverWrittenAsLaterWhenTheClocksChange() {
        for (LocalDateTime night :
                new LocalDateTime[] {LocalDateTime.of(2025, 3, 30, 0, 0), LocalDateTime.of(2025, 10, 26, 0, 0)}) {
            OffsetDateTime before = OffsetDateTime.parse(Fhir.instant(night));
            for (int minute = 1; minute < 5 * 60; minute++) {
                OffsetDateTime at = OffsetDateTime.parse(Fhir.instant(night.plusMinutes(minute)));
                assertThat(at).isAfterOrEqualTo(before);
                before = at;
            }
        }
        assertThat(Fhir.instant(LocalDateTime.of(2025, 3, 30, 2, 42))).isEqualTo("2025-03-30T03:00:00+02:00");
    }
}
