// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import java.util.Arrays;

/** A set of texts of which only 64-bit hashes are kept: 12 to 24 bytes each, and one chance in a million to err among ten million. */
final class Hashes {
    private static final long PRIME = 0x100000001b3L;

    private long[] slots = new long[1 << 10];
    private int size;

    /** FNV-1a with a final mix; never 0. */
    static long of(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }

    /** Adds a hash; false when it was there. */
    boolean add(long hash) {
        if (size > slots.length / 4 * 3) {
            long[] old = slots;
            slots = new long[old.length * 2];
            for (long one : old) {
                if (one != 0) {
                    slots[slot(one)] = one;
                }
            }
        }
        int at = slot(hash);
        if (slots[at] == hash) {
            return false;
        }
        slots[at] = hash;
        size++;
        return true;
    }

    boolean contains(long hash) {
        return slots[slot(hash)] == hash;
    }

    boolean containsAll(Hashes others) {
        return Arrays.stream(others.slots).allMatch(hash -> hash == 0 || contains(hash));
    }

    void clear() {
        Arrays.fill(slots, 0);
        size = 0;
    }

    /** Where the hash is, or is to go. */
    private int slot(long hash) {
        int at = (int) hash & slots.length - 1;
        while (slots[at] != 0 && slots[at] != hash) {
            at = at + 1 & slots.length - 1;
        }
        return at;
    }
}
