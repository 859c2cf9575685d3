// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.keneya.events.Event;

/** The latest events of the log, for those who follow them: kept in memory, so that a hundred screens cost one read. */
final class BedFeed {
    private static final int KEPT = 4_000;

    private final PgBedLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition come = lock.newCondition();
    private final Deque<Event> latest = new ArrayDeque<>();
    private long last;
    private boolean closed;

    BedFeed(PgBedLog log) {
        this.log = log;
    }

    /** Sequence of the last event there is. */
    long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** The log is this far; what lies before is not kept here. */
    void reached(long sequence) {
        lock.lock();
        try {
            if (sequence != last) {
                latest.clear();
                last = sequence;
                come.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void add(List<Event> events) {
        lock.lock();
        try {
            latest.addAll(events);
            while (latest.size() > KEPT) {
                latest.removeFirst();
            }
            last = events.getLast().sequence();
            come.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The events after a sequence, in order; waits for one until the time is over.
     *
     * @return empty when nothing happened, or all is over
     */
    List<Event> after(long sequence, int limit, long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (last <= sequence && !closed) {
                if (left <= 0) {
                    return List.of();
                }
                left = come.awaitNanos(left);
            }
            if (closed) {
                return List.of();
            }
            if (!latest.isEmpty() && latest.getFirst().sequence() <= sequence + 1) {
                return kept(sequence, limit);
            }
        } finally {
            lock.unlock();
        }
        return log.after(sequence, limit);
    }

    private List<Event> kept(long sequence, int limit) {
        List<Event> kept = new ArrayList<>();
        Iterator<Event> newest = latest.descendingIterator();
        while (newest.hasNext()) {
            Event event = newest.next();
            if (event.sequence() <= sequence) {
                break;
            }
            kept.addFirst(event);
        }
        return kept.size() > limit ? List.copyOf(kept.subList(0, limit)) : kept;
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            come.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
