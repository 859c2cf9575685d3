// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keneya.allocation.Given.CARDIOLOGY;
import static org.keneya.allocation.Given.IMMUNOLOGY;
import static org.keneya.allocation.Given.answer;
import static org.keneya.allocation.Given.bed;
import static org.keneya.allocation.Given.census;
import static org.keneya.allocation.Given.emergency;
import static org.keneya.allocation.Given.hospital;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CensusTest {
    @Test
    void countsFollowEveryChange() {
        Census census = census(
                hospital("H", 48, 2),
                bed("H.1", CARDIOLOGY, IMMUNOLOGY),
                bed("H.2", CARDIOLOGY),
                bed("H.3", CARDIOLOGY).in(BedState.CLOSED));
        assertThat(census.state("H.1", BedState.HELD)).isEqualTo(BedState.FREE);
        assertThat(census.counts("H")).isEqualTo(new Counts(1, 1, 0, 0, 1));
        assertThat(census.countsBySpeciality("H"))
                .isEqualTo(Map.of(CARDIOLOGY, new Counts(1, 1, 0, 0, 1), IMMUNOLOGY, new Counts(0, 1, 0, 0, 0)));
        assertThat(census.state("H.1", BedState.OCCUPIED)).isEqualTo(BedState.HELD);
        assertThat(census.state("H.1", BedState.OCCUPIED)).isEqualTo(BedState.OCCUPIED);
        assertThat(census.counts("H", IMMUNOLOGY)).isEqualTo(new Counts(0, 0, 1, 0, 0));
        assertThat(census.size()).isEqualTo(3);
    }

    @Test
    void aBedPutAgainReplacesTheFormer() {
        Census census = census(hospital("H", 48, 2), hospital("I", 48, 2), bed("H.1", CARDIOLOGY));
        census.put(bed("H.1", IMMUNOLOGY).bed());
        assertThat(census.countsBySpeciality("H")).containsOnlyKeys(IMMUNOLOGY);
        assertThat(answer(census, emergency(CARDIOLOGY, 48, 2))).isEqualTo("[not-served]");
        assertThat(answer(census, emergency(CARDIOLOGY, 48, 2).wanting("H"))).isEqualTo("[not-served]");
        assertThat(answer(census, emergency(IMMUNOLOGY, 48, 2))).isEqualTo("H.1");
        assertThat(census.beds("H")).containsExactly(bed("H.1", IMMUNOLOGY).bed());
    }

    @Test
    void aHospitalThatMovesIsFoundWhereItIsNow() {
        Census census =
                census(hospital("H", 48, 2), hospital("I", 48.5, 2), bed("H.1", CARDIOLOGY), bed("I.1", CARDIOLOGY));
        census.put(hospital("H", 60, 2));
        assertThat(answer(census, emergency(CARDIOLOGY, 48, 2))).isEqualTo("I.1");
    }

    @Test
    void diversionChangesAndTellsWhatItWas() {
        Census census = census(hospital("H", 48, 2), bed("H.1", CARDIOLOGY));
        assertThat(census.diversion("H", Diversion.CLOSED)).isEqualTo(Diversion.OPEN);
        assertThat(census.hospital("H").orElseThrow().diversion()).isEqualTo(Diversion.CLOSED);
    }

    @Test
    void whatIsNotKnownIsRefused() {
        Census census = new Census();
        assertThatThrownBy(() -> census.put(bed("H.1", CARDIOLOGY).bed())).hasMessage("hospital H is not known");
        assertThatThrownBy(() -> census.state("H.1", BedState.FREE)).hasMessage("bed H.1 is not known");
        assertThat(census.counts("H")).isEqualTo(Counts.NONE);
        assertThat(census.bed("H.1")).isEmpty();
    }
}
