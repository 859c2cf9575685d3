// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.util.List;

/**
 * What a room tells others, written in the transactions that did it. Rooms that have one offer it as a bean; the {@link Relay}
 * reads it, and never changes it.
 */
public interface Outbox {

    /** One word of a-z, for ever the same: names the position kept, {@code source} and {@code type} of the CloudEvents. */
    String name();

    /** Where it is published, e.g. {@code keneya.beds}. */
    String topic();

    /**
     * The committed events after a position, in order. An event never appears behind a position once a later one has been
     * seen: sequences are handed out under a lock that is held until the commit.
     *
     * @param sequence of the last event already known; 0 for none
     * @param limit how many at most, positive
     */
    List<Event> after(long sequence, int limit);
}
