// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running PostgreSQL and its leash: a tiny shell that reads a pipe from us and, when the pipe breaks because this
 * JVM is gone however it went, asks PostgreSQL for a fast shutdown. So even {@code kill -9} leaves no orphan.
 */
final class Postmaster {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration FAST = Duration.ofSeconds(60);
    private static final Duration IMMEDIATE = Duration.ofSeconds(10);
    private static final int READY_LINE = 7;

    private final DataDirectory directory;
    private final Process process;
    private final Process leash;
    private final Map<Path, Long> logSizes;

    private Postmaster(DataDirectory directory, Process process, Process leash, Map<Path, Long> logSizes) {
        this.directory = directory;
        this.process = process;
        this.leash = leash;
        this.logSizes = logSizes;
    }

    static Postmaster launch(DataDirectory directory, Binaries binaries, Account account) throws IOException {
        var logSizes = logSizes(directory);
        var command = account.command(List.of(
                binaries.program("postgres").toString(),
                "-D",
                directory.cluster().toString()));
        var process = Commands.clean(Commands.detached(command))
                .directory(directory.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(startLog(directory).toFile())
                .start();
        return new Postmaster(directory, process, leash(process.pid(), directory.postmasterPid()), logSizes);
    }

    private static Process leash(long pid, Path pidFile) throws IOException {
        var script = """
                read -r _
                read -r running 2>/dev/null <"$2" && [ "$running" = "$1" ] && kill -INT "$1" 2>/dev/null
                """;
        var words = List.of("/bin/sh", "-c", script, "keneya-leash", Long.toString(pid), pidFile.toString());
        return Commands.clean(Commands.detached(words))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    Process process() {
        return process;
    }

    /** Waits until connections are accepted; false when PostgreSQL ended instead. */
    boolean becomesReady() {
        var started = System.nanoTime();
        var told = 0L;
        try {
            while (!process.waitFor(4, TimeUnit.MILLISECONDS)) {
                if (isReady()) return true;
                var seconds = (System.nanoTime() - started) / 1_000_000_000;
                if (seconds >= told + 3) {
                    told = seconds;
                    LOG.info("database=starting seconds={} (it may be repairing after an abrupt stop)", seconds);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** PostgreSQL writes its state into the eighth line of its pid file. */
    private boolean isReady() {
        try {
            var lines = Files.readAllLines(directory.postmasterPid());
            return lines.size() > READY_LINE
                    && lines.getFirst().strip().equals(Long.toString(process.pid()))
                    && lines.get(READY_LINE).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    StartFailure failure() {
        return new StartFailure(read(startLog(directory), 0) + newLogLines());
    }

    /** Fast shutdown: open transactions are rolled back, everything committed is on the disk. */
    void stop() {
        if (process.isAlive()) {
            Commands.signal("INT", process.pid());
            if (!ended(FAST)) {
                LOG.warn("database=slow-stop seconds={}", FAST.toSeconds());
                Commands.signal("QUIT", process.pid());
                if (!ended(IMMEDIATE)) process.destroyForcibly();
            }
        }
        loosen();
    }

    /** Ends the leash of a PostgreSQL that has ended. */
    void loosen() {
        leash.destroy();
    }

    private boolean ended(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path startLog(DataDirectory directory) {
        return directory.logs().resolve("postgresql-start.log");
    }

    private String newLogLines() {
        var said = new StringBuilder();
        logSizes(directory)
                .forEach((log, size) -> said.append(size > logSizes.getOrDefault(log, 0L) ? newLines(log) : ""));
        return said.toString();
    }

    private String newLines(Path log) {
        return read(log, logSizes.getOrDefault(log, 0L));
    }

    private static Map<Path, Long> logSizes(DataDirectory directory) {
        Map<Path, Long> sizes = new HashMap<>();
        try (Stream<Path> logs = Files.list(directory.logs())) {
            for (var log : logs.filter(Postmaster::isServerLog).toList()) sizes.put(log, Files.size(log));
        } catch (IOException e) {
            LOG.debug("no log yet", e);
        }
        return sizes;
    }

    private static boolean isServerLog(Path log) {
        var name = String.valueOf(log.getFileName());
        return name.startsWith("postgresql-") && !name.equals("postgresql-start.log");
    }

    private static String read(Path log, long from) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(from, file.length() - 20_000));
            var bytes = new byte[(int) Math.max(0, file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, UTF_8) + "\n";
        } catch (IOException e) {
            return "";
        }
    }
}
