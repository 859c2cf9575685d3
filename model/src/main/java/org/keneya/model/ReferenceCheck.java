// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what the References of one resource say (http://hl7.org/fhir/R4/references.html#Reference). */
final class ReferenceCheck {
    private static final String HISTORY = "/_history/";

    private final Json.Obj container;
    private final boolean inBundle;
    private @Nullable Set<String> fragments;

    /**
     * @param container the resource whose contained resources fragments name
     * @param inBundle whether a conditional reference, {@code Type?query}, is lawful
     */
    ReferenceCheck(Json.Obj container, boolean inBundle) {
        this.container = container;
        this.inBundle = inBundle;
    }

    /**
     * What is wrong; null when it is fine.
     *
     * @param targets types the element may point at; null when any
     */
    @Nullable
    String fault(Json.Obj reference, @Nullable Set<String> targets) {
        String text = reference.string("reference");
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.charAt(0) == '#') {
            if (text.length() > 1 && !fragments().contains(text)) {
                return "A fragment must be the id of a contained resource";
            }
        } else if (text.startsWith("urn:")) {
            boolean known = PrimitiveText.isUuid(text) || PrimitiveText.isOid(text);
            return known ? null : "A URN reference must be a urn:uuid: or a urn:oid:";
        } else if (text.startsWith("http://") || text.startsWith("https://")) {
            return PrimitiveText.isUri(text) && text.length() > 8 ? null : "A URL must not contain white space";
        } else if (!isRelative(text)) {
            return "A reference must be Type/id of a resource type, an absolute URL, a URN or a fragment";
        }
        String type = References.typeOf(reference, container);
        if (targets != null && type != null && !targets.contains(type)) {
            return "This element may not refer to a resource of that type";
        }
        String stated = reference.string("type");
        return stated == null || stated.equals(type) || !Definitions.R4.isResourceType(stated)
                ? null
                : "The reference and its type must agree";
    }

    /** The lawful fragments, {@code #} included; built at the first need. */
    private Set<String> fragments() {
        Set<String> known = fragments;
        if (known == null) {
            known = new HashSet<>();
            for (Json.Obj contained : container.objects("contained")) {
                known.add("#" + contained.string("id"));
            }
            fragments = known;
        }
        return known;
    }

    /** {@code Type/id}, {@code Type/id/_history/version}, and inside a Bundle {@code Type?query}. */
    private boolean isRelative(String text) {
        int question = text.indexOf('?');
        if (question > 0) {
            return inBundle
                    && question + 1 < text.length()
                    && PrimitiveText.isUri(text)
                    && Definitions.R4.isResourceType(text.substring(0, question));
        }
        int slash = text.indexOf('/');
        if (slash <= 0 || !Definitions.R4.isResourceType(text.substring(0, slash))) {
            return false;
        }
        int history = text.indexOf(HISTORY, slash + 1);
        int end = history < 0 ? text.length() : history;
        return PrimitiveText.isId(text, slash + 1, end)
                && (history < 0 || PrimitiveText.isId(text, history + HISTORY.length(), text.length()));
    }
}
