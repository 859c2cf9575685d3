// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.Locale;

/** Why a hospital was passed over: limits in the order they are looked at, then preferences. */
public enum Obstacle {
    /** No hospital of that id is known. */
    UNKNOWN_HOSPITAL,
    /** It has no bed of the speciality. */
    NOT_SERVED,
    /** It was to be left out: it refused, or the patient leaves it. */
    REFUSED,
    /** Ambulances are sent elsewhere. */
    DIVERTED,
    /** No bed of the speciality is free. */
    FULL,
    /** No free one takes the age. */
    AGE,
    /** No free one takes the sex. */
    SEX,
    /** No free one allows the precautions. */
    ISOLATION,
    /** No free one has all the equipment. */
    EQUIPMENT,
    /** Each of these is met by some free bed, all by none. */
    COMBINATION,
    /** What fits is kept for children. */
    RESERVED,
    /** Fits, but the road takes longer. */
    SLOWER,
    /** Fits, but no road to it was found. */
    UNROUTED,
    /** Fits, but the policy spares it because it is fuller. */
    SATURATED;

    /** Its word in messages. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
