// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

/** Wrapping of secrets with a key-encryption key, for the master key's door. */
public final class Wrapping {
    private Wrapping() {}

    public static byte[] wrap(byte[] key, byte[] secret, String purpose) {
        return Keys.wrap(key, secret, purpose);
    }

    public static byte[] unwrap(byte[] key, byte[] wrapped, String purpose) {
        return Keys.unwrap(key, wrapped, purpose);
    }
}
