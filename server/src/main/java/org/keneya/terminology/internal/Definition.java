// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.store.Head;

/**
 * A ValueSet, CodeSystem or ConceptMap that was found, not opened yet.
 *
 * @param key names it and its version; empty when it came with the request and nothing made of it may be kept
 * @param url canonical of one R4 publishes, else null
 * @param head of a stored one, else null
 * @param given one that came with the request, else null
 */
record Definition(
        String type,
        String key,
        @Nullable String url,
        @Nullable Head head,
        Json.@Nullable Obj given) {

    static Definition published(String type, String url) {
        return new Definition(type, "R4 " + type + " " + url, url, null, null);
    }

    static Definition stored(int tenant, Head head) {
        return new Definition(
                head.type(), "%d %s/%s/%d".formatted(tenant, head.type(), head.id(), head.version()), null, head, null);
    }

    static Definition given(Json.Obj resource) {
        return new Definition(String.valueOf(resource.string("resourceType")), "", null, null, resource);
    }
}
