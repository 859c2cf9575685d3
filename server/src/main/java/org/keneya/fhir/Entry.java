// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.store.Query;

/**
 * One entry of a batch or transaction, understood.
 *
 * @param index position in the Bundle, from 0
 * @param method HTTP method
 * @param path segments of the address, relative to the base
 * @param query what follows the question mark, or empty
 */
record Entry(
        int index,
        String method,
        List<String> path,
        String query,
        @Nullable String fullUrl,
        Json.@Nullable Obj resource,
        Json.Obj request) {

    private static final Set<String> CONDITIONAL = Set.of("PUT", "PATCH", "DELETE");

    /** @param base address of this service, which the address of the request need not have but may */
    static Entry of(int index, Json.Obj entry, String base) {
        Json.Obj request = entry.object("request");
        if (request == null) {
            throw ProblemException.invalid(
                    "required", "An entry needs a request", "Bundle.entry[%d].request".formatted(index));
        }
        String method = request.string("method");
        String url = request.string("url");
        if (method == null || url == null) {
            throw ProblemException.invalid(
                    "required", "A request needs method and url", "Bundle.entry[%d].request".formatted(index));
        }
        url = url.startsWith(base + "/") ? url.substring(base.length()) : url;
        int mark = url.indexOf('?');
        String address = mark < 0 ? url : url.substring(0, mark);
        List<String> path = Arrays.stream((address.startsWith("/") ? address.substring(1) : address).split("/", -1))
                .map(FhirServlet::decode)
                .toList();
        return new Entry(
                index,
                method,
                path,
                mark < 0 ? "" : url.substring(mark + 1),
                entry.string("fullUrl"),
                entry.object("resource"),
                request);
    }

    /** With a resource of its own. */
    Entry copy() {
        Json.Obj shared = resource;
        return shared == null
                ? this
                : new Entry(index, method, path, query, fullUrl, (Json.Obj) shared.copy(), request);
    }

    String place() {
        return "Bundle.entry[%d].resource".formatted(index);
    }

    ProblemException refuse(String code, String why, String element) {
        return ProblemException.invalid(code, why, "Bundle.entry[%d].%s".formatted(index, element));
    }

    /** The same refusal, told of the entry; one that is told of it already stays as it is. */
    ProblemException located(ProblemException refused) {
        return located(refused, "");
    }

    /** The same refusal, told of an element of the entry. */
    ProblemException located(ProblemException refused, String element) {
        String place = "Bundle.entry[%d]".formatted(index);
        List<Issue> issues = refused.problem().issues().stream()
                .map(issue ->
                        isHere(issue, place) ? issue : moved(issue, place + (element.isEmpty() ? "" : "." + element)))
                .toList();
        return new ProblemException(refused.problem().with(issues));
    }

    private static boolean isHere(Issue issue, String place) {
        String expression = issue.expression();
        return expression != null && expression.startsWith(place);
    }

    private static Issue moved(Issue issue, String place) {
        return new Issue(
                issue.severity(),
                issue.code(),
                issue.expression() == null
                        ? issue.diagnostics()
                        : "%s (%s)".formatted(issue.diagnostics(), issue.expression()),
                place,
                issue.rule(),
                issue.text());
    }

    /** Whether it is about the one resource that meets its condition. */
    boolean isConditional() {
        return path.size() == 1 && CONDITIONAL.contains(method);
    }

    Query condition() {
        return new Query(type(), Parameters.parse(query));
    }

    /** The id of the one resource the address names. */
    String id() {
        if (!query.isEmpty()) {
            throw refuse("value", "An address has an id or a condition, not both", "request.url");
        }
        if (path.size() != 2) {
            throw refuse("value", "%s takes Type/id".formatted(method), "request.url");
        }
        try {
            return Router.id(path.get(1));
        } catch (ProblemException notOne) {
            throw refuse("value", "An id has 1 to 64 letters, digits, hyphens and dots", "request.url");
        }
    }

    /** The type the address begins with; refused when R4 has none of that name. */
    String type() {
        String type = path.getFirst();
        if (!R4.definitions().isResourceType(type)) {
            throw refuse("value", "The address does not begin with a resource type", "request.url");
        }
        return type;
    }

    Json.Obj body() {
        Json.Obj found = resource;
        if (found == null) {
            throw refuse("required", "%s needs a resource".formatted(method), "resource");
        }
        if (!type().equals(found.string("resourceType"))) {
            throw refuse("invalid", "The address and the resource name different types", "request.url");
        }
        return found;
    }

    private byte[] decoded(Json.Obj binary) {
        String data = binary.string("data");
        try {
            return Base64.getMimeDecoder().decode(data == null ? "" : data);
        } catch (IllegalArgumentException notBase64) {
            throw refuse("value", "The data must be base64", "resource.data");
        }
    }

    /** The entry as a request of its own. */
    Exchange exchange(Exchange whole) {
        Json.Obj content = resource;
        String contentType = "application/fhir+json";
        byte[] body = content == null ? new byte[0] : JsonText.bytes(content);
        if (content != null && method.equals("PATCH") && "Binary".equals(content.string("resourceType"))) {
            contentType = String.valueOf(content.string("contentType"));
            body = decoded(content);
        }
        Exchange.Headers headers = new Exchange.Headers(
                contentType,
                request.string("ifMatch"),
                request.string("ifNoneMatch"),
                request.string("ifNoneExist"),
                request.string("ifModifiedSince"),
                whole.headers().prefer());
        return new Exchange(method, path, Parameters.parse(query), headers, body, whole.caller(), whole.base(), query);
    }
}
