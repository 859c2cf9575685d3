// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The tree against the recursive definition of RFC 9162, section 2.1.1. */
class MerkleTreeTest {
    private final MessageDigest digest = MerkleTree.sha256();

    @Test
    void theRootIsThatOfTheDefinitionAtEverySize() {
        MerkleTree tree = new MerkleTree();
        List<byte[]> entries = new ArrayList<>();
        for (int size = 0; size <= 300; size++) {
            assertThat(tree.size()).isEqualTo(size);
            assertThat(tree.root()).as("size %d", size).isEqualTo(defined(entries));
            byte[] entry = ("entry " + size).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            entries.add(entry);
            tree.add(MerkleTree.leaf(digest, entry, 0, entry.length));
        }
    }

    @Test
    void runsOfAnyLengthAddUpToTheRootOfTheDefinition() {
        Random random = new Random(9162);
        for (int round = 0; round < 200; round++) {
            MerkleTree tree = new MerkleTree();
            List<byte[]> entries = new ArrayList<>();
            for (int run = 0; run < 4; run++) {
                byte[] hashes = new byte[random.nextInt(70) * MerkleTree.HASH];
                for (int at = 0; at < hashes.length; at += MerkleTree.HASH) {
                    byte[] entry = ("entry " + entries.size()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    entries.add(entry);
                    MerkleTree.leaf(digest, entry, 0, entry.length, hashes, at);
                }
                tree.add(MerkleRun.of(tree.size(), hashes));
                assertThat(tree.size()).isEqualTo(entries.size());
                assertThat(tree.root()).isEqualTo(defined(entries));
            }
        }
    }

    @Test
    void theRootOfNothingIsTheHashOfNothing() {
        assertThat(HexFormat.of().formatHex(new MerkleTree().root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    private byte[] defined(List<byte[]> entries) {
        if (entries.isEmpty()) {
            return digest.digest();
        }
        if (entries.size() == 1) {
            digest.update((byte) 0);
            return digest.digest(entries.getFirst());
        }
        int split = Integer.highestOneBit(entries.size() - 1);
        byte[] left = defined(entries.subList(0, split));
        byte[] right = defined(entries.subList(split, entries.size()));
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }
}
