// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sessions and families of tokens that ended while access tokens of theirs may still be about. Asked on every request, so
 * it is in memory; {@link SignInUpkeep} brings what other nodes ended, every second.
 */
@Component
class EndedSessions {
    /** The longest any client's access tokens live. */
    static final Duration LONGEST_TOKEN = Duration.ofHours(1);

    /** Longer than an access token lives. */
    static final Duration REMEMBERED = LONGEST_TOKEN.plusMinutes(2);

    private final Map<UUID, Instant> ended = new ConcurrentHashMap<>();
    private final Clock clock;

    EndedSessions(Clock clock) {
        this.clock = clock;
    }

    boolean has(@Nullable UUID id) {
        return id != null && !ended.isEmpty() && ended.containsKey(id);
    }

    void add(UUID id) {
        ended.putIfAbsent(id, clock.instant());
    }

    /** Drops what no token can speak of any more. */
    void sweep() {
        Instant old = clock.instant().minus(REMEMBERED);
        ended.values().removeIf(old::isAfter);
    }
}
