// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** The JSON of one entry, written without a tree between: every request waits for it. Leaves out what is null or empty. */
final class EntryText {
    private byte[] text = new byte[512];
    private int length;

    EntryText put(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            quoted(value);
        }
        return this;
    }

    EntryText put(String name, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        name(name);
        char before = '[';
        for (String value : values) {
            add(before);
            quoted(value);
            before = ',';
        }
        add(']');
        return this;
    }

    /** Numbers from 1 on; others are left out. */
    EntryText put(String name, int number) {
        if (number > 0) {
            name(name);
            plain(Integer.toString(number));
        }
        return this;
    }

    byte[] bytes() {
        add('}');
        return Arrays.copyOf(text, length);
    }

    private void name(String name) {
        add(length == 0 ? '{' : ',');
        quoted(name);
        add(':');
    }

    private void quoted(String value) {
        int start = length;
        reserve(value.length() + 2);
        text[length++] = '"';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                length = start;
                add(JsonText.bytes(new Json.Str(value)));
                return;
            }
            text[length++] = (byte) c;
        }
        text[length++] = '"';
    }

    private void plain(String ascii) {
        reserve(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            text[length++] = (byte) ascii.charAt(i);
        }
    }

    private void add(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, text, length, more.length);
        length += more.length;
    }

    private void add(char ascii) {
        reserve(1);
        text[length++] = (byte) ascii;
    }

    private void reserve(int more) {
        if (length + more > text.length) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, length + more));
        }
    }
}
