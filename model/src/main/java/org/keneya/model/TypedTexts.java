// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import org.jspecify.annotations.Nullable;

/** Walks the texts of a resource with the FHIR type of each, those of contained and nested resources included. */
public final class TypedTexts {
    /** The type under which the text of a Reference is told, which is a string like many others. */
    public static final String REFERENCE = "Reference.reference";

    private TypedTexts() {}

    /** Decides what becomes of one text. */
    @FunctionalInterface
    public interface Change {
        /**
         * What stands there from now on; null to leave it.
         *
         * @param type primitive type such as {@code uri}, or {@link #REFERENCE}
         * @param path FHIRPath of the element
         */
        @Nullable
        String of(String type, String text, String path);
    }

    /** Changes texts in place. What the definitions do not know is passed over. */
    public static void change(Json.Obj resource, String path, Change change) {
        String type = resource.string("resourceType");
        Shape shape = type == null ? null : Definitions.R4.resource(type);
        if (shape != null) {
            object(resource, shape, path, change);
        }
    }

    private static void object(Json.Obj object, Shape shape, String path, Change change) {
        for (int i = 0; i < object.size(); i++) {
            String name = object.name(i);
            Json value = object.value(i);
            Shape.Property property = shape.property(name);
            String place = path + "." + name;
            if (value instanceof Json.Arr array) {
                for (int item = 0; item < array.size(); item++) {
                    Json changed = value(array.get(item), property, shape, place + "[" + item + "]", change);
                    if (changed != null) {
                        array.set(item, changed);
                    }
                }
            } else {
                Json changed = value(value, property, shape, place, change);
                if (changed != null) {
                    object.put(name, changed);
                }
            }
        }
    }

    /** What is to stand there instead, or null. Beside a primitive stand extensions; a resource inside says its own type. */
    private static @Nullable Json value(
            Json value, Shape.@Nullable Property property, Shape shape, String path, Change change) {
        if (value instanceof Json.Obj child) {
            if (property == null) {
                object(child, Definitions.R4.shape("Element"), path, change);
            } else if (property.shape == null) {
                change(child, path, change);
            } else {
                object(child, property.shape, path, change);
            }
            return null;
        }
        if (property == null || !(value instanceof Json.Str(String text))) {
            return null;
        }
        boolean reference = shape.type.equals("Reference") && property.name.equals("reference");
        String changed = change.of(reference ? REFERENCE : property.type, text, path);
        return changed == null ? null : new Json.Str(changed);
    }
}
