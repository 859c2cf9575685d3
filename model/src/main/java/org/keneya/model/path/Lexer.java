// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import java.util.ArrayList;
import java.util.List;

/** Cuts an expression into tokens (http://hl7.org/fhirpath/N1/grammar.html). */
final class Lexer {
    private static final String TWO = " <= >= != !~ ";

    /** Kinds of token. */
    enum Kind {
        NAME,
        QUOTED,
        TEXT,
        NUMBER,
        MOMENT,
        VARIABLE,
        CONSTANT,
        SYMBOL,
        END
    }

    /**
     * @param text the name, the unescaped text, or the symbol
     * @param at where it starts
     */
    record Token(Kind kind, String text, int at) {}

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) {
        Lexer lexer = new Lexer(source);
        lexer.all();
        return lexer.tokens;
    }

    private void all() {
        while (skip()) {
            int from = at;
            char c = source.charAt(at);
            if (isNameStart(c)) {
                add(Kind.NAME, name(), from);
            } else if (c >= '0' && c <= '9') {
                add(Kind.NUMBER, number(), from);
            } else {
                special(c, from);
            }
        }
        add(Kind.END, "", at);
    }

    private void special(char c, int from) {
        switch (c) {
            case '\'' -> add(Kind.TEXT, quoted('\''), from);
            case '`' -> add(Kind.QUOTED, quoted('`'), from);
            case '"' -> add(Kind.QUOTED, quoted('"'), from);
            case '@' -> add(Kind.MOMENT, moment(), from);
            case '$' -> {
                at++;
                add(Kind.VARIABLE, name(), from);
            }
            case '%' -> {
                at++;
                char next = at < source.length() ? source.charAt(at) : ' ';
                boolean inQuotes = next == '\'' || next == '`' || next == '"';
                add(Kind.CONSTANT, inQuotes ? quoted(next) : name(), from);
            }
            default -> {
                String two = source.substring(at, Math.min(source.length(), at + 2));
                boolean pair = two.length() == 2 && TWO.contains(" " + two + " ");
                if (!pair && "+-*/&|=<>~()[]{}.,".indexOf(c) < 0) {
                    throw Refusal.syntax("an unexpected character", at);
                }
                at += pair ? 2 : 1;
                add(Kind.SYMBOL, pair ? two : String.valueOf(c), from);
            }
        }
    }

    private void add(Kind kind, String text, int from) {
        tokens.add(new Token(kind, text, from));
    }

    /** Over white space and comments; false at the end. */
    private boolean skip() {
        while (at < source.length()) {
            if (Character.isWhitespace(source.charAt(at))) {
                at++;
            } else if (source.startsWith("//", at)) {
                int end = source.indexOf('\n', at);
                at = end < 0 ? source.length() : end + 1;
            } else if (source.startsWith("/*", at)) {
                int end = source.indexOf("*/", at + 2);
                if (end < 0) {
                    throw Refusal.syntax("a comment that does not end", at);
                }
                at = end + 2;
            } else {
                return true;
            }
        }
        return false;
    }

    private String name() {
        int from = at;
        while (at < source.length() && (isNameStart(source.charAt(at)) || isDigit(at))) {
            at++;
        }
        if (at == from) {
            throw Refusal.syntax("a name is expected", at);
        }
        return source.substring(from, at);
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private boolean isDigit(int position) {
        return position < source.length() && source.charAt(position) >= '0' && source.charAt(position) <= '9';
    }

    private String number() {
        int from = at;
        while (isDigit(at)) {
            at++;
        }
        if (at < source.length() && source.charAt(at) == '.' && isDigit(at + 1)) {
            at++;
            while (isDigit(at)) {
                at++;
            }
        }
        return source.substring(from, at);
    }

    private String moment() {
        int from = ++at;
        while (at < source.length()
                && (isDigit(at)
                        || "-:TZ+".indexOf(source.charAt(at)) >= 0
                        || source.charAt(at) == '.' && isDigit(at + 1))) {
            at++;
        }
        return source.substring(from, at);
    }

    private String quoted(char quote) {
        int from = at++;
        StringBuilder text = new StringBuilder();
        while (at < source.length() && source.charAt(at) != quote) {
            char c = source.charAt(at++);
            text.append(c == '\\' ? escaped(from) : String.valueOf(c));
        }
        if (at >= source.length()) {
            throw Refusal.syntax("a text that does not end", from);
        }
        at++;
        return text.toString();
    }

    private String escaped(int from) {
        if (at >= source.length()) {
            throw Refusal.syntax("a text that does not end", from);
        }
        char c = source.charAt(at++);
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'f' -> "\f";
            case 'u' -> {
                try {
                    String unit = String.valueOf((char) Integer.parseInt(source, at, at + 4, 16));
                    at += 4;
                    yield unit;
                } catch (NumberFormatException | IndexOutOfBoundsException notHex) {
                    throw Refusal.syntax("an escape needs four hexadecimal digits", at);
                }
            }
            default -> String.valueOf(c);
        };
    }
}
