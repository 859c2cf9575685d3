// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.R4;

/**
 * A reference to a resource of this server (http://hl7.org/fhir/R4/references.html#literal).
 *
 * @param type resource type
 * @param id logical id
 */
record LocalReference(String type, String id) {

    /** What a reference text names, whatever version; null when it leads elsewhere, or nowhere. */
    static @Nullable LocalReference of(String text, String base) {
        String relative = text.startsWith(base + "/") ? text.substring(base.length() + 1) : text;
        String[] parts = relative.split("/", -1);
        boolean versioned = parts.length == 4 && parts[2].equals("_history");
        if (parts.length != 2 && !versioned || !R4.definitions().isResourceType(parts[0])) {
            return null;
        }
        return new LocalReference(parts[0], parts[1]);
    }

    /**
     * Makes references to this server relative, wherever they stand: an absolute address under the own base means the same
     * (references.html#literal), and the index knows one spelling. What a Bundle holds keeps the addresses of its entries.
     */
    static void localise(Json json, String base) {
        switch (json) {
            case Json.Obj object
            when !"Bundle".equals(object.string("resourceType")) -> {
                String text = object.string("reference");
                String local = text == null ? null : relative(text, base);
                if (local != null) {
                    object.put("reference", local);
                }
                for (int i = 0; i < object.size(); i++) {
                    localise(object.value(i), base);
                }
            }
            case Json.Arr array -> array.forEach(item -> localise(item, base));
            default -> {}
        }
    }

    /** The text without the address of this service; null when it does not begin with it, or does not go on as a reference. */
    static @Nullable String relative(String text, String base) {
        return text.startsWith(base + "/") && of(text, base) != null ? text.substring(base.length() + 1) : null;
    }

    /** Visits every local reference of a resource, wherever it stands. */
    static void each(Json json, String base, Consumer<LocalReference> to) {
        switch (json) {
            case Json.Obj object -> {
                String text = object.string("reference");
                LocalReference local = text == null ? null : of(text, base);
                if (local != null) {
                    to.accept(local);
                }
                for (int i = 0; i < object.size(); i++) {
                    each(object.value(i), base, to);
                }
            }
            case Json.Arr array -> array.forEach(item -> each(item, base, to));
            default -> {}
        }
    }

    @Override
    public String toString() {
        return type + "/" + id;
    }
}
