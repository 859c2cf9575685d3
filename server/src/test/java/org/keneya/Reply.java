// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** What was answered. */
public record Reply(int status, HttpHeaders headers, byte[] bytes) {

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public Json.Obj json() {
        return JsonText.readObject(bytes);
    }

    /** Status and errors on one line: {@code 422 value Patient.identifier[0].value ins-key}. */
    public String verdict() {
        StringBuilder verdict = new StringBuilder().append(status);
        for (Json.Obj issue : issues()) {
            verdict.append(' ').append(issue.string("code"));
            expression(issue).ifPresent(path -> verdict.append(' ').append(path));
            Json.Obj details = issue.object("details");
            if (details != null && !details.objects("coding").isEmpty()) {
                verdict.append(' ').append(details.objects("coding").getFirst().string("code"));
            }
        }
        return verdict.toString();
    }

    /** The issues of an OperationOutcome; none when it is something else. */
    public List<Json.Obj> issues() {
        if (bytes.length == 0 || !header("Content-Type").contains("json")) {
            return List.of();
        }
        return json().objects("issue");
    }

    public String diagnostics() {
        return issues().isEmpty() ? "" : String.valueOf(issues().getFirst().string("diagnostics"));
    }

    /** The French sentence of the first issue. */
    public String sentence() {
        Json.Obj details = issues().isEmpty() ? null : issues().getFirst().object("details");
        return details == null ? "" : String.valueOf(details.string("text"));
    }

    /** The resources of a Bundle, in order. */
    public List<Json.Obj> resources() {
        return json().objects("entry").stream()
                .map(entry -> entry.object("resource"))
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    /** Their {@code Type/id}. */
    public List<String> addresses() {
        return resources().stream()
                .map(resource -> resource.string("resourceType") + "/" + resource.string("id"))
                .toList();
    }

    public String id() {
        return String.valueOf(json().string("id"));
    }

    private static java.util.Optional<String> expression(Json.Obj issue) {
        Json.Arr expression = issue.array("expression");
        return expression != null && expression.size() > 0 && expression.get(0) instanceof Json.Str(String path)
                ? java.util.Optional.of(path)
                : java.util.Optional.empty();
    }
}
