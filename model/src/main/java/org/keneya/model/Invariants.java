// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.path.FhirPath;
import org.keneya.model.path.Node;

/** The constraints of severity error of R4, read from {@code invariants.txt}, compiled, and hung at their definitions. */
final class Invariants {
    /** Looked after by the structure check and by {@link InvariantCheck} themselves. */
    private static final Set<String> BUILT_IN =
            Set.of("ele-1", "ext-1", "dom-2", "dom-3", "dom-4", "dom-5", "txt-1", "txt-2", "ref-1");

    /** Compare what may be of different precision, of different unit, or absent: not to know is no fault. */
    private static final Set<String> UNCERTAIN = Set.of("per-1", "rng-2", "mdd-1", "bdl-8");

    /** Where the published expression does not say what the rule says. */
    private static final Map<String, String> MENDED = Map.of(
            // the type of the element is boolean, of FHIR
            "que-7", "operator = 'exists' implies (answer is boolean)");

    private Invariants() {}

    /**
     * One constraint.
     *
     * @param words what it says, as the specification puts it
     */
    record Rule(String key, String words, FhirPath path, boolean mayBeUnknown) {

        /** One that cannot be evaluated is not broken. */
        boolean isBroken(Json.Obj object, Shape shape, Scope scope) {
            try {
                Boolean holds = path.holds(Node.of(shape, object), scope.resource(), scope.root());
                return holds == null ? !mayBeUnknown : !holds;
            } catch (ProblemException notApplicable) {
                return false;
            }
        }
    }

    /**
     * The resources around an element, made into nodes when first asked for.
     *
     * @param object the nearest resource
     * @param outer the scope of the resource it is contained in
     */
    record Scope(Json.@Nullable Obj object, @Nullable Scope outer) {
        Scope enter(Json.Obj resource, boolean contained) {
            return new Scope(resource, contained ? this : null);
        }

        @Nullable
        Node resource() {
            return object == null ? null : Node.of(object);
        }

        @Nullable
        Node root() {
            return outer == null || outer.object == null ? resource() : outer.resource();
        }
    }

    /** Hangs every rule where it applies; what derives from a type keeps its rules. */
    static void hang(Definitions definitions) {
        Map<String, List<Rule>> byPath = read();
        for (Shape shape : definitions.shapes()) {
            List<Rule> rules = new ArrayList<>();
            byPath.forEach((path, all) -> {
                if (path.equals(shape.path) || path.indexOf('.') < 0 && definitions.isA(shape.type, path)) {
                    rules.addAll(all);
                }
            });
            shape.rules = rules.toArray(Rule[]::new);
        }
        byPath.forEach((path, rules) -> {
            int dot = path.lastIndexOf('.');
            if (!definitions.isShape(path) && dot > 0) {
                String name = path.substring(dot + 1).replace("[x]", "");
                Shape.Element element =
                        definitions.shape(path.substring(0, dot)).element(name);
                if (element != null && element.properties.getFirst().primitive == null) {
                    element.rules = rules.toArray(Rule[]::new);
                }
            }
        });
    }

    private static Map<String, List<Rule>> read() {
        Map<String, List<Rule>> byPath = new HashMap<>();
        String path = "";
        String head = "";
        for (String line : Definitions.lines("invariants.txt")) {
            if (line.startsWith("  ")) {
                int space = head.indexOf(' ');
                String key = head.substring(0, space);
                if (!BUILT_IN.contains(key)) {
                    String expression = MENDED.getOrDefault(key, line.strip());
                    byPath.computeIfAbsent(path, _ -> new ArrayList<>())
                            .add(new Rule(
                                    key,
                                    head.substring(space + 1),
                                    FhirPath.compile(expression),
                                    UNCERTAIN.contains(key)));
                }
            } else if (line.startsWith(" ")) {
                head = line.strip();
            } else {
                path = line;
            }
        }
        return byPath;
    }
}
