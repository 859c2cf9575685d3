// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.store.MasterKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where entries wait on this node until they are in the log: a file that is written before the request ends, so that an end
 * of the process loses none. Each record is sealed. Safe for any number of threads.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /** Entries that may wait; beyond, nobody gets in: what cannot be recorded is not done. */
    private static final int MOST_WAITING = 200_000;

    private static final String SUFFIX = ".journal";
    private static final String PURPOSE = "audit journal";

    private final Path folder;
    private final MasterKey key;
    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private int number;
    private Segment current;
    private FileChannel file;
    private int behind;

    /**
     * A file of the journal.
     *
     * @param name tells it apart from every other, of this and other nodes
     */
    record Segment(String name, Path path, List<Waiting> entries) {}

    Journal(Path folder, MasterKey key) {
        this.folder = folder;
        this.key = key;
        try {
            Files.createDirectories(folder);
            current = next();
            file = open(current.path);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The audit journal cannot be written", unwritable);
        }
    }

    /** Keeps an entry; when this returns, only a failure of the machine itself can lose it. */
    void add(Tenant tenant, Entry entry) {
        Waiting waiting = Waiting.of(tenant, entry);
        ByteBuffer plain = ByteBuffer.allocate(4 + waiting.bytes().length)
                .putInt(tenant.id())
                .put(waiting.bytes());
        byte[] sealed = key.wrap(plain.array(), PURPOSE);
        ByteBuffer record =
                ByteBuffer.allocate(4 + sealed.length).putInt(sealed.length).put(sealed);
        record.flip();
        synchronized (this) {
            if (behind + current.entries.size() >= MOST_WAITING) {
                throw busy();
            }
            write(record);
            current.entries.add(waiting);
        }
    }

    /** All of the record or nothing: half a one would hide those behind it. */
    private void write(ByteBuffer record) {
        try {
            long start = file.position();
            try {
                while (record.hasRemaining()) {
                    file.write(record);
                }
            } catch (IOException full) {
                file.truncate(start);
                throw full;
            }
        } catch (IOException full) {
            throw busy();
        }
    }

    private static ProblemException busy() {
        return new ProblemException(new Problem.Busy(List.of(Issue.error(
                "transient", "Accesses cannot be recorded at the moment, so none is granted; try again shortly"))));
    }

    /** What has come since the last time; null when nothing has. It stays on the disk until it is {@link #done}. */
    synchronized @Nullable Segment take() throws IOException {
        if (current.entries.isEmpty()) {
            return null;
        }
        Segment taken = current;
        Segment fresh = next();
        FileChannel opened = open(fresh.path);
        file.close();
        current = fresh;
        file = opened;
        behind += taken.entries.size();
        return taken;
    }

    /** Forgets what is in the log now. */
    void done(Segment segment) throws IOException {
        Files.deleteIfExists(segment.path);
        synchronized (this) {
            behind = Math.max(0, behind - segment.entries.size());
        }
    }

    /** What an earlier run left behind, oldest first. */
    List<Segment> left() throws IOException {
        List<Path> paths;
        try (var files = Files.list(folder)) {
            paths = files.filter(path -> path.toString().endsWith(SUFFIX)
                            && !String.valueOf(path.getFileName()).startsWith(run))
                    .sorted()
                    .toList();
        }
        List<Segment> left = new ArrayList<>();
        for (Path path : paths) {
            left.add(new Segment(name(path), path, entries(path)));
        }
        return left;
    }

    /** What can be read; where something cannot, because it was cut off or changed, the file is kept aside. */
    private List<Waiting> entries(Path path) throws IOException {
        List<Waiting> entries = new ArrayList<>();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            while (in.available() > 0) {
                byte[] plain = key.unwrap(in.readNBytes(in.readInt()), PURPOSE);
                entries.add(Waiting.of(
                        new Tenant(ByteBuffer.wrap(plain).getInt()), Arrays.copyOfRange(plain, 4, plain.length)));
            }
        } catch (EOFException | RuntimeException unreadable) {
            LOG.error("audit=journal-damaged file={} read={} action=kept-aside", path.getFileName(), entries.size());
            Files.copy(path, path.resolveSibling(path.getFileName() + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
        }
        return entries;
    }

    private Segment next() {
        String name = "%s-%08d".formatted(run, number++);
        return new Segment(name, folder.resolve(name + SUFFIX), new ArrayList<>());
    }

    private static String name(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
        if (current.entries.isEmpty()) {
            Files.deleteIfExists(current.path);
        }
    }
}
