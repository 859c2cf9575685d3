// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Finds the one node a {@code sel} of RFC 5261 (section 4.1) means: steps of names, {@code *}, {@code @name} and
 * {@code text()}, with positions and comparisons such as {@code [f:use/@value='official']} as predicates. Its cost is one
 * walk over the document for each predicate; other axes, functions and operators of XPath are refused.
 */
final class XmlSelector {
    private static final Pattern STEP = Pattern.compile("(text\\(\\))|@([\\w.-]+)|(?:([\\w.-]+):)?([\\w.-]+|\\*)");
    private static final Pattern PREDICATE =
            Pattern.compile("\\[\\s*(?:(\\d{1,6})|([\\w.:@/*-]+)\\s*=\\s*(?:'([^']*)'|\"([^\"]*)\"))\\s*\\]");

    private final Element operation;
    private final String place;

    /** @param operation the element whose name space prefixes the steps use */
    XmlSelector(Element operation, String place) {
        this.operation = operation;
        this.place = place + ".sel";
    }

    Node only(Document document, String sel) {
        List<Node> found = find(document, sel.strip().replaceFirst("^/", ""), true);
        if (found.size() != 1) {
            throw PatchRefusal.unfit(
                    found.isEmpty() ? "The resource has nothing at this place" : "sel must mean one node, not several",
                    place);
        }
        return found.getFirst();
    }

    private List<Node> find(Node from, String path, boolean predicates) {
        if (path.length() > 2_000) {
            throw malformed();
        }
        List<Node> at = List.of(from);
        if (path.equals(".")) {
            return at;
        }
        int position = 0;
        while (true) {
            Matcher step = STEP.matcher(path).region(position, path.length());
            if (!step.lookingAt()) {
                throw malformed();
            }
            at = step(at, step);
            position = step.end();
            while (predicates && position < path.length() && path.charAt(position) == '[') {
                Matcher predicate = PREDICATE.matcher(path).region(position, path.length());
                if (!predicate.lookingAt()) {
                    throw malformed();
                }
                at = keep(at, predicate);
                position = predicate.end();
            }
            if (position == path.length()) {
                return at;
            }
            if (path.charAt(position++) != '/') {
                throw malformed();
            }
        }
    }

    private List<Node> step(List<Node> from, Matcher step) {
        List<Node> found = new ArrayList<>();
        String attribute = step.group(2);
        for (Node node : from) {
            if (attribute != null) {
                Attr one = node instanceof Element element ? element.getAttributeNode(attribute) : null;
                if (one != null) {
                    found.add(one);
                }
                continue;
            }
            for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
                boolean wanted = step.group(1) != null
                        ? child.getNodeType() == Node.TEXT_NODE
                        : child instanceof Element element && isNamed(element, step.group(3), step.group(4));
                if (wanted) {
                    found.add(child);
                }
            }
        }
        return found;
    }

    /** A name without a prefix is of the default name space (RFC 5261 section 4.2.2). */
    private boolean isNamed(Element element, @Nullable String prefix, String name) {
        return (name.equals("*") || name.equals(element.getLocalName()))
                && (name.equals("*") && prefix == null || Objects.equals(namespace(prefix), element.getNamespaceURI()));
    }

    private @Nullable String namespace(@Nullable String prefix) {
        String declared = operation.lookupNamespaceURI(prefix);
        if (declared == null && prefix != null) {
            throw PatchRefusal.malformed("value", "sel uses a prefix that is not declared", place);
        }
        return declared;
    }

    /** Positions count among the children of one parent. */
    private List<Node> keep(List<Node> nodes, Matcher predicate) {
        List<Node> kept = new ArrayList<>();
        Node parent = null;
        int position = 0;
        for (Node node : nodes) {
            position = Objects.equals(node.getParentNode(), parent) ? position + 1 : 1;
            parent = node.getParentNode();
            boolean holds = predicate.group(1) != null
                    ? position == Integer.parseInt(predicate.group(1))
                    : find(node, predicate.group(2), false).stream()
                            .anyMatch(found -> Objects.equals(
                                    found.getTextContent(),
                                    predicate.group(3) == null ? predicate.group(4) : predicate.group(3)));
            if (holds) {
                kept.add(node);
            }
        }
        return kept;
    }

    private RuntimeException malformed() {
        return PatchRefusal.malformed(
                "value", "sel is a path of names with positions or comparisons, such as f:Patient/f:name[1]", place);
    }
}
