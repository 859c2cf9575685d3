// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.security.KeyPair;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.keneya.store.FhirStore;
import org.keneya.store.MasterKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what waits in the journal and what the store noted at its commits into the log, a few times a second, in one
 * transaction; then publishes the hashes, and now and then a signed head. Ordered by time within each turn.
 */
final class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final long TURN_MILLIS = 250;
    /** Keys are handed out before the commit: how far behind the highest seen a note may come to light. A sweep finds all. */
    private static final long LATE_NOTES = 5_000;

    private static final Duration BETWEEN_HEADS = Duration.ofSeconds(10);

    private final Journal journal;
    private final PgAudit table;
    private final Publication publication;
    private final KeyPair signing;
    private final MasterKey masterKey;
    private final FhirStore store;
    private final Clock clock;
    private final Map<Integer, MerkleTree> trees = new HashMap<>();
    private final Map<Integer, Signed> signed = new HashMap<>();
    private final Set<Integer> grown = new HashSet<>();

    /** Highest key of a note seen. */
    private long lastNote;

    private Instant swept = Instant.EPOCH;
    private final List<Journal.Segment> pending = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final Set<Integer> changed = new HashSet<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("audit").daemon().factory());

    /** The last head of a tenant. */
    private record Signed(long size, Instant at) {}

    AuditLog(
            Journal journal,
            PgAudit table,
            Publication publication,
            KeyPair signing,
            MasterKey masterKey,
            FhirStore store,
            Clock clock) {
        this.journal = journal;
        this.table = table;
        this.publication = publication;
        this.signing = signing;
        this.masterKey = masterKey;
        this.store = store;
        this.clock = clock;
    }

    void start() throws IOException {
        publication.publish(signing.getPublic());
        pending.addAll(journal.left());
        var _ = worker.scheduleWithFixedDelay(this::turn, TURN_MILLIS, TURN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Keeps an entry; fails when it cannot be kept. */
    void add(Tenant tenant, Entry entry) {
        journal.add(tenant, entry);
    }

    /** Everything added or committed before is in the log and published when this returns. */
    synchronized void flush() throws IOException, SQLException {
        drain(0);
        sweep(table.tenants());
    }

    /** What other nodes bring into the log is looked for more rarely than what this one does. */
    private synchronized void turnOnce() throws IOException, SQLException {
        Instant now = clock.instant();
        boolean sweeps = swept.plus(BETWEEN_HEADS).isBefore(now);
        drain(sweeps ? 0 : Math.max(0, lastNote - LATE_NOTES));
        if (sweeps) {
            swept = now;
            sweep(table.tenants());
        } else {
            sweep(List.copyOf(grown));
        }
    }

    private void sweep(List<Integer> tenants) throws IOException, SQLException {
        grown.clear();
        for (int tenant : tenants) {
            try {
                publish(tenant);
            } catch (SecurityException unlike) { // the others' logs go on
                if (changed.add(tenant)) {
                    LOG.error("audit=changed tenant={} action=run-verify-audit", tenant);
                }
            }
        }
    }

    private void turn() {
        try {
            turnOnce();
        } catch (IOException | SQLException | RuntimeException failure) {
            LOG.warn("audit=waiting error={}", failure.getClass().getSimpleName());
        }
    }

    /** A transaction takes a bounded number of notes: as many transactions as that needs. */
    private void drain(long from) throws IOException, SQLException {
        Journal.Segment taken = journal.take();
        if (taken != null) {
            pending.add(taken);
        }
        boolean[] more = {true};
        while (more[0]) {
            List<Journal.Segment> segments = List.copyOf(pending);
            List<String> left = List.copyOf(gone);
            table.locked(turn -> {
                turn.leave(left);
                more[0] = seal(turn, from, segments);
            });
            gone.removeAll(left);
            for (Journal.Segment done : segments) {
                journal.done(done);
                pending.remove(done);
                gone.add(done.name());
            }
        }
    }

    /** Whether there may be more notes. */
    private boolean seal(PgAudit.Turn turn, long from, List<Journal.Segment> segments) throws SQLException {
        Map<Integer, List<Journal.Waiting>> waiting = new TreeMap<>();
        List<PgAudit.Note> notes = turn.notes(from);
        for (PgAudit.Note note : notes) {
            lastNote = Math.max(lastNote, note.pk());
            waiting.computeIfAbsent(note.tenant(), _ -> new ArrayList<>())
                    .add(Journal.Waiting.of(new Tenant(note.tenant()), CommitNotes.open(masterKey, note.note())));
        }
        for (Journal.Segment segment : segments) {
            if (turn.enter(segment.name())) {
                for (Journal.Waiting one : segment.entries()) {
                    waiting.computeIfAbsent(one.tenant().id(), _ -> new ArrayList<>())
                            .add(one);
                }
            }
        }
        for (var each : waiting.entrySet()) {
            seal(turn, each.getKey(), each.getValue());
            grown.add(each.getKey());
        }
        return notes.size() == PgAudit.NOTES_AT_ONCE;
    }

    private void seal(PgAudit.Turn turn, int tenant, List<Journal.Waiting> entries) throws SQLException {
        entries.sort(Comparator.comparingLong(one -> one.entry().at()));
        long first = turn.next(tenant);
        int from = 0;
        int bytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            bytes += entries.get(i).bytes().length;
            boolean full = bytes >= Block.LARGE || i + 1 - from == Block.MOST;
            if (full || i + 1 == entries.size()) {
                block(turn, tenant, first + from, entries.subList(from, i + 1));
                from = i + 1;
                bytes = 0;
            }
        }
    }

    private void block(PgAudit.Turn turn, int tenant, long first, List<Journal.Waiting> entries) throws SQLException {
        Set<Long> words = new HashSet<>();
        for (Journal.Waiting one : entries) {
            words.add(store.keyed(new Tenant(tenant), one.entry().who()));
            words.addAll(one.entry().patients());
        }
        byte[] content = Block.seal(
                table.key(tenant),
                tenant,
                first,
                entries.stream().map(Journal.Waiting::bytes).toList());
        turn.add(
                tenant,
                new PgAudit.Sealed(first, entries.size(), content),
                entries.getFirst().entry().at(),
                entries.getLast().entry().at(),
                words);
    }

    private void publish(int tenant) throws IOException, SQLException {
        MerkleTree tree = trees.get(tenant);
        if (tree == null) {
            tree = published(tenant);
            trees.put(tenant, tree);
        }
        MerkleTree growing = tree;
        long before = tree.size();
        MasterKey key = table.key(tenant);
        var digest = MerkleTree.sha256();
        IOException[] failed = {null};
        table.each(tenant, before, block -> {
            List<byte[]> hashes = new ArrayList<>();
            for (byte[] entry : Block.open(key, tenant, block.first(), block.count(), block.content())) {
                hashes.add(MerkleTree.leaf(digest, entry, 0, entry.length));
            }
            try {
                publication.add(tenant, block.first(), hashes);
            } catch (IOException full) {
                failed[0] = full;
                return false;
            }
            for (int i = (int) Math.max(0, growing.size() - block.first()); i < hashes.size(); i++) {
                growing.add(hashes.get(i));
            }
            return true;
        });
        if (failed[0] != null) {
            throw failed[0];
        }
        Instant now = clock.instant();
        Signed last = signed.getOrDefault(tenant, new Signed(before, Instant.EPOCH));
        if (tree.size() > last.size() && last.at().plus(BETWEEN_HEADS).isBefore(now)) {
            sign(tenant, tree, now);
        }
    }

    private void sign(int tenant, MerkleTree tree, Instant now) throws IOException {
        publication.sign(tenant, tree, now, signing.getPrivate());
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
    synchronized void signAll() throws IOException {
        for (var each : trees.entrySet()) {
            if (each.getValue().size() > 0) {
                sign(each.getKey(), each.getValue(), clock.instant());
            }
        }
    }

    @Override
    public void close() throws IOException {
        worker.close();
        try {
            flush();
            signAll();
        } catch (SQLException | RuntimeException gone) {
            LOG.warn("audit=left-in-journal error={}", gone.getClass().getSimpleName());
        } finally {
            journal.close();
        }
    }
}
