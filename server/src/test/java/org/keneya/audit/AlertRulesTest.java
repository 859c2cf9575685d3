// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** What alert rules mean. */
class AlertRulesTest {
    /** A Monday, 23:30 in Paris and 02:30 on Tuesday in Saint-Denis. */
    private static final long NIGHT = Instant.parse("2026-11-23T22:30:00Z").toEpochMilli();

    /** A Monday, 05:30 in Paris and 08:30 in Saint-Denis. */
    private static final long MORNING = Instant.parse("2026-11-23T04:30:00Z").toEpochMilli();

    @Test
    void theHoursOfARoleAreThoseOfTheEstablishmentsClocks() {
        AlertRules there = AlertRules.of(AlertRules.usual(), ZoneId.of("Indian/Reunion"));
        AlertRules here = AlertRules.of(AlertRules.usual(), ZoneId.of("Europe/Paris"));

        assertThat(there.hours().isOff("secretary", MORNING)).isFalse();
        assertThat(here.hours().isOff("secretary", MORNING)).isTrue();
        assertThat(there.hours().isOff("secretary", NIGHT)).isTrue();
    }

    @Test
    void rulesMayNameAnotherZone() {
        String own = AlertRules.usual().replace("\"hours\": {", "\"hours\": {\"zone\": \"Europe/Paris\",");

        assertThat(AlertRules.of(own, ZoneId.of("Indian/Reunion")).hours().isOff("secretary", MORNING))
                .isTrue();
    }
}
