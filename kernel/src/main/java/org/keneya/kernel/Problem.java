// SPDX-License-Identifier: Apache-2.0
package org.keneya.kernel;

import java.util.List;

/**
 * Why a request is not answered as asked. The closed vocabulary of refusals: the edge maps each case to one HTTP status
 * and writes it as an OperationOutcome or as problem+json. Never carries personal data: name the path and the rule, not
 * the value of a clinical or identifying element.
 */
public sealed interface Problem {

    /** What went wrong, part by part, most important first; at least one. */
    List<Issue> issues();

    /** The same problem, told with other issues. */
    default Problem with(List<Issue> issues) {
        return switch (this) {
            case Invalid _ -> new Invalid(issues);
            case Unprocessable _ -> new Unprocessable(issues);
            case Unauthorized _ -> new Unauthorized(issues);
            case Forbidden _ -> new Forbidden(issues);
            case NotFound _ -> new NotFound(issues);
            case Gone(List<Issue> _, int version) -> new Gone(issues, version);
            case NotAllowed(List<Issue> _, List<String> allowed) -> new NotAllowed(issues, allowed);
            case NotAcceptable _ -> new NotAcceptable(issues);
            case UnsupportedMedia _ -> new UnsupportedMedia(issues);
            case TooLarge _ -> new TooLarge(issues);
            case Conflict _ -> new Conflict(issues);
            case PreconditionFailed _ -> new PreconditionFailed(issues);
            case TooCostly _ -> new TooCostly(issues);
            case TooMany(List<Issue> _, int seconds) -> new TooMany(issues, seconds);
            case Busy _ -> new Busy(issues);
            case OverQuota _ -> new OverQuota(issues);
        };
    }

    /** The request cannot be read or breaks the specification (HTTP 400). */
    record Invalid(List<Issue> issues) implements Problem {
        public Invalid {
            issues = List.copyOf(issues);
        }
    }

    /** The request is well formed but breaks a rule of the domain (HTTP 422). */
    record Unprocessable(List<Issue> issues) implements Problem {
        public Unprocessable {
            issues = List.copyOf(issues);
        }
    }

    /** No credentials, or not valid ones (HTTP 401). */
    record Unauthorized(List<Issue> issues) implements Problem {
        public Unauthorized {
            issues = List.copyOf(issues);
        }
    }

    /** The caller is known and may not do this (HTTP 403). */
    record Forbidden(List<Issue> issues) implements Problem {
        public Forbidden {
            issues = List.copyOf(issues);
        }
    }

    /** There is no such thing, or the caller may not know that there is (HTTP 404). */
    record NotFound(List<Issue> issues) implements Problem {
        public NotFound {
            issues = List.copyOf(issues);
        }
    }

    /**
     * It existed and was deleted (HTTP 410).
     *
     * @param version the version that marks the deletion
     */
    record Gone(List<Issue> issues, int version) implements Problem {
        public Gone {
            issues = List.copyOf(issues);
        }
    }

    /**
     * The method is not offered here (HTTP 405).
     *
     * @param allowed the methods that are
     */
    record NotAllowed(List<Issue> issues, List<String> allowed) implements Problem {
        public NotAllowed {
            issues = List.copyOf(issues);
            allowed = List.copyOf(allowed);
        }
    }

    /** None of the accepted media types can be produced (HTTP 406). */
    record NotAcceptable(List<Issue> issues) implements Problem {
        public NotAcceptable {
            issues = List.copyOf(issues);
        }
    }

    /** The body's media type is not understood (HTTP 415). */
    record UnsupportedMedia(List<Issue> issues) implements Problem {
        public UnsupportedMedia {
            issues = List.copyOf(issues);
        }
    }

    /** The body is larger than is accepted here (HTTP 413). */
    record TooLarge(List<Issue> issues) implements Problem {
        public TooLarge {
            issues = List.copyOf(issues);
        }
    }

    /** Someone else changed it, or holds it (HTTP 409). */
    record Conflict(List<Issue> issues) implements Problem {
        public Conflict {
            issues = List.copyOf(issues);
        }
    }

    /** A condition the caller set does not hold: If-Match, several matches of a conditional (HTTP 412). */
    record PreconditionFailed(List<Issue> issues) implements Problem {
        public PreconditionFailed {
            issues = List.copyOf(issues);
        }
    }

    /** Answering would cost more than one request may (HTTP 403, code too-costly). */
    record TooCostly(List<Issue> issues) implements Problem {
        public TooCostly {
            issues = List.copyOf(issues);
        }
    }

    /**
     * The caller asks more often, or more at once, than one caller may (HTTP 429).
     *
     * @param seconds after which the same request will be answered, at least 1
     */
    record TooMany(List<Issue> issues, int seconds) implements Problem {
        public TooMany {
            issues = List.copyOf(issues);
            seconds = Math.max(1, seconds);
        }
    }

    /** The establishment has stored as much as it may (HTTP 507). */
    record OverQuota(List<Issue> issues) implements Problem {
        public OverQuota {
            issues = List.copyOf(issues);
        }
    }

    /** Not now; the same request may succeed later (HTTP 503). */
    record Busy(List<Issue> issues) implements Problem {
        public Busy {
            issues = List.copyOf(issues);
        }
    }
}
