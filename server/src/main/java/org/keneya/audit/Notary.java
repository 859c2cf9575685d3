// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.security.KeyPair;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keneya.store.MasterKey;

/**
 * Publishes the hashes of what is in the log, and now and then a signed head over them. What this node sealed itself is
 * hashed on the way; rows are read back only for what others sealed. Not for several threads.
 */
final class Notary {
    private static final Duration BETWEEN_HEADS = Duration.ofSeconds(10);

    private final PgAudit table;
    private final Publication publication;
    private final KeyPair signing;
    private final Clock clock;
    private final Consumer<Publication.Head> stamper;
    private final Map<Integer, MerkleTree> trees = new HashMap<>();
    private final Map<Integer, Signed> signed = new HashMap<>();
    private final Map<Integer, List<Leaves>> fresh = new HashMap<>();

    /** The last head of a tenant. */
    private record Signed(long size, Instant at) {}

    /**
     * The hashes of a row.
     *
     * @param first number of the first entry
     */
    record Leaves(int tenant, long first, List<byte[]> hashes) {
        static Leaves of(int tenant, long first, List<Waiting> entries) {
            return hashed(tenant, first, entries.stream().map(Waiting::bytes).toList());
        }

        private static Leaves hashed(int tenant, long first, List<byte[]> entries) {
            var digest = MerkleTree.sha256();
            List<byte[]> hashes = new ArrayList<>(entries.size());
            for (byte[] entry : entries) {
                hashes.add(MerkleTree.leaf(digest, entry, 0, entry.length));
            }
            return new Leaves(tenant, first, hashes);
        }
    }

    /** @param stamper told of every head that is signed */
    Notary(PgAudit table, Publication publication, KeyPair signing, Clock clock, Consumer<Publication.Head> stamper) {
        this.table = table;
        this.publication = publication;
        this.signing = signing;
        this.clock = clock;
        this.stamper = stamper;
    }

    void publishKey() throws IOException {
        publication.publish(signing.getPublic());
    }

    /** Takes the hashes of a row this node has sealed and committed. */
    void add(Leaves leaves) {
        fresh.computeIfAbsent(leaves.tenant(), _ -> new ArrayList<>()).add(leaves);
    }

    /** Publishes whatever of a tenant's is in the log and not published. */
    void publish(int tenant) throws IOException, SQLException {
        MerkleTree tree = trees.get(tenant);
        if (tree == null) {
            tree = published(tenant);
            trees.put(tenant, tree);
        }
        long before = tree.size();
        List<Leaves> known = fresh.remove(tenant);
        if (known == null || known.getFirst().first() != before) {
            read(tenant, tree);
        } else {
            for (Leaves leaves : known) {
                if (leaves.first() != tree.size()) {
                    read(tenant, tree); // another node was quicker in between
                    break;
                }
                add(leaves, tree);
            }
        }
        Instant now = clock.instant();
        Signed last = signed.getOrDefault(tenant, new Signed(before, Instant.EPOCH));
        if (tree.size() > last.size() && last.at().plus(BETWEEN_HEADS).isBefore(now)) {
            sign(tenant, tree, now);
        }
    }

    private void read(int tenant, MerkleTree tree) throws IOException, SQLException {
        MasterKey key = table.key(tenant);
        IOException[] failed = {null};
        table.each(tenant, tree.size(), block -> {
            List<byte[]> entries = Block.open(key, tenant, block.first(), block.count(), block.content());
            try {
                add(Leaves.hashed(tenant, block.first(), entries), tree);
                return true;
            } catch (IOException full) {
                failed[0] = full;
                return false;
            }
        });
        if (failed[0] != null) {
            throw failed[0];
        }
    }

    private void add(Leaves leaves, MerkleTree tree) throws IOException {
        publication.add(leaves.tenant(), leaves.first(), leaves.hashes());
        for (int i = (int) Math.max(0, tree.size() - leaves.first());
                i < leaves.hashes().size();
                i++) {
            tree.add(leaves.hashes().get(i));
        }
    }

    private void sign(int tenant, MerkleTree tree, Instant now) throws IOException {
        stamper.accept(publication.sign(tenant, tree, now, signing.getPrivate()));
        signed.put(tenant, new Signed(tree.size(), now));
    }

    /** The tree over what was published before this start. */
    private MerkleTree published(int tenant) throws IOException {
        MerkleTree tree = new MerkleTree();
        try (Publication.Leaves leaves = publication.read(tenant)) {
            for (byte @Nullable [] leaf = leaves.next(); leaf != null; leaf = leaves.next()) {
                tree.add(leaf);
            }
        }
        return tree;
    }

    /** Signs what has been published of every tenant. */
    void signAll() throws IOException {
        for (var each : trees.entrySet()) {
            Signed last = signed.get(each.getKey());
            if (each.getValue().size() > (last == null ? 0 : last.size())) {
                sign(each.getKey(), each.getValue(), clock.instant());
            }
        }
    }
}
