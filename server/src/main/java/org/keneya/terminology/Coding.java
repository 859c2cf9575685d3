// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology;

import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/**
 * A code someone asks about.
 *
 * @param system where it is defined; null when whoever wrote it left it out
 * @param version of the system; null when not known
 * @param display what it was called; null when nothing is to be checked
 */
public record Coding(
        @Nullable String system,
        @Nullable String version,
        @Nullable String code,
        @Nullable String display) {

    /** Reads a FHIR Coding. */
    public static Coding of(Json.Obj coding) {
        return new Coding(
                coding.string("system"), coding.string("version"), coding.string("code"), coding.string("display"));
    }

    /** As a message may name it: {@code system#code}. */
    public String named() {
        return (system == null ? "" : system) + "#" + (code == null ? "" : code);
    }
}
