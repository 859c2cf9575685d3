// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.edge.Answers;
import org.keneya.edge.Outcome;
import org.keneya.edge.Wire;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;

/**
 * {@code /fhir/bulk/[job]}: status and end of a job, and its files; {@code POST /fhir/$import}: NDJSON in. Outside the FHIR
 * servlet, for these bodies are as large as they like and never held.
 */
final class BulkServlet extends HttpServlet {
    static final String NDJSON = "application/fhir+ndjson";
    private static final String SUFFIX = ".ndjson";
    private static final Set<String> TAKEN = Set.of(NDJSON, "application/ndjson", "application/x-ndjson");
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final transient Exports exports;
    private final transient Imports imports;

    BulkServlet(Exports exports, Imports imports) {
        this.exports = exports;
        this.imports = imports;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (request.getServletPath().endsWith("$import")) {
                takeIn(request, response);
            } else {
                jobs(request, response);
            }
        } catch (ProblemException refused) {
            if (response.isCommitted()) {
                throw new IOException("the answer broke off", refused);
            }
            Answers.problem(request, response, refused.problem());
        } catch (RuntimeException failure) {
            Answers.failure(request, response, failure);
        }
    }

    private void jobs(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String info = request.getPathInfo();
        String[] path = info == null ? new String[] {""} : info.substring(1).split("/", -1);
        Caller caller = Callers.current();
        Job job = exports.find(caller, path[0]).orElseThrow(BulkServlet::noSuchJob);
        switch (path.length) {
            case 1 -> {
                switch (request.getMethod()) {
                    case "GET" -> status(request, response, job);
                    case "DELETE" -> {
                        exports.cancel(job);
                        response.setStatus(202);
                    }
                    default -> throw notAllowed("A bulk job takes GET and DELETE", "GET", "DELETE");
                }
            }
            case 2 -> {
                if (!request.getMethod().equals("GET")) {
                    throw notAllowed("A bulk file takes GET", "GET");
                }
                file(request, response, caller, job, path[1]);
            }
            default -> throw noSuchJob();
        }
    }

    private void status(HttpServletRequest request, HttpServletResponse response, Job job) throws IOException {
        switch (job.state()) {
            case RUNNING -> {
                response.setStatus(202);
                response.setHeader("X-Progress", exports.progress(job));
                response.setHeader("Retry-After", "1");
            }
            case DONE -> {
                response.setHeader("Expires", HTTP_DATE.format(job.expires()));
                Answers.json(response, 200, "application/json;charset=UTF-8", manifest(request, job));
            }
            case FAILED, CANCELLED ->
                Answers.json(
                        response,
                        500,
                        Wire.Format.JSON.contentType(),
                        Outcome.operationOutcome(List.of(Issue.error("processing", String.valueOf(job.message())))));
        }
    }

    private static Json.Obj manifest(HttpServletRequest request, Job job) {
        Json.Arr output = new Json.Arr();
        Json.Arr error = new Json.Arr();
        for (Job.File file : job.files()) {
            Json.Obj one = new Json.Obj().put("type", file.type());
            if (!file.name().isEmpty()) {
                one.put("url", base(request) + "/bulk/" + job.id() + "/" + file.name() + SUFFIX);
            }
            one.put("count", new Json.Num(Long.toString(file.count())));
            if (file.name().equals("errors")) {
                error.add(one);
            } else if (file.count() > 0) {
                output.add(one);
            }
        }
        return new Json.Obj()
                .put("transactionTime", job.made().toString())
                .put("request", job.request())
                .put("requiresAccessToken", Json.Bool.TRUE)
                .put("output", output)
                .put("error", error);
    }

    private void file(HttpServletRequest request, HttpServletResponse response, Caller caller, Job job, String name)
            throws IOException {
        Job.File file = job.files().stream()
                .filter(one -> !one.name().isEmpty() && name.equals(one.name() + SUFFIX))
                .findFirst()
                .filter(_ -> job.state() == Job.State.DONE)
                .orElseThrow(() -> ProblemException.notFound("There is no such file"));
        if (!file.name().equals("errors")) {
            caller.requireRead(file.type());
        }
        String accepted = request.getHeader("Accept-Encoding");
        boolean gzip = accepted != null && accepted.contains("gzip");
        response.setContentType(NDJSON);
        response.setHeader("Vary", "Accept-Encoding");
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        exports.copy(job, file, gzip, response.getOutputStream());
    }

    private void takeIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            throw notAllowed("$import takes POST", "POST");
        }
        String type = request.getContentType();
        if (type == null || !TAKEN.contains(type.split(";", 2)[0].strip())) {
            throw new ProblemException(new Problem.UnsupportedMedia(
                    List.of(Issue.error("not-supported", "$import takes " + NDJSON + ", one resource a line"))));
        }
        InputStream in = request.getInputStream();
        if ("gzip".equals(request.getHeader("Content-Encoding"))) {
            in = new GZIPInputStream(in, 1 << 16);
        }
        Job job = imports.run(Callers.current(), base(request) + "/$import", in);
        response.setHeader("Content-Location", base(request) + "/bulk/" + job.id());
        response.setHeader("Expires", HTTP_DATE.format(job.expires()));
        Answers.json(response, 200, "application/json;charset=UTF-8", manifest(request, job));
    }

    private static String base(HttpServletRequest request) {
        StringBuffer url = request.getRequestURL();
        return url.substring(0, url.length() - request.getRequestURI().length()) + "/fhir";
    }

    private static ProblemException noSuchJob() {
        return ProblemException.notFound("There is no such bulk job");
    }

    private static ProblemException notAllowed(String why, String... methods) {
        return new ProblemException(
                new Problem.NotAllowed(List.of(Issue.error("not-supported", why)), List.of(methods)));
    }
}
