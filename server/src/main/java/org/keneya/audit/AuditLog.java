// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.keneya.kernel.Tenant;
import org.keneya.store.FhirStore;
import org.keneya.store.MasterKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what waits in the journal and what the store noted at its commits into the log, once a second, in one
 * transaction; then publishes the hashes, and now and then a signed head. Ordered by time within each turn.
 */
final class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final long TURN_MILLIS = 1_000;
    /** Keys are handed out before the commit: how far behind the highest seen a note may come to light. A sweep finds all. */
    private static final long LATE_NOTES = 5_000;

    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(10);

    private final Journal journal;
    private final PgAudit table;
    private final Notary notary;
    private final MasterKey masterKey;
    private final FhirStore store;
    private final Clock clock;
    private final Set<Integer> grown = new HashSet<>();

    /** Highest key of a note seen. */
    private long lastNote;

    private Instant swept = Instant.EPOCH;
    private final List<Journal.Segment> pending = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final Set<Integer> changed = new HashSet<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("audit").daemon().factory());

    AuditLog(Journal journal, PgAudit table, Notary notary, MasterKey masterKey, FhirStore store, Clock clock) {
        this.journal = journal;
        this.table = table;
        this.notary = notary;
        this.masterKey = masterKey;
        this.store = store;
        this.clock = clock;
    }

    void start() throws IOException {
        notary.publishKey();
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
        boolean sweeps = swept.plus(BETWEEN_SWEEPS).isBefore(now);
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
                notary.publish(tenant);
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
        pending.addAll(journal.take());
        boolean[] more = {true};
        while (more[0]) {
            List<Journal.Segment> segments = List.copyOf(pending);
            List<String> left = List.copyOf(gone);
            List<Notary.Leaves> sealed = new ArrayList<>();
            table.locked(turn -> {
                turn.leave(left);
                more[0] = seal(turn, from, segments, sealed);
            });
            sealed.forEach(notary::add);
            gone.removeAll(left);
            for (Journal.Segment done : segments) {
                journal.done(done);
                pending.remove(done);
                gone.add(done.name());
            }
        }
    }

    /** Whether there may be more notes. */
    private boolean seal(PgAudit.Turn turn, long from, List<Journal.Segment> segments, List<Notary.Leaves> sealed)
            throws SQLException {
        Map<Integer, List<Waiting>> waiting = new TreeMap<>();
        List<PgAudit.Note> notes = turn.notes(from);
        for (PgAudit.Note note : notes) {
            lastNote = Math.max(lastNote, note.pk());
            waiting.computeIfAbsent(note.tenant(), _ -> new ArrayList<>())
                    .add(Waiting.carried(new Tenant(note.tenant()), CommitNotes.open(masterKey, note.note())));
        }
        for (Journal.Segment segment : segments) {
            if (turn.enter(segment.name())) {
                for (Waiting one : segment.entries()) {
                    waiting.computeIfAbsent(one.tenant().id(), _ -> new ArrayList<>())
                            .add(one);
                }
            }
        }
        for (var each : waiting.entrySet()) {
            seal(turn, each.getKey(), each.getValue(), sealed);
            grown.add(each.getKey());
        }
        return notes.size() == PgAudit.NOTES_AT_ONCE;
    }

    private void seal(PgAudit.Turn turn, int tenant, List<Waiting> entries, List<Notary.Leaves> sealed)
            throws SQLException {
        entries.sort(Comparator.comparingLong(Waiting::at));
        long first = turn.next(tenant);
        int from = 0;
        int bytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            bytes += entries.get(i).bytes().length;
            boolean full = bytes >= Block.LARGE || i + 1 - from == Block.MOST;
            if (full || i + 1 == entries.size()) {
                List<Waiting> whole = entries.subList(from, i + 1);
                block(turn, tenant, first + from, whole);
                sealed.add(Notary.Leaves.of(tenant, first + from, whole));
                from = i + 1;
                bytes = 0;
            }
        }
    }

    private void block(PgAudit.Turn turn, int tenant, long first, List<Waiting> entries) throws SQLException {
        Set<Long> words = new HashSet<>();
        Set<String> logins = new HashSet<>();
        for (Waiting one : entries) {
            if (logins.add(one.who())) {
                words.add(store.keyed(new Tenant(tenant), one.who()));
            }
            words.addAll(one.patients());
        }
        byte[] content = Block.seal(
                table.key(tenant),
                tenant,
                first,
                entries.stream().map(Waiting::bytes).toList());
        turn.add(
                tenant,
                new PgAudit.Sealed(first, entries.size(), content),
                entries.getFirst().at(),
                entries.getLast().at(),
                words);
    }

    /** Signs what has been published of every tenant. */
    synchronized void signAll() throws IOException {
        notary.signAll();
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
