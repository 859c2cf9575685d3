// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

/** Stable ids: UUIDs of version 8 (RFC 9562, custom content) made of seed, patient and ordinal. */
public final class Ids {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Ids() {}

    public static String uuid(long seed, long number, long ordinal) {
        long high = (Dice.hash(seed, number, ordinal * 2) & 0xFFFFFFFFFFFF0FFFL) | 0x8000L;
        long low = (Dice.hash(seed, number, ordinal * 2 + 1) & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        char[] text = new char[36];
        int at = 0;
        for (int digit = 0; digit < 32; digit++) {
            if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
                text[at++] = '-';
            }
            long half = digit < 16 ? high : low;
            text[at++] = HEX[(int) (half >>> (60 - 4 * (digit % 16))) & 0xF];
        }
        return new String(text);
    }
}
