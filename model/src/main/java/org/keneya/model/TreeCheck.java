// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import org.jspecify.annotations.Nullable;

/**
 * Walks a resource beside its definitions. One instance checks one resource. Each member costs one hash probe, each text
 * one scan; issues are the only allocation.
 */
final class TreeCheck {
    private final Findings findings = new Findings();

    /** Knows what fragments refer into: the outermost resource, or the one of a Bundle entry. */
    private ReferenceCheck references = new ReferenceCheck(new Json.Obj(0), false);

    private boolean inContained;

    Findings check(Json.Obj resource) {
        String type = resource.string("resourceType");
        findings.enter(type != null && Definitions.R4.isResourceType(type) ? type : "Resource");
        references = new ReferenceCheck(resource, false);
        resource(resource);
        return findings;
    }

    private void resource(Json.Obj value) {
        Json type = value.get("resourceType");
        if (type == null) {
            findings.report("required", "resourceType is required", "resourceType");
            return;
        }
        if (!(type instanceof Json.Str(String name))) {
            findings.report("structure", "resourceType must be a string", "resourceType");
            return;
        }
        Shape shape = Definitions.R4.resource(name);
        if (shape == null) {
            findings.report("value", "resourceType must be a resource type of FHIR R4", "resourceType");
            return;
        }
        object(value, shape);
    }

    private void object(Json.Obj value, Shape shape) {
        long seen = 0;
        boolean content = shape.resource;
        for (int i = 0; i < value.size(); i++) {
            String name = value.name(i);
            Shape.Property property = shape.property(name);
            if (property == null) {
                if (!name.isEmpty() && name.charAt(0) == '_') {
                    content = true;
                    seen = sibling(value, shape, name, value.value(i), seen);
                } else if (!shape.resource || !name.equals("resourceType")) {
                    content = true;
                    unknown(name);
                }
                continue;
            }
            content = content || !name.equals("id");
            seen = mark(property.element, seen);
            findings.enter(property.element.name);
            member(value, property, value.value(i));
            findings.leave();
        }
        if (!content) {
            findings.report("invariant", "An element must have a value or children (ele-1)");
        }
        if ((shape.required() & ~seen) != 0) {
            missing(shape, seen);
        }
    }

    private long mark(Shape.Element element, long seen) {
        if (element.choice && (seen & element.bit) != 0) {
            findings.report("structure", "Only one type of this choice may be given", element.name);
        }
        return seen | element.bit;
    }

    private void missing(Shape shape, long seen) {
        for (Shape.Element element : shape.elements()) {
            if (element.min > 0 && (seen & element.bit) == 0) {
                findings.report("required", "This element is required", element.name);
            }
        }
    }

    private void unknown(String name) {
        String rule = name.equals("fhir_comments")
                ? "Comments are not part of FHIR R4 JSON"
                : "This element is not defined in FHIR R4";
        if (isPlainName(name)) {
            findings.report("structure", rule, name);
        } else {
            findings.report("structure", rule);
        }
    }

    private void member(Json.Obj holder, Shape.Property property, Json value) {
        if (!property.element.repeats()) {
            if (value instanceof Json.Arr) {
                findings.report("structure", "A single value is expected, not an array");
                return;
            }
            value(property, value);
            return;
        }
        if (!(value instanceof Json.Arr array)) {
            findings.report("structure", "An array is expected");
            return;
        }
        if (array.size() == 0) {
            findings.report("structure", "An array must not be empty");
        }
        if (array.size() > property.element.max) {
            findings.report("structure", "There are more items than the cardinality allows");
        }
        for (int i = 0; i < array.size(); i++) {
            findings.item(i);
            Json item = array.get(i);
            if (item != Json.Null.NULL) {
                value(property, item);
            } else if (property.primitive == null || !hasSiblingItem(holder, property, i)) {
                findings.report(
                        "structure", "null is only allowed where the extensions of a primitive stand in for it");
            }
        }
        findings.item(-1);
    }

    private static boolean hasSiblingItem(Json.Obj holder, Shape.Property property, int index) {
        Json.Arr siblings = holder.array(property.sibling);
        return siblings != null && index < siblings.size() && siblings.get(index) instanceof Json.Obj;
    }

    private void value(Shape.Property property, Json value) {
        if (property.primitive != null) {
            primitive(property, property.primitive, value);
            return;
        }
        if (!(value instanceof Json.Obj object)) {
            findings.report("structure", "An object is expected");
            return;
        }
        if (property.shape == null) {
            nested(property, object);
            return;
        }
        object(object, property.shape);
        switch (property.type) {
            case "Extension" -> extension(object);
            case "Reference" -> {
                String fault = references.fault(object, property.targets);
                if (fault != null) {
                    findings.report("value", fault, "reference");
                }
            }
            default -> {
                if (property.binding != null) {
                    binding(object, property.type, property.binding);
                }
            }
        }
    }

    /** A resource inside a resource: contained, or of a Bundle entry or a parameter. */
    private void nested(Shape.Property property, Json.Obj resource) {
        if (!property.name.equals("contained")) {
            ReferenceCheck outer = references;
            boolean outerContained = inContained;
            references = new ReferenceCheck(resource, true);
            inContained = false;
            resource(resource);
            references = outer;
            inContained = outerContained;
            return;
        }
        if (inContained) {
            findings.report("invariant", "A contained resource must not contain another (dom-2)");
            return;
        }
        inContained = true;
        resource(resource);
        inContained = false;
    }

    private void primitive(Shape.Property property, Primitive primitive, Json value) {
        String text;
        switch (value) {
            case Json.Str(String found) when primitive.kind == Primitive.Kind.STRING -> text = found;
            case Json.Num(String found) when primitive.kind == Primitive.Kind.NUMBER -> text = found;
            case Json.Bool _
            when primitive.kind == Primitive.Kind.BOOLEAN -> {
                return;
            }
            default -> {
                findings.report(
                        "structure", "A %s is written as %s".formatted(primitive.fhirName, primitive.kind.words));
                return;
            }
        }
        if (text.length() > PrimitiveText.LONGEST && primitive != Primitive.BASE64 && primitive != Primitive.XHTML) {
            findings.report("too-long", "A text must not be longer than 1048576 characters");
            return;
        }
        String fault = PrimitiveText.fault(primitive, text);
        if (fault != null) {
            String code = primitive == Primitive.XHTML ? "invalid" : "value";
            findings.report(code, "A %s %s".formatted(primitive.fhirName, fault));
        } else if (property.binding != null && !property.binding.codes().contains(text)) {
            findings.report("code-invalid", "The code must be in the value set " + property.binding.url());
        }
    }

    /** Rule ext-1 (http://hl7.org/fhir/R4/extensibility.html#Extension): a value or extensions, one of the two. */
    private void extension(Json.Obj extension) {
        boolean value = false;
        for (int i = 0; i < extension.size() && !value; i++) {
            String name = extension.name(i);
            value = name.startsWith("value") || name.startsWith("_value");
        }
        if (value == extension.has("extension")) {
            findings.report("invariant", "An extension must have either a value or extensions, not both (ext-1)");
        }
    }

    private void binding(Json.Obj value, String type, Shape.ValueSet binding) {
        boolean inSet = false;
        if (type.equals("CodeableConcept")) {
            Json.Arr codings = value.array("coding");
            for (int i = 0; codings != null && i < codings.size() && !inSet; i++) {
                inSet = codings.get(i) instanceof Json.Obj coding && inSet(coding, binding);
            }
        } else {
            inSet = inSet(value, binding);
        }
        if (!inSet) {
            findings.report("code-invalid", "A code of the value set " + binding.url() + " is required");
        }
    }

    private static boolean inSet(Json.Obj coding, Shape.ValueSet binding) {
        String code = coding.string("code");
        return code != null && binding.has(coding.string("system"), code);
    }

    /** A member {@code _name}: id and extensions of the primitive {@code name}. Gives the marks with its own added. */
    private long sibling(Json.Obj holder, Shape shape, String name, Json value, long seen) {
        Shape.Property property = shape.property(name.substring(1));
        if (property == null || property.primitive == null || property.primitive == Primitive.XHTML) {
            unknown(name);
            return seen;
        }
        Json main = holder.get(property.name);
        long marked = main == null ? mark(property.element, seen) : seen;
        findings.enter(property.element.name);
        if (property.element.repeats()) {
            siblings(value, main);
        } else {
            siblingObject(value, main != null);
        }
        findings.leave();
        return marked;
    }

    private void siblings(Json value, @Nullable Json main) {
        if (!(value instanceof Json.Arr array) || array.size() == 0) {
            findings.report("structure", "The extensions of an array are an array that is not empty");
            return;
        }
        Json.Arr values = main instanceof Json.Arr found ? found : null;
        if (values != null && array.size() > values.size()) {
            findings.report("structure", "There are more extensions than values; fill the values with null");
        }
        for (int i = 0; i < array.size(); i++) {
            boolean there = values != null && i < values.size() && values.get(i) != Json.Null.NULL;
            if (array.get(i) != Json.Null.NULL) {
                findings.item(i);
                siblingObject(array.get(i), there);
            } else if (values == null) {
                findings.item(i);
                findings.report("structure", "null needs a value in its place");
            }
        }
        findings.item(-1);
    }

    private void siblingObject(Json value, boolean hasValue) {
        if (!(value instanceof Json.Obj object)) {
            findings.report("structure", "The extensions of a primitive are an object");
            return;
        }
        if (object.size() == 0 || (!hasValue && !object.has("extension"))) {
            findings.report("invariant", "An element must have a value or children (ele-1)");
            return;
        }
        for (int i = 0; i < object.size(); i++) {
            if (!object.name(i).equals("id") && !object.name(i).equals("extension")) {
                unknown(object.name(i));
            }
        }
        Json id = object.get("id");
        if (id != null
                && !(id instanceof Json.Str(String text) && PrimitiveText.fault(Primitive.STRING, text) == null)) {
            findings.report("value", "An id must be a string that is not empty", "id");
        }
        Json extensions = object.get("extension");
        Shape.Property property = Definitions.R4.shape("Element").property("extension");
        if (extensions != null && property != null) {
            findings.enter("extension");
            member(object, property, extensions);
            findings.leave();
        }
    }

    private static boolean isPlainName(String name) {
        if (name.isEmpty() || name.length() > 40) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) {
                return false;
            }
        }
        return true;
    }
}
