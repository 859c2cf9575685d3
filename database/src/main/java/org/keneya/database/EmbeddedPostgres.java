// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own, for as long as this object is open. It holds the lock of its data directory, is restarted
 * when it dies, and is stopped when this JVM ends, however it ends.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int RESTARTS = 5;
    private static final Duration RESTART_WINDOW = Duration.ofMinutes(5);
    private static final int PORT_ATTEMPTS = 3;

    /**
     * What may be chosen about the embedded PostgreSQL.
     *
     * @param address how people reach this Keneya, told to whoever tries a second start on the same data; may be empty
     * @param port TCP port on 127.0.0.1; {@code 0} chooses a free one and keeps it between starts
     * @param maxConnections connections accepted, {@code 8..500}
     * @param sharedBuffersMebibytes PostgreSQL's own cache, MiB, {@code >= 16}
     * @param minimumFreeMebibytes free disk space a start needs, MiB; a first start needs 400 more
     * @param programs folder under which the PostgreSQL programs are unpacked; empty for the data directory. Tests share
     *     one
     */
    public record Settings(
            String address,
            int port,
            int maxConnections,
            int sharedBuffersMebibytes,
            long minimumFreeMebibytes,
            Optional<Path> programs) {
        public Settings {
            if (port < 0 || port > 65_535) throw new IllegalArgumentException("port (%d)".formatted(port));
            if (maxConnections < 8 || maxConnections > 500) {
                throw new IllegalArgumentException("maxConnections (%d) must be 8..500".formatted(maxConnections));
            }
            if (sharedBuffersMebibytes < 16) {
                throw new IllegalArgumentException(
                        "sharedBuffersMebibytes (%d) must be 16 or more".formatted(sharedBuffersMebibytes));
            }
        }

        /** For a small machine: 192 MiB of cache, 64 connections, a free port. */
        public static Settings small(String address) {
            return new Settings(address, 0, 64, 192, 200, Optional.empty());
        }

        /** The same with the programs unpacked under a shared folder. */
        public Settings withPrograms(Path folder) {
            return new Settings(
                    address, port, maxConnections, sharedBuffersMebibytes, minimumFreeMebibytes, Optional.of(folder));
        }
    }

    private static final long FIRST_START_MEBIBYTES = 400;

    private final DataDirectory directory;
    private final DirectoryLock lock;
    private final Binaries binaries;
    private final Account account;
    private final Settings settings;
    private final String password;
    private final Deque<Instant> restarts = new ArrayDeque<>();
    private final int port;
    private @Nullable Postmaster postmaster;
    private @Nullable String failure;
    private boolean closed;

    private EmbeddedPostgres(DataDirectory directory, DirectoryLock lock, Settings settings) throws IOException {
        this.directory = directory;
        this.lock = lock;
        this.settings = settings;
        var user = directory.writingUser();
        var first = !directory.hasCluster();
        directory.requireFreeMebibytes(settings.minimumFreeMebibytes() + (first ? FIRST_START_MEBIBYTES : 0));
        this.binaries = Binaries.under(settings.programs().orElse(directory.root()));
        this.account = Account.of(user, directory, binaries);
        account.own(DataDirectory.makePrivate(directory.logs()));
        if (first) {
            new Cluster(directory, binaries, account).create();
        } else {
            directory.requireSoundCluster(binaries.major());
            new Leftovers(directory).clear();
            new Cluster(directory, binaries, account).markOperatorsOnce();
        }
        this.password = Cluster.password(directory);
        this.port = launchOnFreePort();
    }

    /**
     * Starts PostgreSQL on a data directory, making the database on the first start.
     *
     * @throws DatabaseUnavailable with one sentence that says why not; nothing is deleted or overwritten
     */
    public static EmbeddedPostgres start(Path dataDirectory, Settings settings) {
        var started = System.nanoTime();
        var directory = DataDirectory.open(dataDirectory);
        var lock = DirectoryLock.take(directory, settings.address());
        try {
            var postgres = new EmbeddedPostgres(directory, lock, settings);
            LOG.info(
                    "database=ready version={} port={} ms={}",
                    postgres.binaries.version(),
                    postgres.port,
                    (System.nanoTime() - started) / 1_000_000);
            return postgres;
        } catch (IOException e) {
            lock.close();
            throw DataDirectory.unusable(directory.root(), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** A way to the application's database, to be closed after use. */
    public record Access(String jdbcUrl, String user, String password, Optional<EmbeddedPostgres> started)
            implements AutoCloseable {
        @Override
        public void close() {
            started.ifPresent(EmbeddedPostgres::close);
        }
    }

    /**
     * The way to the database of a data directory: to the one that runs there, or to one started for the purpose.
     *
     * @throws DatabaseUnavailable when there is no database, or it cannot be started
     */
    public static Access access(Path dataDirectory) {
        var directory = DataDirectory.open(dataDirectory);
        if (!directory.hasCluster()) {
            throw new DatabaseUnavailable("There is no database in %s.".formatted(directory.root()));
        }
        try {
            var port = DataDirectory.readLine(directory.portFile());
            if (port.matches("\\d{2,5}") && !isFree(Integer.parseInt(port))) {
                return new Access(
                        jdbcUrl(Integer.parseInt(port)),
                        Cluster.APPLICATION,
                        Cluster.password(directory),
                        Optional.empty());
            }
        } catch (RuntimeException unreadable) {
            throw new DatabaseUnavailable("The database in %s cannot be reached.".formatted(directory.root()));
        }
        var started = start(dataDirectory, Settings.small(""));
        return new Access(started.jdbcUrl(), started.user(), started.password(), Optional.of(started));
    }

    /** JDBC address of the application's database, without user and password. */
    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    private static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, Cluster.APPLICATION);
    }

    /** The application's role: owner of its database, not a superuser. */
    public String user() {
        return Cluster.APPLICATION;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** Why the database is down for good; empty while it runs or is being restarted. */
    public synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Number of the server process; it changes when PostgreSQL is restarted. */
    public synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(postmaster).map(running -> running.process().toHandle());
    }

    @Override
    public void close() {
        Postmaster running;
        synchronized (this) {
            if (closed) return;
            closed = true;
            running = postmaster;
        }
        if (running != null) running.stop();
        lock.close();
        LOG.info("database=stopped");
    }

    private int launchOnFreePort() throws IOException {
        for (var attempt = 1; ; attempt++) {
            var chosen = settings.port() == 0 ? rememberedOrFreePort() : requireFree(settings.port());
            configure(chosen);
            var launched = launch();
            if (launched.becomesReady()) {
                DataDirectory.writePrivate(directory.portFile(), chosen + "\n");
                supervise(launched);
                return chosen;
            }
            launched.stop();
            var why = launched.failure();
            if (!why.portTaken() || attempt == PORT_ATTEMPTS) throw why.explained(directory);
            Files.deleteIfExists(directory.portFile());
        }
    }

    private synchronized Postmaster launch() throws IOException {
        var launched = Postmaster.launch(directory, binaries, account);
        postmaster = launched;
        return launched;
    }

    private void configure(int chosen) throws IOException {
        var hasLocal = Files.exists(directory.cluster().resolve("local.conf"));
        writeOwned(
                directory.cluster().resolve("postgresql.conf"),
                Tuning.file(settings, directory.logs(), chosen, hasLocal));
        writeOwned(directory.cluster().resolve("pg_hba.conf"), Tuning.access());
    }

    private void writeOwned(Path file, String content) throws IOException {
        DataDirectory.writePrivate(file, content);
        account.own(file);
    }

    private int rememberedOrFreePort() throws IOException {
        var remembered = DataDirectory.readLine(directory.portFile());
        if (remembered.matches("\\d{2,5}") && isFree(Integer.parseInt(remembered))) {
            return Integer.parseInt(remembered);
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int requireFree(int port) {
        if (isFree(port)) return port;
        throw new DatabaseUnavailable(
                "The database port %d is in use by another program: free it, or choose another one.".formatted(port));
    }

    private static boolean isFree(int port) {
        if (port > 65_535) return false;
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void supervise(Postmaster running) {
        var _ = running.process().onExit().thenRunAsync(() -> died(running), EmbeddedPostgres::inBackground);
    }

    private static void inBackground(Runnable work) {
        Thread.ofPlatform().name("database-supervision").daemon().start(work);
    }

    /** Starts PostgreSQL again, later each time, and gives up when it keeps dying. */
    private void died(Postmaster dead) {
        dead.loosen();
        int recent;
        synchronized (this) {
            if (closed || postmaster != dead) return;
            var now = Instant.now();
            restarts.removeIf(then -> then.isBefore(now.minus(RESTART_WINDOW)));
            if (restarts.size() == RESTARTS) {
                giveUp(dead.failure().explained(directory).getMessage());
                return;
            }
            restarts.add(now);
            recent = restarts.size();
        }
        LOG.error(
                "database=died exit={} action=restart attempt={}",
                dead.process().exitValue(),
                recent);
        var pause = recent == 1 ? 0 : 250L << recent;
        CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS, EmbeddedPostgres::inBackground)
                .execute(this::restart);
    }

    private void restart() {
        try {
            new Leftovers(directory).clear();
            Postmaster launched;
            synchronized (this) {
                if (closed) return;
                launched = launch();
            }
            supervise(launched);
            if (launched.becomesReady()) LOG.info("database=restarted port={}", port);
        } catch (IOException e) {
            giveUp(DataDirectory.unusable(directory.root(), e).getMessage());
        } catch (DatabaseUnavailable e) {
            giveUp(e.getMessage());
        }
    }

    private synchronized void giveUp(@Nullable String why) {
        failure = String.valueOf(why);
        LOG.error("database=down {}", failure);
    }
}
