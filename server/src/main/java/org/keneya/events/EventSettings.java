// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where events go.
 *
 * @param look how often an outbox is looked into for what other nodes wrote; what this one wrote is seen at once
 * @param kafka the Kafka they are published to
 * @param lake directory the events are written into for later study; null for none
 * @param lakePart how long events gather before they are written as one file
 */
@ConfigurationProperties("keneya.events")
record EventSettings(
        @DefaultValue("15ms") Duration look,
        @DefaultValue Kafka kafka,
        @Nullable Path lake,
        @DefaultValue("10s") Duration lakePart) {
    EventSettings {
        if (!look.isPositive() || !lakePart.isPositive()) {
            throw new IllegalArgumentException("keneya.events.look and lake-part must be positive");
        }
    }

    /**
     * A Kafka cluster.
     *
     * @param bootstrap {@code host:port} of some of its nodes, by commas; empty to publish within this program only
     * @param patience longest wait for its acknowledgement; then the same events are sent again by a new producer
     * @param largest size of an event above which it is not sent; no larger than the topic's {@code max.message.bytes}
     * @param properties file of further properties of the Kafka clients (TLS, SASL), so that no secret stands in a setting
     */
    record Kafka(
            @DefaultValue("") String bootstrap,
            @DefaultValue("4s") Duration patience,
            @DefaultValue("1000000B") DataSize largest,
            @Nullable Path properties) {
        Kafka {
            if (!patience.isPositive() || patience.compareTo(Duration.ofSeconds(6)) > 0) {
                throw new IllegalArgumentException(
                        "keneya.events.kafka.patience (%s) must be positive and 6 s at most".formatted(patience));
            }
        }
    }
}
