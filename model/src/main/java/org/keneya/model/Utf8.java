// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for bytes that are not JSON text in UTF-8 (RFC 3629, RFC 8259 section 8): overlong forms, encoded surrogates,
 * truncated sequences, NUL (so UTF-16 and UTF-32 too), and escapes of half a surrogate pair. Eight bytes a step while they
 * are plain ASCII.
 */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long BACKSLASHES = 0x5C5C5C5C5C5C5C5CL;

    private Utf8() {}

    /** Index of the first byte that is wrong; -1 when all is well. */
    static int firstFault(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (at + 8 <= to && isPlain((long) LONGS.get(bytes, at))) {
                at += 8;
                continue;
            }
            byte b = bytes[at];
            int length = b > 0 ? asciiLength(bytes, at, to) : sequenceLength(bytes, at, to);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    /** Whether none of eight bytes is NUL, a backslash or above 0x7F. */
    private static boolean isPlain(long word) {
        long backslash = word ^ BACKSLASHES;
        long zeros = (word - ONES) & ~word;
        long matches = (backslash - ONES) & ~backslash;
        return ((word | zeros | matches) & HIGH) == 0;
    }

    /** Bytes to step over at an ASCII byte; 0 when it starts an escape of half a surrogate pair. */
    private static int asciiLength(byte[] bytes, int at, int to) {
        if (bytes[at] != '\\') {
            return 1;
        }
        int unit = escaped(bytes, at, to);
        if (unit < 0) {
            return at + 1 < to && bytes[at + 1] > 0 ? 2 : 1;
        }
        if (!Character.isSurrogate((char) unit)) {
            return 6;
        }
        int second = escaped(bytes, at + 6, to);
        boolean pair = second >= 0 && Character.isSurrogatePair((char) unit, (char) second);
        return pair ? 12 : 0;
    }

    /** The UTF-16 unit of an escape with four hexadecimal digits; -1 when there is none. */
    private static int escaped(byte[] bytes, int at, int to) {
        if (at + 6 > to || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }

    /** Length of the multi-byte sequence; 0 when it is not lawful. */
    private static int sequenceLength(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
