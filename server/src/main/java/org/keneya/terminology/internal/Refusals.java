// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.util.List;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;

/** How a question about codes is refused. */
final class Refusals {
    private Refusals() {}

    /** The thing asked about is not known here (404). */
    static ProblemException unknown(String type, String name) {
        return ProblemException.notFound("The %s %s is not known here".formatted(type, name));
    }

    /** A definition names what is not known here, so nothing certain can be said (422). */
    static ProblemException lacking(String what) {
        return unprocessable("not-found", what);
    }

    static ProblemException unprocessable(String code, String what) {
        return new ProblemException(new Problem.Unprocessable(List.of(Issue.error(code, what))));
    }

    static ProblemException tooCostly(String what) {
        return new ProblemException(new Problem.TooCostly(List.of(Issue.error("too-costly", what))));
    }
}
