// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;

/** Ways to say no. Messages name positions, functions and types, never values. */
final class Refusal {
    private Refusal() {}

    /** The text is not FHIRPath. */
    static ProblemException syntax(String why, int position) {
        return invalid("invalid", "Not FHIRPath at character %d: %s".formatted(position + 1, why));
    }

    /** It is FHIRPath, and does not apply to what it met. */
    static ProblemException execution(String why) {
        return invalid("processing", "FHIRPath: " + why);
    }

    static ProblemException unsupported(String what) {
        return invalid("not-supported", "FHIRPath: %s is not offered".formatted(what));
    }

    private static ProblemException invalid(String code, String why) {
        return new ProblemException(
                new Problem.Invalid(java.util.List.of(Issue.error(code, why, (@Nullable String) null))));
    }
}
