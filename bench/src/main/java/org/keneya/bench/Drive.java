// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Keeps a number of connections busy, each sending its next request when the last is answered (a closed loop: a slow
 * server is asked less often, so a percentile says what a waiting client saw, not what an arriving crowd would see).
 */
final class Drive {
    private Drive() {}

    /** Makes the next request of one connection. */
    @FunctionalInterface
    interface Task {
        /** @return the request, or null when there is nothing left to do */
        byte @org.jspecify.annotations.Nullable [] next(int worker, SplittableRandom random);
    }

    /**
     * What one measure saw.
     *
     * @param seconds from the first counted request to the last answer
     * @param statuses how many answers had which HTTP status; 0 is a broken connection
     * @param bytes of all bodies
     * @param done requests sent, those while warming up among them
     * @param firstError body of the first answer that was not 2xx, shortened; empty without one
     */
    record Outcome(
            Latencies latencies,
            double seconds,
            Map<Integer, Long> statuses,
            long bytes,
            long done,
            String firstError) {
        double rate() {
            return seconds == 0 ? 0 : latencies.count() / seconds;
        }

        long errors() {
            return statuses.entrySet().stream()
                    .filter(entry -> entry.getKey() < 200 || entry.getKey() > 299)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /** Runs until the time is over, or the task has nothing left. What happens while warming up is not counted. */
    static Outcome run(URI base, int connections, Duration warmUp, Duration length, Task task) throws IOException {
        long start = System.nanoTime();
        long counted = start + warmUp.toNanos();
        long end = counted + length.toNanos();
        List<Callable<Worker>> workers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Worker worker = new Worker(i, counted, end);
            workers.add(() -> worker.work(base, task));
        }
        Latencies all = new Latencies();
        Map<Integer, Long> statuses = new TreeMap<>();
        long bytes = 0;
        long done = 0;
        long last = counted;
        String firstError = "";
        try (var pool = Executors.newFixedThreadPool(connections)) {
            for (Future<Worker> future : pool.invokeAll(workers)) {
                Worker worker = future.get();
                all.addAll(worker.latencies);
                worker.statuses.forEach((status, count) -> statuses.merge(status, count, Long::sum));
                bytes += worker.bytes;
                done += worker.done;
                last = Math.max(last, worker.last);
                firstError = firstError.isEmpty() ? worker.firstError : firstError;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
        return new Outcome(all, (last - counted) / 1e9, statuses, bytes, done, firstError);
    }

    private static final class Worker {
        private final int number;
        private final long counted;
        private final long end;
        private final Latencies latencies = new Latencies();
        private final Map<Integer, Long> statuses = new TreeMap<>();
        private long bytes;
        private long done;
        private long last;
        private String firstError = "";

        Worker(int number, long counted, long end) {
            this.number = number;
            this.counted = counted;
            this.end = end;
        }

        Worker work(URI base, Task task) throws IOException {
            SplittableRandom random = new SplittableRandom(number);
            Wire wire = new Wire(base);
            try {
                for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                    byte[] request = task.next(number, random);
                    if (request == null) {
                        break;
                    }
                    long sent = System.nanoTime();
                    int status;
                    try {
                        status = wire.exchange(request);
                    } catch (IOException broken) {
                        status = 0;
                        wire.close();
                        wire = new Wire(base);
                    }
                    done++;
                    note(sent, System.nanoTime(), status, wire);
                    if (wire.isClosing()) {
                        wire.close();
                        wire = new Wire(base);
                    }
                }
            } finally {
                wire.close();
            }
            return this;
        }

        private void note(long sent, long answered, int status, Wire wire) {
            if (sent < counted) {
                return;
            }
            latencies.add(answered - sent);
            last = answered;
            statuses.merge(status, 1L, Long::sum);
            bytes += wire.bodyLength();
            if ((status < 200 || status > 299) && firstError.isEmpty()) {
                String text = status == 0 ? "connection broken" : wire.text();
                firstError = text.substring(0, Math.min(300, text.length()));
            }
        }
    }
}
