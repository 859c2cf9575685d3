// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** FHIR instants with milliseconds, in UTC. */
public final class Instants {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Instants() {}

    public static String text(long millis) {
        return FORMAT.format(Instant.ofEpochMilli(millis));
    }
}
