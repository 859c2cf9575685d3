// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.Locale;

/** What a person works as; decides what they may do with each resource type. */
public enum Role {
    PHYSICIAN,
    NURSE,
    SECRETARY,
    PHARMACIST,
    TECHNICIAN,
    DIM,
    DPO,
    ADMIN,
    /** Sends emergencies to hospitals. */
    REGULATOR,
    PATIENT,
    /** A trusted program of the establishment. */
    SYSTEM;

    /** As in tokens and in {@code /api/session}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
