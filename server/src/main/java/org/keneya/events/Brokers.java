// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.util.ArrayList;
import java.util.List;
import org.keneya.outside.Partners;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Where events go, as configured: to Kafka or to this program itself; and into the lake if there is one. */
@Component
class Brokers implements DisposableBean {
    private final List<Broker> all = new ArrayList<>();
    private final List<Runnable> consumers = new ArrayList<>();

    Brokers(EventSettings settings, Partners partners, ObjectProvider<Subscriber> subscribers) {
        boolean hasKafka = !settings.kafka().bootstrap().isEmpty();
        all.add(
                hasKafka
                        ? new KafkaBroker(settings.kafka(), partners)
                        : new InProcessBroker(subscribers.orderedStream().toList()));
        if (settings.lake() == null) {
            return;
        }
        Lake lake = new Lake(settings.lake());
        if (hasKafka) {
            consumers.add(new LakeConsumer(lake, settings));
        } else {
            all.add(new LakeBroker(lake, settings.lakePart()));
        }
    }

    List<Broker> all() {
        return all;
    }

    /** What reads from a broker, each in a thread of its own until interrupted. */
    List<Runnable> consumers() {
        return consumers;
    }

    @Override
    public void destroy() {
        for (Broker broker : all) {
            if (broker instanceof KafkaBroker kafka) {
                kafka.close();
            }
        }
    }
}
