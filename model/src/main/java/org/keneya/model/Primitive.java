// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The primitive types of R4 (http://hl7.org/fhir/R4/datatypes.html#primitive) and the JSON kind each is written with. */
public enum Primitive {
    BOOLEAN("boolean", Kind.BOOLEAN),
    INTEGER("integer", Kind.NUMBER),
    UNSIGNED_INT("unsignedInt", Kind.NUMBER),
    POSITIVE_INT("positiveInt", Kind.NUMBER),
    DECIMAL("decimal", Kind.NUMBER),
    STRING("string", Kind.STRING),
    MARKDOWN("markdown", Kind.STRING),
    CODE("code", Kind.STRING),
    ID("id", Kind.STRING),
    URI("uri", Kind.STRING),
    URL("url", Kind.STRING),
    CANONICAL("canonical", Kind.STRING),
    OID("oid", Kind.STRING),
    UUID("uuid", Kind.STRING),
    DATE("date", Kind.STRING),
    DATE_TIME("dateTime", Kind.STRING),
    INSTANT("instant", Kind.STRING),
    TIME("time", Kind.STRING),
    BASE64("base64Binary", Kind.STRING),
    XHTML("xhtml", Kind.STRING);

    public enum Kind {
        BOOLEAN("true or false"),
        NUMBER("a number"),
        STRING("a string");

        public final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final Map<String, Primitive> BY_NAME = new HashMap<>();

    static {
        for (Primitive primitive : values()) {
            BY_NAME.put(primitive.fhirName, primitive);
        }
    }

    public final String fhirName;
    public final Kind kind;

    Primitive(String fhirName, Kind kind) {
        this.fhirName = fhirName;
        this.kind = kind;
    }

    /** The primitive of a FHIR type name; null for complex types. */
    public static @Nullable Primitive of(String fhirName) {
        return BY_NAME.get(fhirName);
    }
}
