// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Definitions;
import org.keneya.model.Json;
import org.keneya.model.Primitive;
import org.keneya.model.Shape;

/** One element of a resource, with what the definitions say of it and where it hangs. */
public final class Node implements Item {
    private final @Nullable Node parent;
    private final Shape.@Nullable Property property;
    private final int index;
    private final @Nullable Json json;
    private final Json.@Nullable Obj sibling;
    private final String type;
    private final @Nullable Shape shape;

    private Node(
            @Nullable Node parent,
            Shape.@Nullable Property property,
            int index,
            @Nullable Json json,
            Json.@Nullable Obj sibling,
            String type,
            @Nullable Shape shape) {
        this.parent = parent;
        this.property = property;
        this.index = index;
        this.json = json;
        this.sibling = sibling;
        this.type = type;
        this.shape = shape;
    }

    /** A resource that hangs nowhere. */
    public static Node of(Json.Obj resource) {
        String type = resource.string("resourceType");
        Shape shape = type == null ? null : Definitions.R4.resource(type);
        return new Node(null, null, -1, resource, null, shape == null ? "Resource" : shape.type, shape);
    }

    /** An element of a known definition, such as a check meets it on its way down a tree. */
    public static Node of(Shape shape, Json.Obj object) {
        return new Node(null, null, -1, object, null, shape.type, shape);
    }

    /** A resource whose type is all that is known: what a reference leads to. */
    static Node ofType(String type) {
        return of(new Json.Obj(1).put("resourceType", type));
    }

    /** The element this one is part of; null for a resource that hangs nowhere. */
    public @Nullable Node parent() {
        return parent;
    }

    /** The member of the parent it is, or is an item of; null for a resource that hangs nowhere. */
    public Shape.@Nullable Property property() {
        return property;
    }

    /** Place in the array; -1 when the element does not repeat. */
    public int index() {
        return index;
    }

    /** The JSON value; null for a primitive that has only extensions. */
    public @Nullable Json json() {
        return json;
    }

    /** What the members may be; null for primitives. */
    public @Nullable Shape shape() {
        return shape;
    }

    @Override
    public String type() {
        return type;
    }

    boolean isResource() {
        return shape != null && shape.resource;
    }

    public boolean isPrimitive() {
        return property != null && property.primitive != null;
    }

    /** Whether it has a value of its own, not only extensions. */
    boolean hasValue() {
        return isPrimitive() && json != null;
    }

    @Override
    public @Nullable Item value() {
        Shape.Property definition = property;
        if (definition == null || definition.primitive == null) {
            return type.equals("Quantity") || Definitions.R4.isA(type, "Quantity") ? quantity() : null;
        }
        return switch (json) {
            case Json.Bool bool -> Item.Bool.of(bool == Json.Bool.TRUE);
            case Json.Num(String text) -> number(definition.primitive, text);
            case Json.Str(String text) -> {
                Moment moment = switch (definition.primitive) {
                    case DATE, DATE_TIME, INSTANT -> Moment.of(text);
                    case TIME -> Moment.of("T" + text);
                    default -> null;
                };
                yield moment != null ? moment : new Item.Text(text);
            }
            case null, default -> null;
        };
    }

    private static Item number(Primitive primitive, String text) {
        if (primitive == Primitive.DECIMAL) {
            return new Item.Decimal(Operators.bounded(text));
        }
        try {
            return new Item.Whole(Long.parseLong(text));
        } catch (NumberFormatException notWhole) {
            return new Item.Decimal(Operators.bounded(text));
        }
    }

    private @Nullable Quantity quantity() {
        if (json instanceof Json.Obj object && object.get("value") instanceof Json.Num(String number)) {
            String code = object.string("code");
            String unit = code != null ? code : object.string("unit");
            return new Quantity(Operators.bounded(number), unit == null ? "1" : unit);
        }
        return null;
    }

    @Override
    public @Nullable String text() {
        return switch (json) {
            case Json.Str(String text) -> text;
            case Json.Num(String text) -> text;
            case Json.Bool bool -> bool == Json.Bool.TRUE ? "true" : "false";
            case null, default -> {
                Quantity quantity = isPrimitive() ? null : (Quantity) value();
                yield quantity == null ? null : quantity.text();
            }
        };
    }

    /** Adds the children of a name, a choice by its name without type. */
    void children(String name, List<Item> to) {
        Shape known = members();
        Json.Obj object = object();
        if (known == null || object == null) {
            return;
        }
        Shape.Property direct = known.property(name);
        if (direct != null && !direct.element.choice) {
            add(object, direct, to);
            return;
        }
        Shape.Element choice = known.choice(name);
        if (choice != null) {
            Shape.Property given = given(object, known, choice);
            if (given != null) {
                add(object, given, to);
            }
        }
    }

    private static Shape.@Nullable Property given(Json.Obj object, Shape shape, Shape.Element choice) {
        for (int i = 0; i < object.size(); i++) {
            String name = object.name(i);
            Shape.Property property = shape.property(name.startsWith("_") ? name.substring(1) : name);
            if (property != null && property.element == choice) {
                return property;
            }
        }
        return null;
    }

    /** Adds every child, in the order of the JSON. */
    void children(List<Item> to) {
        Shape known = members();
        Json.Obj object = object();
        if (known == null || object == null) {
            return;
        }
        for (int i = 0; i < object.size(); i++) {
            String name = object.name(i);
            boolean extra = name.startsWith("_");
            Shape.Property found = known.property(extra ? name.substring(1) : name);
            if (found != null && !(extra && object.has(found.name))) {
                add(object, found, to);
            }
        }
    }

    /** Whether the definitions know a child of that name; true where there are no definitions. */
    boolean knows(String name) {
        Shape known = members();
        if (known == null) {
            return true;
        }
        Shape.Property direct = known.property(name);
        return direct != null && !direct.element.choice || known.choice(name) != null;
    }

    private @Nullable Shape members() {
        return isPrimitive() ? Definitions.R4.shape("Element") : shape;
    }

    private Json.@Nullable Obj object() {
        return isPrimitive() ? sibling : json instanceof Json.Obj object ? object : null;
    }

    private void add(Json.Obj object, Shape.Property child, List<Item> to) {
        Json value = object.get(child.name);
        Json extra = child.primitive == null ? null : object.get(child.sibling);
        if (!(value instanceof Json.Arr) && !(extra instanceof Json.Arr)) {
            if (value != null || extra != null) {
                to.add(child(child, -1, value, extra));
            }
            return;
        }
        Json.Arr values = value instanceof Json.Arr array ? array : new Json.Arr();
        Json.Arr extras = extra instanceof Json.Arr array ? array : new Json.Arr();
        for (int i = 0; i < Math.max(values.size(), extras.size()); i++) {
            to.add(child(child, i, i < values.size() ? values.get(i) : null, i < extras.size() ? extras.get(i) : null));
        }
    }

    private Node child(Shape.Property child, int at, @Nullable Json value, @Nullable Json extra) {
        Json present = value == Json.Null.NULL ? null : value;
        Json.Obj more = extra instanceof Json.Obj object ? object : null;
        Shape inner = child.shape;
        String name = child.type;
        if (inner == null && child.primitive == null && present instanceof Json.Obj resource) {
            String named = resource.string("resourceType");
            inner = named == null ? null : Definitions.R4.resource(named);
            name = inner == null ? name : inner.type;
        }
        return new Node(this, child, at, present, more, name, inner);
    }
}
