// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;

/** The lines of a stream, one after the other, each of a bounded length. */
final class Lines {
    private static final int LONGEST = 16 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private long number;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Of the line last answered, from 1. */
    long number() {
        return number;
    }

    /** The next line without its end, perhaps empty; null when there is none. */
    byte @Nullable [] next() throws IOException {
        int scanned = start;
        while (true) {
            for (int i = scanned; i < end; i++) {
                if (buffer[i] == '\n') {
                    byte[] line = Arrays.copyOfRange(buffer, start, i);
                    start = i + 1;
                    number++;
                    return line;
                }
            }
            scanned = end;
            if (end == buffer.length) {
                scanned -= start;
                makeRoom();
            }
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                if (start == end) {
                    return null;
                }
                byte[] last = Arrays.copyOfRange(buffer, start, end);
                start = end;
                number++;
                return last;
            }
            end += read;
        }
    }

    private void makeRoom() {
        int length = end - start;
        if (length > LONGEST) {
            throw new ProblemException(new Problem.TooLarge(List.of(
                    Issue.error("too-long", "Line %d is longer than %d MB".formatted(number + 1, LONGEST >> 20)))));
        }
        byte[] target = length > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
        System.arraycopy(buffer, start, target, 0, length);
        buffer = target;
        start = 0;
        end = length;
    }
}
