// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Carries every event of every outbox to the brokers. */
@Component
public final class Relay {
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();

    /** To be called after a commit that wrote events: they are published at once rather than at the next look. Never blocks. */
    public void wake() {
        waiting.forEach(Runnable::run);
    }
}
