// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.keneya.allocation.Given.CARDIOLOGY;
import static org.keneya.allocation.Given.answer;
import static org.keneya.allocation.Given.bed;
import static org.keneya.allocation.Given.census;
import static org.keneya.allocation.Given.emergency;
import static org.keneya.allocation.Given.hospital;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
    @ParameterizedTest
    @CsvSource({
        "48.8566, 2.3522, 51.5074, -0.1278, 343556", // Paris to London
        "0, 179.5, 0, -179.5, 111195", // across the antimeridian
        "89.9, 0, 89.9, 180, 22239", // across the pole
        "90, 0, 90, 120, 0", // all longitudes meet
        "0, 0, 0, 180, 20015115",
        "48.0, 2.0, 48.0, 2.0, 0",
        "48.0, 2.0, 48.00001, 2.0, 1"
    })
    void metresAreThoseOfTheGreatCircle(
            double latitude, double longitude, double otherLatitude, double otherLongitude, double metres) {
        assertThat(new Place(latitude, longitude).metresTo(new Place(otherLatitude, otherLongitude)))
                .isCloseTo(metres, within(0.6));
    }

    @Test
    void theNearestMayLieAcrossTheAntimeridian() {
        Census census = census(
                hospital("west", -17, 179.9),
                hospital("east", -17, -179.0),
                bed("west.1", CARDIOLOGY),
                bed("east.1", CARDIOLOGY));
        assertThat(answer(census, emergency(CARDIOLOGY, -17, -179.9))).isEqualTo("west.1");
    }

    @Test
    void theNearestMayLieBeyondThePole() {
        Census census = census(
                hospital("beyond", 89.5, 180),
                hospital("south", 88, 0),
                bed("beyond.1", CARDIOLOGY),
                bed("south.1", CARDIOLOGY));
        assertThat(answer(census, emergency(CARDIOLOGY, 89.5, 0))).isEqualTo("beyond.1");
    }

    @Test
    void atTheSameDistanceTheLesserIdIsTaken() {
        Census census = census(
                hospital("b", 48, 2),
                hospital("a", 48, 2),
                hospital("c", 48, 2),
                bed("c.1", CARDIOLOGY),
                bed("b.1", CARDIOLOGY),
                bed("a.1", CARDIOLOGY));
        assertThat(answer(census, emergency(CARDIOLOGY, 48.1, 2))).isEqualTo("a.1");
    }

    @Test
    void withinOneSecondTheShorterWayIsTaken() {
        Census census = census(
                hospital("a", 48.10002, 2), hospital("b", 48.10001, 2), bed("a.1", CARDIOLOGY), bed("b.1", CARDIOLOGY));
        assertThat(answer(census, emergency(CARDIOLOGY, 48, 2))).isEqualTo("b.1");
    }

    @Test
    void aPlaceIsOnTheGlobe() {
        assertThatThrownBy(() -> new Place(90.1, 0)).hasMessage("latitude (90.1) must lie between -90 and 90");
        assertThatThrownBy(() -> new Place(0, -180.1)).hasMessage("longitude (-180.1) must lie between -180 and 180");
        assertThatThrownBy(() -> new Place(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
