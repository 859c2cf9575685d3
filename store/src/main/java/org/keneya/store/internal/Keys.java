// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One tenant's keys, derived by HKDF-SHA256 (RFC 5869): from each version of its data key one to encrypt content (AES-256-GCM),
 * from the one that is never changed, for the index rests on it, one to hash search values and one to sign cursors.
 */
final class Keys {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<Integer, SecretKey> contents = new HashMap<>();
    private final int current;
    private final SipHash tokens;
    private final SecretKey cursors;
    private final long read = System.nanoTime();

    /** @param versions data keys by version; 0 is the one the index rests on, which is version 1 where it is not there */
    Keys(SortedMap<Integer, byte[]> versions) {
        byte[] index = Objects.requireNonNull(versions.get(versions.firstKey()));
        versions.tailMap(1)
                .forEach((version, dataKey) ->
                        contents.put(version, new SecretKeySpec(derive(dataKey, "content", 32), "AES")));
        current = versions.lastKey();
        tokens = new SipHash(derive(index, "tokens", 16));
        cursors = new SecretKeySpec(derive(index, "cursors", 32), "HmacSHA256");
    }

    /** Version new content is encrypted with. */
    int current() {
        return current;
    }

    /** Versions of the data key that are kept, in order. */
    List<Integer> versions() {
        return contents.keySet().stream().sorted().toList();
    }

    boolean has(int version) {
        return contents.containsKey(version);
    }

    /** Whether they were read longer ago than that: another node may have made a new version. */
    boolean areOlderThan(Duration age) {
        return System.nanoTime() - read > age.toNanos();
    }

    SipHash tokens() {
        return tokens;
    }

    /** Nonce, then ciphertext with its tag; {@code bound} must be given again to decrypt. */
    byte[] encrypt(byte[] plain, int length, byte[] bound, int reserve) {
        return seal(content(current), plain, length, bound, reserve);
    }

    /** The plain bytes; a changed, moved or foreign ciphertext is a {@link SecurityException}. */
    byte[] decrypt(int version, byte[] sealed, int offset, byte[] bound) {
        return open(content(version), sealed, offset, bound);
    }

    private SecretKey content(int version) {
        SecretKey key = contents.get(version);
        if (key == null) {
            throw new SecurityException("the tenant has no key of version " + version);
        }
        return key;
    }

    byte[] sign(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(cursors);
            return Arrays.copyOf(mac.doFinal(message), 16);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] newDataKey() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return key;
    }

    static byte[] wrap(byte[] masterKey, byte[] dataKey, String bound) {
        byte[] context = bound.getBytes(StandardCharsets.UTF_8);
        return seal(new SecretKeySpec(masterKey, "AES"), dataKey, dataKey.length, context, 0);
    }

    static byte[] unwrap(byte[] masterKey, byte[] wrapped, String bound) {
        return open(new SecretKeySpec(masterKey, "AES"), wrapped, 0, bound.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] seal(SecretKey key, byte[] plain, int length, byte[] bound, int reserve) {
        Sealer sealer = Sealer.borrow();
        try {
            byte[] sealed = new byte[reserve + NONCE + length + TAG_BITS / 8];
            sealer.nonce(sealed, reserve);
            sealer.cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, reserve, NONCE));
            sealer.cipher.updateAAD(bound);
            sealer.cipher.doFinal(plain, 0, length, sealed, reserve + NONCE);
            return sealed;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            sealer.giveBack();
        }
    }

    private static byte[] open(SecretKey key, byte[] sealed, int offset, byte[] bound) {
        Sealer sealer = Sealer.borrow();
        try {
            sealer.cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, offset, NONCE));
            sealer.cipher.updateAAD(bound);
            return sealer.cipher.doFinal(sealed, offset + NONCE, sealed.length - offset - NONCE);
        } catch (GeneralSecurityException tampered) {
            throw new SecurityException("stored content does not open with this tenant's key", tampered);
        } finally {
            sealer.giveBack();
        }
    }

    /** A cipher and a stock of random nonces, used by one thread at a time: both are dear to get one by one. */
    private static final class Sealer {
        private static final int STOCK = 256 * NONCE;
        private static final ConcurrentLinkedDeque<Sealer> POOL = new ConcurrentLinkedDeque<>();

        final Cipher cipher;
        private final byte[] nonces = new byte[STOCK];
        private int next = STOCK;

        private Sealer() {
            try {
                cipher = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        static Sealer borrow() {
            Sealer sealer = POOL.pollFirst();
            return sealer == null ? new Sealer() : sealer;
        }

        void giveBack() {
            POOL.addFirst(this);
        }

        void nonce(byte[] to, int at) {
            if (next == STOCK) {
                RANDOM.nextBytes(nonces);
                next = 0;
            }
            System.arraycopy(nonces, next, to, at, NONCE);
            next += NONCE;
        }
    }

    private static byte[] derive(byte[] dataKey, String purpose, int length) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(dataKey)
                            .thenExpand(("keneya " + purpose).getBytes(StandardCharsets.UTF_8), length));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
