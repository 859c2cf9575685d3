// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.Stored;

/**
 * What is answered: a status, headers, and a body in pieces that are written one after the other.
 *
 * @param etag version of the resource, or null
 * @param lastModified epoch milliseconds, or -1
 * @param location address of the version made, or null
 * @param body pieces of UTF-8; empty for no body
 * @param stream a body that is made while it is written, instead of the pieces; null for none
 */
record Answer(
        int status,
        @Nullable String etag,
        long lastModified,
        @Nullable String location,
        List<byte[]> body,
        @Nullable Stream stream) {

    /** A body that is never whole in memory. */
    @FunctionalInterface
    interface Stream {
        void writeTo(OutputStream out) throws IOException;
    }

    Answer(int status, @Nullable String etag, long lastModified, @Nullable String location, List<byte[]> body) {
        this(status, etag, lastModified, location, body, null);
    }

    static Answer streamed(int status, Stream stream) {
        return new Answer(status, null, -1, null, List.of(), stream);
    }

    static Answer of(int status, Json json) {
        return new Answer(status, null, -1, null, List.of(JsonText.bytes(json)));
    }

    static Answer of(int status, List<byte[]> pieces) {
        return new Answer(status, null, -1, null, pieces);
    }

    /** A resource as stored, with its version in the headers. */
    static Answer of(int status, Stored stored) {
        return new Answer(status, etag(stored.version()), stored.updated(), null, List.of(stored.body()));
    }

    static Answer empty(int status) {
        return new Answer(status, null, -1, null, List.of());
    }

    Answer at(String address) {
        return new Answer(status, etag, lastModified, address, body, stream);
    }

    Answer version(int version, long updated) {
        return new Answer(status, etag(version), updated, location, body, stream);
    }

    Answer withBody(List<byte[]> pieces) {
        return new Answer(status, etag, lastModified, location, pieces);
    }

    static String etag(int version) {
        return "W/\"" + version + "\"";
    }

    boolean hasBody() {
        return stream != null || !body.isEmpty();
    }

    /** The whole body, for where it must be held. */
    byte[] bytes() {
        Stream made = stream;
        if (made != null) {
            var out = new ByteArrayOutputStream();
            try {
                made.writeTo(out);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return out.toByteArray();
        }
        int length = body.stream().mapToInt(piece -> piece.length).sum();
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] piece : new ArrayList<>(body)) {
            System.arraycopy(piece, 0, whole, at, piece.length);
            at += piece.length;
        }
        return whole;
    }
}
