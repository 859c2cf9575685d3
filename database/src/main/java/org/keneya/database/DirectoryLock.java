// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One running Keneya per data directory. The lock belongs to the process, so it ends with it however it ends; the file
 * stays and says who holds it.
 *
 * <p>POSIX drops a process's lock as soon as the process closes any descriptor of the file, so a second attempt inside
 * the same JVM is refused before the file is opened.
 */
final class DirectoryLock implements AutoCloseable {
    private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @param address what the holder is reached by, told to whoever is refused; may be empty */
    static DirectoryLock take(DataDirectory directory, String address) {
        var file = directory.lockFile();
        var holder = "%s\n%d\n".formatted(address, ProcessHandle.current().pid());
        var other = HELD_HERE.putIfAbsent(file, holder);
        if (other != null) throw refused(directory.root(), other);
        try {
            return lock(directory, file, holder);
        } catch (AccessDeniedException e) {
            HELD_HERE.remove(file);
            throw new DatabaseUnavailable(
                    "%s cannot be written by user %s: it belongs to another user; start Keneya as that user, or choose another --data directory."
                            .formatted(file, System.getProperty("user.name")),
                    e);
        } catch (IOException e) {
            HELD_HERE.remove(file);
            throw DataDirectory.unusable(file, e);
        } catch (DatabaseUnavailable e) {
            HELD_HERE.remove(file);
            throw e;
        }
    }

    private static DirectoryLock lock(DataDirectory directory, Path file, String holder) throws IOException {
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) throw refused(directory.root(), contentOf(channel));
            channel.truncate(0);
            channel.write(UTF_8.encode(holder), 0);
            return new DirectoryLock(file, channel);
        } catch (IOException | DatabaseUnavailable e) {
            channel.close();
            throw e;
        }
    }

    private static String contentOf(FileChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(400);
        channel.read(buffer, 0);
        return UTF_8.decode(buffer.flip()).toString();
    }

    private static DatabaseUnavailable refused(Path root, String holder) {
        var lines = holder.lines().toList();
        var address = lines.isEmpty() || lines.getFirst().isBlank() ? "" : " at " + lines.getFirst();
        var process = lines.size() < 2 ? "" : " (process " + lines.get(1) + ")";
        return new DatabaseUnavailable(
                "Keneya already runs on the data in %s%s%s: stop it first, or start this one with another --data directory."
                        .formatted(root, address, process));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw DataDirectory.unusable(file, e);
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
