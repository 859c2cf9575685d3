// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import org.jspecify.annotations.Nullable;

/** Writes one resource as XML; elements in the order of the definitions, decimals as they are. */
final class XmlWriter {
    private final StringBuilder out = new StringBuilder(2048);
    private final boolean pretty;
    private int depth;

    XmlWriter(boolean pretty) {
        this.pretty = pretty;
    }

    String resource(Json.Obj resource) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        resource(resource, " xmlns=\"" + XmlText.FHIR + "\"");
        return out.toString();
    }

    private void resource(Json.Obj resource, String namespace) {
        String type = resource.string("resourceType");
        Shape shape = type == null ? null : Definitions.R4.resource(type);
        if (type == null || shape == null) {
            throw new IllegalArgumentException("a resource names its type");
        }
        line();
        out.append('<').append(type).append(namespace).append('>');
        depth++;
        children(resource, shape);
        depth--;
        close(type);
    }

    private void children(Json.Obj object, Shape shape) {
        for (Shape.Element element : shape.elements()) {
            if (isAttribute(shape, element)) {
                continue;
            }
            for (Shape.Property property : element.properties) {
                Json value = object.get(property.name);
                Json sibling = property.primitive == null ? null : object.get(property.sibling);
                if (value != null || sibling != null) {
                    member(property, value, sibling);
                }
            }
        }
    }

    /** An Element's id and an Extension's url are attributes; a resource's id is not. */
    static boolean isAttribute(Shape shape, Shape.Element element) {
        return !shape.resource
                && (element.name.equals("id") || element.name.equals("url") && shape.type.equals("Extension"));
    }

    private void member(Shape.Property property, @Nullable Json value, @Nullable Json sibling) {
        Json.Arr values = value instanceof Json.Arr array ? array : null;
        Json.Arr siblings = sibling instanceof Json.Arr array ? array : null;
        if (values == null && siblings == null) {
            item(property, value, sibling);
            return;
        }
        int size = Math.max(values == null ? 0 : values.size(), siblings == null ? 0 : siblings.size());
        for (int i = 0; i < size; i++) {
            item(
                    property,
                    values == null || i >= values.size() ? null : values.get(i),
                    siblings == null || i >= siblings.size() ? null : siblings.get(i));
        }
    }

    private void item(Shape.Property property, @Nullable Json value, @Nullable Json sibling) {
        line();
        if (property.primitive == Primitive.XHTML) {
            out.append(XhtmlEntities.numbered(text(value)));
            return;
        }
        out.append('<').append(property.name);
        if (property.primitive != null) {
            Json.Obj rest = sibling instanceof Json.Obj object ? object : new Json.Obj(0);
            attribute("id", rest.string("id"));
            attribute("value", value == null || value == Json.Null.NULL ? null : text(value));
            content(property.name, rest, Definitions.R4.shape("Element"));
            return;
        }
        if (!(value instanceof Json.Obj object)) {
            throw new IllegalArgumentException("an object is expected at " + property.name);
        }
        if (property.shape == null) {
            out.append('>');
            depth++;
            resource(object, "");
            depth--;
            close(property.name);
            return;
        }
        attribute("id", object.string("id"));
        if (property.shape.type.equals("Extension")) {
            attribute("url", object.string("url"));
        }
        content(property.name, object, property.shape);
    }

    private void content(String name, Json.Obj object, Shape shape) {
        int at = out.length();
        out.append('>');
        depth++;
        children(object, shape);
        depth--;
        if (out.length() == at + 1) {
            out.setLength(at);
            out.append("/>");
        } else {
            close(name);
        }
    }

    private static String text(@Nullable Json value) {
        return switch (value) {
            case Json.Str(String text) -> text;
            case Json.Num(String text) -> text;
            case Json.Bool bool -> bool == Json.Bool.TRUE ? "true" : "false";
            case null, default -> "";
        };
    }

    private void attribute(String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        out.append(' ').append(name).append("=\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\t' -> out.append("&#x9;");
                case '\n' -> out.append("&#xA;");
                case '\r' -> out.append("&#xD;");
                default -> out.append(c < ' ' || c == 0xFFFE || c == 0xFFFF ? '\uFFFD' : c);
            }
        }
        out.append('"');
    }

    private void close(String name) {
        line();
        out.append("</").append(name).append('>');
    }

    private void line() {
        if (pretty) {
            out.append('\n').repeat("  ", depth);
        }
    }
}
