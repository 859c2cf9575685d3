// SPDX-License-Identifier: Apache-2.0
package org.keneya.imports;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.keneya.model.Json;

/** Counts what happens to an import; shows it while it runs and tells it at the end. */
final class Report {
    private static final int BAR = 30;
    private static final int MOST_REFUSALS_SHOWN = 50;

    private final int files;
    private final long bytes;
    private final long started = System.nanoTime();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicInteger filesDone = new AtomicInteger();
    private final AtomicLong bytesRead = new AtomicLong();
    private final AtomicLong created = new AtomicLong();
    private final AtomicLong present = new AtomicLong();
    private final List<String> refusals = new ArrayList<>();

    Report(int files, long bytes) {
        this.files = files;
        this.bytes = bytes;
    }

    void read(long more) {
        bytesRead.addAndGet(more);
    }

    void fileDone() {
        filesDone.incrementAndGet();
    }

    void taken(Json.Obj response) {
        for (Json.Obj entry : response.objects("entry")) {
            Json.Obj one = entry.object("response");
            String status = one == null ? null : one.string("status");
            if (status != null && status.startsWith("201")) {
                created.incrementAndGet();
            } else {
                present.incrementAndGet();
            }
        }
    }

    void refused(Path file, String where, String why) {
        synchronized (refusals) {
            refusals.add("%s%s: %s".formatted(file.getFileName(), where.isEmpty() ? "" : ", " + where, why));
        }
    }

    boolean isClean() {
        synchronized (refusals) {
            return refusals.isEmpty();
        }
    }

    void done() {
        finished.countDown();
    }

    /** Shows progress four times a second on a terminal, every two seconds elsewhere, until the import is done. */
    void show(PrintStream to) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        try {
            while (!finished.await(terminal ? 250 : 2_000, TimeUnit.MILLISECONDS)) {
                to.print((terminal ? "\r" : "") + line() + (terminal ? "" : "\n"));
                to.flush();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        to.println((terminal ? "\r" : "") + line());
    }

    private String line() {
        double share = bytes == 0 ? 1 : Math.min(1, (double) bytesRead.get() / bytes);
        int filled = (int) (share * BAR);
        long resources = created.get() + present.get();
        double left = share > 0.01 ? seconds() * (1 - share) / share : 0;
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %%  %d/%d files  %,d resources  %,.0f/s  %s left ",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                share * 100,
                filesDone.get(),
                files,
                resources,
                resources / seconds(),
                left >= 1 ? Math.round(left) + " s" : "0 s");
    }

    void print(PrintStream to) {
        to.printf(
                Locale.ROOT,
                "%,d resources in %.1f s (%,.0f/s): %,d created, %,d already there or updated%n",
                created.get() + present.get(),
                seconds(),
                (created.get() + present.get()) / seconds(),
                created.get(),
                present.get());
        synchronized (refusals) {
            if (refusals.isEmpty()) {
                to.println("Nothing was refused.");
                return;
            }
            to.printf("%d refused:%n", refusals.size());
            refusals.stream().limit(MOST_REFUSALS_SHOWN).forEach(refusal -> to.println("  " + refusal));
            if (refusals.size() > MOST_REFUSALS_SHOWN) {
                to.printf("  and %d more%n", refusals.size() - MOST_REFUSALS_SHOWN);
            }
        }
    }

    private double seconds() {
        return Math.max(0.001, (System.nanoTime() - started) / 1e9);
    }
}
