// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/**
 * A CodeSystem made ready for questions (http://hl7.org/fhir/R4/codesystem.html): its concepts in order, each under its code,
 * and who lies under whom, from nesting and from the properties {@code parent} and {@code child}. Immutable.
 */
final class CodeTable {
    private static final String PROPERTIES = "http://hl7.org/fhir/concept-properties#";

    /** Properties every code system has (codesystem-concept-properties.html, and what a concept is made of). */
    private static final Set<String> BUILT_IN = Set.of(
            "concept", "code", "display", "definition", "parent", "child", "inactive", "status", "notSelectable");

    private final Json.Obj head;
    private final List<Concept> concepts = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Set<String>> names = new HashMap<>();
    private final Set<String> defined = new HashSet<>();
    private final List<List<Integer>> parents = new ArrayList<>();
    private final List<List<Integer>> children = new ArrayList<>();
    private final boolean caseSensitive;

    /** One concept; properties and designations as they are written. */
    record Concept(
            String code,
            @Nullable String display,
            @Nullable String definition,
            List<Json.Obj> designations,
            List<Json.Obj> properties) {}

    CodeTable(Json.Obj system) {
        head = new Json.Obj();
        for (int i = 0; i < system.size(); i++) {
            if (!system.name(i).equals("concept") && !system.name(i).equals("text")) {
                head.put(system.name(i), system.value(i));
            }
        }
        caseSensitive = system.get("caseSensitive") != Json.Bool.FALSE;
        for (Json.Obj property : system.objects("property")) {
            String code = text(property.string("code"));
            defined.add(code);
            String uri = property.string("uri");
            String name = uri != null && uri.startsWith(PROPERTIES) ? uri.substring(PROPERTIES.length()) : code;
            names.computeIfAbsent(name, _ -> new HashSet<>()).add(code);
        }
        system.objects("filter").forEach(filter -> defined.add(text(filter.string("code"))));
        add(system.objects("concept"), -1);
        for (int i = 0; i < concepts.size(); i++) {
            for (String parent : named(i, "parent")) {
                link(find(parent), i);
            }
            for (String child : named(i, "child")) {
                link(i, find(child));
            }
        }
    }

    private void add(List<Json.Obj> listed, int parent) {
        for (Json.Obj one : listed) {
            int at = concepts.size();
            String code = text(one.string("code"));
            List<Json.Obj> properties = one.objects("property");
            concepts.add(new Concept(
                    code, one.string("display"), one.string("definition"), one.objects("designation"), properties));
            properties.forEach(property -> defined.add(text(property.string("code"))));
            places.putIfAbsent(folded(code), at);
            parents.add(List.of());
            children.add(List.of());
            link(parent, at);
            add(one.objects("concept"), at);
        }
    }

    private void link(int parent, int child) {
        if (parent >= 0 && child >= 0 && parent != child && !parents.get(child).contains(parent)) {
            parents.set(child, with(parents.get(child), parent));
            children.set(parent, with(children.get(parent), child));
        }
    }

    private static List<Integer> with(List<Integer> some, int one) {
        if (some.isEmpty()) {
            return List.of(one);
        }
        List<Integer> more = some instanceof ArrayList<Integer> growing ? growing : new ArrayList<>(some);
        more.add(one);
        return more;
    }

    private String folded(String code) {
        return caseSensitive ? code : code.toLowerCase(Locale.ROOT);
    }

    String url() {
        return text(head.string("url"));
    }

    @Nullable
    String version() {
        return head.string("version");
    }

    /** What people call the system. */
    String name() {
        String name = head.string("name");
        String title = head.string("title");
        return name != null ? name : title != null ? title : url();
    }

    /** The language the displays are in; null when the system does not say. */
    @Nullable
    String language() {
        return head.string("language");
    }

    /** Whether a code that is not here is none of the system's. */
    boolean isComplete() {
        return "complete".equals(head.string("content"));
    }

    /** complete, fragment, example, not-present or supplement. */
    String content() {
        return text(head.string("content"));
    }

    /** What it means that one concept is nested in another; is-a when the system does not say. */
    String hierarchy() {
        String meaning = head.string("hierarchyMeaning");
        return meaning == null ? "is-a" : meaning;
    }

    int size() {
        return concepts.size();
    }

    Concept concept(int at) {
        return concepts.get(at);
    }

    /** The place of a code; -1 when it is not here. */
    int find(String code) {
        return places.getOrDefault(folded(code), -1);
    }

    List<Integer> parents(int at) {
        return parents.get(at);
    }

    List<Integer> children(int at) {
        return children.get(at);
    }

    /** The concept and all it lies under. */
    BitSet upFrom(int at) {
        return reach(at, parents);
    }

    /** The concept and all that lies under it. */
    BitSet downFrom(int at) {
        return reach(at, children);
    }

    private BitSet reach(int at, List<List<Integer>> by) {
        BitSet seen = new BitSet();
        List<Integer> open = new ArrayList<>(List.of(at));
        seen.set(at);
        while (!open.isEmpty()) {
            for (int next : by.get(open.removeLast())) {
                if (!seen.get(next)) {
                    seen.set(next);
                    open.add(next);
                }
            }
        }
        return seen;
    }

    boolean isInactive(int at) {
        return named(at, "inactive").contains("true")
                || named(at, "status").stream()
                        .anyMatch(status -> status.equals("retired") || status.equals("inactive"));
    }

    /** Whether the concept only groups others and is not meant to be recorded. */
    boolean isAbstract(int at) {
        return named(at, "notSelectable").contains("true")
                || named(at, "abstract").contains("true");
    }

    /** Whether filters may ask for a property: one the system defines or uses, or one every system has. */
    boolean hasProperty(String name) {
        return BUILT_IN.contains(name) || defined.contains(name);
    }

    /** Whether the concept itself has a property. */
    boolean hasOwn(int at, String name) {
        return !own(concepts.get(at), Set.of(name)).isEmpty();
    }

    /** The values of a property as a filter compares them. */
    List<String> values(int at, String name) {
        Concept concept = concepts.get(at);
        return switch (name) {
            case "concept", "code" -> List.of(concept.code());
            case "display" -> concept.display() == null ? List.of() : List.of(concept.display());
            case "definition" -> concept.definition() == null ? List.of() : List.of(concept.definition());
            case "parent" -> codes(parents.get(at));
            case "child" -> codes(children.get(at));
            case "inactive" -> List.of(Boolean.toString(isInactive(at)));
            case "notSelectable" -> List.of(Boolean.toString(isAbstract(at)));
            default -> own(concept, Set.of(name));
        };
    }

    private List<String> codes(List<Integer> places) {
        return places.stream().map(place -> concepts.get(place).code()).toList();
    }

    /** The values of a property known by its standard name, whatever the system calls it. */
    private List<String> named(int at, String standard) {
        Concept concept = concepts.get(at);
        if (concept.properties().isEmpty()) {
            return List.of();
        }
        Set<String> called = names.get(standard);
        return own(concept, called == null ? Set.of(standard) : called);
    }

    private static List<String> own(Concept concept, Set<String> called) {
        List<String> found = new ArrayList<>();
        for (Json.Obj property : concept.properties()) {
            if (called.contains(text(property.string("code")))) {
                for (int i = 0; i < property.size(); i++) {
                    if (property.name(i).startsWith("value")) {
                        found.add(text(property.value(i)));
                    }
                }
            }
        }
        return found;
    }

    private static String text(Json value) {
        return switch (value) {
            case Json.Str(String text) -> text;
            case Json.Num(String text) -> text;
            case Json.Bool flag -> flag == Json.Bool.TRUE ? "true" : "false";
            case Json.Obj coding -> text(coding.string("code"));
            default -> "";
        };
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
