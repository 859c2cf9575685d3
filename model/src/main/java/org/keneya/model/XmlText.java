// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.nio.charset.StandardCharsets;

/**
 * The XML form of a resource (http://hl7.org/fhir/R4/xml.html), read into and written from the {@link Json} tree. The
 * definitions say what is an attribute, what repeats and in which order elements stand. Narratives stay the text they are.
 */
public final class XmlText {
    static final String FHIR = "http://hl7.org/fhir";
    static final String XHTML = "http://www.w3.org/1999/xhtml";

    private XmlText() {}

    /**
     * Parses one resource. No DTD, no external entity, at most {@value JsonText#MAX_DEPTH} levels; whatever the definitions do
     * not know is a {@code structure} problem that names its path.
     */
    public static Json.Obj readObject(byte[] utf8) {
        return new XmlReader(utf8).resource();
    }

    /** Writes one resource as UTF-8. */
    public static byte[] bytes(Json.Obj resource, boolean pretty) {
        return new XmlWriter(pretty).resource(resource).getBytes(StandardCharsets.UTF_8);
    }
}
