// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The FHIR R4 (4.0.1) registry: resource types, search parameters, Patient compartment. Immutable and safe to share;
 * loaded once, the search parameters of a type compiled at its first use.
 */
public final class R4 {
    private static final R4 DEFINITIONS = new R4();
    private static final TypeParameters NONE = new TypeParameters(List.of(), Map.of());

    private final List<String> resourceTypes;
    private final Map<Integer, String> namesByCode = new HashMap<>();
    private final Map<String, List<String>> compartment = new HashMap<>();
    private final Map<String, Map<String, List<String>>> compartments = new HashMap<>();
    private final Map<String, List<List<String>>> blocks = new HashMap<>();
    private final Map<String, TypeParameters> parameters = new ConcurrentHashMap<>();

    private record TypeParameters(List<SearchParameter> all, Map<String, SearchParameter> byCode) {}

    private R4() {
        Definitions.R4.typeCodes().forEach((name, code) -> namesByCode.put(code, name));
        resourceTypes = List.copyOf(Definitions.R4.typeCodes().keySet());
        for (String line : Definitions.lines("patient-compartment.txt")) {
            List<String> words = Definitions.split(line, ' ');
            compartment.put(words.getFirst(), List.copyOf(words.subList(1, words.size())));
        }
        readCompartments();
        readSearchParameters();
    }

    private void readCompartments() {
        Map<String, List<String>> patient = new java.util.TreeMap<>(compartment);
        patient.merge("Patient", List.of("{def}"), (links, self) -> {
            List<String> all = new ArrayList<>(self);
            all.addAll(links);
            return List.copyOf(all);
        });
        compartments.put("Patient", patient);
        Map<String, List<String>> current = patient;
        for (String line : Definitions.lines("compartments.txt")) {
            if (line.startsWith(" ")) {
                List<String> words = Definitions.split(line, ' ');
                current.put(words.getFirst(), List.copyOf(words.subList(1, words.size())));
            } else {
                current = new java.util.TreeMap<>();
                compartments.put(line, current);
            }
        }
    }

    public static R4 definitions() {
        return DEFINITIONS;
    }

    /** The 146 concrete resource types, alphabetical. */
    public List<String> resourceTypes() {
        return resourceTypes;
    }

    public boolean isResourceType(String name) {
        return Definitions.R4.isResourceType(name);
    }

    /** Stable small number of a resource type, {@code 1..n}; fails for an unknown type, which is a bug of the caller. */
    public int typeCode(String resourceType) {
        Integer code = Definitions.R4.typeCodes().get(resourceType);
        if (code == null) {
            throw new IllegalArgumentException("not a resource type");
        }
        return code;
    }

    /** The resource type of a {@link #typeCode}; fails for an unknown one. */
    public String typeName(int code) {
        String name = namesByCode.get(code);
        if (name == null) {
            throw new IllegalArgumentException("no resource type has number " + code);
        }
        return name;
    }

    /**
     * Search parameters of a resource type by code, those every resource has included; empty for an unknown type.
     * {@code _text} and {@code _content} have no expression and are {@link SearchParameter.Type#SPECIAL}.
     */
    public List<SearchParameter> searchParameters(String resourceType) {
        return of(resourceType).all;
    }

    /** One search parameter of a resource type, or null. */
    public @Nullable SearchParameter searchParameter(String resourceType, String code) {
        return of(resourceType).byCode.get(code);
    }

    /**
     * Whether a search expression such as {@code Patient.gender} reads a {@code code} whose required value set draws on the
     * code system: what the system of such a code is, though it is not written (search.html#token).
     */
    public boolean impliesSystem(String expression, String system) {
        List<String> path = Definitions.split(expression, '.');
        Shape shape = Definitions.R4.resource(path.getFirst());
        for (int i = 1; shape != null && i < path.size(); i++) {
            Shape.Property property = shape.property(path.get(i));
            if (property == null) {
                return false;
            }
            if (i == path.size() - 1) {
                return property.type.equals("code")
                        && property.binding != null
                        && property.binding.bySystem().containsKey(system);
            }
            shape = property.shape;
        }
        return false;
    }

    /** Whether resources of the type may belong to a patient (http://hl7.org/fhir/R4/compartmentdefinition-patient.html). */
    public boolean inPatientCompartment(String resourceType) {
        return compartment.containsKey(resourceType);
    }

    /** The reference parameters that put a resource of the type in a patient's compartment; empty when there are none. */
    public List<String> patientCompartmentParams(String resourceType) {
        return compartment.getOrDefault(resourceType, List.of());
    }

    /** The types whose resources each compartment is named after (http://hl7.org/fhir/R4/compartmentdefinition.html). */
    public Set<String> compartments() {
        return java.util.Collections.unmodifiableSet(compartments.keySet());
    }

    /**
     * By type, alphabetical, the reference parameters that put a resource in a compartment; {@code {def}} for the resource it is
     * named after. Empty when there is no such compartment.
     */
    public Map<String, List<String>> compartment(String name) {
        return java.util.Collections.unmodifiableMap(compartments.getOrDefault(name, Map.of()));
    }

    private TypeParameters of(String resourceType) {
        Shape shape = Definitions.R4.resource(resourceType);
        return shape == null ? NONE : parameters.computeIfAbsent(resourceType, _ -> compile(shape));
    }

    /** Each block is a type's lines; each entry a parameter's line followed by its components' lines. */
    private void readSearchParameters() {
        List<List<String>> block = new ArrayList<>();
        for (String line : Definitions.lines("search-parameters.txt")) {
            if (line.startsWith("  ")) {
                block.getLast().add(line.strip());
            } else if (line.startsWith(" ")) {
                block.add(new ArrayList<>(List.of(line.strip())));
            } else {
                block = new ArrayList<>();
                blocks.put(line.substring("resource ".length()), block);
            }
        }
    }

    private TypeParameters compile(Shape shape) {
        Map<String, SearchParameter> byCode = new java.util.TreeMap<>();
        List<String> bases = new ArrayList<>(List.of("Resource", shape.path));
        if (shape.element("contained") != null) {
            bases.add(1, "DomainResource");
        }
        for (String base : bases) {
            for (List<String> lines : blocks.getOrDefault(base, List.of())) {
                SearchParameter parameter = parameter(base, shape, lines);
                byCode.put(parameter.code(), parameter);
            }
        }
        return new TypeParameters(List.copyOf(byCode.values()), new LinkedHashMap<>(byCode));
    }

    private SearchParameter parameter(String base, Shape shape, List<String> lines) {
        String[] words = lines.getFirst().split(" ", 4);
        String expression = words.length > 3 ? words[3] : "";
        int bracket = words[2].indexOf('(');
        String type = bracket < 0 ? words[2] : words[2].substring(0, bracket);
        PathCompiler.Compiled compiled = expression.isEmpty()
                ? new PathCompiler.Compiled((_, _) -> {}, false, Set.of(), null)
                : PathCompiler.compile(expression, Set.of(shape));
        List<SearchParameter.Component> components = new ArrayList<>();
        boolean repeats = compiled.repeats();
        for (String line : lines.subList(1, lines.size())) {
            String[] part = line.split(" ", 2);
            boolean whole = part[1].startsWith("%resource");
            var inner = PathCompiler.compile(part[1], whole ? Set.of(shape) : new HashSet<>(compiled.shapes()));
            components.add(new SearchParameter.Component(part[0], part[1], inner.accessor()));
            repeats |= inner.repeats();
        }
        return new SearchParameter(
                Integer.parseInt(words[1]),
                words[0],
                SearchParameter.Type.valueOf(type.toUpperCase(Locale.ROOT)),
                List.of(base),
                expression,
                bracket < 0
                        ? List.of()
                        : targets(words[2].substring(bracket + 1, words[2].length() - 1), compiled.targets()),
                components,
                repeats,
                compiled.accessor());
    }

    /** What the parameter declares, less what the elements of this type do not allow. */
    private List<String> targets(String written, @Nullable Set<String> allowed) {
        List<String> declared = written.equals("*") ? resourceTypes : Definitions.split(written, ',');
        List<String> both = declared.stream()
                .filter(type -> allowed == null || allowed.contains(type))
                .toList();
        return both.isEmpty() ? declared : both;
    }
}
