// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import org.jspecify.annotations.Nullable;

/** What the text of a reference says (http://hl7.org/fhir/R4/references.html#literal). */
public final class References {
    private static final String HISTORY = "/_history/";

    private References() {}

    /**
     * The resource type a literal reference names: {@code Patient} for {@code Patient/1}, {@code Patient/1/_history/2},
     * {@code https://x.org/fhir/Patient/1} and {@code Patient?identifier=a|b}; null when it names none.
     */
    public static @Nullable String typeOf(String reference) {
        int end = reference.indexOf(HISTORY);
        int question = reference.indexOf('?');
        if (end < 0 || (question >= 0 && question < end)) {
            end = question;
        }
        if (end < 0 || end != question) {
            int slash = reference.lastIndexOf('/', end < 0 ? reference.length() : end - 1);
            if (slash <= 0) {
                return null;
            }
            end = slash;
        }
        int start = reference.lastIndexOf('/', end - 1) + 1;
        String type = reference.substring(start, end);
        return Definitions.R4.isResourceType(type) ? type : null;
    }

    /** The resource type a Reference points at, by its text, by the contained resource it names, or by its type element. */
    static @Nullable String typeOf(Json.Obj reference, Json.Obj resource) {
        String text = reference.string("reference");
        if (text != null) {
            String type = text.startsWith("#") ? containedType(text, resource) : typeOf(text);
            if (type != null) {
                return type;
            }
        }
        return reference.string("type");
    }

    private static @Nullable String containedType(String fragment, Json.Obj resource) {
        if (fragment.length() == 1) {
            return resource.string("resourceType");
        }
        Json.Arr contained = resource.array("contained");
        for (int i = 0; contained != null && i < contained.size(); i++) {
            String id = contained.get(i) instanceof Json.Obj inner ? inner.string("id") : null;
            if (id != null && id.length() == fragment.length() - 1 && fragment.endsWith(id)) {
                return ((Json.Obj) contained.get(i)).string("resourceType");
            }
        }
        return null;
    }
}
