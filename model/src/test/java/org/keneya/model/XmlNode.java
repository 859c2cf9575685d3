// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** One FHIR XML element: its name, its value or url attribute, its children. Enough to read definitions with. */
record XmlNode(String name, @Nullable String attribute, List<XmlNode> children) {

    /** Streams every element of a given name, one at a time, out of a class path resource. */
    static void each(String resource, String name, Consumer<XmlNode> action) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = R4Compiler.open(resource)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals(name)) {
                    action.accept(read(reader));
                }
            }
        } catch (IOException | XMLStreamException unreadable) {
            throw new IllegalStateException(resource, unreadable);
        }
    }

    private static XmlNode read(XMLStreamReader reader) throws XMLStreamException {
        String value = reader.getAttributeValue(null, "value");
        XmlNode node = new XmlNode(
                reader.getLocalName(),
                value == null ? reader.getAttributeValue(null, "url") : value,
                new ArrayList<>());
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                node.children.add(read(reader));
            }
        }
        return node;
    }

    List<XmlNode> all(String child) {
        return children.stream().filter(node -> node.name.equals(child)).toList();
    }

    boolean has(String child) {
        return children.stream().anyMatch(node -> node.name.equals(child));
    }

    XmlNode first(String child) {
        return all(child).getFirst();
    }

    /** Value of the first child of that name; empty when there is none. */
    String text(String child) {
        List<XmlNode> found = all(child);
        return found.isEmpty() || found.getFirst().attribute == null ? "" : found.getFirst().attribute;
    }
}
