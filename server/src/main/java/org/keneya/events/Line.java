// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.keneya.traces.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Brings the events of one outbox to one broker, on one node at a time, in order, at least once: the position moves when the
 * broker has acknowledged, never before.
 *
 * <p>An event the broker refuses for good becomes a dead letter, and so do later ones of the same key, so that their order
 * stays; other keys go on. Dead letters are tried again now and then, and when somebody asks.
 */
final class Line implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final Duration UPKEEP = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 300;
    private static final long NEXT_TRY_MILLIS = 1_000;

    private final Outbox outbox;
    private final Broker broker;
    private final PgSeats seats;
    private final Duration look;
    private final LineMeasures measures;
    private final Traces traces;
    private final Semaphore signal = new Semaphore(0);
    private Set<String> blocked = new HashSet<>();
    private long position;
    private boolean isAway;

    Line(Outbox outbox, Broker broker, PgSeats seats, Duration look, LineMeasures measures, Traces traces) {
        this.outbox = outbox;
        this.broker = broker;
        this.seats = seats;
        this.look = broker.gather().isZero() ? look : broker.gather();
        this.measures = measures;
        this.traces = traces;
    }

    String name() {
        return "events-%s-%s".formatted(outbox.name(), broker.name());
    }

    /** There is something new. */
    void wake() {
        if (broker.gather().isZero() && signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** Until interrupted. */
    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    take();
                } catch (SQLException | DataAccessException gone) {
                    LOG.warn("outbox={} broker={} seat=lost error={}", outbox.name(), broker.name(), name(gone));
                } catch (RuntimeException failure) {
                    LOG.error("outbox={} broker={} seat=left", outbox.name(), broker.name(), failure);
                }
                measures.leads(false);
                Thread.sleep(NEXT_TRY_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void take() throws SQLException, InterruptedException {
        Optional<PgSeat> free = seats.take(outbox.name(), broker.name());
        if (free.isPresent()) {
            try (PgSeat seat = free.get()) {
                lead(seat);
            }
        }
    }

    private void lead(PgSeat seat) throws SQLException, InterruptedException {
        position = seat.position();
        blocked = seat.blocked();
        measures.leads(true);
        LOG.info("outbox={} broker={} seat=taken position={}", outbox.name(), broker.name(), position);
        long upkept = System.nanoTime() - UPKEEP.toNanos();
        long looked = System.nanoTime() - look.toNanos();
        boolean isMore = true;
        while (true) {
            if (System.nanoTime() - upkept >= UPKEEP.toNanos()) {
                measures.databaseTime(seat.beat());
                tryAgain(seat);
                upkept = System.nanoTime();
            }
            long untilLook = isMore ? 0 : look.toNanos() - (System.nanoTime() - looked);
            boolean isWoken =
                    untilLook > 0 && signal.tryAcquire(Math.min(untilLook, UPKEEP.toNanos()), TimeUnit.NANOSECONDS);
            if (isWoken || System.nanoTime() - looked >= look.toNanos() || isMore) {
                looked = System.nanoTime();
                isMore = carry(seat);
            }
        }
    }

    /** Brings what there is, at most as many as the broker wants; whether there is more to bring at once. */
    private boolean carry(PgSeat seat) throws SQLException, InterruptedException {
        signal.drainPermits();
        List<Event> events = outbox.after(position, broker.most());
        if (events.isEmpty()) {
            measures.waits(null);
            return false;
        }
        measures.waits(events.getFirst().time());
        List<DeadLetter.Fresh> aside = new ArrayList<>();
        List<CloudEvent> going = new ArrayList<>(events.size());
        for (Event event : events) {
            CloudEvent told = CloudEvent.of(outbox, event);
            Optional<String> refusal = blocked.contains(event.key()) ? Optional.empty() : broker.refusal(told);
            refusal.ifPresent(_ -> blocked.add(event.key()));
            if (blocked.contains(event.key())) {
                aside.add(new DeadLetter.Fresh(event, refusal.orElse(null)));
            } else {
                going.add(told);
            }
        }
        Optional<List<Broker.Refused>> answer = publish(going);
        if (answer.isEmpty()) {
            return true; // the same ones again
        }
        Map<Long, String> causes =
                answer.get().stream().collect(Collectors.toMap(Broker.Refused::sequence, Broker.Refused::cause));
        for (Event event : events) {
            String cause = causes.get(event.sequence());
            if (cause != null) {
                blocked.add(event.key());
                aside.add(new DeadLetter.Fresh(event, cause));
            }
        }
        long last = events.getLast().sequence();
        seat.move(last, aside);
        position = last;
        if (!aside.isEmpty()) {
            LOG.error("outbox={} broker={} dead-letters={}", outbox.name(), broker.name(), aside.size());
        }
        return events.size() == broker.most();
    }

    /** What the broker refused; empty, after a pause, when it is not to be had. */
    private Optional<List<Broker.Refused>> publish(List<CloudEvent> events) throws InterruptedException {
        if (events.isEmpty()) {
            return Optional.of(List.of());
        }
        try {
            long start = System.nanoTime();
            List<Broker.Refused> refused = broker.publish(outbox.topic(), events);
            measures.published(events);
            if (traces.areTold()) {
                long end = System.nanoTime();
                events.forEach(event -> traces.note(event.traceparent(), "events.publish", start, end));
            }
            isAway = false;
            return Optional.of(refused);
        } catch (IOException away) {
            if (!isAway) {
                LOG.warn("outbox={} broker={} away error={}", outbox.name(), broker.name(), name(away));
            }
            isAway = true;
            Thread.sleep(PAUSE_MILLIS);
            return Optional.empty();
        }
    }

    /** Publishes dead letters that are due, key by key in order, until one is refused again. */
    private void tryAgain(PgSeat seat) throws SQLException, InterruptedException {
        if (blocked.isEmpty()) {
            return;
        }
        boolean isDelivered = true;
        while (isDelivered) {
            List<DeadLetter.Next> waiting = seat.next();
            blocked = waiting.stream().map(DeadLetter.Next::key).collect(Collectors.toCollection(HashSet::new));
            measures.deadKeys(blocked.size());
            isDelivered = false;
            for (DeadLetter.Next next : waiting) {
                isDelivered |= next.isDue() && isDelivered(seat, next.sequence());
            }
        }
    }

    private boolean isDelivered(PgSeat seat, long sequence) throws SQLException, InterruptedException {
        List<Event> found = outbox.after(sequence - 1, 1);
        if (found.isEmpty() || found.getFirst().sequence() != sequence) {
            seat.refused(sequence, "not-in-outbox");
            return false;
        }
        CloudEvent event = CloudEvent.of(outbox, found.getFirst());
        Optional<String> refusal = broker.refusal(event);
        if (refusal.isPresent()) {
            seat.refused(sequence, refusal.get());
            return false;
        }
        Optional<List<Broker.Refused>> answer = publish(List.of(event));
        if (answer.isEmpty()) {
            return false;
        }
        if (!answer.get().isEmpty()) {
            seat.refused(sequence, answer.get().getFirst().cause());
            return false;
        }
        seat.delivered(sequence);
        return true;
    }

    private static String name(Exception failure) {
        return failure.getClass().getSimpleName();
    }
}
