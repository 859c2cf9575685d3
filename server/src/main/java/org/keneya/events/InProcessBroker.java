// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.io.IOException;
import java.util.List;

/** Publishes to whoever listens within this program. */
final class InProcessBroker implements Broker {
    private final List<Subscriber> subscribers;

    InProcessBroker(List<Subscriber> subscribers) {
        this.subscribers = List.copyOf(subscribers);
    }

    @Override
    public String name() {
        return "process";
    }

    @Override
    public List<Refused> publish(String topic, List<CloudEvent> events) throws IOException {
        for (Subscriber subscriber : subscribers) {
            subscriber.receive(topic, events);
        }
        return List.of();
    }
}
