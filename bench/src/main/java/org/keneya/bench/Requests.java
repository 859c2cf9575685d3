// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Writes requests to one server as bytes.
 *
 * @param base the FHIR base, such as {@code http://localhost:8080/fhir}
 * @param token bearer token; empty for none
 * @param header one more header line, {@code Name: value}; empty for none
 */
record Requests(URI base, String token, String header) {
    Requests(URI base, String token) {
        this(base, token, "");
    }

    /** @param path below the base, beginning with a slash or empty */
    byte[] get(String path) {
        return bytes("GET", base.getRawPath() + path, new byte[0]);
    }

    /** @param path from the root of the origin, not below the base */
    byte[] getAtRoot(String path) {
        return bytes("GET", path, new byte[0]);
    }

    byte[] post(String path, byte[] body) {
        return bytes("POST", base.getRawPath() + path, body);
    }

    byte[] put(String path, byte[] body) {
        return bytes("PUT", base.getRawPath() + path, body);
    }

    static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private byte[] bytes(String method, String path, byte[] body) {
        var head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(path.isEmpty() ? "/" : path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(base.getAuthority())
                .append("\r\nAccept: application/fhir+json, application/json\r\n");
        if (!token.isEmpty()) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        if (!header.isEmpty()) {
            head.append(header).append("\r\n");
        }
        if (body.length > 0) {
            head.append("Content-Type: application/fhir+json\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }
}
