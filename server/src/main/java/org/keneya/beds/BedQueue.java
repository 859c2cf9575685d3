// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Commands waiting for the writer: the most urgent first, within one urgency the oldest first. When it is full the least
 * urgent is refused, the newest of them, be it the newcomer itself.
 */
final class BedQueue {
    private final List<Deque<Waiting>> lanes = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition come = lock.newCondition();
    private final int capacity;
    private final long patience;
    private int size;
    private boolean closed;

    /** @param patience nanoseconds after which a command that still waits is refused */
    BedQueue(int capacity, long patience) {
        this.capacity = capacity;
        this.patience = patience;
        for (int urgency = 0; urgency <= Command.LEAST_URGENT; urgency++) {
            lanes.add(new ArrayDeque<>());
        }
    }

    void add(Waiting newcomer) {
        int urgency = newcomer.command().urgency();
        Waiting refused = newcomer;
        lock.lock();
        try {
            Waiting displaced = size < capacity ? null : lessUrgentThan(urgency);
            if (!closed && (size < capacity || displaced != null)) {
                lanes.get(urgency).addLast(newcomer);
                size += displaced == null ? 1 : 0;
                refused = displaced;
                come.signal();
            }
        } finally {
            lock.unlock();
        }
        if (refused != null) {
            refused.answer(Answer.Busy.FULL);
        }
    }

    private @Nullable Waiting lessUrgentThan(int urgency) {
        for (int other = Command.LEAST_URGENT; other > urgency; other--) {
            Waiting last = lanes.get(other).pollLast();
            if (last != null) {
                return last;
            }
        }
        return null;
    }

    /** What waits, at most so many; waits for it until the time is over, then answers nothing. */
    List<Waiting> take(int most, long millis) throws InterruptedException {
        List<Waiting> taken = new ArrayList<>();
        List<Waiting> late = new ArrayList<>();
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (size == 0 && left > 0 && !closed) {
                left = come.awaitNanos(left);
            }
            long now = System.nanoTime();
            for (Deque<Waiting> lane : lanes) {
                while (taken.size() < most && !lane.isEmpty()) {
                    Waiting next = lane.removeFirst();
                    size--;
                    (now - next.since() > patience ? late : taken).add(next);
                }
            }
        } finally {
            lock.unlock();
        }
        late.forEach(one -> one.answer(Answer.Busy.LATE));
        return taken;
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** From now on everybody is refused, those who wait included. */
    void close() {
        List<Waiting> left = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            lanes.forEach(lane -> {
                left.addAll(lane);
                lane.clear();
            });
            size = 0;
            come.signalAll();
        } finally {
            lock.unlock();
        }
        left.forEach(one -> one.answer(Answer.Busy.FULL));
    }
}
