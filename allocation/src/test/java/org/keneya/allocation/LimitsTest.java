// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.allocation.Given.CARDIOLOGY;
import static org.keneya.allocation.Given.answer;
import static org.keneya.allocation.Given.bed;
import static org.keneya.allocation.Given.census;
import static org.keneya.allocation.Given.emergency;
import static org.keneya.allocation.Given.hospital;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
    private static final Hospital H = hospital("H", 48, 2);

    private static final Given.AnEmergency HERE = emergency(CARDIOLOGY, 48, 2);

    @ParameterizedTest
    @CsvSource({
        "0, 15, 15.9, H.1", // 15 completed years
        "0, 15, 16, [age]",
        "16, 130, 15.99, [age]",
        "16, 130, 16, H.1",
        "0, 0.08, 0.07, H.1",
        "0, 0.08, 0.5, [age]",
        "1, 15, 0.99, [age]",
        "0, 130, 130, H.1"
    })
    void aBedTakesItsAgesBothEndsIncluded(double youngest, double oldest, double age, String answer) {
        assertThat(answer(census(H, bed("H.1", CARDIOLOGY).ages(youngest, oldest)), HERE.aged(age)))
                .isEqualTo(answer);
    }

    @Test
    void whoseAgeIsNotKnownFitsEveryAge() {
        assertThat(answer(census(H, bed("H.1", CARDIOLOGY).ages(16, 130)), HERE))
                .isEqualTo("H.1");
    }

    @Test
    void whoseSexIsNotKnownFitsOnlyBedsForAnySex() {
        Census census = census(H, bed("H.1", CARDIOLOGY).only(Sex.FEMALE), bed("H.2", CARDIOLOGY));
        assertThat(answer(census, HERE)).isEqualTo("H.2");
        assertThat(answer(census, HERE.of(Sex.MALE))).isEqualTo("H.2");
        assertThat(answer(census, HERE.of(Sex.FEMALE))).isEqualTo("H.1");
        census.state("H.2", BedState.OCCUPIED);
        assertThat(answer(census, HERE.of(Sex.MALE))).isEqualTo("[sex]");
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, NONE, H.1",
        "NONE, CONTACT, [isolation]",
        "CONTACT, CONTACT, H.1",
        "CONTACT, DROPLET, [isolation]",
        "DROPLET, CONTACT, H.1",
        "DROPLET, AIRBORNE, [isolation]",
        "AIRBORNE, DROPLET, H.1",
        "AIRBORNE, NONE, H.1"
    })
    void aRoomForOnePrecautionServesAllBelowIt(Isolation room, Isolation needed, String answer) {
        assertThat(answer(census(H, bed("H.1", CARDIOLOGY).isolating(room)), HERE.needing(needed)))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, 5, H.1",
        "CRITICAL, 1, H.1",
        "CRITICAL, 2, H.1",
        "CRITICAL, 3, [diverted]",
        "CLOSED, 1, [diverted]"
    })
    void aHospitalInDiversionTakesTheMostUrgentOnlyOrNobody(Diversion diversion, int priority, String answer) {
        assertThat(answer(census(H.in(diversion), bed("H.1", CARDIOLOGY)), HERE.priority(priority)))
                .isEqualTo(answer);
    }

    @Test
    void allEquipmentMustBeThere() {
        Census census = census(H, bed("H.1", CARDIOLOGY).with("monitor"));
        assertThat(answer(census, HERE.needing("monitor"))).isEqualTo("H.1");
        assertThat(answer(census, HERE.needing("monitor", "ventilator"))).isEqualTo("[equipment]");
        assertThat(answer(census, HERE.needing("never-heard-of"))).isEqualTo("[equipment]");
    }

    @Test
    void eachLimitMetByAnotherBedIsNoBed() {
        Census census = census(
                H,
                bed("H.1", CARDIOLOGY).ages(0, 15).with("ecmo"),
                bed("H.2", CARDIOLOGY).ages(16, 130));
        assertThat(answer(census, HERE.aged(40).needing("ecmo"))).isEqualTo("[combination]");
    }

    @Test
    void theLeastOverEquippedBedIsGivenThenTheFirstByName() {
        Census census = census(
                H,
                bed("H.1", CARDIOLOGY).with("ventilator", "monitor", "ecmo"),
                bed("H.2", CARDIOLOGY).with("monitor").isolating(Isolation.AIRBORNE),
                bed("H.3", CARDIOLOGY).with("monitor"),
                bed("H.4", CARDIOLOGY).with("monitor"),
                bed("H.5", CARDIOLOGY));
        assertThat(answer(census, HERE)).isEqualTo("H.5");
        assertThat(answer(census, HERE.needing("monitor"))).isEqualTo("H.3");
        census.state("H.3", BedState.HELD);
        assertThat(answer(census, HERE.needing("monitor"))).isEqualTo("H.4");
        census.state("H.4", BedState.HELD);
        assertThat(answer(census, HERE.needing("monitor"))).isEqualTo("H.1");
        assertThat(answer(census, HERE.needing("monitor").needing(Isolation.DROPLET)))
                .isEqualTo("H.2");
    }

    @ParameterizedTest
    @CsvSource({"FREE, H.1", "HELD, [full]", "OCCUPIED, [full]", "CLEANING, [full]", "CLOSED, [full]"})
    void onlyAFreeBedIsGiven(BedState state, String answer) {
        assertThat(answer(census(H, bed("H.1", CARDIOLOGY).in(state)), HERE)).isEqualTo(answer);
    }
}
