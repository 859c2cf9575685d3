// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;

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

    static Entry of(int index, Json.Obj entry) {
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

    /** The same refusal, which says of the entry where it has no better place to point at. */
    ProblemException refuse(ProblemException refused) {
        List<Issue> issues = refused.problem().issues().stream()
                .map(issue -> new Issue(
                        issue.severity(),
                        issue.code(),
                        issue.expression() == null
                                ? issue.diagnostics()
                                : "%s (%s)".formatted(issue.diagnostics(), issue.expression()),
                        "Bundle.entry[%d]".formatted(index),
                        issue.rule(),
                        issue.text()))
                .toList();
        return new ProblemException(refused.problem().with(issues));
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
