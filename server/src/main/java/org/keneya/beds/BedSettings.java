// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How beds are held, and how much may wait for it.
 *
 * @param shortestHold least time a bed may be asked to be held
 * @param usualHold time a bed is held when nothing is asked
 * @param longestHold most time a bed may be held before it is confirmed, extensions not counted
 * @param queue commands that may wait; beyond it the least urgent are refused
 * @param batch commands of one transaction
 * @param patience longest time a command may wait before it is refused
 * @param answerWithin longest time a caller is kept waiting; what became of the command then tells a retry with the same key
 * @param remembered how long a client's keys are kept
 * @param streams screens that may follow the events at the same time
 */
@ConfigurationProperties("keneya.beds")
public record BedSettings(
        @DefaultValue("30s") Duration shortestHold,
        @DefaultValue("10m") Duration usualHold,
        @DefaultValue("60m") Duration longestHold,
        @DefaultValue("5000") int queue,
        @DefaultValue("500") int batch,
        @DefaultValue("3s") Duration patience,
        @DefaultValue("8s") Duration answerWithin,
        @DefaultValue("7d") Duration remembered,
        @DefaultValue("200") int streams) {
    public BedSettings {
        if (!shortestHold.isPositive()
                || usualHold.compareTo(shortestHold) < 0
                || longestHold.compareTo(usualHold) < 0) {
            throw new IllegalArgumentException(
                    "keneya.beds.shortest-hold, usual-hold and longest-hold must be positive and in this order");
        }
        if (queue < 1 || batch < 1 || streams < 1) {
            throw new IllegalArgumentException("keneya.beds.queue, batch and streams must be positive");
        }
        if (!patience.isPositive() || !answerWithin.isPositive() || !remembered.isPositive()) {
            throw new IllegalArgumentException("keneya.beds.patience, answer-within and remembered must be positive");
        }
    }
}
