// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology;

import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/** Which ValueSet, CodeSystem or ConceptMap is meant. */
public sealed interface Which {

    /** The one stored under a logical id. */
    record At(String id) implements Which {}

    /**
     * The one of a canonical URL, stored here or published with R4.
     *
     * @param url with or without {@code |version}
     * @param version business version; null for the newest
     */
    record Named(String url, @Nullable String version) implements Which {}

    /** One that came with the request. */
    record Given(Json.Obj resource) implements Which {}
}
