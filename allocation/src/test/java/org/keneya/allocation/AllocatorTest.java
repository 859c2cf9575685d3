// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** The three hospitals of the classic check: A (2 beds: cardiology, immunology), B (none: cardiology), C (5: immunology, neuropathology). */
class AllocatorTest {
    private static final String CARDIOLOGY = "320";
    private static final String IMMUNOLOGY = "313";
    private static final String NEUROPATHOLOGY = "822";

    private static final Place NEAR_A = new Place(51.5, -0.12);
    private static final Place NEAR_B = new Place(51.6, -0.5);

    @Test
    void cardiologyNearAGivesA() {
        assertThat(hospitalFor(census(), CARDIOLOGY, NEAR_A)).isEqualTo("A");
    }

    @Test
    void cardiologyNearBGivesAForBHasNoBed() {
        assertThat(hospitalFor(census(), CARDIOLOGY, NEAR_B)).isEqualTo("A");
    }

    @Test
    void immunologyGivesCOnceTheTwoOfAAreGone() {
        Census census = census();
        for (int i = 0; i < 2; i++) {
            Placed placed = (Placed) decide(census, Emergency.of(IMMUNOLOGY, NEAR_A));
            assertThat(placed.hospital().id()).isEqualTo("A");
            census.state(placed.bed().id(), BedState.HELD);
        }
        assertThat(hospitalFor(census, IMMUNOLOGY, NEAR_A)).isEqualTo("C");
    }

    @Test
    void neuropathologyGivesC() {
        assertThat(hospitalFor(census(), NEUROPATHOLOGY, NEAR_A)).isEqualTo("C");
    }

    private static String hospitalFor(Census census, String speciality, Place place) {
        return decide(census, Emergency.of(speciality, place)) instanceof Placed placed
                ? placed.hospital().id()
                : "none";
    }

    private static Decision decide(Census census, Emergency emergency) {
        return Allocator.decide(census, emergency, AllocationPolicy.NEAREST, Travel.GREAT_CIRCLE);
    }

    private static Census census() {
        Census census = new Census();
        census.put(new Hospital("A", "A", new Place(51.51, -0.12), Diversion.OPEN, "GB", null));
        census.put(new Hospital("B", "B", new Place(51.6, -0.5), Diversion.OPEN, "GB", null));
        census.put(new Hospital("C", "C", new Place(52.2, 0.12), Diversion.OPEN, "GB", null));
        beds(census, "A", 2, CARDIOLOGY, IMMUNOLOGY);
        beds(census, "C", 5, IMMUNOLOGY, NEUROPATHOLOGY);
        return census;
    }

    private static void beds(Census census, String hospital, int beds, String... specialities) {
        for (int i = 0; i < beds; i++) {
            census.put(new Bed(
                    hospital + "." + i,
                    hospital,
                    "U",
                    Set.of(specialities),
                    Set.of(),
                    Isolation.NONE,
                    null,
                    0,
                    130,
                    BedState.FREE));
        }
    }
}
