// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One value in DER (ITU-T X.690), as far as time stamps need it: tags of one byte, definite lengths.
 *
 * @param whole the bytes with tag and length
 */
record Der(int tag, byte[] content, byte[] whole) {
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    /** The value at the start; an {@link IllegalArgumentException} when it is none. */
    static Der of(byte[] bytes) {
        return at(bytes, 0);
    }

    private static Der at(byte[] bytes, int from) {
        if (from + 2 > bytes.length) {
            throw new IllegalArgumentException("DER ends too early");
        }
        int length = bytes[from + 1] & 0xff;
        int start = from + 2;
        if (length > 0x80) {
            int octets = length - 0x80;
            length = 0;
            for (int i = 0; i < octets && start < bytes.length && length < 1 << 23; i++) {
                length = length << 8 | bytes[start++] & 0xff;
            }
        }
        int end = start + length;
        if (length < 0 || end > bytes.length) {
            throw new IllegalArgumentException("DER ends too early");
        }
        return new Der(bytes[from] & 0xff, Arrays.copyOfRange(bytes, start, end), Arrays.copyOfRange(bytes, from, end));
    }

    List<Der> children() {
        List<Der> children = new ArrayList<>();
        for (int at = 0; at < content.length; ) {
            Der child = at(content, at);
            children.add(child);
            at += child.whole.length;
        }
        return children;
    }

    Der child(int index) {
        List<Der> children = children();
        if (index >= children.size()) {
            throw new IllegalArgumentException("DER lacks a value");
        }
        return children.get(index);
    }

    /** An object identifier with its dots. */
    String oid() {
        StringBuilder text = new StringBuilder();
        long value = 0;
        for (byte each : content) {
            value = value << 7 | each & 0x7f;
            if (each >= 0) {
                text.append(
                        text.isEmpty()
                                ? Math.min(value / 40, 2) + "." + (value - 40 * Math.min(value / 40, 2))
                                : "." + value);
                value = 0;
            }
        }
        return text.toString();
    }

    static byte[] write(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.size();
        if (length > 0xffff) {
            throw new IllegalArgumentException("too long");
        }
        if (length >= 0x80) {
            whole.write(length > 0xff ? 0x82 : 0x81);
            if (length > 0xff) {
                whole.write(length >> 8);
            }
        }
        whole.write(length);
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }
}
