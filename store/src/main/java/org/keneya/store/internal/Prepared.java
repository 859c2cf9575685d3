// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.Change;

/**
 * A change made ready outside the transaction: indexed, and when it is new for certain, encoded.
 *
 * @param change what was asked
 * @param place where it stands in the request, a FHIRPath such as {@code Bundle.entry[3].resource}
 * @param typeCode number of its type
 * @param image the new content; null for a deletion
 */
record Prepared(
        Change change, String place, int typeCode, @Nullable Image image) {

    /** New content as it will be stored; stamped and encoded as version 0 means as none yet. */
    static final class Image {
        private static final byte[] NONE = {};

        final Json.Obj resource;
        final Row row;
        int version;
        byte[] json = NONE;
        byte[] content = NONE;

        Image(Json.Obj resource, Row row) {
            this.resource = resource;
            this.row = row;
        }
    }

    String type() {
        return change.type();
    }

    String id() {
        return switch (change) {
            case Change.Create create -> create.id();
            case Change.Update update -> update.id();
            case Change.Delete delete -> delete.id();
        };
    }

    Image content() {
        Image found = image;
        if (found == null) {
            throw new IllegalStateException("a deletion has no content");
        }
        return found;
    }

    /** The resource's JSON with id, versionId and lastUpdated in place. */
    static byte[] stamp(Json.Obj resource, String id, int version, long updated) {
        mark(resource, id, version, updated);
        return JsonText.bytes(resource);
    }

    /** Puts id, versionId and lastUpdated into the tree. */
    static void mark(Json.Obj resource, String id, int version, long updated) {
        Json.Obj meta = resource.object("meta");
        if (meta == null) {
            meta = new Json.Obj(4);
        }
        meta.putAt(0, "versionId", new Json.Str(Integer.toString(version)));
        meta.putAt(1, "lastUpdated", new Json.Str(Instants.text(updated)));
        resource.putAt(
                0, "resourceType", resource.get("resourceType") instanceof Json.Str type ? type : Json.Null.NULL);
        resource.putAt(1, "id", new Json.Str(id));
        resource.putAt(2, "meta", meta);
    }
}
