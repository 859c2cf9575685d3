// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where events are brought to. The relay brings every broker every event, each at the broker's own pace. */
public interface Broker {

    /** One word of a-z, for ever the same: the position kept is named by it. */
    String name();

    /** How many events at most it wants at a time. */
    default int most() {
        return 500;
    }

    /** How long the relay lets events gather before it brings them; zero for as soon as they are there. */
    default Duration gather() {
        return Duration.ZERO;
    }

    /** Why it would refuse an event for good, e.g. because of its size; empty when it would not. Asked before each is published. */
    default Optional<String> refusal(CloudEvent event) {
        return Optional.empty();
    }

    /**
     * Publishes events of one outbox in order, and returns when all are kept where they went. To be called by one thread at a
     * time.
     *
     * @param topic of the outbox
     * @return those refused for good, all others being kept
     * @throws IOException when it cannot be told whether all are kept: they are all to be published again
     */
    List<Refused> publish(String topic, List<CloudEvent> events) throws IOException, InterruptedException;

    /**
     * An event that was not taken and never will be as it is.
     *
     * @param cause one word, e.g. {@code too-large}
     */
    record Refused(long sequence, String cause) {}
}
