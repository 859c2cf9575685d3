// SPDX-License-Identifier: Apache-2.0
package org.keneya.imports;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.keneya.model.Json;

/**
 * The hospitals and people that many files describe, each a little differently: the first description of a run stands for
 * all, so that files do not overwrite one another and a second run changes nothing.
 */
final class Directory {
    private static final Set<String> TYPES =
            Set.of("Organization", "Practitioner", "PractitionerRole", "Location", "HealthcareService", "Medication");

    private final Map<String, Json.Obj> first = new ConcurrentHashMap<>();

    /** The description to send for a resource under its id. */
    Json.Obj described(String type, String id, Json.Obj resource) {
        if (!TYPES.contains(type)) {
            return resource;
        }
        Json.Obj earlier = first.putIfAbsent(type + "/" + id, resource);
        return earlier == null ? resource : earlier;
    }
}
