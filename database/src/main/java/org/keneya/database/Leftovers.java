// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an abrupt end left behind: a PostgreSQL still running on this database, and a {@code postmaster.pid} that names a
 * process. Called with the directory locked, so no other Keneya is at work.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration FAST = Duration.ofSeconds(60);

    private final DataDirectory directory;

    Leftovers(DataDirectory directory) {
        this.directory = directory;
    }

    /** Stops an orphaned PostgreSQL and puts a stale pid file aside. */
    void clear() {
        var file = directory.postmasterPid();
        if (!Files.exists(file)) return;
        var pid = DataDirectory.readLine(file);
        if (!pid.matches("\\d{1,9}")) return;
        ProcessHandle.of(Long.parseLong(pid)).filter(this::worksHere).ifPresent(this::stop);
        survivors().forEach(this::end);
        if (Files.exists(file) && ProcessHandle.of(Long.parseLong(pid)).isPresent()) putAside(file);
    }

    private void stop(ProcessHandle orphan) {
        LOG.warn("database=orphan process={} action=stop", orphan.pid());
        Commands.signal("INT", orphan.pid());
        if (!ended(orphan, FAST)) end(orphan);
    }

    /** A server process without its postmaster leaves by itself within moments. */
    private void end(ProcessHandle survivor) {
        if (ended(survivor, Duration.ofSeconds(5))) return;
        Commands.signal("QUIT", survivor.pid());
        if (ended(survivor, Duration.ofSeconds(5))) return;
        survivor.destroyForcibly();
        if (ended(survivor, Duration.ofSeconds(5))) return;
        throw new DatabaseUnavailable(
                "An earlier PostgreSQL (process %d) still runs on %s and cannot be stopped: end it, then start again."
                        .formatted(survivor.pid(), directory.cluster()));
    }

    /** PostgreSQL refuses to start while any process bears the number in the file, even one that is no PostgreSQL. */
    private void putAside(Path file) {
        try {
            Files.move(file, file.resolveSibling("postmaster.pid.stale"), StandardCopyOption.REPLACE_EXISTING);
            LOG.info("database=stale-pid-file action=put-aside");
        } catch (IOException e) {
            throw DataDirectory.unusable(file, e);
        }
    }

    private List<ProcessHandle> survivors() {
        return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }

    /** PostgreSQL's processes stand in the folder of their database; where that cannot be seen, its command names it. */
    private boolean worksHere(ProcessHandle process) {
        try {
            var place = Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
            if (place.equals(directory.cluster())) return isPostgres(process);
        } catch (IOException e) {
            LOG.trace("no folder known for process {}", process.pid(), e);
        }
        return isPostgres(process)
                && List.of(process.info().arguments().orElse(new String[0]))
                        .contains(directory.cluster().toString());
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/postgres");
    }

    private static boolean ended(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
