// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

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
 */
record Answer(
        int status,
        @Nullable String etag,
        long lastModified,
        @Nullable String location,
        List<byte[]> body) {

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
        return new Answer(status, etag, lastModified, address, body);
    }

    Answer version(int version, long updated) {
        return new Answer(status, etag(version), updated, location, body);
    }

    Answer withBody(List<byte[]> pieces) {
        return new Answer(status, etag, lastModified, location, pieces);
    }

    static String etag(int version) {
        return "W/\"" + version + "\"";
    }

    byte[] bytes() {
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
