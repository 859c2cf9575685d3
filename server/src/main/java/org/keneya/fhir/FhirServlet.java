// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Callers;
import org.keneya.edge.Answers;
import org.keneya.edge.Edge;
import org.keneya.edge.Wire;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.JsonText;
import org.keneya.model.XmlText;
import org.keneya.store.Query;

/** {@code /fhir}: HTTP in, one {@link Router} call, HTTP out. Plain servlet, for nothing may stand between bytes and socket. */
final class FhirServlet extends HttpServlet {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
    private static final int CHUNK = 64 * 1024;

    private final transient Router router;

    FhirServlet(Router router) {
        this.router = router;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            boolean binary = BinaryContent.isOne(path(request));
            Wire wire = binary ? Wire.orJson(request) : Wire.of(request);
            Answer answer = router.answer(exchange(request));
            BinaryContent content =
                    binary && answer.status() == 200 && isRead(request) ? BinaryContent.of(answer.bytes()) : null;
            if (content != null && content.isWanted(request)) {
                write(request, response, answer, content);
            } else {
                write(request, response, answer, binary && isRead(request) ? Wire.of(request) : wire);
            }
        } catch (ProblemException refused) {
            if (response.isCommitted()) {
                throw new IOException("the answer broke off", refused); // half a body must not look whole
            }
            response.resetBuffer();
            Answers.problem(request, response, refused.problem());
        } catch (RuntimeException failure) {
            Answers.failure(request, response, failure);
        }
    }

    private static Exchange exchange(HttpServletRequest request) throws IOException {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        List<String> path = path(request);
        List<Query.Parameter> parameters = new ArrayList<>(Parameters.parse(query));
        byte[] body = body(request);
        String type = request.getContentType();
        if (!path.isEmpty() && path.getLast().equals("_search") && "POST".equals(request.getMethod())) {
            boolean form = type != null && type.startsWith("application/x-www-form-urlencoded");
            if (!form && (type != null || body.length > 0)) {
                throw unsupported("POST _search takes application/x-www-form-urlencoded");
            }
            parameters.addAll(Parameters.parse(new String(body, StandardCharsets.UTF_8)));
        } else if (isBinaryWrite(request.getMethod(), path)) {
            body = BinaryContent.resource(request, path, body);
        } else if (body.length > 0 && !"PATCH".equals(request.getMethod())) {
            body = json(body, type);
        } else if (type != null && "POST".equals(request.getMethod()) && Wire.Format.of(type) == null) {
            throw unsupportedBody();
        }
        Exchange.Headers headers = new Exchange.Headers(
                type,
                request.getHeader("If-Match"),
                request.getHeader("If-None-Match"),
                request.getHeader("If-None-Exist"),
                request.getHeader("If-Modified-Since"),
                String.join(",", Collections.list(request.getHeaders("Prefer"))));
        return new Exchange(
                request.getMethod(), path, parameters, headers, body, Callers.current(), base(request), query);
    }

    static ProblemException unsupported(String why) {
        return new ProblemException(new Problem.UnsupportedMedia(List.of(Issue.error("not-supported", why))));
    }

    /** The body as JSON, whichever of the two forms it came in. */
    static byte[] json(byte[] body, @Nullable String type) {
        return switch (Wire.Format.of(type)) {
            case JSON -> body;
            case XML -> JsonText.bytes(XmlText.readObject(body));
            case null -> throw unsupportedBody();
        };
    }

    private static ProblemException unsupportedBody() {
        return unsupported("The body must be application/fhir+json or application/fhir+xml, in UTF-8");
    }

    private static boolean isRead(HttpServletRequest request) {
        return "GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod());
    }

    private static boolean isBinaryWrite(String method, List<String> path) {
        return !path.isEmpty()
                && path.getFirst().equals("Binary")
                && (path.size() == 1 && (method.equals("POST") || method.equals("PUT"))
                        || path.size() == 2 && method.equals("PUT"));
    }

    private static List<String> path(HttpServletRequest request) {
        String path = request.getPathInfo();
        if (path == null || path.equals("/")) {
            return List.of();
        }
        return Arrays.stream(path.substring(1).split("/", -1)).toList();
    }

    private static String base(HttpServletRequest request) {
        StringBuffer url = request.getRequestURL();
        int end = url.length() - request.getRequestURI().length();
        return url.substring(0, end) + "/fhir";
    }

    /** The whole body, never more than {@link Edge#LARGEST_BODY}, whatever the client says its length is. */
    private static byte[] body(HttpServletRequest request) throws IOException {
        long declared = request.getContentLengthLong();
        if (declared == 0 || declared < 0 && request.getHeader("Transfer-Encoding") == null) {
            return new byte[0];
        }
        if (declared > Edge.LARGEST_BODY) {
            throw new ProblemException(Edge.tooLarge());
        }
        InputStream in = request.getInputStream();
        byte[] buffer = new byte[declared > 0 ? (int) declared : CHUNK];
        int length = 0;
        while (true) {
            int read = in.readNBytes(buffer, length, buffer.length - length);
            length += read;
            if (length < buffer.length || declared > 0) {
                return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
            }
            if (length >= Edge.LARGEST_BODY) {
                throw new ProblemException(Edge.tooLarge());
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(Edge.LARGEST_BODY, buffer.length * 2L));
        }
    }

    private static void write(
            HttpServletRequest request, HttpServletResponse response, Answer answer, BinaryContent content)
            throws IOException {
        head(request, response, answer);
        response.setContentType(content.mediaType());
        response.setContentLength(content.bytes().length);
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
        if (content.securityContext() != null) {
            response.setHeader(BinaryContent.SECURITY_CONTEXT, content.securityContext());
        }
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(content.bytes());
        }
    }

    /** Location says where what was asked for is; a PUT and a PATCH know that already, unless they made it. */
    private static void head(HttpServletRequest request, HttpServletResponse response, Answer answer) {
        response.setStatus(answer.status());
        if (answer.etag() != null) {
            response.setHeader("ETag", answer.etag());
        }
        if (answer.lastModified() >= 0) {
            response.setHeader("Last-Modified", HTTP_DATE.format(Instant.ofEpochMilli(answer.lastModified())));
        }
        if (answer.location() != null) {
            response.setHeader("Content-Location", answer.location());
            if (answer.status() == 201 || "POST".equals(request.getMethod())) {
                response.setHeader("Location", answer.location());
            }
        }
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, Answer answer, Wire wire)
            throws IOException {
        head(request, response, answer);
        boolean asIs = wire.format() == Wire.Format.JSON && !wire.pretty();
        Answer.Stream stream = answer.stream();
        if (stream != null && asIs) {
            response.setContentType(wire.format().contentType());
            if (!"HEAD".equals(request.getMethod())) {
                stream.writeTo(response.getOutputStream());
            }
            return;
        }
        if (!answer.hasBody()) {
            return;
        }
        List<byte[]> pieces = asIs ? answer.body() : List.of(wire.bytes(JsonText.readObject(answer.bytes())));
        response.setContentType(wire.format().contentType());
        response.setContentLength(
                pieces.stream().mapToInt(piece -> piece.length).sum());
        if (!"HEAD".equals(request.getMethod())) {
            var out = response.getOutputStream();
            for (byte[] piece : pieces) {
                out.write(piece);
            }
        }
    }

    /** Decodes one piece of a URL; a broken escape is the caller's fault. */
    static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw ProblemException.invalid("structure", "The address holds a broken percent escape");
        }
    }
}
