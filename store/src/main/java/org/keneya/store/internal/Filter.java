// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.keneya.kernel.ProblemException;
import org.keneya.model.SearchParameter;

/**
 * {@code _filter} (http://hl7.org/fhir/R4/search_filter.html): comparisons joined by and, or, not and brackets; {@code and}
 * binds no closer than {@code or}, from left to right, as the specification has it. Each comparison becomes the search
 * parameter it means; filters inside a path are refused.
 */
final class Filter {
    private static final Set<String> ORDERED = Set.of("gt", "lt", "ge", "le", "ap", "sa", "eb");
    private static final int MOST_PARTS = 100;

    private final QueryCompiler compiler;
    private final String type;
    private final String text;
    private final Tokens tokens;
    private final Elsewhere elsewhere;
    private int at;
    private int parts;

    Filter(QueryCompiler compiler, String type, String text, Tokens tokens, Elsewhere elsewhere) {
        this.compiler = compiler;
        this.type = type;
        this.text = text;
        this.tokens = tokens;
        this.elsewhere = elsewhere;
    }

    Condition condition() {
        Condition whole = expression();
        if (at < text.length()) {
            throw bad("there is something behind the end");
        }
        return whole;
    }

    private Condition expression() {
        Condition left = term();
        while (true) {
            skipSpace();
            int start = at;
            String word = word();
            if (word.equals("and")) {
                left = Condition.all(List.of(left, term()));
            } else if (word.equals("or")) {
                left = Condition.any(List.of(left, term()));
            } else {
                at = start;
                return left;
            }
        }
    }

    private Condition term() {
        if (++parts > MOST_PARTS) {
            throw bad("it has too many parts");
        }
        skipSpace();
        if (peek('(')) {
            at++;
            Condition inner = expression();
            skipSpace();
            if (!peek(')')) {
                throw bad("a bracket is not closed");
            }
            at++;
            return inner;
        }
        int start = at;
        String word = word();
        if (word.equals("not")) {
            return term().not();
        }
        at = start;
        return comparison();
    }

    private Condition comparison() {
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && "()[]".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (peek('[')) {
            throw bad("filters inside a path are not offered");
        }
        String path = text.substring(start, at);
        skipSpace();
        String operator = word();
        skipSpace();
        if (path.isEmpty() || operator.isEmpty()) {
            throw bad("a parameter, an operator and a value are expected");
        }
        boolean quoted = peek('"');
        String value = quoted ? quoted() : bare();
        if (value.isEmpty()) {
            throw bad("a value is missing");
        }
        return meaning(path, operator, escaped(value, quoted), value);
    }

    /** Values in quotes mean themselves; bare ones keep the bars of tokens and quantities. */
    private static String escaped(String value, boolean quoted) {
        String safe = value.replace("\\", "\\\\").replace(",", "\\,").replace("$", "\\$");
        return quoted ? safe.replace("|", "\\|") : safe;
    }

    private Condition meaning(String path, String operator, String escaped, String plain) {
        SearchParameter.Type kind = path.contains(".") ? null : compiler.typeOf(type, path, elsewhere);
        if (ORDERED.contains(operator)) {
            return asked(path, operator + escaped);
        }
        return switch (operator) {
            case "eq" -> asked(kind == SearchParameter.Type.STRING ? path + ":exact" : path, escaped);
            case "ne" ->
                asked(kind == SearchParameter.Type.STRING ? path + ":exact" : path, escaped)
                        .not();
            case "co" ->
                asked(kind == null || kind == SearchParameter.Type.STRING ? path + ":contains" : path, escaped);
            case "sw" -> asked(path, escaped);
            case "pr" -> asked(path + ":missing", plain.equals("true") ? "false" : "true");
            case "po" -> asked(path, "ap" + escaped);
            case "ss" -> asked(path + ":below", escaped);
            case "sb" -> asked(path + ":above", escaped);
            case "in" -> asked(path + ":in", escaped);
            case "ni" -> asked(path + ":not-in", escaped);
            case "re" -> asked(path, escaped);
            default ->
                throw bad("there is no operator "
                        + operator.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
        };
    }

    private Condition asked(String key, String value) {
        Condition condition = compiler.condition(type, key, value, tokens, elsewhere, 0);
        if (condition == null) {
            throw bad("%s has no such search parameter".formatted(type));
        }
        return condition;
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        if (!peek('"')) {
            throw bad("a quote is not closed");
        }
        at++;
        return value.toString();
    }

    private String bare() {
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && !peek(')')) {
            at++;
        }
        return text.substring(start, at);
    }

    private String word() {
        int start = at;
        skipSpace();
        int first = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        String word = text.substring(first, at);
        if (word.isEmpty()) {
            at = start;
        }
        return word;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean peek(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private ProblemException bad(String why) {
        return ProblemException.invalid(
                "value", "The filter is not understood at character %d: %s".formatted(at + 1, why), "_filter");
    }
}
