// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One version of a resource as the store holds it.
 *
 * @param type resource type
 * @param id logical id, 1 to 64 characters
 * @param version counted from 1
 * @param updated meta.lastUpdated, epoch milliseconds
 * @param patient keyed hash of the one patient the resource is about, 0 when it is about none; never leaves the server
 * @param json the resource as UTF-8 JSON with id, meta.versionId and meta.lastUpdated in place; null marks a deletion
 */
public record Stored(String type, String id, int version, long updated, long patient, byte @Nullable [] json) {

    public boolean isDeleted() {
        return json == null;
    }

    /** The JSON of a version that is not a deletion. */
    public byte[] body() {
        byte[] body = json;
        if (body == null) {
            throw new IllegalStateException("version %d of a deleted resource has no body".formatted(version));
        }
        return body;
    }

    @Override
    public String toString() {
        return type + "/" + id + "/_history/" + version;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Stored that
                && type.equals(that.type)
                && id.equals(that.id)
                && version == that.version
                && updated == that.updated
                && java.util.Arrays.equals(json, that.json);
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(type, id, version);
    }

    /** The JSON as text, for tests and messages to developers. */
    public String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }
}
