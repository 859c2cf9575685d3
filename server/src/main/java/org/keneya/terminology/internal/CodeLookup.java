// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.terminology.Coding;

/**
 * What a code system says of a code (http://hl7.org/fhir/R4/codesystem-operation-lookup.html), and how two codes relate
 * (codesystem-operation-subsumes.html).
 */
final class CodeLookup {
    private final Reading reading;

    CodeLookup(Reading reading) {
        this.reading = reading;
    }

    /** @param properties those wanted; empty for all */
    Json.Obj lookup(Coding coding, List<String> properties, @Nullable String language) {
        String system = String.valueOf(coding.system());
        CodeTable table = known(system, coding.version());
        int at = table.find(String.valueOf(coding.code()));
        if (at < 0) {
            throw Refusals.unknown("code", coding.named());
        }
        Json.Arr out = new Json.Arr();
        out.add(text("name", table.name()));
        String version = table.version();
        if (version != null) {
            out.add(text("version", version));
        }
        CodeTable.Concept concept = table.concept(at);
        String display = ValueSets.entry(table, at).display(language);
        out.add(text("display", display == null ? concept.code() : display));
        Set<String> wanted = Set.copyOf(properties);
        for (Json.Obj designation : concept.designations()) {
            if (wanted.isEmpty()
                    || wanted.contains("designation")
                    || wanted.contains("lang." + designation.string("language"))) {
                out.add(designation(designation));
            }
        }
        properties(table, at, wanted, out);
        return new Json.Obj().put("resourceType", "Parameters").put("parameter", out);
    }

    private static void properties(CodeTable table, int at, Set<String> wanted, Json.Arr out) {
        CodeTable.Concept concept = table.concept(at);
        String definition = concept.definition();
        if (definition != null && isWanted(wanted, "definition")) {
            out.add(property("definition", "valueString", new Json.Str(definition), null));
        }
        if (wanted.contains("url")) {
            out.add(property("url", "valueString", new Json.Str(table.url()), null));
        }
        if (wanted.contains("inactive") || wanted.isEmpty() && (table.isInactive(at) || table.hasOwn(at, "inactive"))) {
            out.add(property("inactive", "valueBoolean", Json.Bool.of(table.isInactive(at)), null));
        }
        if (isWanted(wanted, "parent")) {
            table.parents(at).forEach(place -> out.add(related("parent", table.concept(place))));
        }
        if (isWanted(wanted, "child")) {
            table.children(at).forEach(place -> out.add(related("child", table.concept(place))));
        }
        for (Json.Obj own : concept.properties()) {
            String code = String.valueOf(own.string("code"));
            if (!isWanted(wanted, code) || Set.of("parent", "child", "inactive").contains(code)) {
                continue;
            }
            for (int i = 0; i < own.size(); i++) {
                if (own.name(i).startsWith("value")) {
                    out.add(property(code, own.name(i), own.value(i), description(table, own.value(i), own.name(i))));
                }
            }
        }
    }

    private static boolean isWanted(Set<String> wanted, String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    private static Json.Obj related(String name, CodeTable.Concept concept) {
        return property(name, "valueCode", new Json.Str(concept.code()), concept.display());
    }

    private static @Nullable String description(CodeTable table, Json value, String type) {
        if (value instanceof Json.Obj coding) {
            return coding.string("display");
        }
        int at = type.equals("valueCode") && value instanceof Json.Str(String code) ? table.find(code) : -1;
        return at < 0 ? null : table.concept(at).display();
    }

    private static Json.Obj property(String code, String type, Json value, @Nullable String description) {
        Json.Arr parts = Json.Arr.of(
                new Json.Obj().put("name", "code").put("valueCode", code),
                new Json.Obj().put("name", "value").put(type, value));
        if (description != null) {
            parts.add(text("description", description));
        }
        return new Json.Obj().put("name", "property").put("part", parts);
    }

    private static Json.Obj designation(Json.Obj designation) {
        Json.Arr parts = new Json.Arr();
        String language = designation.string("language");
        if (language != null) {
            parts.add(new Json.Obj().put("name", "language").put("valueCode", language));
        }
        Json.Obj use = designation.object("use");
        if (use != null) {
            parts.add(new Json.Obj().put("name", "use").put("valueCoding", use));
        }
        parts.add(text("value", String.valueOf(designation.string("value"))));
        return new Json.Obj().put("name", "designation").put("part", parts);
    }

    private static Json.Obj text(String name, String value) {
        return new Json.Obj().put("name", name).put("valueString", value);
    }

    private CodeTable known(String system, @Nullable String version) {
        CodeTable table = reading.table(system, version);
        if (table == null) {
            throw Refusals.unknown("code system", version == null ? system : system + "|" + version);
        }
        return table;
    }

    /** equivalent, subsumes, subsumed-by or not-subsumed; refused where that cannot be told. */
    String subsumes(CodeTable table, String one, String other) {
        int a = place(table, one);
        int b = place(table, other);
        if (a == b) {
            return "equivalent";
        }
        if (!table.hierarchy().equals("is-a")) {
            throw Refusals.unprocessable(
                    "not-supported",
                    "In the code system %s what lies under a code (%s) is not a kind of it"
                            .formatted(table.url(), table.hierarchy()));
        }
        if (table.downFrom(a).get(b)) {
            return table.upFrom(a).get(b) ? "equivalent" : "subsumes";
        }
        return table.upFrom(a).get(b) ? "subsumed-by" : "not-subsumed";
    }

    private static int place(CodeTable table, String code) {
        int at = table.find(code);
        if (at < 0) {
            throw Refusals.unprocessable("not-found", "The code system %s has no code %s".formatted(table.url(), code));
        }
        return at;
    }
}
