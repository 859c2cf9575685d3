// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.patch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.XmlText;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * XML Patch (RFC 5261) on the XML form of a resource: {@code add}, {@code replace} and {@code remove} of elements, attributes
 * and text. All operations or none. Issues point at the operation, such as {@code patch[2].sel}, and never repeat what it holds.
 */
public final class XmlPatch {
    private static final int MOST_DEPTH = 250;

    private XmlPatch() {}

    /** The resource as the patch makes it; the one given stays as it is. */
    public static Json.Obj apply(Json.Obj resource, byte[] patch) {
        Document document = parse(XmlText.bytes(resource, false));
        Json.Obj before = read(document);
        List<Element> operations = elements(parse(patch).getDocumentElement());
        if (operations.size() > JsonPatch.MOST_OPERATIONS) {
            throw PatchRefusal.malformed(
                    "too-costly", "A patch takes at most %d operations".formatted(JsonPatch.MOST_OPERATIONS), "patch");
        }
        for (int i = 0; i < operations.size(); i++) {
            new Operation(document, operations.get(i), "patch[%d]".formatted(i)).apply();
        }
        Json.Obj changed = read(document);
        keepNarrative(resource, before, changed);
        return changed;
    }

    /** A narrative the patch left alone stays the very text it was. */
    private static void keepNarrative(Json.Obj resource, Json.Obj before, Json.Obj changed) {
        Json.Obj text = resource.object("text");
        Json.Obj now = changed.object("text");
        Json.Obj then = before.object("text");
        Json div = text == null ? null : text.get("div");
        if (div != null && now != null && then != null && Objects.equals(then.get("div"), now.get("div"))) {
            now.put("div", div);
        }
    }

    private static Json.Obj read(Document document) {
        StringBuilder text = new StringBuilder();
        write(document.getDocumentElement(), null, text);
        return XmlText.readObject(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** One operation on the way. */
    private record Operation(Document document, Element operation, String place) {
        void apply() {
            if (!operation.hasAttribute("sel")) {
                throw PatchRefusal.malformed("required", "An operation names its sel", place + ".sel");
            }
            Node target = new XmlSelector(operation, place).only(document, operation.getAttribute("sel"));
            switch (operation.getLocalName()) {
                case "add" -> add(target);
                case "replace" -> replace(target);
                case "remove" -> remove(target);
                default -> throw PatchRefusal.malformed("value", "An operation is add, replace or remove", place);
            }
        }

        private void add(Node target) {
            String position = operation.getAttribute("pos");
            if (!(target instanceof Element element)) {
                throw PatchRefusal.unfit("What is added to is an element", place + ".sel");
            }
            String type = operation.getAttribute("type");
            if (!type.isEmpty()) {
                if (!type.startsWith("@") || element.hasAttribute(type.substring(1))) {
                    throw PatchRefusal.unfit("type is @ and the name of a new attribute", place + ".type");
                }
                element.setAttribute(type.substring(1), operation.getTextContent());
                return;
            }
            Node next = switch (position) {
                case "" -> null;
                case "prepend" -> element.getFirstChild();
                case "before" -> element;
                case "after" -> element.getNextSibling();
                default -> throw PatchRefusal.malformed("value", "pos is prepend, before or after", place + ".pos");
            };
            boolean inside = position.isEmpty() || position.equals("prepend");
            Node parent = inside ? element : element.getParentNode();
            if (!(parent instanceof Element)) {
                throw PatchRefusal.unfit("There is nothing beside the resource", place + ".pos");
            }
            for (Node child : children(operation)) {
                parent.insertBefore(document.importNode(child, true), next);
            }
        }

        private void replace(Node target) {
            switch (target) {
                case Attr attribute -> attribute.setValue(operation.getTextContent());
                case Element element -> {
                    List<Element> content = elements(operation);
                    if (content.size() != 1) {
                        throw PatchRefusal.malformed("value", "One element replaces one element", place);
                    }
                    element.getParentNode().replaceChild(document.importNode(content.getFirst(), true), element);
                }
                default -> target.setNodeValue(operation.getTextContent());
            }
        }

        private void remove(Node target) {
            if (target instanceof Attr attribute) {
                attribute.getOwnerElement().removeAttributeNode(attribute);
                return;
            }
            if (!(target.getParentNode() instanceof Element)) {
                throw PatchRefusal.unfit("A resource is taken away by a delete", place + ".sel");
            }
            target.getParentNode().removeChild(target);
        }
    }

    private static List<Node> children(Element element) {
        List<Node> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            children.add(child);
        }
        return children;
    }

    private static List<Element> elements(Element element) {
        return children(element).stream()
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    private static Document parse(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute("jdk.xml.maxElementDepth", Integer.toString(MOST_DEPTH));
            factory.setNamespaceAware(true);
            factory.setCoalescing(true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // says nothing, and throws what is fatal
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (SAXParseException notXml) {
            throw PatchRefusal.malformed(
                    "structure",
                    "Not valid XML at line %d, column %d".formatted(notXml.getLineNumber(), notXml.getColumnNumber()),
                    "patch");
        } catch (SAXException | IOException notXml) {
            throw PatchRefusal.malformed("structure", "Not valid XML", "patch");
        } catch (ParserConfigurationException unsupported) {
            throw new IllegalStateException(unsupported);
        }
    }

    /** Every element by its local name in the default name space, which is told where it changes. */
    private static void write(Node node, @Nullable String around, StringBuilder out) {
        switch (node) {
            case Element element -> {
                String name = element.getLocalName();
                String namespace = element.getNamespaceURI();
                out.append('<').append(name);
                if (!Objects.equals(namespace, around)) {
                    attribute("xmlns", namespace == null ? "" : namespace, out);
                }
                NamedNodeMap attributes = element.getAttributes();
                for (int i = 0; i < attributes.getLength(); i++) {
                    Node attribute = attributes.item(i);
                    if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
                        attribute(attribute.getNodeName(), attribute.getNodeValue(), out);
                    }
                }
                out.append(element.hasChildNodes() ? ">" : "/>");
                if (element.hasChildNodes()) {
                    children(element).forEach(child -> write(child, namespace, out));
                    out.append("</").append(name).append('>');
                }
            }
            case Node text when text.getNodeType() == Node.TEXT_NODE -> escape(text.getNodeValue(), out);
            default -> {} // comments and instructions mean nothing
        }
    }

    private static void attribute(String name, String value, StringBuilder out) {
        out.append(' ').append(name).append("=\"");
        escape(value, out);
        out.append('"');
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\n', '\r', '\t' -> out.append("&#").append((int) c).append(';');
                default -> out.append(c);
            }
        }
    }
}
