// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.time.ZoneId;

/** What holds for the establishment as a whole. */
final class Establishment {
    /** Whose hours duty rosters and opening hours are written in. */
    static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    private Establishment() {}
}
