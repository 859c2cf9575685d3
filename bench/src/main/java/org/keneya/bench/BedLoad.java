// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Emergencies and what becomes of them: each bed that is given is confirmed, and one given earlier is released, so that as many stay
 * taken as there were.
 *
 * <p>With an offered rate, emergencies come at their times whether or not earlier ones were answered, and the latency counts from
 * the time one should have been sent: a server that stalls is charged for all who wait. Without one, each connection asks again
 * when it was answered, which finds the peak.
 */
final class BedLoad {
    private final URI base;
    private final BedCalls calls;
    private final int connections;
    private final int taken;
    private final BedTally allocate = new BedTally();
    private final BedTally confirm = new BedTally();
    private final BedTally release = new BedTally();
    private final LinkedBlockingQueue<String> held = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<String> confirmed = new ConcurrentLinkedQueue<>();
    private final AtomicLong beds = new AtomicLong();
    private final AtomicLong next = new AtomicLong();
    private long counted;
    private long end;

    /** @param taken beds of ours that stay taken */
    BedLoad(URI base, BedCalls calls, int connections, int taken) {
        this.base = base;
        this.calls = calls;
        this.connections = connections;
        this.taken = taken;
    }

    BedTally allocate() {
        return allocate;
    }

    BedTally confirm() {
        return confirm;
    }

    BedTally release() {
        return release;
    }

    /** @param rate emergencies a second; 0 for as many as can be */
    void run(int rate, int warmUp, int seconds) throws IOException {
        long start = System.nanoTime();
        counted = start + TimeUnit.SECONDS.toNanos(warmUp);
        end = counted + TimeUnit.SECONDS.toNanos(seconds);
        try (ExecutorService threads = Executors.newFixedThreadPool(2 * connections)) {
            List<Future<?>> running = new java.util.ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int number = i;
                if (rate > 0) {
                    running.add(threads.submit(() -> arrivals(number, start, rate)));
                    running.add(threads.submit(this::follow));
                } else {
                    running.add(threads.submit(() -> circles(number)));
                }
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        } catch (java.util.concurrent.ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
        try (Line line = new Line()) {
            for (String id = held.poll(); id != null; id = held.poll()) {
                line.send(calls.act(id, "cancel", BedCalls.key(), ""));
            }
            for (String id = confirmed.poll(); id != null; id = confirmed.poll()) {
                line.send(calls.act(id, "release", BedCalls.key(), "{\"cleaning\":false}"));
            }
        }
    }

    private void arrivals(int number, long start, int rate) {
        SplittableRandom random = new SplittableRandom(number);
        try (Line line = new Line()) {
            while (true) {
                long due = start + (long) (next.getAndIncrement() * 1e9 / rate);
                if (due >= end) {
                    return;
                }
                byte[] request = calls.allocate(random, BedCalls.key());
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                String id = ask(line, request, due);
                if (id != null) {
                    held.add(id);
                }
            }
        }
    }

    private void follow() {
        try (Line line = new Line()) {
            while (System.nanoTime() < end) {
                String id = held.poll(20, TimeUnit.MILLISECONDS);
                if (id != null) {
                    settle(line, id);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void circles(int number) {
        SplittableRandom random = new SplittableRandom(number);
        try (Line line = new Line()) {
            while (System.nanoTime() < end) {
                byte[] request = calls.allocate(random, BedCalls.key());
                String id = ask(line, request, System.nanoTime());
                if (id != null) {
                    settle(line, id);
                }
            }
        }
    }

    private @Nullable String ask(Line line, byte[] request, long due) {
        int status = line.send(request);
        note(allocate, due, status, line);
        return status == 201 ? BedCalls.id(line.text()) : null;
    }

    private void settle(Line line, String id) {
        long sent = System.nanoTime();
        note(confirm, sent, line.send(calls.act(id, "confirm", BedCalls.key(), "")), line);
        confirmed.add(id);
        if (beds.incrementAndGet() > taken) {
            String oldest = confirmed.poll();
            beds.decrementAndGet();
            if (oldest != null) {
                sent = System.nanoTime();
                int status = line.send(calls.act(oldest, "release", BedCalls.key(), "{\"cleaning\":false}"));
                note(release, sent, status, line);
            }
        }
    }

    private void note(BedTally tally, long due, int status, Line line) {
        long now = System.nanoTime();
        if (due >= counted && due < end) {
            tally.add(now - due, status, line.text());
        }
    }

    /** A connection that is made anew when it breaks. */
    private final class Line implements AutoCloseable {
        private @Nullable Wire wire;
        private String text = "";

        /** The HTTP status; 0 when the connection broke. */
        int send(byte[] request) {
            try {
                Wire now = wire;
                if (now == null) {
                    now = new Wire(base);
                    wire = now;
                }
                int status = now.exchange(request);
                text = now.text();
                if (now.isClosing()) {
                    close();
                }
                return status;
            } catch (IOException broken) {
                text = "connection broken: " + broken.getMessage();
                close();
                return 0;
            }
        }

        String text() {
            return text;
        }

        @Override
        public void close() {
            Wire now = wire;
            wire = null;
            if (now != null) {
                try {
                    now.close();
                } catch (IOException gone) {
                    // nothing more to be done about a connection that is not wanted any more
                }
            }
        }
    }
}
