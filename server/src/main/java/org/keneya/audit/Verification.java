// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.security.PublicKey;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.keneya.store.MasterKey;

/**
 * Compares the log with what was published outside the database: every entry with its hash, every hash with the signed
 * heads. Finds what was changed, deleted, inserted, reordered or cut off, and names the first entry it happened to.
 */
final class Verification {
    private static final int AHEAD = 32;

    private final PgAudit table;
    private final Publication publication;

    Verification(PgAudit table, Publication publication) {
        this.table = table;
        this.publication = publication;
    }

    /**
     * What was found.
     *
     * @param entries entries that are as they were sealed
     * @param published of these, those whose hash stands outside the database
     * @param heads signed heads that hold
     * @param stamps time stamps of heads that hold
     * @param bad number of the first entry that is not as it was sealed, counted from 0; -1 when all are
     * @param why what is wrong; empty when nothing is
     */
    record Report(int tenant, long entries, long published, int heads, int stamps, long bad, String why) {
        boolean isSound() {
            return why.isEmpty();
        }
    }

    /**
     * A row, opened.
     *
     * @param hashes of its entries, one behind the other
     * @param run what they add to the tree; null with {@code why}
     */
    private record Opened(
            PgAudit.Sealed block,
            byte[] hashes,
            @Nullable MerkleRun run,
            @Nullable String why) {}

    /** Ends a walk at the first thing that is wrong. */
    private static final class Wrong extends RuntimeException {
        final long entry;

        Wrong(long entry, String why) {
            super(why, null, false, false);
            this.entry = entry;
        }
    }

    /** Every tenant that has entries, or of whom something was published. */
    Set<Integer> tenants() throws IOException, SQLException {
        Set<Integer> tenants = new TreeSet<>(table.tenants());
        tenants.addAll(publication.tenants());
        return tenants;
    }

    Report of(int tenant) throws IOException, SQLException {
        Optional<MasterKey> key = table.knownKey(tenant);
        if (key.isEmpty()) {
            return new Report(tenant, 0, 0, 0, 0, 0, "the key the entries were sealed with was deleted");
        }
        Walk walk = new Walk(tenant, key.get());
        try (walk) {
            walk.entries();
            walk.heads();
            walk.stamps();
            return walk.report(-1, "");
        } catch (Wrong wrong) {
            return walk.report(wrong.entry, String.valueOf(wrong.getMessage()));
        }
    }

    private final class Walk implements AutoCloseable {
        private final int tenant;
        private final MasterKey key;
        private final PublicKey signing;
        private final List<Publication.Head> heads;
        private final Publication.Leaves leaves;
        private final MerkleTree tree = new MerkleTree();
        private final ExecutorService workers = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().factory());
        private long entries;
        private long published;
        private int sound;
        private int stamped;

        Walk(int tenant, MasterKey key) throws IOException {
            this.tenant = tenant;
            this.key = key;
            signing = publication.key();
            heads = publication.heads(tenant, false);
            leaves = publication.read(tenant);
        }

        /** Blocks are opened and hashed side by side, compared one after the other. */
        void entries() throws IOException, SQLException {
            ArrayDeque<Future<Opened>> ahead = new ArrayDeque<>();
            IOException[] failed = {null};
            table.each(tenant, -1, block -> {
                ahead.add(workers.submit(() -> opened(block)));
                try {
                    if (ahead.size() >= AHEAD) {
                        compare(ahead.remove());
                    }
                    return true;
                } catch (IOException unreadable) {
                    failed[0] = unreadable;
                    return false;
                }
            });
            if (failed[0] != null) {
                throw failed[0];
            }
            while (!ahead.isEmpty()) {
                compare(ahead.remove());
            }
            if (leaves.next(1).length > 0) {
                throw new Wrong(entries, "the log ends here, but more entries were published: it was cut off");
            }
        }

        private Opened opened(PgAudit.Sealed block) {
            try {
                byte[] hashes = Block.hashes(key, tenant, block.first(), block.count(), block.content());
                return new Opened(block, hashes, MerkleRun.of(block.first(), hashes), null);
            } catch (RuntimeException damaged) {
                return new Opened(
                        block,
                        new byte[0],
                        null,
                        "the row of entries %d to %d was changed or moved"
                                .formatted(block.first(), block.first() + block.count() - 1));
            }
        }

        private void compare(Future<Opened> future) throws IOException {
            Opened opened = result(future);
            if (opened.block.first() > entries) {
                throw new Wrong(entries, "entries %d to %d are missing".formatted(entries, opened.block.first() - 1));
            }
            if (opened.block.first() < entries) {
                throw new Wrong(opened.block.first(), "a row was inserted that claims entries already there");
            }
            if (opened.why != null) {
                throw new Wrong(entries, opened.why);
            }
            byte[] outside = leaves.next(opened.block.count());
            MerkleRun run = opened.run;
            if (run != null
                    && run.first() == tree.size()
                    && !isHeadWithin(run)
                    && Arrays.equals(opened.hashes, outside)) {
                tree.add(run);
                published += run.count();
                entries += run.count();
                checkHead();
                return;
            }
            oneByOne(opened.hashes, outside);
        }

        /** Finds the very entry that is wrong, or the head that was signed in the middle of a row. */
        private void oneByOne(byte[] hashes, byte[] outside) {
            for (int at = 0; at < hashes.length; at += MerkleTree.HASH) {
                int end = at + MerkleTree.HASH;
                if (end <= outside.length) {
                    if (!Arrays.equals(hashes, at, end, outside, at, end)) {
                        throw new Wrong(entries, "the entry is not the one that was published");
                    }
                    published++;
                    tree.add(Arrays.copyOfRange(hashes, at, end));
                    checkHead();
                }
                entries++;
            }
        }

        private boolean isHeadWithin(MerkleRun run) {
            return sound < heads.size() && heads.get(sound).size() < run.first() + run.count();
        }

        private void checkHead() {
            while (sound < heads.size() && heads.get(sound).size() <= tree.size()) {
                Publication.Head head = heads.get(sound);
                if (head.tenant() != tenant || !publication.isSigned(head, signing)) {
                    throw new Wrong(entries, "signed head %d does not bear our signature".formatted(sound + 1));
                }
                if (head.size() != tree.size()
                        || !head.root().equals(HexFormat.of().formatHex(tree.root()))) {
                    throw new Wrong(
                            sound == 0 ? 0 : heads.get(sound - 1).size(),
                            "signed head %d does not agree with the entries".formatted(sound + 1));
                }
                sound++;
            }
        }

        void heads() {
            if (heads.isEmpty() && entries > 0) {
                throw new Wrong(0, "no signed head stands outside the database: they were removed");
            }
            if (sound < heads.size()) {
                throw new Wrong(
                        entries,
                        "head %d was signed over %d entries, but there are only %d: log and hashes were cut off"
                                .formatted(sound + 1, heads.get(sound).size(), entries));
            }
        }

        /** Each time stamp must be of a head that is there. */
        void stamps() throws IOException {
            Map<String, Publication.Head> known = new HashMap<>();
            heads.forEach(head -> known.put(head.size() + head.root(), head));
            for (Publication.Stamp stamp : publication.stamps(tenant)) {
                Publication.Head head = known.get(stamp.size() + stamp.root());
                if (head == null) {
                    throw new Wrong(
                            Math.max(0, stamp.size() - 1),
                            "a head over %d entries was time-stamped and is there no more".formatted(stamp.size()));
                }
                if (!isHolding(stamp, head)) {
                    throw new Wrong(
                            Math.max(0, stamp.size() - 1),
                            "the time stamp of the head over %d entries does not hold".formatted(stamp.size()));
                }
                stamped++;
            }
        }

        private static boolean isHolding(Publication.Stamp stamp, Publication.Head head) {
            try {
                return TimeStampToken.of(stamp.token()).isOf(head.signed());
            } catch (SecurityException broken) {
                return false;
            }
        }

        Report report(long bad, String why) {
            return new Report(tenant, entries, published, sound, stamped, bad, why);
        }

        private static Opened result(Future<Opened> future) {
            try {
                return future.get();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }

        @Override
        public void close() throws IOException {
            workers.shutdownNow();
            leaves.close();
        }
    }
}
