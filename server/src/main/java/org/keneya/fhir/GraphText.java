// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;

/**
 * Reads a GraphQL document (https://spec.graphql.org/October2021/#sec-Language) as far as FHIR asks for it: queries with
 * variables, fragments and directives; no mutations, no subscriptions. Bounded in length, depth and number of fields.
 */
final class GraphText {
    private static final int LONGEST = 20_000;
    private static final int DEEPEST = 15;
    private static final int MOST_SELECTIONS = 1_000;

    private final String text;
    private final Map<String, Json> variables = new LinkedHashMap<>();
    private int at;
    private int depth;
    private int count;

    /** What a selection set holds. */
    sealed interface Selection {

        List<Directive> directives();

        /** A field; its answer goes by the alias, which is the name when none is given. */
        record Field(
                String alias,
                String name,
                Map<String, String> arguments,
                List<Directive> directives,
                List<Selection> selections)
                implements Selection {}

        /** Fields for one type only; null for any. */
        record Inline(@Nullable String type, List<Directive> directives, List<Selection> selections)
                implements Selection {}

        /** A fragment by name. */
        record Spread(String fragment, List<Directive> directives) implements Selection {}
    }

    /** {@code @name(argument: value)}. */
    record Directive(String name, Map<String, String> arguments) {}

    /**
     * A document understood.
     *
     * @param selections of the one query there is
     * @param fragments by name
     */
    record Document(List<Selection> selections, Map<String, Selection.Inline> fragments) {}

    private GraphText(String text, Json.@Nullable Obj given) {
        this.text = text;
        for (int i = 0; given != null && i < given.size(); i++) {
            variables.put(given.name(i), given.value(i));
        }
    }

    /** @param variables values of the query's variables, or null */
    static Document read(String text, Json.@Nullable Obj variables) {
        if (text.length() > LONGEST) {
            throw ProblemException.invalid("too-long", "A query has at most %d characters".formatted(LONGEST), "query");
        }
        return new GraphText(text, variables).document();
    }

    private Document document() {
        List<Selection> query = null;
        Map<String, Selection.Inline> fragments = new LinkedHashMap<>();
        for (skip(); at < text.length(); skip()) {
            if (peek('{')) {
                query = only(query, selections());
                continue;
            }
            String word = name();
            switch (word) {
                case "query" -> {
                    if (!peek('(') && !peek('{') && !peek('@')) {
                        name();
                    }
                    if (peek('(')) {
                        variables();
                    }
                    directives();
                    query = only(query, selections());
                }
                case "fragment" -> {
                    String named = name();
                    if (!name().equals("on")) {
                        throw broken("a fragment says on which type");
                    }
                    String type = name();
                    fragments.put(named, new Selection.Inline(type, directives(), selections()));
                }
                default -> throw broken("only queries are answered");
            }
        }
        if (query == null) {
            throw broken("there is no query");
        }
        return new Document(query, fragments);
    }

    private List<Selection> only(@Nullable List<Selection> earlier, List<Selection> now) {
        if (earlier != null) {
            throw broken("there are several queries; send one");
        }
        return now;
    }

    /** {@code ($name: Type! = value)}: types are not checked, defaults count. */
    private void variables() {
        expect('(');
        while (!peek(')')) {
            expect('$');
            String named = name();
            expect(':');
            while (peek('[')) {
                expect('[');
            }
            name();
            while (peek('!') || peek(']')) {
                at++;
            }
            if (peek('=')) {
                expect('=');
                variables.putIfAbsent(named, new Json.Str(value()));
            }
        }
        expect(')');
    }

    private List<Selection> selections() {
        if (++depth > DEEPEST) {
            throw ProblemException.invalid(
                    "too-costly", "A query is at most %d levels deep".formatted(DEEPEST), "query");
        }
        expect('{');
        List<Selection> all = new ArrayList<>();
        while (!peek('}')) {
            if (++count > MOST_SELECTIONS) {
                throw ProblemException.invalid(
                        "too-costly", "A query has at most %d fields".formatted(MOST_SELECTIONS), "query");
            }
            all.add(selection());
        }
        expect('}');
        depth--;
        return all;
    }

    private Selection selection() {
        if (text.startsWith("...", at)) {
            at += 3;
            skip();
            if (peek('{') || peek('@')) {
                return new Selection.Inline(null, directives(), selections());
            }
            String word = name();
            return word.equals("on")
                    ? new Selection.Inline(name(), directives(), selections())
                    : new Selection.Spread(word, directives());
        }
        String alias = name();
        String named = alias;
        if (peek(':')) {
            expect(':');
            named = name();
        }
        Map<String, String> arguments = peek('(') ? arguments() : Map.of();
        List<Directive> directives = directives();
        return new Selection.Field(alias, named, arguments, directives, peek('{') ? selections() : List.of());
    }

    private Map<String, String> arguments() {
        expect('(');
        Map<String, String> arguments = new LinkedHashMap<>();
        while (!peek(')')) {
            String named = name();
            expect(':');
            arguments.put(named, value());
        }
        expect(')');
        return arguments;
    }

    private List<Directive> directives() {
        List<Directive> all = new ArrayList<>();
        while (peek('@')) {
            expect('@');
            String named = name();
            all.add(new Directive(named, peek('(') ? arguments() : Map.of()));
        }
        return all;
    }

    /** A value as text; lists become alternatives, as in a search. */
    private String value() {
        skip();
        if (at >= text.length()) {
            throw broken("a value is missing");
        }
        char first = text.charAt(at);
        if (first == '"') {
            return string();
        }
        if (first == '$') {
            at++;
            Json value = variables.get(name());
            return switch (value) {
                case Json.Str(String given) -> given;
                case Json.Num(String given) -> given;
                case Json.Bool given -> given == Json.Bool.TRUE ? "true" : "false";
                case null, default -> throw broken("a variable has no simple value");
            };
        }
        if (first == '[') {
            at++;
            List<String> items = new ArrayList<>();
            while (!peek(']')) {
                items.add(value());
            }
            expect(']');
            return String.join(",", items);
        }
        int from = at;
        while (at < text.length() && (isNamePart(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (from == at) {
            throw broken("a value is expected");
        }
        return text.substring(from, at);
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                c = text.charAt(++at);
                if ("\"\\/".indexOf(c) < 0) {
                    throw broken("strings know the escapes \\\" \\\\ \\/ only");
                }
            }
            value.append(c);
        }
        throw broken("a string does not end");
    }

    private String name() {
        skip();
        int from = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw broken("a name is expected");
        }
        return text.substring(from, at);
    }

    private static boolean isNamePart(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private boolean peek(char c) {
        skip();
        return at < text.length() && text.charAt(at) == c;
    }

    private void expect(char c) {
        if (!peek(c)) {
            throw broken("'%c' is expected".formatted(c));
        }
        at++;
    }

    /** Past white space, commas and comments, which mean nothing. */
    private void skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (c == ',' || c == '\uFEFF' || Character.isWhitespace(c)) {
                at++;
            } else {
                return;
            }
        }
    }

    private ProblemException broken(String why) {
        return ProblemException.invalid(
                "structure", "Not a GraphQL query, at character %d: %s".formatted(at + 1, why), "query");
    }
}
