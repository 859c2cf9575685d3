// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Inclusion proofs (RFC 9162, section 2.1.3) of some leaves in the tree over the first so many, made in one walk along the
 * leaves that keeps only the nodes the proofs need. A node is named by its level, leaves being 0, and its place in it; the
 * last of a level may stand for fewer leaves than the others.
 */
final class Proofs {
    private static final int MOST_LEVELS = 63;

    private final long size;
    private final Map<Node, byte[]> nodes = new HashMap<>();
    private final MessageDigest digest = MerkleTree.sha256();

    private record Node(int level, long place) {}

    /**
     * @param leaves the walk from the first leaf on
     * @param size how many leaves the tree has, at least one
     */
    Proofs(Publication.Leaves leaves, long size, List<Long> wanted) throws IOException {
        this.size = size;
        for (long leaf : wanted) {
            path(leaf).forEach(node -> nodes.put(node, new byte[0]));
        }
        for (int level = 0; (size - 1) >> level > 0; level++) {
            long last = (size - 1) >> level;
            if ((last & 1) == 1) {
                nodes.put(new Node(level, last - 1), new byte[0]); // what the edge is built from
            }
        }
        walk(leaves);
    }

    /** The proof of a leaf that was wanted, from the bottom up. */
    List<byte[]> of(long leaf) {
        return path(leaf).stream()
                .map(node -> nodes.getOrDefault(node, new byte[0]))
                .toList();
    }

    private List<Node> path(long leaf) {
        List<Node> path = new ArrayList<>();
        long place = leaf;
        long last = size - 1;
        for (int level = 0; last > 0; level++) {
            if ((place & 1) == 1) {
                path.add(new Node(level, place - 1));
            } else if (place < last) {
                path.add(new Node(level, place + 1));
            }
            place >>= 1;
            last >>= 1;
        }
        return path;
    }

    private void walk(Publication.Leaves leaves) throws IOException {
        byte[][] left = new byte[MOST_LEVELS][];
        byte[] hash = new byte[0];
        for (long i = 0; i < size; i++) {
            byte[] leaf = leaves.next();
            if (leaf == null) {
                throw new IOException("fewer hashes are published than the head was signed over");
            }
            hash = leaf;
            long place = i;
            int level = 0;
            keep(level, place, hash);
            while ((place & 1) == 1) {
                hash = MerkleTree.node(digest, left[level], hash);
                place >>= 1;
                level++;
                keep(level, place, hash);
            }
            left[level] = hash;
            if (i == size - 1) {
                edge(leaf);
            }
        }
    }

    /** The last node of each level. */
    private void edge(byte[] lastLeaf) {
        byte[] hash = lastLeaf;
        for (int level = 0; (size - 1) >> level > 0; level++) {
            long last = (size - 1) >> level;
            keep(level, last, hash);
            if ((last & 1) == 1) {
                hash = MerkleTree.node(digest, nodes.getOrDefault(new Node(level, last - 1), new byte[0]), hash);
            }
        }
    }

    private void keep(int level, long place, byte[] hash) {
        nodes.computeIfPresent(new Node(level, place), (_, _) -> hash);
    }
}
