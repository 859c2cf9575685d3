// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Logical ids as the database keeps them: a UUID in its usual spelling as its 16 bytes, any other id as a zero byte and its
 * letters (one more zero byte behind it where that would be 16 bytes). Ids hold no zero byte, so the two never meet.
 */
final class IdBytes {
    private static final int UUID_BYTES = 16;

    private IdBytes() {}

    static byte[] of(String id) {
        if (isUuid(id)) {
            UUID uuid = UUID.fromString(id);
            return ByteBuffer.allocate(UUID_BYTES)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
        }
        byte[] letters = id.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[letters.length + 1 == UUID_BYTES ? UUID_BYTES + 1 : letters.length + 1];
        System.arraycopy(letters, 0, bytes, 1, letters.length);
        return bytes;
    }

    static String text(byte[] bytes) {
        if (bytes.length == UUID_BYTES) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new UUID(buffer.getLong(), buffer.getLong()).toString();
        }
        int length = bytes[bytes.length - 1] == 0 ? bytes.length - 2 : bytes.length - 1;
        return new String(bytes, 1, length, StandardCharsets.UTF_8);
    }

    /** Lower-case hexadecimal with hyphens in the right places, so that the text comes back letter for letter. */
    private static boolean isUuid(String id) {
        if (id.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = id.charAt(i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
            if (hyphen ? c != '-' : !hex) {
                return false;
            }
        }
        return true;
    }
}
