// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import org.keneya.store.internal.Wrapping;

/** The key all other keys are wrapped with. Held in memory only; comes from outside the database. */
public final class MasterKey {
    private final byte[] key;

    /** @param key 32 bytes */
    public MasterKey(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("the master key has %d bytes, not 32".formatted(key.length));
        }
        this.key = key.clone();
    }

    /** Encrypts a secret for one purpose (AES-256-GCM); only the same purpose opens it again. */
    public byte[] wrap(byte[] secret, String purpose) {
        return Wrapping.wrap(key, secret, purpose);
    }

    /** The secret; a {@link SecurityException} when it was wrapped with another key, for another purpose, or changed. */
    public byte[] unwrap(byte[] wrapped, String purpose) {
        return Wrapping.unwrap(key, wrapped, purpose);
    }
}
