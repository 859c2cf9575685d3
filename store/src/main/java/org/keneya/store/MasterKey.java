// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.util.List;
import java.util.stream.Stream;
import org.keneya.store.internal.Wrapping;

/**
 * The key all other keys are wrapped with. Held in memory only; comes from outside the database. Keys it has taken the place of
 * still open what was wrapped with them.
 */
public final class MasterKey {
    private static final int LENGTH = 32;

    private final byte[] key;
    private final List<byte[]> former;

    /** @param key 32 bytes */
    public MasterKey(byte[] key) {
        this(key, List.of());
    }

    /**
     * @param key 32 bytes
     * @param former keys of 32 bytes that were used before
     */
    public MasterKey(byte[] key, List<byte[]> former) {
        Stream.concat(Stream.of(key), former.stream()).forEach(each -> {
            if (each.length != LENGTH) {
                throw new IllegalArgumentException("a master key has %d bytes, not %d".formatted(each.length, LENGTH));
            }
        });
        this.key = key.clone();
        this.former = former.stream().map(byte[]::clone).toList();
    }

    /** Encrypts a secret for one purpose (AES-256-GCM); only the same purpose opens it again. */
    public byte[] wrap(byte[] secret, String purpose) {
        return Wrapping.wrap(key, secret, purpose);
    }

    /** The secret; a {@link SecurityException} when it was wrapped with another key, for another purpose, or changed. */
    public byte[] unwrap(byte[] wrapped, String purpose) {
        try {
            return Wrapping.unwrap(key, wrapped, purpose);
        } catch (SecurityException other) {
            for (byte[] each : former) {
                try {
                    return Wrapping.unwrap(each, wrapped, purpose);
                } catch (SecurityException neither) {
                    other.addSuppressed(neither);
                }
            }
            throw other;
        }
    }

    /** Whether a secret is wrapped with this very key, and not with one it has taken the place of. */
    public boolean isCurrent(byte[] wrapped, String purpose) {
        try {
            Wrapping.unwrap(key, wrapped, purpose);
            return true;
        } catch (SecurityException former) {
            return false;
        }
    }
}
