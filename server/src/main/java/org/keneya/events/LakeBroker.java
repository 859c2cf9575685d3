// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Brings events into the lake straight from their outbox, when there is no Kafka between. */
final class LakeBroker implements Broker {
    private final Lake lake;
    private final Duration gather;

    LakeBroker(Lake lake, Duration gather) {
        this.lake = lake;
        this.gather = gather;
    }

    @Override
    public String name() {
        return "lake";
    }

    @Override
    public int most() {
        return 20_000;
    }

    @Override
    public Duration gather() {
        return gather;
    }

    @Override
    public synchronized List<Refused> publish(String topic, List<CloudEvent> events) throws IOException {
        lake.add(events);
        return List.of();
    }
}
