// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.Bed;
import org.keneya.events.Event;
import org.keneya.events.Relay;
import org.keneya.traces.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of this node that changes beds. What waits is carried out in turns, each one transaction that begins with the
 * lock of all nodes and with what the others did since: every decision is made on the census as it is. When a turn fails,
 * nothing of it happened as far as this node can tell; its callers are told to ask again, and the census is read anew.
 */
final class BedWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BedWriter.class);
    private static final long IDLE_MILLIS = 100;
    private static final long DUE_EVERY = TimeUnit.SECONDS.toNanos(1);
    private static final long FORGET_EVERY = TimeUnit.MINUTES.toNanos(10);
    private static final long PUBLISH_EVERY = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int FOLLOWED_AT_ONCE = 5_000;

    private final DataSource ledgers;
    private final PgHospitals hospitals;
    private final PgBedLog log;
    private final Board board;
    private final BedFeed feed;
    private final Relay relay;
    private final BedMeasures measures;
    private final Traces traces;
    private final BedSettings settings;
    private final BedQueue queue;
    private final Thread thread;
    private @Nullable Nation nation;
    private long dueAt;
    private long forgetAt;
    private long publishAt;
    private volatile boolean closed;

    BedWriter(
            DataSource ledgers,
            PgHospitals hospitals,
            PgBedLog log,
            Board board,
            BedFeed feed,
            Relay relay,
            BedMeasures measures,
            Traces traces,
            BedSettings settings) {
        this.ledgers = ledgers;
        this.hospitals = hospitals;
        this.log = log;
        this.board = board;
        this.feed = feed;
        this.relay = relay;
        this.measures = measures;
        this.traces = traces;
        this.settings = settings;
        queue = new BedQueue(settings.queue(), settings.patience().toNanos());
        thread = Thread.ofPlatform().name("beds").daemon().unstarted(this::run);
        measures.queue(queue);
    }

    /** Reads the census, then begins; fails when the database cannot be read. */
    void start() throws SQLException {
        load();
        forgetAt = System.nanoTime() + FORGET_EVERY;
        thread.start();
    }

    /** Hands in a command and waits until it is durable, or is known not to be done, or nobody can tell. */
    Answer carryOut(Command command) {
        Waiting waiting = new Waiting(command);
        queue.add(waiting);
        return answer(waiting);
    }

    /** Hands in several at once; their answers in the same order. */
    List<Answer> carryOut(List<? extends Command> commands) {
        List<Waiting> waiting = commands.stream().map(Waiting::new).toList();
        waiting.forEach(queue::add);
        return waiting.stream().map(this::answer).toList();
    }

    private Answer answer(Waiting waiting) {
        Command command = waiting.command();
        try {
            Answer answer = waiting.result().get(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
            measures.answered(command, answer, System.nanoTime() - waiting.since());
            return answer;
        } catch (TimeoutException unknown) {
            measures.answered(command, Answer.Busy.BROKEN, System.nanoTime() - waiting.since());
            return Answer.Busy.BROKEN;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Answer.Busy.BROKEN;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void run() {
        while (!closed) {
            try {
                List<Waiting> batch = queue.take(settings.batch(), IDLE_MILLIS);
                turn(batch);
            } catch (InterruptedException stopped) {
                return;
            } catch (SQLException | RuntimeException failure) {
                LOG.warn(
                        "beds=broken error={} message={}",
                        failure.getClass().getSimpleName(),
                        failure instanceof SQLException sql ? sql.getSQLState() : failure.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever waits is answered, whatever happens. */
    private void turn(List<Waiting> batch) throws SQLException {
        try {
            Nation current = nation == null ? load() : nation;
            long now = System.nanoTime();
            if (!batch.isEmpty() || now - dueAt >= 0) {
                dueAt = now + DUE_EVERY;
                commit(current, batch);
            } else {
                follow(current);
                publish(current);
            }
            if (now - forgetAt >= 0) {
                forgetAt = now + FORGET_EVERY;
                PgRequests.forget(ledgers, settings.remembered());
            }
        } catch (SQLException | RuntimeException failure) {
            nation = null;
            if (batch.size() > 1 && isOfOneCommand(failure)) {
                apart(batch);
            } else {
                batch.forEach(waiting -> waiting.answer(Answer.Busy.BROKEN));
            }
            throw failure;
        }
    }

    /** Whether one command is at fault rather than the database: then the others shall not suffer for it. */
    private static boolean isOfOneCommand(Exception failure) {
        if (failure instanceof SQLException sql) {
            String state = String.valueOf(sql.getSQLState());
            return state.startsWith("22") || state.startsWith("23");
        }
        return true;
    }

    private void apart(List<Waiting> batch) {
        for (Waiting waiting : batch) {
            try {
                commit(load(), List.of(waiting));
            } catch (SQLException | RuntimeException failure) {
                nation = null;
                LOG.error(
                        "beds=command-failed command={} error={}",
                        waiting.command().getClass().getSimpleName(),
                        failure.getClass().getSimpleName());
                waiting.answer(Answer.Busy.BROKEN);
            }
        }
    }

    private Nation load() throws SQLException {
        long began = System.nanoTime();
        Nation loaded = hospitals.load();
        nation = loaded;
        publish(loaded);
        feed.reached(loaded.position());
        LOG.info(
                "beds=loaded beds={} position={} ms={}",
                loaded.census().size(),
                loaded.position(),
                (System.nanoTime() - began) / 1_000_000);
        return loaded;
    }

    private void commit(Nation current, List<Waiting> batch) throws SQLException {
        long began = System.nanoTime();
        Turn turn;
        long decided;
        try (PgLedger ledger = PgLedger.begin(ledgers)) {
            Known known = ledger.read(subjects(current, batch));
            follow(current, known.news());
            turn = new Turn(current, notBefore(current.time(), known), settings);
            turn.expire();
            batch.forEach(turn::carryOut);
            decided = System.nanoTime();
            if (!turn.changes().isEmpty()) {
                ledger.write(turn.changes());
            }
            ledger.commit();
        }
        Changes changes = turn.changes();
        changes.registered.forEach(one -> {
            Integer establishment = one.establishment();
            if (establishment != null) {
                current.establishment(one.hospital().id(), establishment);
            }
        });
        current.reached(changes.events);
        publishUnlessBusy(current, changes);
        turn.answers().forEach(given -> given.to().answer(given.answer()));
        long written = System.nanoTime();
        measures.turn(batch, changes, decided - began, written - decided);
        if (traces.areTold()) {
            batch.forEach(waiting -> note(waiting, began, decided, written));
        }
        tell(changes.events);
    }

    /** What a request waited for; those of one batch wait for the same. */
    private void note(Waiting waiting, long began, long decided, long written) {
        String trace = waiting.command().trace();
        traces.note(trace, "beds.queue", waiting.since(), began);
        traces.note(trace, "beds.decide", began, decided);
        traces.note(trace, "beds.write", decided, written);
    }

    /** A clock that was set back does not turn the log's time back. */
    private static Known notBefore(Instant last, Known known) {
        return known.now().isBefore(last)
                ? new Known(last, known.news(), known.requests(), known.allocations(), known.due(), known.live())
                : known;
    }

    private static PgLedger.Subjects subjects(Nation current, List<Waiting> batch) {
        Set<RequestKey.Name> keys = new LinkedHashSet<>();
        Set<UUID> allocations = new HashSet<>();
        Set<String> beds = new HashSet<>();
        for (Waiting waiting : batch) {
            switch (waiting.command()) {
                case Command.Hold hold -> keys.add(hold.key().client());
                case Command.Act act -> {
                    keys.add(act.key().client());
                    allocations.add(act.allocation());
                }
                case Command.ChangeBed change -> beds.add(change.bed());
                case Command.Register register ->
                    register.beds().stream().map(Bed::id).forEach(beds::add);
                case Command.Divert _, Command.SetPolicy _ -> {}
            }
        }
        return new PgLedger.Subjects(current.position(), List.copyOf(keys), allocations, beds);
    }

    /** Without the lock: committed events are always a beginning of the log without gaps. */
    private void follow(Nation current) throws SQLException {
        List<Event> news = log.after(current.position(), FOLLOWED_AT_ONCE);
        if (!news.isEmpty()) {
            follow(current, news);
        }
    }

    private void follow(Nation current, List<Event> news) {
        if (news.isEmpty()) {
            return;
        }
        news.forEach(current::follow);
        if (news.stream().anyMatch(event -> event.type().equals("hospital.registered"))) {
            hospitals.establishments().forEach(current::establishment);
        }
        publish(current);
        tell(news);
    }

    private void tell(List<Event> events) {
        if (!events.isEmpty()) {
            feed.add(events);
            relay.wake();
        }
    }

    /** Whoever gets an answer finds it on the board; under load boards are drawn a few times a second rather than at each turn. */
    private void publishUnlessBusy(Nation current, Changes changes) {
        boolean rare = !changes.diversions.isEmpty() || !changes.registered.isEmpty() || changes.policy != null;
        if (rare || queue.size() == 0 || System.nanoTime() - publishAt >= 0) {
            publish(current);
        }
    }

    private void publish(Nation current) {
        publishAt = System.nanoTime() + PUBLISH_EVERY;
        for (String hospital : current.touched()) {
            board.put(current, hospital);
        }
        board.policy(current.policy());
    }

    @Override
    public void close() {
        closed = true;
        queue.close();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        feed.close();
    }
}
