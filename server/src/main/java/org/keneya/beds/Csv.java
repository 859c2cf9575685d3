// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines of separated values (after RFC 4180), whatever separates them: the one of {@code , ; ~ |} and tab that the first line has
 * most of. A value in quotes may hold the separator, and quotes written twice; none holds the end of a line.
 *
 * @param first line
 * @param header names of the columns, lower case
 * @param lines those below the header as they are, blank ones too
 */
public record Csv(String first, char separator, List<String> header, List<String> lines) {
    private static final char[] SEPARATORS = {',', ';', '\t', '~', '|'};
    private static final Charset OLD = Charset.forName("windows-1252");

    public Csv {
        header = List.copyOf(header);
        lines = List.copyOf(lines);
    }

    /** A text in UTF-8, or in the older encoding of office programs when it is not UTF-8. An empty one has no columns. */
    public static Csv of(byte[] bytes) {
        List<String> lines = new ArrayList<>(text(bytes).lines().toList());
        String first = lines.isEmpty() ? "" : lines.removeFirst();
        char separator = separator(first);
        List<String> header = split(first, separator).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        return new Csv(first, separator, header, lines);
    }

    /** Where a column stands; -1 when there is none of the name. */
    public int column(String name) {
        return header.indexOf(name);
    }

    /** The values of a line, white space around them left out. */
    public List<String> values(String line) {
        return split(line, separator);
    }

    private static String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            text = new String(bytes, OLD);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static char separator(String line) {
        char best = ',';
        int most = 0;
        for (char one : SEPARATORS) {
            int columns = split(line, one).size();
            if (columns > most) {
                best = one;
                most = columns;
            }
        }
        return best;
    }

    private static List<String> split(String line, char separator) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char one = line.charAt(i);
            if (one == '"' && (quoted || value.toString().isBlank())) {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    value.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (one == separator && !quoted) {
                values.add(value.toString().strip());
                value.setLength(0);
            } else {
                value.append(one);
            }
        }
        values.add(value.toString().strip());
        return values;
    }
}
