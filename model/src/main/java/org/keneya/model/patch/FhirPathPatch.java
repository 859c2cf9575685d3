// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.patch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Definitions;
import org.keneya.model.Json;
import org.keneya.model.Shape;
import org.keneya.model.path.FhirPath;
import org.keneya.model.path.Item;
import org.keneya.model.path.Node;

/**
 * FHIRPath Patch (http://hl7.org/fhir/R4/fhirpatch.html): a Parameters resource of operations. All of them or none. Issues point
 * at the operation, such as {@code Parameters.parameter[0]}.
 */
public final class FhirPathPatch {
    private FhirPathPatch() {}

    /** The resource as the patch makes it; the one given stays as it is. */
    public static Json.Obj apply(Json.Obj resource, Json.Obj parameters) {
        Json.Obj changed = (Json.Obj) resource.copy();
        List<Json.Obj> operations = parameters.objects("parameter");
        if (operations.size() > JsonPatch.MOST_OPERATIONS) {
            throw PatchRefusal.malformed(
                    "too-costly",
                    "A patch takes at most %d operations".formatted(JsonPatch.MOST_OPERATIONS),
                    "Parameters.parameter");
        }
        for (int i = 0; i < operations.size(); i++) {
            String place = "Parameters.parameter[%d]".formatted(i);
            if (!"operation".equals(operations.get(i).string("name"))) {
                throw PatchRefusal.malformed("value", "Each parameter of a patch is an operation", place + ".name");
            }
            new Operation(changed, operations.get(i).objects("part"), place).apply();
        }
        return changed;
    }

    /** One operation on the way. */
    private record Operation(Json.Obj root, List<Json.Obj> parts, String place) {
        void apply() {
            switch (text("type")) {
                case "add" -> add();
                case "insert" -> insert();
                case "delete" -> {
                    List<Node> found = nodes();
                    if (found.size() > 1) {
                        throw PatchRefusal.unfit("The path leads to several elements", place);
                    }
                    found.forEach(this::delete);
                }
                case "replace" -> replace();
                case "move" -> move();
                default -> throw PatchRefusal.malformed("value", "type is add, insert, delete, replace or move", place);
            }
        }

        private Json.@Nullable Obj part(String name) {
            Json.Obj found = null;
            for (Json.Obj part : parts) {
                if (name.equals(part.string("name"))) {
                    if (found != null) {
                        throw PatchRefusal.malformed("structure", "The operation has two parts " + name, place);
                    }
                    found = part;
                }
            }
            return found;
        }

        private String text(String name) {
            Json.Obj part = part(name);
            for (int i = 0; part != null && i < part.size(); i++) {
                if (part.name(i).startsWith("value") && part.value(i) instanceof Json.Str(String text)) {
                    return text;
                }
            }
            throw PatchRefusal.malformed("required", "The operation needs a part " + name, place);
        }

        private int number(String name, int last) {
            Json.Obj part = part(name);
            for (int i = 0; part != null && i < part.size(); i++) {
                if (part.value(i) instanceof Json.Num(String text) && text.matches("[0-9]{1,9}")) {
                    int number = Integer.parseInt(text);
                    if (number > last) {
                        throw PatchRefusal.unfit("There is no such place in the list: " + name, place);
                    }
                    return number;
                }
            }
            throw PatchRefusal.malformed("required", "The operation needs a part %s, from 0".formatted(name), place);
        }

        private List<Node> nodes() {
            List<Node> nodes = new ArrayList<>();
            for (Item item : evaluate(text("path"))) {
                if (!(item instanceof Node node)) {
                    throw PatchRefusal.unfit("The path leads to a value, not to an element", place);
                }
                nodes.add(node);
            }
            return nodes;
        }

        private List<Item> evaluate(String path) {
            try {
                return FhirPath.compile(path).evaluate(root);
            } catch (ProblemException refused) {
                throw PatchRefusal.malformed(
                        "invalid", refused.problem().issues().getFirst().diagnostics(), place);
            }
        }

        private Node one() {
            List<Node> found = nodes();
            if (found.size() != 1) {
                throw PatchRefusal.unfit(
                        found.isEmpty() ? "The path leads to no element" : "The path leads to several elements", place);
            }
            return found.getFirst();
        }

        private void add() {
            Node holder = one();
            String name = text("name");
            Json.Obj object = members(holder);
            Shape shape = holder.isPrimitive() ? Definitions.R4.shape("Element") : holder.shape();
            Value value = value(shape, name);
            if (value.property.element.repeats()) {
                append(object, value, Integer.MAX_VALUE);
                return;
            }
            for (Shape.Property property : value.property.element.properties) {
                if (object.has(property.name)) {
                    throw PatchRefusal.unfit("The element is there already; replace it", place);
                }
            }
            set(object, value);
        }

        private void insert() {
            List<Node> list = list();
            if (list.isEmpty()) {
                String path = text("path");
                int dot = path.lastIndexOf('.');
                List<Item> holders = dot < 0 ? List.of() : evaluate(path.substring(0, dot));
                if (holders.size() != 1 || !(holders.getFirst() instanceof Node holder) || holder.shape() == null) {
                    throw PatchRefusal.unfit("The path leads to no list", place);
                }
                number("index", 0);
                Value value = value(holder.shape(), path.substring(dot + 1).strip());
                if (!value.property.element.repeats()) {
                    throw PatchRefusal.unfit("The element does not repeat", place);
                }
                append(members(holder), value, 0);
                return;
            }
            int index = number("index", list.size());
            Value value = value(property(list.getFirst()));
            append(members(parent(list.getFirst())), value, index);
        }

        /** The items of one list, all of them. */
        private List<Node> list() {
            List<Node> found = nodes();
            for (Node node : found) {
                Node first = found.getFirst();
                if (node.index() < 0 || node.property() != first.property() || node.parent() != first.parent()) {
                    throw PatchRefusal.unfit("The path must lead to one list", place);
                }
            }
            return found;
        }

        private void replace() {
            Node node = one();
            Shape.Property old = property(node);
            Json.Obj object = members(parent(node));
            Value value = value(old);
            if (node.index() < 0) {
                int at = place(object, old);
                object.remove(old.name);
                object.remove(old.sibling);
                set(object, value);
                Json put = object.get(value.property.name);
                if (put != null) {
                    object.putAt(Math.min(at, object.size() - 1), value.property.name, put);
                }
                return;
            }
            Json.Arr array = object.array(old.name);
            if (array != null) {
                array.set(node.index(), value.json == null ? Json.Null.NULL : value.json);
            }
            Json.Arr siblings = object.array(old.sibling);
            if (siblings != null && node.index() < siblings.size()) {
                siblings.set(node.index(), value.sibling == null ? Json.Null.NULL : value.sibling);
                tidy(object, old);
            }
        }

        private static int place(Json.Obj object, Shape.Property property) {
            for (int i = 0; i < object.size(); i++) {
                if (object.name(i).equals(property.name) || object.name(i).equals(property.sibling)) {
                    return i;
                }
            }
            return object.size();
        }

        private void move() {
            List<Node> list = list();
            int source = number("source", list.size() - 1);
            int destination = number("destination", list.size() - 1);
            Json.Obj object = members(parent(list.getFirst()));
            Shape.Property property = property(list.getFirst());
            for (String name : List.of(property.name, property.sibling)) {
                Json.Arr array = object.array(name);
                if (array != null && (source < array.size() || destination < array.size())) {
                    while (array.size() <= Math.max(source, destination)) {
                        array.add(Json.Null.NULL);
                    }
                    array.insert(destination, array.remove(source));
                }
            }
        }

        private void delete(Node node) {
            Shape.Property property = property(node);
            Json.Obj object = members(parent(node));
            if (node.index() < 0) {
                object.remove(property.name);
                object.remove(property.sibling);
            } else {
                for (String name : List.of(property.name, property.sibling)) {
                    Json.Arr array = object.array(name);
                    if (array != null && node.index() < array.size()) {
                        array.remove(node.index());
                    }
                }
                tidy(object, property);
            }
            prune(parent(node));
        }

        /** An element whose last child went goes too. */
        private void prune(Node node) {
            boolean empty = node.isPrimitive()
                    ? node.json() == null && members(node).size() == 0
                    : node.json() instanceof Json.Obj object && object.size() == 0;
            if (empty && node.parent() != null) {
                delete(node);
            }
        }

        /** Arrays without anything in them go. */
        private static void tidy(Json.Obj object, Shape.Property property) {
            for (String name : List.of(property.name, property.sibling)) {
                Json.Arr array = object.array(name);
                if (array == null) {
                    continue;
                }
                boolean nothing = true;
                for (int i = 0; nothing && i < array.size(); i++) {
                    nothing = array.get(i) == Json.Null.NULL;
                }
                if (nothing) {
                    object.remove(name);
                }
            }
        }

        private Shape.Property property(Node node) {
            Shape.Property property = node.property();
            if (property == null) {
                throw PatchRefusal.unfit("The resource as a whole is changed by an update", place);
            }
            return property;
        }

        private Node parent(Node node) {
            Node parent = node.parent();
            if (parent == null) {
                throw PatchRefusal.unfit("The resource as a whole is changed by an update", place);
            }
            return parent;
        }

        /** Where the children of an element are: those of a primitive are beside its value, made when there are none. */
        private Json.Obj members(Node node) {
            if (!node.isPrimitive()) {
                if (node.json() instanceof Json.Obj object) {
                    return object;
                }
                throw PatchRefusal.unfit("The element can have no children", place);
            }
            Json.Obj holder = members(parent(node));
            String name = property(node).sibling;
            if (node.index() < 0) {
                Json.Obj object = holder.object(name);
                if (object == null) {
                    object = new Json.Obj();
                    holder.put(name, object);
                }
                return object;
            }
            Json.Arr siblings = holder.array(name);
            if (siblings == null) {
                siblings = new Json.Arr();
                holder.put(name, siblings);
            }
            while (siblings.size() <= node.index()) {
                siblings.add(Json.Null.NULL);
            }
            if (siblings.get(node.index()) instanceof Json.Obj object) {
                return object;
            }
            Json.Obj object = new Json.Obj();
            siblings.set(node.index(), object);
            return object;
        }

        private static void set(Json.Obj object, Value value) {
            if (value.json != null) {
                object.put(value.property.name, value.json);
            }
            if (value.sibling != null) {
                object.put(value.property.sibling, value.sibling);
            }
        }

        private static void append(Json.Obj object, Value value, int index) {
            Json.Arr array = object.array(value.property.name);
            Json.Arr siblings = object.array(value.property.sibling);
            int size = array != null ? array.size() : siblings == null ? 0 : siblings.size();
            if (array == null) {
                array = new Json.Arr();
                while (array.size() < size) {
                    array.add(Json.Null.NULL);
                }
                object.put(value.property.name, array);
            }
            int at = Math.min(index, size);
            array.insert(at, value.json == null ? Json.Null.NULL : value.json);
            if (siblings == null && value.sibling != null) {
                siblings = new Json.Arr();
                object.put(value.property.sibling, siblings);
            }
            if (siblings != null) {
                while (siblings.size() < at) {
                    siblings.add(Json.Null.NULL);
                }
                siblings.insert(at, value.sibling == null ? Json.Null.NULL : value.sibling);
            }
        }

        private Value value(@Nullable Shape shape, String name) {
            Shape.Element element = shape == null ? null : element(shape, name);
            if (element == null) {
                throw PatchRefusal.unfit("The element has no child of that name", place);
            }
            return value(element, part("value"));
        }

        private Value value(Shape.Property property) {
            return value(property.element, part("value"));
        }

        private static Shape.@Nullable Element element(Shape shape, String name) {
            String plain = name.endsWith("[x]") ? name.substring(0, name.length() - 3) : name;
            Shape.Property direct = shape.property(plain);
            return direct != null ? direct.element : shape.choice(plain);
        }

        private Value value(Shape.Element element, Json.@Nullable Obj part) {
            if (part == null) {
                throw PatchRefusal.malformed("required", "The operation needs a part value", place);
            }
            Value found = null;
            for (int i = 0; i < part.size(); i++) {
                String name = part.name(i);
                boolean extra = name.startsWith("_value");
                if (!extra && !name.startsWith("value")) {
                    continue;
                }
                Shape.Property property = property(element, name.substring(extra ? 6 : 5));
                Value before = found == null ? new Value(property, null, null) : found;
                found = extra
                        ? new Value(property, before.json, part.value(i).copy())
                        : new Value(property, part.value(i).copy(), before.sibling);
            }
            if (found != null) {
                return found;
            }
            Json resource = part.get("resource");
            if (resource != null) {
                return new Value(element.properties.getFirst(), resource.copy(), null);
            }
            return new Value(element.properties.getFirst(), built(element, part), null);
        }

        /** The JSON name a value of that type has; a choice has one for each. */
        private Shape.Property property(Shape.Element element, String type) {
            for (Shape.Property property : element.properties) {
                if (property.type.equalsIgnoreCase(type)) {
                    return property;
                }
            }
            if (element.choice) {
                throw PatchRefusal.unfit("The element takes no value of that type", place);
            }
            return element.properties.getFirst();
        }

        /** An element that is no data type is given by its children, part by part. */
        private Json built(Shape.Element element, Json.Obj part) {
            Shape shape = element.properties.getFirst().shape;
            List<Json.Obj> children = part.objects("part");
            if (shape == null || children.isEmpty()) {
                throw PatchRefusal.malformed("required", "The part value has no value", place);
            }
            Json.Obj object = new Json.Obj();
            for (Json.Obj child : children) {
                String name = child.string("name");
                Shape.Element inner = name == null ? null : element(shape, name);
                if (inner == null) {
                    throw PatchRefusal.unfit("The element has no child of that name", place);
                }
                Value value = value(inner, child);
                if (inner.repeats()) {
                    append(object, value, Integer.MAX_VALUE);
                } else {
                    set(object, value);
                }
            }
            return object;
        }
    }

    /** A value with the JSON member it belongs to, and what stands beside it when it is a primitive. */
    private record Value(
            Shape.Property property,
            @Nullable Json json,
            @Nullable Json sibling) {}
}
