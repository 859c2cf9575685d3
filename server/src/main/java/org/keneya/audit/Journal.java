// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.store.MasterKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where entries wait on this node until they are in the log: files that are written before the request ends, so that an end
 * of the process loses none. Each record is sealed. Safe for any number of threads.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /** Entries that may wait; beyond, nobody gets in: what cannot be recorded is not done. */
    private static final int MOST_WAITING = 200_000;

    private static final int SMALLEST_FILE = 64 << 10;
    private static final int LARGEST_FILE = 8 << 20;
    private static final String SUFFIX = ".journal";
    private static final String PURPOSE = "audit journal";

    private final Path folder;
    private final MasterKey key;
    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final List<Open> full = new ArrayList<>();
    private int number;
    private int capacity = SMALLEST_FILE;
    private Open current;
    private int waiting;

    /**
     * A file of the journal.
     *
     * @param name tells it apart from every other, of this and other nodes
     */
    record Segment(String name, Path path, List<Waiting> entries) {}

    /** A file that is written. */
    private record Open(Segment segment, JournalFile file) {}

    Journal(Path folder, MasterKey key) {
        this.folder = folder;
        this.key = key;
        try {
            Files.createDirectories(folder);
            current = next();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The audit journal cannot be written", unwritable);
        }
    }

    /** Keeps an entry; when this returns, only a failure of the machine itself can lose it. */
    void add(Tenant tenant, Entry entry) {
        Waiting one = Waiting.of(tenant, entry);
        ByteBuffer plain =
                ByteBuffer.allocate(4 + one.bytes().length).putInt(tenant.id()).put(one.bytes());
        byte[] sealed = key.wrap(plain.array(), PURPOSE);
        JournalFile file;
        int place;
        synchronized (this) { // held for a moment only: the record itself is written outside
            if (waiting >= MOST_WAITING) {
                throw busy();
            }
            place = current.file.reserve(sealed.length);
            if (place < 0) {
                another(sealed.length);
                place = current.file.reserve(sealed.length);
            }
            file = current.file;
            current.segment.entries.add(one);
            waiting++;
        }
        file.write(place, sealed);
    }

    private void another(int atLeast) {
        try {
            capacity = Math.clamp(2L * Math.max(capacity, JournalFile.needed(atLeast)), SMALLEST_FILE, LARGEST_FILE);
            Open fresh = next();
            full.add(current);
            current = fresh;
        } catch (IOException noRoom) {
            throw busy();
        }
    }

    private static ProblemException busy() {
        return new ProblemException(new Problem.Busy(List.of(Issue.error(
                "transient", "Accesses cannot be recorded at the moment, so none is granted; try again shortly"))));
    }

    /** What has come since the last time; it stays on the disk until it is {@link #done}. */
    List<Segment> take() throws IOException {
        List<Open> taken;
        synchronized (this) {
            if (full.isEmpty() && current.segment.entries.isEmpty()) {
                return List.of();
            }
            capacity = Math.clamp(2L * current.file.length(), SMALLEST_FILE, LARGEST_FILE);
            Open fresh = next();
            full.add(current);
            taken = List.copyOf(full);
            full.clear();
            current = fresh;
        }
        taken.forEach(each -> each.file.close());
        return taken.stream().map(Open::segment).toList();
    }

    /** Forgets what is in the log now. */
    void done(Segment segment) throws IOException {
        Files.deleteIfExists(segment.path);
        synchronized (this) {
            waiting = Math.max(0, waiting - segment.entries.size());
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

    /**
     * What can be read. A record that cannot was cut off by the end of the process, before its request was answered, or was
     * changed: the file is kept aside then.
     */
    private List<Waiting> entries(Path path) throws IOException {
        List<Waiting> entries = new ArrayList<>();
        boolean whole = JournalFile.read(path, record -> {
            byte[] plain = key.unwrap(record, PURPOSE);
            entries.add(Waiting.of(
                    new Tenant(ByteBuffer.wrap(plain).getInt()), Arrays.copyOfRange(plain, 4, plain.length)));
        });
        if (!whole) {
            LOG.error("audit=journal-damaged file={} read={} action=kept-aside", path.getFileName(), entries.size());
            Files.copy(path, path.resolveSibling(path.getFileName() + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
        }
        return entries;
    }

    private Open next() throws IOException {
        String name = "%s-%08d".formatted(run, number++);
        Path path = folder.resolve(name + SUFFIX);
        return new Open(new Segment(name, path, new ArrayList<>()), new JournalFile(path, capacity));
    }

    private static String name(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }

    @Override
    public synchronized void close() throws IOException {
        current.file.close();
        if (current.segment.entries.isEmpty()) {
            Files.deleteIfExists(current.segment.path);
        }
    }
}
