// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

/**
 * What a change did.
 *
 * @param stored the version that is current now
 * @param outcome how it came to be current
 */
public record Written(Stored stored, Outcome outcome) {

    /** How a change ended. */
    public enum Outcome {
        /** A first version, or the first after a deletion. */
        CREATED,
        /** A further version. */
        UPDATED,
        /** The content was the same to the letter; no version was added. */
        UNCHANGED,
        /** A conditional create found the resource already there. */
        EXISTING,
        /** Deleted now, or already. */
        DELETED
    }
}
