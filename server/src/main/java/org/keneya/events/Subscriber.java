// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.io.IOException;
import java.util.List;

/** Who wants to hear of events within this program; used while no outside broker is configured. */
@FunctionalInterface
public interface Subscriber {

    /**
     * Takes events of one topic, in order, at least once, on the node that publishes.
     *
     * @throws IOException when they could not be taken: everybody gets them again
     */
    void receive(String topic, List<CloudEvent> events) throws IOException;
}
