// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Records in a file that is mapped into memory: what is written there outlives the process as a written file does, without a
 * call of the system for each. A record is its length (4 bytes, big endian) and its bytes; length zero is the end. The
 * file has its full size on the disk from the beginning, so that a full disk is told of when it is made.
 *
 * <p>Places are reserved by one thread at a time, records written by any number.
 */
final class JournalFile implements AutoCloseable {
    private static final ValueLayout.OfInt LENGTH = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final AtomicInteger writing = new AtomicInteger();
    private int end;

    /** @param capacity bytes */
    JournalFile(Path path, int capacity) throws IOException {
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(capacity);
            while (zeros.hasRemaining()) {
                file.write(zeros);
            }
            memory = file.map(FileChannel.MapMode.READ_WRITE, 0, capacity, arena);
        } catch (IOException noRoom) {
            arena.close();
            Files.deleteIfExists(path);
            throw noRoom;
        }
    }

    /** Bytes a file must have for one record. */
    static int needed(int length) {
        return length + 2 * (int) LENGTH.byteSize();
    }

    /** Bytes used. */
    int length() {
        return end;
    }

    /**
     * A place for a record, which must be written to it; negative when there is none. Its length stands there from now on:
     * should the record never come, those behind it can still be found.
     */
    int reserve(int length) {
        if (end + needed(length) > memory.byteSize()) {
            return -1;
        }
        writing.incrementAndGet();
        int place = end;
        memory.set(LENGTH, place, length);
        end += (int) LENGTH.byteSize() + length;
        return place;
    }

    void write(int place, byte[] record) {
        MemorySegment.copy(record, 0, memory, ValueLayout.JAVA_BYTE, place + LENGTH.byteSize(), record.length);
        writing.decrementAndGet();
    }

    /** Waits for the records that are being written; nobody may reserve any more. */
    @Override
    public void close() {
        while (writing.get() > 0) {
            Thread.onSpinWait();
        }
        arena.close();
    }

    /**
     * Gives every record, in order.
     *
     * @param to throws for a record that is not whole
     * @return whether all were whole, up to the end mark
     */
    static boolean read(Path path, Consumer<byte[]> to) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path));
        boolean whole = true;
        while (file.remaining() >= LENGTH.byteSize()) {
            int length = file.getInt();
            if (length == 0) {
                return whole;
            }
            if (length < 0 || length > file.remaining()) {
                return false;
            }
            byte[] record = new byte[length];
            file.get(record);
            try {
                to.accept(record);
            } catch (RuntimeException cutOff) {
                whole = false;
            }
        }
        return false;
    }
}
