// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Emergencies while nodes die: clients send each request until it is answered, to whichever node, sometimes twice at once and
 * sometimes long after, always under the same idempotency key, and hold the answers against each other. Nodes are started by commands,
 * killed (SIGKILL) at random and started again; {@code --kill-database} is a command that kills PostgreSQL. Afterwards the log is for
 * {@code ./keneya verify-beds}, which knows whether a bed was given twice.
 */
public final class BedsChaos {
    private static final String[] KNOWN = {
        "bases",
        "starts",
        "kill-database",
        "token",
        "token-command",
        "clients",
        "seconds",
        "kill-every",
        "allocations",
        "name",
        "results",
        "seed"
    };
    private static final int LATEST_MILLIS = 400;

    private final List<URI> bases;
    private final Options options;
    private final AtomicLong given = new AtomicLong();
    private final AtomicLong none = new AtomicLong();
    private final AtomicLong released = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final ConcurrentLinkedQueue<String> contradictions = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<Integer, AtomicLong> others = new ConcurrentHashMap<>();
    private volatile boolean over;

    private BedsChaos(Options options) {
        this.options = options;
        bases = Arrays.stream(options.text("bases", "http://localhost:8080").split(","))
                .map(URI::create)
                .toList();
    }

    /** Ends with 1 when two answers to one key contradict each other. */
    public static void main(String[] arguments) throws Exception {
        BedsChaos chaos = new BedsChaos(Options.of(arguments, KNOWN));
        System.exit(chaos.run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        List<Process> nodes = new ArrayList<>();
        String[] starts = options.text("starts", "").split(";;");
        for (String start : starts) {
            if (!start.isBlank()) {
                nodes.add(started(start));
            }
        }
        bases.forEach(BedsChaos::awaited);
        String token = options.token();
        BedCalls calls = calls(token);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.number("seconds", 120));
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < options.number("clients", 32); i++) {
            int number = i;
            clients.add(Thread.ofPlatform().start(() -> client(number, calls)));
        }
        SplittableRandom random = new SplittableRandom(options.number("seed", 1));
        int kills = 0;
        while (System.nanoTime() < end && given.get() < options.number("allocations", Integer.MAX_VALUE)) {
            TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1_000 * Math.max(1, options.number("kill-every", 15))));
            kills += kill(random, nodes, starts) ? 1 : 0;
        }
        over = true;
        for (Thread client : clients) {
            client.join(TimeUnit.MINUTES.toMillis(2));
        }
        Results results = new Results(
                Path.of(options.text("results", "bench/results")), options.text("name", "beds-chaos"), Map.of());
        Map<String, Object> values = new java.util.LinkedHashMap<>();
        values.put("given", given.get());
        values.put("released", released.get());
        values.put("noneFits", none.get());
        values.put("kills", kills);
        values.put("repeatedRequests", repeated.get());
        values.put("attemptsWithoutAnswer", unanswered.get());
        values.put("otherStatuses", others.toString());
        values.put("contradictions", contradictions.size());
        results.noted("chaos", values);
        contradictions.stream().limit(10).forEach(System.out::println);
        System.out.println("Raw results: " + results.file());
        System.out.println("The nodes are left running; now: ./keneya verify-beds --port "
                + bases.getFirst().getPort());
        return contradictions.isEmpty();
    }

    private BedCalls calls(String token) throws IOException {
        try (Wire wire = new Wire(bases.getFirst())) {
            wire.exchange(BedCalls.get(bases.getFirst(), token, "/api/hospitals?limit=5000"));
            return new BedCalls(bases.getFirst(), token, wire.text());
        }
    }

    private boolean kill(SplittableRandom random, List<Process> nodes, String[] starts) throws IOException {
        String database = options.text("kill-database", "");
        if (!database.isEmpty() && random.nextInt(5) == 0) {
            new ProcessBuilder("/bin/sh", "-c", database).inheritIO().start();
            return true;
        }
        if (nodes.isEmpty()) {
            return false;
        }
        int which = random.nextInt(nodes.size());
        Process node = nodes.get(which);
        node.descendants().forEach(ProcessHandle::destroyForcibly);
        node.destroyForcibly();
        nodes.set(which, started(starts[which]));
        return true;
    }

    private static Process started(String command) throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", "exec " + command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(File.createTempFile("keneya-node", ".log")))
                .start();
    }

    private static void awaited(URI base) {
        for (int i = 0; i < 600; i++) {
            try (Wire wire = new Wire(base)) {
                if (wire.exchange(BedCalls.get(base, "", "/health/ready")) == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it starts
            }
            LockSupport.parkNanos(200_000_000);
        }
        throw new IllegalStateException(base + " does not become ready");
    }

    private void client(int number, BedCalls calls) {
        SplittableRandom random = new SplittableRandom(1_000 + number);
        List<String> mine = new ArrayList<>();
        while (!over) {
            String key = BedCalls.key();
            Said said = certain(calls.allocate(random, key), random);
            if (said == null) {
                continue;
            }
            if (said.status != 201) {
                none.incrementAndGet();
                continue;
            }
            given.incrementAndGet();
            follow(calls, BedCalls.id(said.text), random, mine);
        }
        mine.forEach(id -> release(calls, id, random));
    }

    /** Most are confirmed and later released, some are cancelled, some moved on, some forgotten, to expire. */
    private void follow(BedCalls calls, String id, SplittableRandom random, List<String> mine) {
        int way = random.nextInt(20);
        String key = BedCalls.key();
        if (way == 0) {
            return;
        }
        if (way <= 3) {
            certain(calls.act(id, "cancel", key, ""), random);
            return;
        }
        if (way <= 5) {
            Said moved = certain(calls.act(id, way == 4 ? "refuse" : "transfer", key, ""), random);
            if (moved != null && moved.status == 201) {
                mine.add(BedCalls.id(moved.text));
            }
            return;
        }
        certain(calls.act(id, "confirm", key, ""), random);
        mine.add(id);
        if (mine.size() > 20) {
            release(calls, mine.removeFirst(), random);
        }
    }

    private void release(BedCalls calls, String id, SplittableRandom random) {
        Said said = certain(calls.act(id, "release", BedCalls.key(), "{\"cleaning\":false}"), random);
        if (said != null && said.status == 200) {
            released.incrementAndGet();
        }
    }

    private record Said(int status, String text) {}

    /** Sends a request until it is answered for good; one in twenty is sent once more, late, and has to be answered the same. */
    private @Nullable Said certain(byte[] request, SplittableRandom random) {
        Said first = null;
        for (int attempt = 0; first == null && attempt < 300; attempt++) {
            first = once(request, random);
            if (first == null) {
                LockSupport.parkNanos(100_000_000);
            }
        }
        if (first == null) {
            contradictions.add("a request was not answered in 300 attempts");
            return null;
        }
        if (random.nextInt(20) == 0 && !over) {
            LockSupport.parkNanos(random.nextInt(LATEST_MILLIS) * 1_000_000L);
            Said again = once(request, random);
            repeated.incrementAndGet();
            if (again != null
                    && (again.status != first.status
                            || again.status < 300 && !id(again).equals(id(first)))) {
                contradictions.add("one key, two answers: %d %s and %d %s"
                        .formatted(first.status, id(first), again.status, id(again)));
            }
        }
        return first;
    }

    private static String id(Said said) {
        return said.text.contains("\"id\":\"") && said.status < 300 ? BedCalls.id(said.text) : said.text;
    }

    /** Null when nobody answered, or not now. */
    private @Nullable Said once(byte[] request, SplittableRandom random) {
        try (Wire wire = new Wire(bases.get(random.nextInt(bases.size())))) {
            int status = wire.exchange(request);
            if (status >= 500 || status == 429) {
                unanswered.incrementAndGet();
                return null;
            }
            if (status != 200 && status != 201 && status != 409) {
                others.computeIfAbsent(status, _ -> new AtomicLong()).incrementAndGet();
            }
            return new Said(status, wire.text());
        } catch (IOException | RuntimeException broken) {
            unanswered.incrementAndGet();
            return null;
        }
    }
}
