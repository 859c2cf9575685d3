// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a run of consecutive leaves adds to a {@link MerkleTree}: the largest perfect trees that lie within it. Runs can be made
 * side by side and added one after the other.
 *
 * @param first number of the first leaf
 * @param count how many leaves
 * @param perfect from left to right
 */
record MerkleRun(long first, int count, List<Perfect> perfect) {
    /** The root of a perfect tree over {@code 2^level} leaves. */
    record Perfect(int level, byte[] root) {}

    /** @param hashes of the leaves, one behind the other */
    static MerkleRun of(long first, byte[] hashes) {
        MessageDigest digest = MerkleTree.sha256();
        int count = hashes.length / MerkleTree.HASH;
        List<Perfect> perfect = new ArrayList<>();
        int done = 0;
        while (done < count) {
            int fits = 31 - Integer.numberOfLeadingZeros(count - done);
            int level = Math.min(fits, Long.numberOfTrailingZeros(first + done)); // 64 for leaf 0
            int from = done * MerkleTree.HASH;
            done += 1 << level;
            perfect.add(new Perfect(level, root(digest, Arrays.copyOfRange(hashes, from, done * MerkleTree.HASH))));
        }
        return new MerkleRun(first, count, List.copyOf(perfect));
    }

    /** @param level hashes of a whole power of two, which are overwritten */
    private static byte[] root(MessageDigest digest, byte[] level) {
        for (int width = level.length; width > MerkleTree.HASH; width /= 2) {
            for (int at = 0; at < width; at += 2 * MerkleTree.HASH) {
                MerkleTree.node(digest, level, at, at / 2);
            }
        }
        return Arrays.copyOf(level, MerkleTree.HASH);
    }
}
