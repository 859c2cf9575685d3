// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.keneya.store.MasterKey;

/**
 * Entries that were sealed together, one row of the log: compressed, encrypted with the tenant's audit key and bound to the
 * tenant, the number of the first and how many there are, so that no row can stand in another's place.
 */
final class Block {
    /** Entries in one block at most. */
    static final int MOST = 4_096;

    /** Bytes of entries after which a block is full. */
    static final int LARGE = 4 << 20;

    private static final int LEVEL = 1;
    private static final int LARGEST = 1 << 28;

    private Block() {}

    /** Layout before compression: length (4 bytes), entry, …. */
    static byte[] seal(MasterKey key, int tenant, long first, List<byte[]> entries) {
        int length = entries.stream().mapToInt(entry -> 4 + entry.length).sum();
        ByteBuffer plain = ByteBuffer.allocate(length);
        entries.forEach(entry -> plain.putInt(entry.length).put(entry));
        byte[] packed = Zstd.compress(plain.array(), LEVEL);
        ByteBuffer sized = ByteBuffer.allocate(4 + packed.length).putInt(length).put(packed);
        return key.wrap(sized.array(), place(tenant, first, entries.size()));
    }

    /** The entries; a {@link SecurityException} when the row is not what was sealed. */
    static List<byte[]> open(MasterKey key, int tenant, long first, int count, byte[] sealed) {
        ByteBuffer plain = ByteBuffer.wrap(plain(key, tenant, first, count, sealed));
        List<byte[]> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] entry = new byte[plain.getInt()];
            plain.get(entry);
            entries.add(entry);
        }
        return entries;
    }

    /** The hashes of the entries as leaves, one behind the other; a {@link SecurityException} as {@link #open}. */
    static byte[] hashes(MasterKey key, int tenant, long first, int count, byte[] sealed) {
        byte[] bytes = plain(key, tenant, first, count, sealed);
        ByteBuffer plain = ByteBuffer.wrap(bytes);
        MessageDigest digest = MerkleTree.sha256();
        byte[] hashes = new byte[count * MerkleTree.HASH];
        for (int i = 0; i < count; i++) {
            int length = plain.getInt();
            MerkleTree.leaf(digest, bytes, plain.position(), length, hashes, i * MerkleTree.HASH);
            plain.position(plain.position() + length);
        }
        return hashes;
    }

    private static byte[] plain(MasterKey key, int tenant, long first, int count, byte[] sealed) {
        byte[] sized = key.unwrap(sealed, place(tenant, first, count));
        int length = ByteBuffer.wrap(sized).getInt();
        if (length < 0 || length > LARGEST) {
            throw new SecurityException("a block of the audit log is damaged");
        }
        byte[] plain = new byte[length];
        if (Zstd.decompressByteArray(plain, 0, length, sized, Integer.BYTES, sized.length - Integer.BYTES) != length) {
            throw new SecurityException("a block of the audit log is damaged");
        }
        return plain;
    }

    private static String place(int tenant, long first, int count) {
        return "audit %d %d %d".formatted(tenant, first, count);
    }
}
