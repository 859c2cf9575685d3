// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;

/** Reads one resource written in XML. Problems name path or line and column, and nothing of the text. */
final class XmlReader {
    private static final XMLInputFactory FACTORY = factory();

    private final String source;
    private final XMLStreamReader reader;
    private final XmlDivs divs;
    private final StringBuilder path = new StringBuilder();
    private int depth;

    XmlReader(byte[] utf8) {
        source = text(utf8);
        divs = new XmlDivs(source);
        try {
            reader = FACTORY.createXMLStreamReader(new StringReader(source));
        } catch (XMLStreamException notXml) {
            throw broken(notXml);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty("jdk.xml.maxElementDepth", "1000"); // ours is lower, and says so
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("external entities are not followed");
        });
        return factory;
    }

    /** Line ends as XML has them. */
    private static String text(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return plain.indexOf('\r') < 0 ? plain : plain.replace("\r\n", "\n").replace('\r', '\n');
        } catch (CharacterCodingException notUtf8) {
            throw ProblemException.invalid("structure", "The body is not valid UTF-8");
        }
    }

    Json.Obj resource() {
        if (source.isBlank()) {
            throw ProblemException.invalid("structure", "The body is empty; an XML element is expected");
        }
        try {
            int event = reader.next();
            while (event != XMLStreamConstants.START_ELEMENT) {
                refuseDoctype(event);
                event = reader.next();
            }
            path.append(reader.getLocalName());
            Json.Obj resource = resourceHere();
            while (reader.hasNext()) {
                refuseDoctype(reader.next());
            }
            return resource;
        } catch (XMLStreamException notXml) {
            throw broken(notXml);
        }
    }

    private static void refuseDoctype(int event) {
        if (event == XMLStreamConstants.DTD) {
            throw ProblemException.invalid("structure", "A document type declaration is not accepted");
        }
    }

    private Json.Obj resourceHere() throws XMLStreamException {
        requireNamespace();
        String type = reader.getLocalName();
        Shape shape = Definitions.R4.resource(type);
        if (shape == null) {
            throw refuse("The element is not a resource type of FHIR R4");
        }
        Json.Obj resource = new Json.Obj().put("resourceType", type);
        attributes(resource, shape);
        children(resource, shape);
        return resource;
    }

    private void children(Json.Obj object, Shape shape) throws XMLStreamException {
        if (++depth > JsonText.MAX_DEPTH) {
            throw ProblemException.invalid(
                    "structure", "The XML is nested deeper than %d levels".formatted(JsonText.MAX_DEPTH));
        }
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> child(object, shape);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!reader.isWhiteSpace()) {
                        throw refuse("Text stands in attributes, not between elements");
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE -> throw refuse("Entities are not accepted");
                default -> {}
            }
        }
        depth--;
    }

    private void child(Json.Obj object, Shape shape) throws XMLStreamException {
        String name = reader.getLocalName();
        Shape.Property property = shape.property(name);
        int length = path.length();
        path.append('.').append(property == null ? isPlain(name) ? name : "?" : property.element.name);
        if (property == null || XmlWriter.isAttribute(shape, property.element)) {
            throw refuse("This element is not defined in FHIR R4");
        }
        if (property.element.repeats()) {
            Json.Arr before = object.array(property.name);
            Json.Arr siblings = object.array(property.sibling);
            path.append('[')
                    .append(before == null ? siblings == null ? 0 : siblings.size() : before.size())
                    .append(']');
        } else if (object.has(property.name) || object.has(property.sibling)) {
            throw refuse("A single value is expected, not several");
        }
        if (property.primitive == Primitive.XHTML) {
            object.put(name, narrative());
        } else if (property.primitive != null) {
            requireNamespace();
            primitive(object, property, property.primitive);
        } else {
            requireNamespace();
            add(object, property, complex(property));
        }
        path.setLength(length);
    }

    private Json.Obj complex(Shape.Property property) throws XMLStreamException {
        Json.Obj value = new Json.Obj();
        if (property.shape != null) {
            attributes(value, property.shape);
            children(value, property.shape);
            return value;
        }
        Json.Obj inner = null;
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (inner != null) {
                    throw refuse("One resource is expected, not several");
                }
                if (++depth > JsonText.MAX_DEPTH) {
                    throw ProblemException.invalid(
                            "structure", "The XML is nested deeper than %d levels".formatted(JsonText.MAX_DEPTH));
                }
                inner = resourceHere();
                depth--;
            } else if (event == XMLStreamConstants.CHARACTERS && !reader.isWhiteSpace()) {
                throw refuse("Text stands in attributes, not between elements");
            }
        }
        if (inner == null) {
            throw refuse("A resource is expected");
        }
        return inner;
    }

    private static void add(Json.Obj object, Shape.Property property, Json value) {
        if (!property.element.repeats()) {
            object.put(property.name, value);
            return;
        }
        Json.Arr values = object.array(property.name);
        if (values == null) {
            values = new Json.Arr();
            object.put(property.name, values);
        }
        values.add(value);
    }

    /** The value, and beside it, when there are any, id and extensions; both arrays are kept as long as each other. */
    private void primitive(Json.Obj object, Shape.Property property, Primitive primitive) throws XMLStreamException {
        String text = null;
        Json.Obj rest = new Json.Obj();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = reader.getAttributeLocalName(i);
            switch (name) {
                case "value" -> text = reader.getAttributeValue(i);
                case "id" -> rest.put("id", reader.getAttributeValue(i));
                default -> throw refuse("This attribute is not defined in FHIR R4");
            }
        }
        children(rest, Definitions.R4.shape("Element"));
        Json value = text == null ? null : value(primitive, text);
        if (!property.element.repeats()) {
            if (value != null) {
                object.put(property.name, value);
            }
            if (rest.size() > 0 || value == null) {
                object.put(property.sibling, rest);
            }
            return;
        }
        Json.Arr values = object.array(property.name);
        Json.Arr siblings = object.array(property.sibling);
        int before = values == null ? siblings == null ? 0 : siblings.size() : values.size();
        if (values == null && value != null) {
            values = nulls(before);
            object.put(property.name, values);
        }
        if (values != null) {
            values.add(value == null ? Json.Null.NULL : value);
        }
        if (siblings == null && (rest.size() > 0 || value == null)) {
            siblings = nulls(before);
            object.put(property.sibling, siblings);
        }
        if (siblings != null) {
            siblings.add(rest.size() == 0 && value != null ? Json.Null.NULL : rest);
        }
    }

    private static Json.Arr nulls(int size) {
        Json.Arr array = new Json.Arr();
        for (int i = 0; i < size; i++) {
            array.add(Json.Null.NULL);
        }
        return array;
    }

    /** What is not written as its type asks stays a string, which the structure check then refuses at its place. */
    private static Json value(Primitive primitive, String text) {
        return switch (primitive.kind) {
            case BOOLEAN ->
                text.equals("true") ? Json.Bool.TRUE : text.equals("false") ? Json.Bool.FALSE : new Json.Str(text);
            case NUMBER -> isNumber(text) ? new Json.Num(text) : new Json.Str(text);
            case STRING -> new Json.Str(text);
        };
    }

    /** The grammar of JSON: no plus sign, no leading zero. */
    private static boolean isNumber(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        boolean leadingZero =
                text.length() > from + 1 && text.charAt(from) == '0' && Character.isDigit(text.charAt(from + 1));
        return text.length() <= 400 && !leadingZero && PrimitiveText.isDecimal(text) && !text.isEmpty();
    }

    private void attributes(Json.Obj object, Shape shape) throws XMLStreamException {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = reader.getAttributeLocalName(i);
            String namespace = reader.getAttributeNamespace(i);
            if ("http://www.w3.org/2001/XMLSchema-instance".equals(namespace)) {
                continue;
            }
            Shape.Element element = shape.element(name);
            if (element == null || !XmlWriter.isAttribute(shape, element)) {
                throw refuse("This element has an attribute that is not defined in FHIR R4");
            }
            object.put(name, reader.getAttributeValue(i));
        }
    }

    /** The text between the brackets of {@code <div>} and {@code </div>}, these included, as it was written. */
    private Json narrative() throws XMLStreamException {
        if (!XmlText.XHTML.equals(reader.getNamespaceURI())
                || !String.valueOf(reader.getPrefix()).isEmpty()) {
            throw refuse("The narrative must be a div without prefix of the namespace " + XmlText.XHTML);
        }
        int level = 1;
        while (level > 0) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++level + depth > JsonText.MAX_DEPTH) {
                        throw refuse("The narrative is nested too deep");
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> level--;
                case XMLStreamConstants.ENTITY_REFERENCE -> throw refuse("Entities are not accepted");
                default -> {}
            }
        }
        String div = divs.next();
        if (div == null) {
            throw refuse("The narrative must be a div without a prefix");
        }
        return new Json.Str(div.replace("&#xD;", "\r"));
    }

    private void requireNamespace() {
        if (!XmlText.FHIR.equals(reader.getNamespaceURI())) {
            throw refuse("The element must be of the namespace " + XmlText.FHIR);
        }
    }

    private ProblemException refuse(String why) {
        return ProblemException.invalid("structure", why, path.toString());
    }

    private static boolean isPlain(String name) {
        return name.length() <= 40 && name.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
    }

    private static ProblemException broken(@Nullable XMLStreamException notXml) {
        var location = notXml == null ? null : notXml.getLocation();
        return ProblemException.invalid(
                "structure",
                location == null
                        ? "Not valid XML"
                        : "Not valid XML at line %d, column %d"
                                .formatted(location.getLineNumber(), location.getColumnNumber()));
    }
}
