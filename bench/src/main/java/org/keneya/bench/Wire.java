// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One HTTP/1.1 connection kept open, with as little work of its own as can be: the generator shares the machine with what
 * it measures. Requests are bytes made ready beforehand ({@link Requests}); a body is kept only to be looked at before the
 * next request. Not safe for several threads.
 */
final class Wire implements Closeable {
    private static final int READ_LIMIT_MILLIS = 120_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;
    private byte[] body = new byte[64 * 1024];
    private int bodyLength;
    private boolean closing;

    Wire(URI base) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_LIMIT_MILLIS);
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort() < 0 ? 80 : base.getPort()));
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends a whole request and reads the whole answer; the HTTP status. */
    int exchange(byte[] request) throws IOException {
        out.write(request);
        out.flush();
        String statusLine = line();
        int status = Integer.parseInt(statusLine, 9, 12, 10);
        long length = -1;
        boolean chunked = false;
        closing = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(header.substring(15).strip());
            } else if (header.equalsIgnoreCase("connection: close")) {
                closing = true;
            } else if (header.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
                chunked = header.regionMatches(true, header.length() - 7, "chunked", 0, 7);
            }
        }
        bodyLength = 0;
        if (chunked) {
            chunks();
        } else if (length > 0) {
            take((int) length);
        }
        return status;
    }

    /** Whether the server said that it closes the connection after the last answer. */
    boolean isClosing() {
        return closing;
    }

    /** The last answer's body, as text. */
    String text() {
        return new String(body, 0, bodyLength, StandardCharsets.UTF_8);
    }

    int bodyLength() {
        return bodyLength;
    }

    private void chunks() throws IOException {
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            take(size);
            line();
        }
        line();
    }

    private int chunkSize() throws IOException {
        String text = line();
        int end = text.indexOf(';');
        return Integer.parseInt(end < 0 ? text : text.substring(0, end), 16);
    }

    private void take(int length) throws IOException {
        if (body.length < bodyLength + length) {
            body = Arrays.copyOf(body, Math.max(bodyLength + length, body.length * 2));
        }
        int missing = length;
        while (missing > 0) {
            if (from == to) {
                fill();
            }
            int part = Math.min(missing, to - from);
            System.arraycopy(buffer, from, body, bodyLength, part);
            from += part;
            bodyLength += part;
            missing -= part;
        }
    }

    private String line() throws IOException {
        StringBuilder rest = null;
        while (true) {
            if (from == to) {
                fill();
            }
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            String part = new String(buffer, from, end - from, StandardCharsets.ISO_8859_1);
            boolean whole = end < to;
            from = whole ? end + 1 : end;
            if (whole) {
                String text = rest == null ? part : rest.append(part).toString();
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            rest = (rest == null ? new StringBuilder() : rest).append(part);
        }
    }

    private void fill() throws IOException {
        int read = in.read(buffer);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        from = 0;
        to = read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
