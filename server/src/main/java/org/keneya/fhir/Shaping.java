// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.Subset;
import org.keneya.store.Query;
import org.keneya.store.Stored;

/**
 * How much of each resource is answered: {@code _summary} and {@code _elements}
 * (http://hl7.org/fhir/R4/search.html#summary, #elements). What is answered whole stays the stored bytes, unparsed.
 */
record Shaping(Part part, Set<String> elements) {

    /** What {@code _summary} asks for. */
    enum Part {
        WHOLE,
        SUMMARY,
        TEXT,
        DATA,
        COUNT,
        ELEMENTS
    }

    static Shaping of(List<Query.Parameter> parameters) {
        Part part = Part.WHOLE;
        Set<String> elements = new HashSet<>();
        for (Query.Parameter parameter : parameters) {
            if (parameter.name().equals("_summary")) {
                part = part(parameter.value());
            } else if (parameter.name().equals("_elements")) {
                for (String name : parameter.value().split(",", -1)) {
                    elements.add(name.strip().substring(name.strip().lastIndexOf('.') + 1));
                }
            }
        }
        elements.remove("");
        if (part == Part.WHOLE && !elements.isEmpty()) {
            part = Part.ELEMENTS;
        }
        return new Shaping(part, Set.copyOf(elements));
    }

    private static Part part(String value) {
        return switch (value) {
            case "false" -> Part.WHOLE;
            case "true" -> Part.SUMMARY;
            case "text" -> Part.TEXT;
            case "data" -> Part.DATA;
            case "count" -> Part.COUNT;
            default ->
                throw ProblemException.invalid("value", "_summary is true, text, data, count or false", "_summary");
        };
    }

    /** The same for resources that were included: the list of elements does not apply to them. */
    Shaping forIncluded() {
        return part == Part.ELEMENTS ? new Shaping(Part.WHOLE, Set.of()) : this;
    }

    boolean isCount() {
        return part == Part.COUNT;
    }

    byte[] body(Stored stored) {
        byte[] whole = stored.body();
        return part == Part.WHOLE || part == Part.COUNT ? whole : JsonText.bytes(of(JsonText.readObject(whole)));
    }

    /** The part of a resource that is asked for; the resource itself may change. */
    Json.Obj of(Json.Obj resource) {
        return switch (part) {
            case WHOLE, COUNT -> resource;
            case SUMMARY -> Subset.summary(resource);
            case TEXT -> Subset.text(resource);
            case DATA -> Subset.data(resource);
            case ELEMENTS -> Subset.elements(resource, elements);
        };
    }

    /** Refused where there is nothing to count. */
    Shaping ofOne() {
        if (isCount()) {
            throw ProblemException.invalid("value", "_summary=count is for searches", "_summary");
        }
        return this;
    }
}
