// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids that are in order of time: UUID version 7 (RFC 9562). They guard nothing, so that ordinary randomness is enough. */
final class Ids {
    private Ids() {}

    static UUID next(Instant now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = now.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
        long low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
