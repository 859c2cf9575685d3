// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the part of FHIRPath (http://hl7.org/fhirpath/N1) that the R4 search parameters use: paths, unions, {@code as},
 * {@code ofType}, {@code where(resolve() is T)}, {@code where(name='text')}, {@code extension('url')}, an index, and
 * {@code exists()} and {@code !=} joined by {@code and}. Anything else is an {@link IllegalArgumentException}: the
 * expressions are ours to know, never a caller's.
 */
final class PathCompiler {

    /**
     * @param repeats whether one object may yield several values
     * @param shapes what the values can be, when they are objects
     * @param targets resource types the references among the values may point at; null when any
     */
    record Compiled(
            Accessor accessor,
            boolean repeats,
            Set<Shape> shapes,
            @Nullable Set<String> targets) {}

    /** What the values at a place of the path can be. */
    private record Place(
            String type, @Nullable Shape shape, @Nullable Set<String> targets) {}

    private final String text;
    private final Set<Shape> context;
    private int at;

    /** The path under construction. */
    private List<PathAccessor.Step> steps = new ArrayList<>();

    private List<Place> places = new ArrayList<>();
    private boolean repeats;
    private StringBuilder key = new StringBuilder();

    private PathCompiler(String text, Set<Shape> context) {
        this.text = text.strip();
        this.context = context;
        for (Shape shape : context) {
            places.add(new Place(shape.type, shape, null));
        }
    }

    /** @param context what the expression may start from: one resource type, or the elements of a composite */
    static Compiled compile(String expression, Set<Shape> context) {
        List<Accessor> accessors = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        Set<Shape> shapes = new HashSet<>();
        Set<String> targets = new TreeSet<>();
        boolean anyTarget = false;
        boolean repeats = false;
        for (String branch : Definitions.split(expression, '|')) {
            PathCompiler compiler = new PathCompiler(branch, context);
            accessors.add(compiler.condition());
            keys.add(compiler.key.toString());
            repeats |= compiler.repeats;
            for (Place place : compiler.places) {
                if (place.shape != null) {
                    shapes.add(place.shape);
                }
                anyTarget |= place.targets == null;
                if (place.targets != null) {
                    targets.addAll(place.targets);
                }
            }
        }
        Accessor[] all = accessors.toArray(Accessor[]::new);
        Accessor accessor = all.length == 1
                ? all[0]
                : (resource, visitor) -> {
                    for (Accessor branch : all) {
                        branch.each(resource, visitor);
                    }
                };
        return new Compiled(accessor, repeats || keys.size() > 1, shapes, anyTarget ? null : targets);
    }

    /** A path, or {@code path.exists() and path != literal}, which yields one boolean. */
    private Accessor condition() {
        int and = text.indexOf(" and ");
        if (and < 0) {
            Accessor path = branch();
            if (at < text.length()) {
                throw unsupported();
            }
            return path;
        }
        String first = text.substring(0, and);
        String second = text.substring(and + 5);
        int not = second.indexOf(" != ");
        if (!first.endsWith(".exists()") || not < 0) {
            throw unsupported();
        }
        Accessor exists = compile(first.substring(0, first.length() - ".exists()".length()), context).accessor;
        Accessor compared = compile(second.substring(0, not), context).accessor;
        Json.Bool literal = Json.Bool.of(second.substring(not + 4).strip().equals("true"));
        places = List.of(new Place("boolean", null, null));
        return (resource, visitor) -> {
            boolean[] there = new boolean[2];
            exists.each(resource, (_, _) -> there[0] = true);
            compared.each(resource, (_, value) -> there[1] |= value != literal);
            visitor.value("boolean", Json.Bool.of(there[0] && there[1]));
        };
    }

    /** {@code path}, {@code path as T}. */
    private Accessor branch() {
        String type = places.getFirst().type;
        path();
        return new PathAccessor(type, steps);
    }

    private void path() {
        if (peek('(')) {
            path();
            expect(')');
        } else {
            start();
        }
        while (at < text.length()) {
            if (peek('.')) {
                invocation(name());
            } else if (peek('[')) {
                index();
            } else if (text.startsWith(" as ", at)) {
                at += 4;
                only(name());
            } else {
                return;
            }
        }
    }

    private void start() {
        if (peek('%')) {
            name();
            return;
        }
        String name = name();
        boolean type = Character.isUpperCase(name.charAt(0));
        if (!type) {
            invocation(name);
        }
    }

    private void invocation(String name) {
        if (!peek('(')) {
            child(name);
            return;
        }
        switch (name) {
            case "as", "ofType" -> only(name());
            case "where" -> where();
            case "extension" -> {
                child("extension");
                steps.add(new PathAccessor.Step.Has("url", quoted()));
            }
            default -> throw unsupported();
        }
        expect(')');
    }

    private void where() {
        String name = name();
        if (name.equals("resolve")) {
            expect('(');
            expect(')');
            if (!text.startsWith(" is ", at)) {
                throw unsupported();
            }
            at += 4;
            String target = name();
            steps.add(new PathAccessor.Step.ResolvesTo(target));
            places = places.stream()
                    .map(place -> new Place(place.type, place.shape, Set.of(target)))
                    .toList();
            return;
        }
        expect('=');
        steps.add(new PathAccessor.Step.Has(name, quoted()));
    }

    private void child(String name) {
        Set<String> names = new TreeSet<>();
        List<PathAccessor.Step.Member> found = new ArrayList<>();
        List<Place> next = new ArrayList<>();
        for (Place place : places) {
            Shape.Element element = place.shape == null ? null : place.shape.element(name);
            if (element == null) {
                continue;
            }
            repeats |= element.repeats();
            for (Shape.Property property : element.properties) {
                if (names.add(property.name)) {
                    found.add(new PathAccessor.Step.Member(property.name, property.type));
                    next.add(new Place(property.type, property.shape, property.targets));
                }
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no element " + name + " in " + text);
        }
        places = next;
        key.append('.').append(name);
        steps.add(new PathAccessor.Step.Child(List.copyOf(found), -1));
    }

    /** Narrows to one type: at once when the last step chooses among members, else at run time. */
    private void only(String type) {
        places = places.stream().filter(place -> place.type.equals(type)).toList();
        if (places.isEmpty()) {
            throw new IllegalArgumentException("never a " + type + ": " + text);
        }
        if (!(steps.getLast() instanceof PathAccessor.Step.Child child)) {
            steps.add(new PathAccessor.Step.Is(type));
            return;
        }
        var kept = child.members().stream()
                .filter(member -> member.type().equals(type))
                .toList();
        steps.set(steps.size() - 1, new PathAccessor.Step.Child(kept, child.index()));
    }

    private void index() {
        int close = text.indexOf(']', at);
        if (close < 0 || !(steps.getLast() instanceof PathAccessor.Step.Child child)) {
            throw unsupported();
        }
        int wanted = Integer.parseInt(text.substring(at, close));
        at = close + 1;
        repeats = false;
        steps.set(steps.size() - 1, new PathAccessor.Step.Child(child.members(), wanted));
    }

    private String name() {
        int from = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw unsupported();
        }
        return text.substring(from, at);
    }

    private String quoted() {
        expect('\'');
        int close = text.indexOf('\'', at);
        if (close < 0) {
            throw unsupported();
        }
        String quoted = text.substring(at, close);
        at = close + 1;
        return quoted;
    }

    private boolean peek(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!peek(wanted)) {
            throw unsupported();
        }
    }

    private IllegalArgumentException unsupported() {
        return new IllegalArgumentException("not a path this compiler knows: " + text + " at " + at);
    }
}
