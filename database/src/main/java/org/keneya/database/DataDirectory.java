// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where the database keeps what below one data directory, and the checks made before anything is touched.
 *
 * @param root absolute path
 */
record DataDirectory(Path root) {
    private static final long CONTROL_FILE_BYTES = 8192;
    private static final long MEBIBYTE = 1024L * 1024;

    /** Opens the directory, making it (mode 0700) when absent. */
    static DataDirectory open(Path path) {
        var root = path.toAbsolutePath().normalize();
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new DatabaseUnavailable(
                    "%s is a file, not a directory: choose another --data directory.".formatted(root));
        }
        try {
            if (!Files.exists(root)) {
                if (root.getParent() != null) Files.createDirectories(root.getParent());
                makePrivate(root);
            }
            return new DataDirectory(root.toRealPath());
        } catch (AccessDeniedException e) {
            throw notWritable(root, e);
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    Path cluster() {
        return root.resolve("database");
    }

    Path unfinishedCluster() {
        return root.resolve("database.unfinished");
    }

    Path secrets() {
        return root.resolve("secrets");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path lockFile() {
        return root.resolve("keneya.lock");
    }

    Path portFile() {
        return root.resolve("database.port");
    }

    Path postmasterPid() {
        return cluster().resolve("postmaster.pid");
    }

    /** Whether a database is there already; an absent or empty folder is a first start. */
    boolean hasCluster() {
        if (!Files.exists(cluster())) return false;
        try (Stream<Path> content = Files.list(cluster())) {
            return content.findAny().isPresent();
        } catch (IOException e) {
            throw unusable(cluster(), e);
        }
    }

    /** Proves that this process may write here and answers the numeric user id it writes as. */
    int writingUser() {
        try {
            var probe = Files.createTempFile(root, "write", ".probe");
            try {
                return userOf(probe);
            } finally {
                Files.delete(probe);
            }
        } catch (AccessDeniedException e) {
            throw notWritable(root, e);
        } catch (IOException e) {
            throw noSpace(e) ? full(root, 0, 0) : unusable(root, e);
        }
    }

    void requireFreeMebibytes(long needed) {
        try {
            var free = Files.getFileStore(root).getUsableSpace() / MEBIBYTE;
            if (free < needed) throw full(root, free, needed);
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    /** Refuses a database that PostgreSQL of this major version could not open. Changes nothing. */
    void requireSoundCluster(String major) {
        var cluster = cluster();
        var advice = "restore it from a backup, or choose another --data directory; nothing was changed.";
        if (!Files.isDirectory(cluster)) {
            throw new DatabaseUnavailable("%s is not a directory: %s".formatted(cluster, advice));
        }
        var version = cluster.resolve("PG_VERSION");
        if (!Files.isRegularFile(version)) {
            throw new DatabaseUnavailable(
                    "%s is not a PostgreSQL database (PG_VERSION is missing): %s".formatted(cluster, advice));
        }
        var found = readLine(version);
        if (!found.equals(major)) {
            throw new DatabaseUnavailable(
                    "%s was written by PostgreSQL %s and this Keneya brings PostgreSQL %s: start it with the Keneya that wrote it, or choose another --data directory; nothing was changed."
                            .formatted(cluster, found.isEmpty() ? "?" : found, major));
        }
        var control = cluster.resolve("global").resolve("pg_control");
        if (sizeOf(control) != CONTROL_FILE_BYTES) {
            throw new DatabaseUnavailable(
                    "The database in %s is damaged (global/pg_control is missing or cut short): %s"
                            .formatted(cluster, advice));
        }
    }

    static int userOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    static Path makePrivate(Path directory) throws IOException {
        if (Files.isDirectory(directory)) return directory;
        return Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Writes a file that only its owner reads, whole or not at all. */
    static void writePrivate(Path file, String content) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes a folder this program made and never finished. */
    static void discard(Path unfinished) throws IOException {
        if (!Files.exists(unfinished)) return;
        try (Stream<Path> tree = Files.walk(unfinished)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }

    /** The first line of a small file; empty when the file cannot be read. */
    static String readLine(Path file) {
        try {
            return Files.readString(file, UTF_8).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            return "";
        }
    }

    static boolean noSpace(IOException e) {
        var message = String.valueOf(e.getMessage());
        return message.contains("No space left") || message.contains("Disk quota exceeded");
    }

    static DatabaseUnavailable full(Path where, long free, long needed) {
        return new DatabaseUnavailable(
                needed == 0
                        ? "The disk of %s is full: free some space and start again; nothing was lost.".formatted(where)
                        : "The disk of %s is full (%d MB free, %d MB needed): free some space and start again; nothing was lost."
                                .formatted(where, free, needed));
    }

    static DatabaseUnavailable unusable(Path where, IOException e) {
        return noSpace(e)
                ? full(where, 0, 0)
                : new DatabaseUnavailable("%s cannot be used (%s).".formatted(where, e), e);
    }

    private static DatabaseUnavailable notWritable(Path where, IOException e) {
        return new DatabaseUnavailable(
                "%s cannot be written by user %s: give this user the right to write there, or choose another --data directory."
                        .formatted(where, System.getProperty("user.name")),
                e);
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }
}
