// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keneya.allocation.AllocationPolicy.NEAREST;
import static org.keneya.allocation.Given.CARDIOLOGY;
import static org.keneya.allocation.Given.PAEDIATRICS;
import static org.keneya.allocation.Given.answer;
import static org.keneya.allocation.Given.bed;
import static org.keneya.allocation.Given.census;
import static org.keneya.allocation.Given.emergency;
import static org.keneya.allocation.Given.hospital;

import org.junit.jupiter.api.Test;

class AllocationPolicyTest {
    private static final Given.AnEmergency HERE = emergency(CARDIOLOGY, 48, 2);

    /** Near has one free bed of four, far (1,033 seconds more) has four of four. */
    private static Census nearAndFar() {
        Census census = census(hospital("near", 48, 2), hospital("far", 48.1, 2));
        for (int i = 1; i <= 4; i++) {
            census.put(bed("near." + i, CARDIOLOGY)
                    .in(i == 1 ? BedState.FREE : BedState.OCCUPIED)
                    .bed());
            census.put(bed("far." + i, CARDIOLOGY).bed());
        }
        return census;
    }

    @Test
    void saturationCountsAsTravel() {
        // near: 0 s + weight; far: 1,033 s + weight / 4
        assertThat(answer(nearAndFar(), HERE, NEAREST, Travel.GREAT_CIRCLE)).isEqualTo("near.1");
        assertThat(answer(nearAndFar(), HERE, NEAREST.balanced("b", 1_376), Travel.GREAT_CIRCLE))
                .isEqualTo("near.1");
        assertThat(answer(nearAndFar(), HERE, NEAREST.balanced("b", 1_378), Travel.GREAT_CIRCLE))
                .isEqualTo("far.1");
    }

    @Test
    void saysWhichNearerHospitalWasSparedAndWhatItCosts() {
        Census census = nearAndFar();
        Placed placed = (Placed) Allocator.decide(census, HERE.is(), NEAREST.balanced("b", 3_600), Travel.GREAT_CIRCLE);
        assertThat(placed.reasons())
                .containsExactly(
                        new Reason.Chosen(Reason.Ground.BALANCED, 2, 2, 1, 1_033),
                        new Reason.Nearer(census.hospital("near").orElseThrow(), Obstacle.SATURATED, 0, 0, 1, 4));
    }

    @Test
    void closedBedsDoNotMakeAHospitalFuller() {
        Census census = nearAndFar();
        for (int i = 2; i <= 4; i++) {
            census.state("far." + i, BedState.CLOSED);
            census.state("near." + i, BedState.CLOSED);
        }
        assertThat(answer(census, HERE, NEAREST.balanced("b", 86_400), Travel.GREAT_CIRCLE))
                .isEqualTo("near.1");
    }

    @Test
    void theReserveIsKeptFromAdultsUnlessTheyAreInVitalDanger() {
        Census census = census(hospital("H", 48, 2));
        for (int i = 0; i < 10; i++) {
            census.put(bed("H." + i, CARDIOLOGY)
                    .in(i < 2 ? BedState.FREE : BedState.OCCUPIED)
                    .bed());
        }
        AllocationPolicy tenth = NEAREST.reserving("r", 10);
        AllocationPolicy fifth = NEAREST.reserving("r", 11); // rounded up: two of ten
        assertThat(answer(census, HERE.aged(40), tenth, Travel.GREAT_CIRCLE)).isEqualTo("H.0");
        assertThat(answer(census, HERE.aged(40), fifth, Travel.GREAT_CIRCLE)).isEqualTo("[reserved]");
        assertThat(answer(census, HERE, fifth, Travel.GREAT_CIRCLE)).isEqualTo("[reserved]");
        assertThat(answer(census, HERE.aged(15), fifth, Travel.GREAT_CIRCLE)).isEqualTo("H.0");
        assertThat(answer(census, HERE.aged(40).priority(1), fifth, Travel.GREAT_CIRCLE))
                .isEqualTo("H.0");
    }

    @Test
    void bedsForAdultsOnlyAndForChildrenOnlyAreOutsideOfTheReserve() {
        Census census = census(
                hospital("H", 48, 2),
                bed("H.adult", CARDIOLOGY).ages(16, 130),
                bed("H.child", PAEDIATRICS).ages(0, 15));
        AllocationPolicy all = NEAREST.reserving("r", 100);
        assertThat(answer(census, HERE.aged(40), all, Travel.GREAT_CIRCLE)).isEqualTo("H.adult");
        assertThat(answer(census, emergency(PAEDIATRICS, 48, 2), all, Travel.GREAT_CIRCLE))
                .isEqualTo("H.child");
    }

    @Test
    void anImpossiblePolicyCannotBeMade() {
        assertThatThrownBy(() -> NEAREST.balanced("b", -1))
                .hasMessage("saturationWeight (-1.0) must lie between 0.0 and 86400.0");
        assertThatThrownBy(() -> NEAREST.reserving("b", 101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AllocationPolicy("x", 1, 0, 0, 16, 1, 2, 1.3, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
