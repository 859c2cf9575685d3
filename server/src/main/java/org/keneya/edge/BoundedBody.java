// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;

/** A request whose body may be neither larger nor slower than is good for the others, whatever its headers say of it. */
final class BoundedBody extends HttpServletRequestWrapper {
    private final long largest;
    private final long until;
    private @Nullable Bounded stream;

    /**
     * @param largest bytes
     * @param time until the last of them must be here
     */
    BoundedBody(HttpServletRequest request, long largest, Duration time) {
        super(request);
        this.largest = largest;
        this.until = System.nanoTime() + time.toNanos();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        Bounded known = stream;
        if (known == null) {
            known = new Bounded(super.getInputStream());
            stream = known;
        }
        return known;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private final class Bounded extends ServletInputStream {
        private final ServletInputStream body;
        private long seen;

        Bounded(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int one = body.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = body.read(into, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) {
            seen += bytes;
            if (seen > largest) {
                throw new ProblemException(Edge.tooLarge(largest));
            }
            if (bytes > 0 && System.nanoTime() - until > 0) {
                throw new ProblemException(new Problem.TooLarge(
                        List.of(Issue.error("timeout", "The body took too long to arrive; send less at a time"))));
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
