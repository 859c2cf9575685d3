// SPDX-License-Identifier: Apache-2.0
package org.keneya.kernel;

import org.jspecify.annotations.Nullable;

/**
 * One finding about a request or a resource.
 *
 * @param severity how bad it is
 * @param code an IssueType of FHIR R4 (http://hl7.org/fhir/issue-type), such as {@code value} or {@code required}
 * @param diagnostics for developers, in English; holds no personal data
 * @param expression where: a FHIRPath such as {@code Patient.identifier[0].value}, or null for the whole request
 * @param rule the rule that found it, such as {@code ins-key}, or null when the specification itself is the rule
 * @param text for the person at the screen, in French, or null when only developers can meet it
 */
public record Issue(
        Severity severity,
        String code,
        String diagnostics,
        @Nullable String expression,
        @Nullable String rule,
        @Nullable String text) {

    /** FHIR IssueSeverity. */
    public enum Severity {
        FATAL,
        ERROR,
        WARNING,
        INFORMATION
    }

    /** An error with no place to point at. */
    public static Issue error(String code, String diagnostics) {
        return new Issue(Severity.ERROR, code, diagnostics, null, null, null);
    }

    /** An error at one element. */
    public static Issue error(String code, String diagnostics, @Nullable String expression) {
        return new Issue(Severity.ERROR, code, diagnostics, expression, null, null);
    }
}
