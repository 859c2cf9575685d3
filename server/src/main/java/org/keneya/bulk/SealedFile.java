// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.keneya.store.MasterKey;

/**
 * NDJSON on the disk, readable to nobody without the job's key: pieces of about a megabyte, each gzip-compressed, encrypted
 * and bound to its file and place, so that none can be changed, moved or left out unseen. Layout: length (4 bytes), piece, …
 */
final class SealedFile {
    private static final int PIECE = 1 << 20;
    private static final int LARGEST = 512 << 20;

    private final Path path;
    private final MasterKey key;
    private final String name;

    SealedFile(Path folder, String name, byte[] key) {
        this.path = folder.resolve(name);
        this.key = new MasterKey(key);
        this.name = name;
    }

    Writer writer() throws IOException {
        return new Writer(Deflater.BEST_SPEED);
    }

    /** For what is read again in a moment: compressing it would take longer than writing it. */
    Writer uncompressed() throws IOException {
        return new Writer(Deflater.NO_COMPRESSION);
    }

    /** Takes lines; not for several threads. */
    final class Writer implements AutoCloseable {
        private final DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), 1 << 16));
        private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE + (PIECE >> 2));
        private int chunks;
        private long lines;

        private final int level;

        private Writer(int level) throws IOException {
            this.level = level;
        }

        void line(byte[] json) throws IOException {
            piece.write(json);
            piece.write('\n');
            lines++;
            if (piece.size() >= PIECE) {
                seal();
            }
        }

        long lines() {
            return lines;
        }

        /** Ends the file. */
        Job.File finish(String type) throws IOException {
            if (piece.size() > 0) {
                seal();
            }
            out.close();
            return new Job.File(name, type, lines, chunks);
        }

        private void seal() throws IOException {
            var packed = new ByteArrayOutputStream(PIECE / 4);
            try (OutputStream gzip = new Gzip(packed, level)) {
                piece.writeTo(gzip);
            }
            byte[] sealed = key.wrap(packed.toByteArray(), place(chunks));
            out.writeInt(sealed.length);
            out.write(sealed);
            chunks++;
            piece.reset();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /**
     * Writes the content to a client.
     *
     * @param asGzip the compressed pieces one after the other, which together are a gzip stream (RFC 1952, section 2.2)
     */
    void copy(int chunks, boolean asGzip, OutputStream to) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            for (int i = 0; i < chunks; i++) {
                byte[] packed = piece(in, i);
                if (asGzip) {
                    to.write(packed);
                } else {
                    new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16).transferTo(to);
                }
            }
        }
    }

    /** Takes one line, without its end. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] line) throws IOException;
    }

    /** Reads the lines again, from the first on. */
    void each(int chunks, Taker to) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            for (int i = 0; i < chunks; i++) {
                byte[] piece = new GZIPInputStream(new ByteArrayInputStream(piece(in, i)), 1 << 16).readAllBytes();
                int start = 0;
                for (int at = 0; at < piece.length; at++) {
                    if (piece[at] == '\n') {
                        to.take(Arrays.copyOfRange(piece, start, at));
                        start = at + 1;
                    }
                }
            }
        }
    }

    void remove() throws IOException {
        Files.deleteIfExists(path);
    }

    private byte[] piece(DataInputStream in, int chunk) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST) {
            throw new IOException("a bulk file is damaged");
        }
        return key.unwrap(in.readNBytes(length), place(chunk));
    }

    private String place(int chunk) {
        return name + " " + chunk;
    }

    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out, int level) throws IOException {
            super(out, 1 << 16);
            def.setLevel(level);
        }
    }
}
