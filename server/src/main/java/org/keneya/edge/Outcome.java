// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import java.util.List;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.model.Json;

/** The one mapping from a problem to HTTP: status, OperationOutcome under /fhir, problem+json (RFC 9457) elsewhere. */
public final class Outcome {
    /** Names the rule that found an issue. */
    public static final String RULES = "https://keneya.org/fhir/CodeSystem/rule";

    private Outcome() {}

    public static int status(Problem problem) {
        return switch (problem) {
            case Problem.Invalid _ -> 400;
            case Problem.Unauthorized _ -> 401;
            case Problem.Forbidden _, Problem.TooCostly _ -> 403;
            case Problem.NotFound _ -> 404;
            case Problem.NotAllowed _ -> 405;
            case Problem.NotAcceptable _ -> 406;
            case Problem.Conflict _ -> 409;
            case Problem.Gone _ -> 410;
            case Problem.PreconditionFailed _ -> 412;
            case Problem.TooLarge _ -> 413;
            case Problem.UnsupportedMedia _ -> 415;
            case Problem.Unprocessable _ -> 422;
            case Problem.TooMany _ -> 429;
            case Problem.Busy _ -> 503;
            case Problem.OverQuota _ -> 507;
        };
    }

    /** http://hl7.org/fhir/R4/operationoutcome.html */
    public static Json.Obj operationOutcome(List<Issue> issues) {
        Json.Arr list = new Json.Arr();
        for (Issue issue : issues) {
            Json.Obj one = new Json.Obj()
                    .put("severity", issue.severity().name().toLowerCase(java.util.Locale.ROOT))
                    .put("code", issue.code());
            if (issue.rule() != null || issue.text() != null) {
                Json.Obj details = new Json.Obj();
                if (issue.rule() != null) {
                    details.put(
                            "coding",
                            Json.Arr.of(new Json.Obj().put("system", RULES).put("code", issue.rule())));
                }
                if (issue.text() != null) {
                    details.put("text", issue.text());
                }
                one.put("details", details);
            }
            one.put("diagnostics", issue.diagnostics());
            if (issue.expression() != null) {
                one.put("expression", Json.Arr.of(new Json.Str(issue.expression())));
            }
            list.add(one);
        }
        return new Json.Obj().put("resourceType", "OperationOutcome").put("issue", list);
    }

    public static Json.Obj problem(Problem problem) {
        Issue first = problem.issues().getFirst();
        Json.Arr errors = new Json.Arr();
        for (Issue issue : problem.issues()) {
            Json.Obj one = new Json.Obj();
            if (issue.expression() != null) {
                one.put("path", issue.expression());
            }
            if (issue.rule() != null) {
                one.put("rule", issue.rule());
            }
            errors.add(one.put("text", issue.text() != null ? issue.text() : issue.diagnostics()));
        }
        return new Json.Obj()
                .put("type", "about:blank")
                .put("title", problem.getClass().getSimpleName())
                .put("status", new Json.Num(Integer.toString(status(problem))))
                .put("detail", first.diagnostics())
                .put("code", first.code())
                .put("errors", errors);
    }
}
