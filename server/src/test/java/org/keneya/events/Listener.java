// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker that remembers, and can be away or refuse events. */
final class Listener implements Broker {
    final List<CloudEvent> heard = new CopyOnWriteArrayList<>();
    final Set<Long> refused = ConcurrentHashMap.newKeySet();
    volatile boolean isAway;

    @Override
    public String name() {
        return "listener";
    }

    @Override
    public int most() {
        return 10;
    }

    @Override
    public List<Refused> publish(String topic, List<CloudEvent> events) throws IOException {
        if (isAway) {
            throw new IOException("away");
        }
        events.stream().filter(event -> !refused.contains(event.sequence())).forEach(heard::add);
        return events.stream()
                .filter(event -> refused.contains(event.sequence()))
                .map(event -> new Refused(event.sequence(), "odd"))
                .toList();
    }

    List<Long> sequences() {
        return heard.stream().map(CloudEvent::sequence).toList();
    }

    List<Long> sequences(String key) {
        return heard.stream()
                .filter(event -> event.subject().equals(key))
                .map(CloudEvent::sequence)
                .toList();
    }
}
