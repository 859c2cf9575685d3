// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a resource, marked as such by the tag SUBSETTED (http://hl7.org/fhir/R4/search.html#summary, #elements).
 * Always a new tree; the given one stays as it is.
 */
public final class Subset {
    private static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
    private static final Set<String> ALWAYS = Set.of("resourceType", "id", "meta");

    private Subset() {}

    /** The elements the definitions mark as summary, at every level, and the mandatory ones. */
    public static Json.Obj summary(Json.Obj resource) {
        Json.Obj kept = summary(resource, shape(resource));
        copy(resource, "meta", kept);
        return mark(kept);
    }

    /** Narrative, id, meta and the mandatory elements. */
    public static Json.Obj text(Json.Obj resource) {
        return elements(resource, Set.of("text"));
    }

    /** Everything but the narrative. */
    public static Json.Obj data(Json.Obj resource) {
        Json.Obj kept = new Json.Obj(resource.size() + 1);
        for (int i = 0; i < resource.size(); i++) {
            if (!resource.name(i).equals("text") || !isNarrative(resource)) {
                kept.put(resource.name(i), resource.value(i));
            }
        }
        return mark(kept);
    }

    /**
     * Everything but some elements, at any depth, each with what is said of it ({@code _name}).
     *
     * @param paths from the resource type on, such as {@code Patient.contact.telecom}
     */
    public static Json.Obj without(Json.Obj resource, Set<String> paths) {
        Json.Obj kept = resource;
        for (String path : paths) {
            kept = without(kept, path.substring(path.indexOf('.') + 1).split("\\.", -1), 0);
        }
        return mark(kept == resource ? copy(resource) : kept);
    }

    private static Json.Obj without(Json.Obj object, String[] path, int depth) {
        Json.Obj kept = new Json.Obj(object.size());
        for (int i = 0; i < object.size(); i++) {
            String name = object.name(i);
            Json value = object.value(i);
            if (!name.equals(path[depth]) && !name.equals("_" + path[depth])) {
                kept.put(name, value);
            } else if (depth < path.length - 1) {
                kept.put(name, without(value, path, depth + 1));
            }
        }
        return kept;
    }

    private static Json without(Json value, String[] path, int depth) {
        return switch (value) {
            case Json.Obj object -> without(object, path, depth);
            case Json.Arr list -> {
                Json.Arr kept = new Json.Arr();
                list.forEach(each -> kept.add(without(each, path, depth)));
                yield kept;
            }
            default -> value;
        };
    }

    private static Json.Obj copy(Json.Obj resource) {
        Json.Obj copy = new Json.Obj(resource.size() + 1);
        for (int i = 0; i < resource.size(); i++) {
            copy.put(resource.name(i), resource.value(i));
        }
        return copy;
    }

    /**
     * Some elements, id, meta and the mandatory elements.
     *
     * @param names top-level elements, a choice by its name without type
     */
    public static Json.Obj elements(Json.Obj resource, Set<String> names) {
        Shape shape = shape(resource);
        Json.Obj kept = new Json.Obj(resource.size() + 1);
        for (int i = 0; i < resource.size(); i++) {
            String name = resource.name(i);
            Shape.Property property = property(shape, name);
            if (ALWAYS.contains(name)
                    || property != null
                            && (property.element.min > 0
                                    || names.contains(property.element.name)
                                    || names.contains(property.name)
                                    || property.element.choice && names.contains(property.element.name + "[x]"))) {
                kept.put(name, resource.value(i));
            }
        }
        return mark(kept);
    }

    /** Whether a resource type has a top-level element of that name. */
    public static boolean isElement(String type, String name) {
        Shape shape = Definitions.R4.resource(type);
        return shape != null && (shape.element(name) != null || shape.property(name) != null);
    }

    private static Json.Obj summary(Json.Obj object, @Nullable Shape shape) {
        Json.Obj kept = new Json.Obj(object.size() + 1);
        for (int i = 0; i < object.size(); i++) {
            String name = object.name(i);
            if (shape == null || shape.resource && ALWAYS.contains(name) || name.equals("id")) {
                kept.put(name, object.value(i));
                continue;
            }
            Shape.Property property = property(shape, name);
            if (property != null && (property.element.summary || property.element.min > 0)) {
                Json value = property.primitive == null ? summary(object.value(i), property) : object.value(i);
                if (value != null) {
                    kept.put(name, value);
                }
            }
        }
        return kept;
    }

    /** The value without what is no part of a summary; null when nothing is left. */
    private static @Nullable Json summary(Json value, Shape.Property property) {
        if (value instanceof Json.Obj object) {
            Json.Obj kept = summary(object, property.shape == null ? shape(object) : property.shape);
            return kept.size() == 0 ? null : kept;
        }
        if (!(value instanceof Json.Arr array)) {
            return value;
        }
        Json.Arr kept = new Json.Arr();
        for (Json item : array) {
            Json part = summary(item, property);
            if (part != null) {
                kept.add(part);
            }
        }
        return kept.size() == 0 ? null : kept;
    }

    private static @Nullable Shape shape(Json.Obj resource) {
        String type = resource.string("resourceType");
        return type == null ? null : Definitions.R4.resource(type);
    }

    private static boolean isNarrative(Json.Obj resource) {
        Shape.Property text = property(shape(resource), "text");
        return text != null && text.type.equals("Narrative");
    }

    private static Shape.@Nullable Property property(@Nullable Shape shape, String name) {
        return shape == null ? null : shape.property(name.startsWith("_") ? name.substring(1) : name);
    }

    private static void copy(Json.Obj from, String name, Json.Obj to) {
        Json value = from.get(name);
        if (value != null) {
            to.put(name, value);
        }
    }

    private static Json.Obj mark(Json.Obj resource) {
        Json.Obj meta = new Json.Obj();
        Json.Arr tags = new Json.Arr();
        Json.Obj old = resource.object("meta");
        for (int i = 0; old != null && i < old.size(); i++) {
            meta.put(old.name(i), old.value(i));
        }
        Json.Arr oldTags = meta.array("tag");
        for (int i = 0; oldTags != null && i < oldTags.size(); i++) {
            if (oldTags.get(i) instanceof Json.Obj tag && "SUBSETTED".equals(tag.string("code"))) {
                return resource;
            }
            tags.add(oldTags.get(i));
        }
        tags.add(new Json.Obj()
                .put("system", SYSTEM)
                .put("code", "SUBSETTED")
                .put("display", "Resource encoded in summary mode"));
        meta.put("tag", tags);
        return resource.has("meta")
                ? resource.put("meta", meta)
                : resource.putAt(Math.min(resource.size(), 2), "meta", meta);
    }
}
