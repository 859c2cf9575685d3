// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The element definitions of R4, read from {@code elements.txt} and {@code value-sets.txt} and linked to one another.
 * The files say how they are written in their first lines.
 */
public final class Definitions {
    public static final Definitions R4 = new Definitions();

    private final Map<String, Shape> shapes = new HashMap<>(2048);
    private final Map<String, Shape.ValueSet> valueSets = new HashMap<>(512);
    private final Map<String, Integer> typeCodes = new TreeMap<>();
    private final List<Link> links = new ArrayList<>();
    private final Map<Shape, String> parents = new HashMap<>(2048);

    /** A property that borrows the members of another path. */
    private record Link(Shape.Property property, String path) {}

    private Definitions() {
        readValueSets();
        readElements();
        for (Link link : links) {
            link.property.shape = shape(link.path);
        }
        for (Shape shape : shapes.values()) {
            for (Shape.Element element : shape.elements()) {
                for (Shape.Property property : element.properties) {
                    if (property.shape == null && property.primitive == null && !property.type.equals("Resource")) {
                        property.shape = shape(property.type);
                    }
                }
            }
        }
        shapes.values().forEach(Shape::seal);
    }

    /** Concrete resource types to their stable numbers, alphabetical. */
    Map<String, Integer> typeCodes() {
        return typeCodes;
    }

    /** The members of a type or of an inner path; fails when there is no such definition. */
    public Shape shape(String path) {
        Shape shape = shapes.get(path);
        if (shape == null) {
            throw new IllegalArgumentException("no definition of " + path);
        }
        return shape;
    }

    /** Every definition with members. */
    java.util.Collection<Shape> shapes() {
        return shapes.values();
    }

    /** Whether there are members known under that path. */
    boolean isShape(String path) {
        return shapes.containsKey(path);
    }

    /** The members of a concrete resource type; null when there is no such type. */
    public @Nullable Shape resource(String type) {
        Shape shape = shapes.get(type);
        return shape != null && shape.resource ? shape : null;
    }

    /** Whether there is a type of that name, abstract ones among them; primitives too. */
    public boolean isType(String name) {
        return Primitive.of(name) != null || name.indexOf('.') < 0 && shapes.containsKey(name);
    }

    /** Whether a type is another or derives from it (http://hl7.org/fhir/R4/datatypes.html). */
    public boolean isA(String type, String ancestor) {
        for (String at = type; !at.isEmpty(); at = parent(at)) {
            if (at.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }

    private String parent(String type) {
        if (Primitive.of(type) != null) {
            return switch (type) {
                case "code", "id", "markdown" -> "string";
                case "url", "canonical", "oid", "uuid" -> "uri";
                case "unsignedInt", "positiveInt" -> "integer";
                default -> "Element";
            };
        }
        Shape shape = shapes.get(type);
        String parent = shape == null ? null : parents.get(shape);
        return parent == null ? "" : parent;
    }

    public boolean isResourceType(String name) {
        return typeCodes.containsKey(name);
    }

    /** The lines of a definition file that are not comments. */
    static List<String> lines(String file) {
        try (InputStream in = Definitions.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the jar");
            }
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
            List<String> lines = new ArrayList<>(4096);
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#")) {
                    lines.add(line);
                }
            }
            return lines;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void readValueSets() {
        Shape.ValueSet current = new Shape.ValueSet("", Set.of(), Map.of());
        for (String line : lines("value-sets.txt")) {
            List<String> words = words(line.strip());
            if (!line.startsWith(" ")) {
                current = new Shape.ValueSet(words.get(1), new HashSet<>(), new HashMap<>());
                valueSets.put(words.get(0), current);
                continue;
            }
            List<String> codes = words.subList(1, words.size());
            current.codes().addAll(codes);
            current.bySystem().put(words.get(0), new HashSet<>(codes));
        }
    }

    private void readElements() {
        Shape owner = new Shape("", "", false);
        for (String line : lines("elements.txt")) {
            List<String> words = words(line.strip());
            if (line.startsWith(" ")) {
                element(owner, words);
                continue;
            }
            String name = words.get(1);
            boolean resource = words.get(0).equals("resource");
            owner = new Shape(name, name, resource);
            shapes.put(name, owner);
            if (words.size() > 3) {
                parents.put(owner, words.get(3));
            }
            if (resource) {
                typeCodes.put(name, Integer.parseInt(words.get(4).substring(1)));
            }
        }
        inherit();
    }

    /** Types stand in alphabetical order, so a parent may come after its heirs. The root's elements come first, as in XML. */
    private void inherit() {
        for (Shape heir : parents.keySet()) {
            List<Shape.Element> inherited = new ArrayList<>();
            for (String parent = parents.get(heir); parent != null; parent = parents.get(shape(parent))) {
                List<Shape.Element> own = new ArrayList<>();
                for (Shape.Element element : shape(parent).ownElements()) {
                    if (heir.element(element.name) == null) {
                        own.add(copy(element));
                    }
                }
                inherited.addAll(0, own);
            }
            heir.inherit(inherited);
        }
    }

    private Shape.Element copy(Shape.Element element) {
        Shape.Element copy = new Shape.Element(element.name, element.min, element.max, element.choice, element.summary);
        for (Shape.Property property : element.properties) {
            copy.properties.add(
                    new Shape.Property(property.name, copy, property.type, property.binding, property.targets));
        }
        return copy;
    }

    /** Reads {@code <path> <types> <min>..<max> [S] [=<binding>]}. */
    private void element(Shape owner, List<String> words) {
        String path = words.get(0);
        boolean choice = path.endsWith("[x]");
        String plain = choice ? path.substring(0, path.length() - 3) : path;
        int dot = plain.lastIndexOf('.');
        Shape holder = dot < 0 ? owner : shape(owner.path.concat(".").concat(plain.substring(0, dot)));
        String name = plain.substring(dot + 1);
        int dots = words.get(2).indexOf("..");
        String max = words.get(2).substring(dots + 2);
        Shape.Element element = new Shape.Element(
                name,
                Integer.parseInt(words.get(2).substring(0, dots)),
                max.equals("*") ? Integer.MAX_VALUE : Integer.parseInt(max),
                choice,
                words.size() > 3 && words.get(3).equals("S"));
        String last = words.getLast();
        Shape.ValueSet binding = last.startsWith("=") ? valueSets.get(last.substring(1)) : null;
        for (String type : split(words.get(1), '|')) {
            element.properties.add(property(owner.path.concat(".").concat(plain), element, type, binding));
        }
        holder.add(element);
    }

    private Shape.Property property(
            String path, Shape.Element element, String written, Shape.@Nullable ValueSet binding) {
        int bracket = written.indexOf('(');
        String type = bracket < 0 ? written : written.substring(0, bracket);
        Set<String> targets =
                bracket < 0 ? null : Set.copyOf(split(written.substring(bracket + 1, written.length() - 1), ','));
        if (type.startsWith("@")) {
            var property = new Shape.Property(element.name, element, "BackboneElement", null, null);
            links.add(new Link(property, type.substring(1)));
            return property;
        }
        String name = element.choice
                ? element.name + Character.toUpperCase(type.charAt(0)) + type.substring(1)
                : element.name;
        var property = new Shape.Property(name, element, type, binding, targets);
        if (type.equals("BackboneElement") || type.equals("Element")) {
            Shape inner = new Shape(path, type, false);
            shapes.put(path, inner);
            parents.put(inner, type);
            property.shape = inner;
        }
        return property;
    }

    private static List<String> words(String line) {
        return split(line, ' ');
    }

    /** Like {@link String#split}, without the regular expression. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            if (at > from) {
                parts.add(text.substring(from, at));
            }
            from = at + 1;
        }
        if (from < text.length()) {
            parts.add(text.substring(from));
        }
        return parts;
    }
}
