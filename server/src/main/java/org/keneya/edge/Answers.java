// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes problems and JSON as the path asks: OperationOutcome under /fhir, problem+json elsewhere. */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    public static void problem(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        if (problem instanceof Problem.Unauthorized) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"keneya\"");
        }
        if (problem instanceof Problem.Busy) {
            response.setHeader("Retry-After", "1");
        }
        if (problem instanceof Problem.TooMany tooMany) {
            response.setHeader("Retry-After", Integer.toString(tooMany.seconds()));
        }
        if (problem instanceof Problem.NotAllowed notAllowed) {
            response.setHeader("Allow", String.join(", ", notAllowed.allowed()));
        }
        if (problem instanceof Problem.Gone gone) {
            response.setHeader("ETag", "W/\"%d\"".formatted(gone.version()));
        }
        if (request.getRequestURI().startsWith("/fhir")) {
            resource(request, response, Outcome.status(problem), Outcome.operationOutcome(problem.issues()));
        } else {
            json(response, Outcome.status(problem), "application/problem+json;charset=UTF-8", Outcome.problem(problem));
        }
    }

    /** Any failure: problems as they are, everything else as a 500 that carries a correlation id and nothing more. */
    public static void failure(HttpServletRequest request, HttpServletResponse response, Throwable failure)
            throws IOException {
        if (failure instanceof ProblemException refused) {
            problem(request, response, refused.problem());
            return;
        }
        if (failure instanceof InvalidParameterException) {
            problem(
                    request,
                    response,
                    new Problem.Invalid(List.of(
                            Issue.error("structure", "The address or the form holds a broken percent escape"))));
            return;
        }
        if (response.isCommitted()) {
            LOG.warn("answer broke off: {}", failure.getClass().getSimpleName());
            return;
        }
        String correlation = UUID.randomUUID().toString();
        LOG.error("failure correlation={}", correlation, failure);
        List<Issue> issues = List.of(Issue.error("exception", "Something went wrong here; quote " + correlation));
        response.resetBuffer();
        if (request.getRequestURI().startsWith("/fhir")) {
            resource(request, response, 500, Outcome.operationOutcome(issues));
        } else {
            Json.Obj body = new Json.Obj()
                    .put("type", "about:blank")
                    .put("title", "Failure")
                    .put("status", new Json.Num("500"))
                    .put("code", "exception")
                    .put("correlation", correlation);
            json(response, 500, "application/problem+json;charset=UTF-8", body);
        }
    }

    private static void resource(
            HttpServletRequest request, HttpServletResponse response, int status, Json.Obj resource)
            throws IOException {
        Wire wire = Wire.orJson(request);
        bytes(response, status, wire.format().contentType(), wire.bytes(resource));
    }

    public static void json(HttpServletResponse response, int status, String contentType, Json body)
            throws IOException {
        bytes(response, status, contentType, JsonText.bytes(body));
    }

    private static void bytes(HttpServletResponse response, int status, String contentType, byte[] bytes)
            throws IOException {
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
