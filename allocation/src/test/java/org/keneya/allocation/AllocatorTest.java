// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.allocation.Given.CARDIOLOGY;
import static org.keneya.allocation.Given.IMMUNOLOGY;
import static org.keneya.allocation.Given.NEUROPATHOLOGY;
import static org.keneya.allocation.Given.answer;
import static org.keneya.allocation.Given.bed;
import static org.keneya.allocation.Given.census;
import static org.keneya.allocation.Given.decide;
import static org.keneya.allocation.Given.emergency;
import static org.keneya.allocation.Given.hospital;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Examples, beginning with the classic check of three hospitals. */
class AllocatorTest {
    private static final Hospital A = hospital("A", 51.51, -0.12);
    private static final Hospital B = hospital("B", 51.6, -0.5);
    private static final Hospital C = hospital("C", 52.2, 0.12);

    /** A: 2 beds, cardiology and immunology. B: cardiology, but no bed. C: 5 beds, immunology and neuropathology. */
    private static Census classic() {
        Census census = census(A, B, C, bed("A.1", CARDIOLOGY, IMMUNOLOGY), bed("A.2", CARDIOLOGY, IMMUNOLOGY));
        for (int i = 1; i <= 5; i++) {
            census.put(bed("C." + i, IMMUNOLOGY, NEUROPATHOLOGY).bed());
        }
        return census;
    }

    @Test
    void cardiologyNearAGivesA() {
        assertThat(answer(classic(), emergency(CARDIOLOGY, 51.5, -0.12))).isEqualTo("A.1");
    }

    @Test
    void cardiologyNearBGivesAForBHasNoBed() {
        assertThat(answer(classic(), emergency(CARDIOLOGY, 51.6, -0.5))).isEqualTo("A.1");
    }

    @Test
    void immunologyGivesCOnceTheTwoOfAAreGone() {
        Census census = classic();
        for (String expected : List.of("A.1", "A.2", "C.1", "C.2", "C.3", "C.4", "C.5")) {
            assertThat(answer(census, emergency(IMMUNOLOGY, 51.5, -0.12))).isEqualTo(expected);
            census.state(expected, BedState.HELD);
        }
        assertThat(answer(census, emergency(IMMUNOLOGY, 51.5, -0.12))).isEqualTo("[full]");
    }

    @Test
    void neuropathologyGivesC() {
        assertThat(answer(classic(), emergency(NEUROPATHOLOGY, 51.5, -0.12))).isEqualTo("C.1");
    }

    @Test
    void aBedTakenForOneSpecialityIsGoneForItsOthers() {
        Census census = classic();
        census.state("A.1", BedState.OCCUPIED);
        census.state("A.2", BedState.CLEANING);
        assertThat(answer(census, emergency(CARDIOLOGY, 51.5, -0.12))).isEqualTo("[full]");
        census.state("A.2", BedState.FREE);
        assertThat(answer(census, emergency(CARDIOLOGY, 51.5, -0.12))).isEqualTo("A.2");
    }

    @Test
    void saysWhyThisHospitalAndWhyNotTheThreeNearest() {
        Census census = census(
                hospital("near-full", 48.00, 2),
                hospital("near-refused", 48.01, 2),
                hospital("near-diverted", 48.02, 2).in(Diversion.CLOSED),
                hospital("near-unfit", 48.03, 2),
                hospital("taken", 48.04, 2),
                hospital("next", 48.05, 2),
                bed("near-full.1", CARDIOLOGY).in(BedState.OCCUPIED),
                bed("near-refused.1", CARDIOLOGY),
                bed("near-diverted.1", CARDIOLOGY),
                bed("near-unfit.1", CARDIOLOGY).ages(0, 15),
                bed("taken.1", CARDIOLOGY),
                bed("next.1", CARDIOLOGY),
                bed("next.2", CARDIOLOGY));
        Placed placed =
                (Placed) decide(census, emergency(CARDIOLOGY, 48, 2).aged(50).without("near-refused"));
        assertThat(placed.hospital().id()).isEqualTo("taken");
        assertThat(placed.distanceMetres()).isEqualTo(4448);
        assertThat(placed.travelSeconds()).isEqualTo(413);
        assertThat(placed.reasons())
                .containsExactly(
                        new Reason.Chosen(Reason.Ground.NEAREST, 6, 5, 4, 0),
                        new Reason.Nearer(census.hospital("near-full").orElseThrow(), Obstacle.FULL, 0, 0, 0, 1),
                        new Reason.Nearer(
                                census.hospital("near-refused").orElseThrow(), Obstacle.REFUSED, 1112, 103, 1, 1),
                        new Reason.Nearer(
                                census.hospital("near-diverted").orElseThrow(), Obstacle.DIVERTED, 2224, 207, 1, 1));
        assertThat(placed.alternatives())
                .containsExactly(
                        new Alternative(census.hospital("next").orElseThrow(), 5560, 516, TravelKind.GREAT_CIRCLE, 2));
    }

    @Test
    void saysInHowManyHospitalsWhatStoodInTheWay() {
        Census census = census(
                A,
                B,
                C,
                hospital("D", 53, 0),
                bed("A.1", CARDIOLOGY).in(BedState.OCCUPIED),
                bed("B.1", CARDIOLOGY).ages(0, 15),
                bed("C.1", CARDIOLOGY).in(BedState.CLOSED),
                bed("D.1", IMMUNOLOGY));
        assertThat(decide(census, emergency(CARDIOLOGY, 51.5, 0).aged(40)))
                .isEqualTo(new NoBed(
                        List.of(new Reason.Hindrance(Obstacle.FULL, 2), new Reason.Hindrance(Obstacle.AGE, 1))));
    }

    @Test
    void takesOnlyTheHospitalTheCallerWants() {
        Census census = classic();
        assertThat(answer(census, emergency(IMMUNOLOGY, 51.5, -0.12).wanting("C")))
                .isEqualTo("C.1");
        assertThat(answer(census, emergency(IMMUNOLOGY, 51.5, -0.12).wanting("B")))
                .isEqualTo("[not-served]");
        assertThat(answer(census, emergency(IMMUNOLOGY, 51.5, -0.12).wanting("X")))
                .isEqualTo("[unknown-hospital]");
        census.diversion("C", Diversion.CLOSED);
        assertThat(answer(census, emergency(IMMUNOLOGY, 51.5, -0.12).wanting("C")))
                .isEqualTo("[diverted]");
    }

    @Test
    void namesTheDetourToTheHospitalWanted() {
        Placed placed =
                (Placed) decide(classic(), emergency(IMMUNOLOGY, 51.51, -0.12).wanting("C"));
        assertThat(placed.reasons())
                .containsExactly(new Reason.Chosen(Reason.Ground.CHOSEN, 2, 2, 1, placed.travelSeconds()));
        assertThat(placed.alternatives())
                .extracting(other -> other.hospital().id())
                .containsExactly("A");
    }

    @Test
    void aSpecialityNobodyHasIsNotServed() {
        assertThat(answer(classic(), emergency("999", 51.5, -0.12))).isEqualTo("[not-served]");
    }

    @Test
    void roadsDecideAmongTheHospitalsTheyAreKnownFor() {
        Census census = classic();
        Travel travel = new Travel(Map.of("A", 4000, "C", 3900));
        Placed placed = (Placed)
                Allocator.decide(census, emergency(IMMUNOLOGY, 51.5, -0.12).is(), AllocationPolicy.NEAREST, travel);
        assertThat(placed.hospital()).isEqualTo(C);
        assertThat(placed.travelSeconds()).isEqualTo(3900);
        assertThat(placed.travelKind()).isEqualTo(TravelKind.ROAD);
        assertThat(placed.reasons())
                .containsExactly(
                        new Reason.Chosen(Reason.Ground.FASTEST, 2, 2, 1, 0),
                        new Reason.Nearer(A, Obstacle.SLOWER, 1112, 4000, 2, 2));
    }

    @Test
    void hospitalsWithoutAKnownRoadComeAfterThoseWithOne() {
        Census census = classic();
        Travel travel = new Travel(Map.of("C", 3900));
        assertThat(answer(census, emergency(IMMUNOLOGY, 51.5, -0.12), AllocationPolicy.NEAREST, travel))
                .isEqualTo("C.1");
        assertThat(answer(census, emergency(CARDIOLOGY, 51.5, -0.12), AllocationPolicy.NEAREST, travel))
                .isEqualTo("A.1");
    }

    @Test
    void candidatesAreThoseThatFitNearestFirst() {
        assertThat(Allocator.candidates(
                        classic(), emergency(IMMUNOLOGY, 51.5, -0.12).is(), AllocationPolicy.NEAREST, 12))
                .extracting(candidate -> candidate.hospital().id(), Alternative::freeBeds)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("A", 2), org.assertj.core.groups.Tuple.tuple("C", 5));
    }
}
