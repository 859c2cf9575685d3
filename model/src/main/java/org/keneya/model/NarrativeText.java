// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the XHTML of a narrative (http://hl7.org/fhir/R4/narrative.html#xhtml): one {@code <div>}, well-formed, only the
 * formatting elements and attributes rule txt-1 lists, some visible content (txt-2), and nothing that runs. A scanner, not
 * an XML parser: no entity, DOCTYPE or processing instruction is ever followed, they are refused.
 */
final class NarrativeText {
    private static final Set<String> ELEMENTS = words("""
            a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3
            h4 h5 h6 hr i img li ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr
            tt ul var kbd address del ins u s font center strike""");

    private static final Set<String> ATTRIBUTES = words("""
            abbr accesskey align alt axis bgcolor border cellhalign cellpadding cellspacing cellvalign char
            charoff charset cite class colspan compact coords dir frame headers height href hreflang hspace
            id lang longdesc name nowrap rel rev rowspan rules scope shape span src start style summary
            tabindex title type valign value vspace width xml:lang xml:space xmlns color face size clear
            noshade datetime""");

    private static final Set<String> LINKS = Set.of("href", "src", "cite", "longdesc");
    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel", "urn", "ftp", "cid");

    private final String text;
    private final Deque<String> open = new ArrayDeque<>();
    private int at;
    private boolean content;

    private static Set<String> words(String text) {
        return Set.of(text.split("\\s+"));
    }

    private NarrativeText(String text) {
        this.text = text;
    }

    /** What is wrong; null when it is fine. Never holds any of the text. */
    static @Nullable String fault(String text) {
        return new NarrativeText(text).scan();
    }

    private @Nullable String scan() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        if (!text.startsWith("<div", at)) {
            return "must start with <div";
        }
        boolean closed = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (closed && !isSpace(c)) {
                return "must end with its </div>";
            }
            String fault = c == '<' ? markup() : character(c);
            if (fault != null) {
                return fault;
            }
            closed = open.isEmpty();
        }
        if (!closed) {
            return "must close every element";
        }
        return content ? null : "must have some visible content (txt-2)";
    }

    private @Nullable String character(char c) {
        if (c == '&') {
            content = true;
            return entity();
        }
        if ((c < ' ' && !isSpace(c)) || c == 0xFFFE || c == 0xFFFF) {
            return "must not contain control characters";
        }
        content |= !isSpace(c);
        at++;
        return null;
    }

    /** A named, decimal or hexadecimal entity. */
    private @Nullable String entity() {
        int end = text.indexOf(';', at);
        if (end < 0 || end - at > 10 || end == at + 1) {
            return "must write & as an entity";
        }
        int from = text.charAt(at + 1) == '#' ? at + 2 : at + 1;
        for (int i = from; i < end; i++) {
            if (!isLetterOrDigit(text.charAt(i))) {
                return "must write & as an entity";
            }
        }
        at = end + 1;
        return null;
    }

    private @Nullable String markup() {
        if (text.startsWith("<!--", at)) {
            int end = text.indexOf("-->", at + 4);
            at = end < 0 ? text.length() : end + 3;
            return end < 0 ? "must close its comments" : null;
        }
        if (text.startsWith("</", at)) {
            at += 2;
            String name = name();
            spaces();
            if (!peek('>') || !name.equals(open.pollLast())) {
                return "must close elements in the order they were opened";
            }
            return null;
        }
        at++;
        return startTag();
    }

    private @Nullable String startTag() {
        String name = name();
        if (!ELEMENTS.contains(name)) {
            return "must hold formatting elements only (txt-1)";
        }
        content |= name.equals("img");
        while (at < text.length()) {
            boolean spaced = spaces();
            if (peek('>')) {
                open.addLast(name);
                return null;
            }
            if (text.startsWith("/>", at)) {
                at += 2;
                return null;
            }
            String fault = spaced ? attribute() : "must be well-formed XHTML";
            if (fault != null) {
                return fault;
            }
        }
        return "must be well-formed XHTML";
    }

    private @Nullable String attribute() {
        String name = name();
        spaces();
        if (name.isEmpty() || !peek('=')) {
            return "must be well-formed XHTML";
        }
        spaces();
        char quote = at < text.length() ? text.charAt(at) : ' ';
        int end = quote == '"' || quote == '\'' ? text.indexOf(quote, at + 1) : -1;
        if (end < 0) {
            return "must quote its attributes";
        }
        String value = text.substring(at + 1, end);
        at = end + 1;
        if (!ATTRIBUTES.contains(name) && !name.startsWith("xmlns:")) {
            return "must hold formatting attributes only, no event handler (txt-1)";
        }
        if (value.indexOf('<') >= 0) {
            return "must be well-formed XHTML";
        }
        if (LINKS.contains(name) && !isHarmlessLink(name, value)) {
            return "must link with http, https, mailto, tel or a relative address only";
        }
        return name.equals("style") && !isHarmlessStyle(value) ? "must not load or run anything from a style" : null;
    }

    /** A scheme is compared as a browser would see it: without spaces and controls, any entity in it refused. */
    private static boolean isHarmlessLink(String attribute, String value) {
        StringBuilder scheme = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '&' && !value.startsWith("&amp;", i)) {
                return false;
            }
            if (c == ':') {
                String found = scheme.toString().toLowerCase(Locale.ROOT);
                boolean image = attribute.equals("src") && found.equals("data") && value.startsWith("image/", i + 1);
                return SCHEMES.contains(found) || (image && !value.startsWith("image/svg", i + 1));
            }
            if (c == '/' || c == '?' || c == '#') {
                return true;
            }
            if (c > ' ') {
                scheme.append(c);
            }
        }
        return true;
    }

    private static boolean isHarmlessStyle(String value) {
        String plain = value.toLowerCase(Locale.ROOT);
        return plain.indexOf('\\') < 0
                && !plain.contains("&#")
                && !plain.contains("/*")
                && !plain.contains("url(")
                && !plain.contains("expression")
                && !plain.contains("script")
                && !plain.contains("@import")
                && !plain.contains("behavior")
                && !plain.contains("-moz-binding");
    }

    private String name() {
        int from = at;
        while (at < text.length() && (isLetterOrDigit(text.charAt(at)) || isNamePunctuation(text.charAt(at)))) {
            at++;
        }
        return text.substring(from, at);
    }

    private boolean spaces() {
        int from = at;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at > from;
    }

    private boolean peek(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private static boolean isNamePunctuation(char c) {
        return c == ':' || c == '-' || c == '_' || c == '.';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
