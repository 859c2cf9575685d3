// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the database of a first start. It is made beside its place and moved there when whole, so an interrupted first
 * start leaves nothing that looks like a database.
 */
final class Cluster {
    static final String APPLICATION = "keneya";
    private static final String ADMINISTRATOR = "keneya_admin";
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private final DataDirectory directory;
    private final Binaries binaries;
    private final Account account;

    Cluster(DataDirectory directory, Binaries binaries, Account account) {
        this.directory = directory;
        this.binaries = binaries;
        this.account = account;
    }

    static Path passwordFile(DataDirectory directory) {
        return directory.secrets().resolve("postgresql");
    }

    /** Where the password waits until the database it belongs to is in its place. */
    private static Path nextPasswordFile(DataDirectory directory) {
        return directory.secrets().resolve("postgresql.next");
    }

    private static Path administratorPasswordFile(DataDirectory directory) {
        return directory.secrets().resolve("postgresql-admin");
    }

    /** The password of the application's role, which owns its database and is not a superuser. */
    static String password(DataDirectory directory) {
        var file = passwordFile(directory);
        if (!Files.exists(file) && Files.exists(nextPasswordFile(directory))) adoptPassword(directory);
        var password = DataDirectory.readLine(file);
        if (password.isEmpty()) {
            throw new DatabaseUnavailable(
                    "The password of the database is missing or cannot be read (%s): put the file back from a backup; nothing was changed."
                            .formatted(file));
        }
        return password;
    }

    void create() {
        if (Files.exists(passwordFile(directory))) {
            throw new DatabaseUnavailable(
                    "The database in %s is gone although %s shows that there was one: put it back, restore it from a backup, or choose another --data directory; nothing was changed."
                            .formatted(directory.cluster(), passwordFile(directory)));
        }
        var started = System.nanoTime();
        try {
            var fresh = directory.unfinishedCluster();
            DataDirectory.discard(fresh);
            account.own(DataDirectory.makePrivate(fresh));
            DataDirectory.makePrivate(directory.secrets());
            initialise(fresh);
            var administrator = password();
            var application = password();
            createRoles(fresh, administrator, application);
            DataDirectory.writePrivate(administratorPasswordFile(directory), administrator + "\n");
            DataDirectory.writePrivate(nextPasswordFile(directory), application + "\n");
            DataDirectory.writePrivate(operatorsMarked(directory), "marked\n");
            Files.move(fresh, directory.cluster(), StandardCopyOption.ATOMIC_MOVE);
            adoptPassword(directory);
        } catch (IOException e) {
            throw DataDirectory.unusable(directory.root(), e);
        }
        LOG.info("database=created version={} ms={}", binaries.version(), (System.nanoTime() - started) / 1_000_000);
    }

    private static void adoptPassword(DataDirectory directory) {
        try {
            Files.move(nextPasswordFile(directory), passwordFile(directory), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DataDirectory.unusable(directory.secrets(), e);
        }
    }

    private void initialise(Path fresh) throws IOException {
        run(
                List.of(
                        binaries.program("initdb").toString(),
                        "--pgdata=" + fresh,
                        "--username=" + ADMINISTRATOR,
                        "--auth=reject",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums",
                        "--no-instructions"),
                "");
    }

    /** The passwords are set before anybody could connect. */
    private void createRoles(Path fresh, String administrator, String application) throws IOException {
        alone(fresh, "postgres", """
                alter role %s password '%s'
                create role %s login password '%s'
                create database %s owner %s
                """.formatted(
                        ADMINISTRATOR, administrator, APPLICATION, application, APPLICATION, APPLICATION));
        markOperators(fresh);
    }

    /** Once for each cluster: also for those made before there was row-level security. */
    void markOperatorsOnce() {
        var done = operatorsMarked(directory);
        if (Files.exists(done)) return;
        try {
            markOperators(directory.cluster());
            DataDirectory.writePrivate(done, "marked\n");
        } catch (IOException e) {
            throw DataDirectory.unusable(directory.root(), e);
        }
    }

    private static Path operatorsMarked(DataDirectory directory) {
        return directory.secrets().resolve("postgresql.operators");
    }

    /**
     * PostgreSQL evaluates what a statement asks before the condition of row-level security, and so uses an index, only with
     * operators that are marked to tell nothing of the rows they see. Those of arrays tell nothing, and are not marked.
     */
    private void markOperators(Path cluster) throws IOException {
        alone(cluster, APPLICATION, """
                alter function pg_catalog.arrayoverlap(anyarray, anyarray) leakproof
                alter function pg_catalog.arraycontains(anyarray, anyarray) leakproof
                """);
    }

    /** In single-user mode, while nothing listens. */
    private void alone(Path cluster, String database, String statements) throws IOException {
        run(
                List.of(
                        binaries.program("postgres").toString(),
                        "--single",
                        "-D",
                        cluster.toString(),
                        "-c",
                        "exit_on_error=on",
                        "-c",
                        "log_statement=none",
                        "-c",
                        "log_min_error_statement=panic",
                        database),
                statements);
    }

    private void run(List<String> words, String input) throws IOException {
        var process = Commands.clean(account.command(words))
                .directory(directory.root().toFile())
                .redirectErrorStream(true)
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        } catch (IOException e) {
            LOG.debug("the program ended before it read its input", e);
        }
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.onExit().join().exitValue() != 0) throw new StartFailure(said).explained(directory);
    }

    private static String password() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
