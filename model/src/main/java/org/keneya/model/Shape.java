// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members a JSON object of one FHIR type, or of one inner element, may have. Look-up by JSON name is one probe of an
 * open hash table. Filled while the definitions load, then never changed.
 */
public final class Shape {
    /** Path of the definition, such as {@code Patient} or {@code Patient.contact}. */
    public final String path;

    /** FHIR type of such an object: {@code Patient}, {@code Quantity}, {@code BackboneElement}. */
    public final String type;

    public final boolean resource;
    /** Constraints on such an object. */
    Invariants.Rule[] rules = {};

    private final List<Element> elements = new ArrayList<>();
    private int inherited;
    private Property[] table = new Property[0];
    private int marks;

    private Element[] choices = new Element[0];

    /** Bits of the elements that must be there. */
    private long required;

    Shape(String path, String type, boolean resource) {
        this.path = path;
        this.type = type;
        this.resource = resource;
    }

    void add(Element element) {
        elements.add(element);
    }

    /** In the order of the definitions, which is the order of XML: what is inherited comes first. */
    public List<Element> elements() {
        return elements;
    }

    List<Element> ownElements() {
        return elements.subList(inherited, elements.size());
    }

    void inherit(List<Element> parents) {
        elements.addAll(0, parents);
        inherited = parents.size();
    }

    public @Nullable Element element(String name) {
        for (Element element : elements) {
            if (element.name.equals(name)) {
                return element;
            }
        }
        return null;
    }

    long required() {
        return required;
    }

    /** Builds the hash table; elements that are required or a choice get a bit. */
    void seal() {
        int count = 0;
        for (Element element : elements) {
            count += element.properties.size();
            if (element.min > 0 || element.choice) {
                if (marks == Long.SIZE) {
                    throw new IllegalStateException("too many required elements in " + path);
                }
                element.bit = 1L << marks++;
                required |= element.min > 0 ? element.bit : 0;
            }
        }
        choices = elements.stream().filter(element -> element.choice).toArray(Element[]::new);
        int size = Math.max(8, Integer.highestOneBit(count) * 4);
        table = new Property[size];
        for (Element element : elements) {
            for (Property property : element.properties) {
                int at = spread(property.name) & (size - 1);
                while (table[at] != null) {
                    at = (at + 1) & (size - 1);
                }
                table[at] = property;
            }
        }
    }

    /** The definition behind a JSON member name; null when there is none. */
    public @Nullable Property property(String name) {
        int mask = table.length - 1;
        int at = spread(name) & mask;
        for (Property found = table[at]; found != null; found = table[at]) {
            if (found.name.equals(name)) {
                return found;
            }
            at = (at + 1) & mask;
        }
        return null;
    }

    /** The choice of that name, without {@code [x]} and without a type; null when there is none. */
    public @Nullable Element choice(String name) {
        for (Element choice : choices) {
            if (choice.name.equals(name)) {
                return choice;
            }
        }
        return null;
    }

    private static int spread(String name) {
        int hash = name.hashCode();
        return hash ^ (hash >>> 15);
    }

    /** One element of the definition; a choice such as {@code value[x]} has one property per type. */
    public static final class Element {
        /** Without {@code [x]}. */
        public final String name;

        public final int min;

        /** {@link Integer#MAX_VALUE} for {@code *}. */
        public final int max;

        public final boolean choice;

        /** Whether it is part of a summary (http://hl7.org/fhir/R4/search.html#summary). */
        public final boolean summary;

        public final List<Property> properties = new ArrayList<>(1);
        long bit;

        /** Constraints on this element, beside those of its type. */
        Invariants.Rule[] rules = {};

        Element(String name, int min, int max, boolean choice, boolean summary) {
            this.name = name;
            this.min = min;
            this.max = max;
            this.choice = choice;
            this.summary = summary;
        }

        public boolean repeats() {
            return max > 1;
        }
    }

    /** One JSON member name with the type of its value. */
    public static final class Property {
        public final String name;

        /** The member that carries id and extensions of a primitive. */
        public final String sibling;

        public final Element element;
        public final String type;
        public final @Nullable Primitive primitive;

        /** Codes of the required binding, or null. */
        public final @Nullable ValueSet binding;

        /** Resource types a reference may point at; null when any. */
        public final @Nullable Set<String> targets;

        /** Members of the value; null for primitives and for {@code Resource}, whose value says its own type. */
        public @Nullable Shape shape;

        Property(String name, Element element, String type, @Nullable ValueSet binding, @Nullable Set<String> targets) {
            this.name = name;
            this.sibling = "_".concat(name);
            this.element = element;
            this.type = type;
            this.primitive = Primitive.of(type);
            this.binding = binding;
            this.targets = targets;
        }
    }

    /** The codes of a value set, by code and by code system. */
    public record ValueSet(String url, Set<String> codes, java.util.Map<String, Set<String>> bySystem) {
        public boolean has(@Nullable String system, String code) {
            Set<String> found = system == null ? null : bySystem.get(system);
            return found != null && found.contains(code);
        }
    }
}
