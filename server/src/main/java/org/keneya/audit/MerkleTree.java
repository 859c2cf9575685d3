// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree that only grows (RFC 9162, section 2.1): the hashes of the perfect trees it consists of, which is all that
 * is needed to add leaves and to know the root. Not for several threads.
 */
final class MerkleTree {
    /** Bytes of a hash. */
    static final int HASH = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest digest = sha256();
    private final List<byte[]> peaks = new ArrayList<>();
    private long size;

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The hash of an entry as a leaf. */
    static byte[] leaf(MessageDigest digest, byte[] bytes, int from, int length) {
        digest.update(LEAF);
        digest.update(bytes, from, length);
        return digest.digest();
    }

    long size() {
        return size;
    }

    void add(byte[] leaf) {
        add(0, leaf);
    }

    /** @throws IllegalArgumentException when the run does not begin where this ends */
    void add(MerkleRun run) {
        if (run.first() != size) {
            throw new IllegalArgumentException(
                    "a run from leaf %d does not follow leaf %d".formatted(run.first(), size));
        }
        run.perfect().forEach(each -> add(each.level(), each.root()));
    }

    private void add(int level, byte[] root) {
        byte[] hash = root;
        for (long trees = size >> level; (trees & 1) == 1; trees >>= 1) {
            hash = node(peaks.removeLast(), hash);
        }
        peaks.add(hash);
        size += 1L << level;
    }

    /** The root over all leaves so far; that of no leaves is the hash of nothing. */
    byte[] root() {
        if (peaks.isEmpty()) {
            return digest.digest();
        }
        byte[] root = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = node(peaks.get(i), root);
        }
        return root;
    }

    private byte[] node(byte[] left, byte[] right) {
        return node(digest, left, right);
    }

    static byte[] node(MessageDigest digest, byte[] left, byte[] right) {
        digest.update(NODE);
        digest.update(left);
        digest.update(right);
        return digest.digest();
    }

    /** Puts the node over the two hashes at a place of an array at another place of it. */
    static void node(MessageDigest digest, byte[] hashes, int from, int to) {
        digest.update(NODE);
        digest.update(hashes, from, 2 * HASH);
        try {
            digest.digest(hashes, to, HASH);
        } catch (DigestException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Puts the hash of an entry as a leaf at a place of an array. */
    static void leaf(MessageDigest digest, byte[] bytes, int from, int length, byte[] hashes, int to) {
        digest.update(LEAF);
        digest.update(bytes, from, length);
        try {
            digest.digest(hashes, to, HASH);
        } catch (DigestException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
