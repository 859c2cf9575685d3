// SPDX-License-Identifier: Apache-2.0
package org.keneya.kernel;

import java.util.List;

/** Carries a {@link Problem} to the edge. The only exception that is not a bug; has no stack trace, for it is cheap. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.issues().getFirst().diagnostics(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    public static ProblemException invalid(String code, String diagnostics, String expression) {
        return new ProblemException(new Problem.Invalid(List.of(Issue.error(code, diagnostics, expression))));
    }

    public static ProblemException invalid(String code, String diagnostics) {
        return new ProblemException(new Problem.Invalid(List.of(Issue.error(code, diagnostics))));
    }

    public static ProblemException notFound(String diagnostics) {
        return new ProblemException(new Problem.NotFound(List.of(Issue.error("not-found", diagnostics))));
    }

    public static ProblemException forbidden(String diagnostics) {
        return new ProblemException(new Problem.Forbidden(List.of(Issue.error("forbidden", diagnostics))));
    }

    public static ProblemException precondition(String code, String diagnostics) {
        return new ProblemException(new Problem.PreconditionFailed(List.of(Issue.error(code, diagnostics))));
    }
}
