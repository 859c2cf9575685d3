// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;

/**
 * The links between the entries of a transaction: what an entry calls itself, and the address it will have. Rewrites them
 * in every resource, wherever they stand (http://hl7.org/fhir/R4/http.html#trules).
 */
final class Links {
    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, String> conditional = new HashMap<>();
    private final Function<String, @Nullable String> resolve;

    /** @param resolve the address of the one resource a conditional reference such as {@code Patient?identifier=x} means */
    Links(Function<String, @Nullable String> resolve) {
        this.resolve = resolve;
    }

    /** The entry known as {@code fullUrl} will be at {@code address}, such as {@code Patient/1}. */
    void add(@Nullable String fullUrl, String address) {
        if (fullUrl == null) {
            return;
        }
        addresses.put(fullUrl, address);
        String[] parts = fullUrl.split("/", -1);
        if (parts.length >= 2 && fullUrl.startsWith("http")) {
            addresses.put(parts[parts.length - 2] + "/" + parts[parts.length - 1], address);
        }
    }

    void rewrite(Json.Obj object, String path) {
        for (int i = 0; i < object.size(); i++) {
            String name = object.name(i);
            switch (object.value(i)) {
                case Json.Str(String text) -> {
                    String address = target(name, text, path);
                    if (address != null) {
                        object.put(name, address);
                    }
                }
                case Json.Obj child -> rewrite(child, path + "." + name);
                case Json.Arr array -> rewrite(array, path + "." + name);
                default -> {}
            }
        }
    }

    private void rewrite(Json.Arr array, String path) {
        for (int i = 0; i < array.size(); i++) {
            switch (array.get(i)) {
                case Json.Obj child -> rewrite(child, path + "[" + i + "]");
                case Json.Str(String text) -> {
                    String address = text.startsWith("urn:") ? addresses.get(text) : null;
                    if (address != null) {
                        array.set(i, new Json.Str(address));
                    }
                }
                default -> {}
            }
        }
    }

    private @Nullable String target(String name, String text, String path) {
        boolean reference = name.equals("reference");
        if (!reference && !text.startsWith("urn:")) {
            return null;
        }
        String known = addresses.get(text);
        if (known != null || !reference) {
            return known;
        }
        if (text.startsWith("urn:uuid:") || text.startsWith("urn:oid:")) {
            throw ProblemException.invalid(
                    "not-found", "The reference leads to no entry of this Bundle", path + ".reference");
        }
        return text.indexOf('?') > 0 && !text.contains("://") ? conditional(text, path) : null;
    }

    private String conditional(String text, String path) {
        String known = conditional.get(text);
        if (known != null) {
            return known;
        }
        String found = resolve.apply(text);
        if (found == null) {
            throw new ProblemException(new Problem.PreconditionFailed(List.of(Issue.error(
                    "not-found", "A conditional reference must match exactly one resource", path + ".reference"))));
        }
        conditional.put(text, found);
        return found;
    }
}
