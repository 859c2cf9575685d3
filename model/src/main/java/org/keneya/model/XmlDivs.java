// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import org.jspecify.annotations.Nullable;

/**
 * The narratives of a well-formed XML document as they are written, one after the other: a parser tells what they say, not
 * how. Steps over comments, CDATA, processing instructions and quoted attributes.
 */
final class XmlDivs {
    private final String source;
    private int at;

    XmlDivs(String source) {
        this.source = source;
    }

    /** From the next {@code <div} to the end tag that belongs to it; null when there is none. */
    @Nullable
    String next() {
        int start = -1;
        int level = 0;
        for (at = source.indexOf('<', at); at >= 0; at = source.indexOf('<', at)) {
            int from = at;
            at = end(from);
            if (at < 0) {
                return null;
            }
            if (isTag(from + 1)) {
                boolean empty = source.charAt(at - 2) == '/';
                start = start < 0 ? from : start;
                level += empty ? 0 : 1;
            } else if (start >= 0 && source.charAt(from + 1) == '/' && isTag(from + 2)) {
                level--;
            }
            if (start >= 0 && level == 0) {
                return source.substring(start, at);
            }
        }
        return null;
    }

    private boolean isTag(int from) {
        if (!source.startsWith("div", from)) {
            return false;
        }
        char next = source.charAt(from + 3);
        return next == '>' || next == '/' || Character.isWhitespace(next);
    }

    /** Behind the markup that starts here; -1 when it does not end. */
    private int end(int from) {
        if (source.startsWith("<!--", from)) {
            return behind("-->", from + 4);
        }
        if (source.startsWith("<![CDATA[", from)) {
            return behind("]]>", from + 9);
        }
        if (source.startsWith("<?", from)) {
            return behind("?>", from + 2);
        }
        for (int i = from + 1; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '>') {
                return i + 1;
            }
            if (c == '"' || c == '\'') {
                i = source.indexOf(c, i + 1);
                if (i < 0) {
                    return -1;
                }
            }
        }
        return -1;
    }

    private int behind(String mark, int from) {
        int found = source.indexOf(mark, from);
        return found < 0 ? -1 : found + mark.length();
    }
}
