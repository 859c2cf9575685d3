// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Definitions;

/** Compiles an expression by recursive descent, one method per level of precedence (http://hl7.org/fhirpath/N1/#operator-precedence). */
final class Parser {
    private static final int DEEPEST = 100;

    private static final List<Set<String>> LEVELS = List.of(
            Set.of("implies"),
            Set.of("or", "xor"),
            Set.of("and"),
            Set.of("in", "contains"),
            Set.of("=", "~", "!=", "!~"),
            Set.of("<", ">", "<=", ">="),
            Set.of("|"),
            Set.of("is", "as"),
            Set.of("+", "-", "&"),
            Set.of("*", "/", "div", "mod"));

    private final List<Lexer.Token> tokens;
    private int at;
    private int depth;

    Parser(String source) {
        tokens = Lexer.tokens(source);
    }

    Step parse() {
        Step step = expression();
        if (token().kind() != Lexer.Kind.END) {
            throw Refusal.syntax("more than one expression", token().at());
        }
        return step;
    }

    private Step expression() {
        if (++depth > DEEPEST) {
            throw Refusal.syntax("nested deeper than %d levels".formatted(DEEPEST), token().at());
        }
        Step step = binary(0);
        depth--;
        return step;
    }

    private Step binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        Step left = binary(level + 1);
        int operators = 0;
        while (isOperator(LEVELS.get(level))) {
            if (++operators > 1000) {
                throw Refusal.syntax("too many operators", token().at());
            }
            String operator = next().text();
            if (operator.equals("is") || operator.equals("as")) {
                TypeName type = typeName();
                left = operator.equals("is") ? Functions.is(left, type) : Functions.as(left, type);
            } else {
                left = Operators.binary(operator, left, binary(level + 1));
            }
        }
        return left;
    }

    private boolean isOperator(Set<String> operators) {
        Lexer.Token token = token();
        boolean candidate = token.kind() == Lexer.Kind.SYMBOL || token.kind() == Lexer.Kind.NAME;
        return candidate && operators.contains(token.text());
    }

    private Step unary() {
        if (isSymbol("+") || isSymbol("-")) {
            boolean minus = next().text().equals("-");
            if (++depth > DEEPEST) {
                throw Refusal.syntax("nested deeper than %d levels".formatted(DEEPEST), token().at());
            }
            Step operand = unary();
            depth--;
            return Operators.signed(operand, minus);
        }
        return postfix(term());
    }

    private Step postfix(Step start) {
        Step step = start;
        while (true) {
            if (isSymbol(".")) {
                at++;
                step = Functions.then(step, invocation(false));
            } else if (isSymbol("[")) {
                at++;
                Step index = expression();
                expect("]");
                step = Functions.indexed(step, index);
            } else {
                return step;
            }
        }
    }

    private Step term() {
        Lexer.Token token = token();
        return switch (token.kind()) {
            case TEXT -> literal(new Item.Text(next().text()));
            case NUMBER -> number();
            case MOMENT -> moment();
            case CONSTANT -> {
                at++;
                yield Functions.constant(token.text());
            }
            case NAME, QUOTED, VARIABLE -> invocation(true);
            case SYMBOL -> bracketed(token);
            case END -> throw Refusal.syntax("the expression ends too early", token.at());
        };
    }

    private Step bracketed(Lexer.Token token) {
        if (isSymbol("(")) {
            at++;
            Step inner = expression();
            expect(")");
            return inner;
        }
        if (isSymbol("{")) {
            at++;
            expect("}");
            return (_, _) -> List.of();
        }
        throw Refusal.syntax("a term is expected", token.at());
    }

    private Step number() {
        String digits = next().text();
        if (digits.length() > 100) {
            throw Refusal.syntax("a number is too long", token().at());
        }
        Lexer.Token unit = token();
        if (unit.kind() == Lexer.Kind.TEXT) {
            at++;
            return literal(new Quantity(new BigDecimal(digits), unit.text()));
        }
        String word = unit.kind() == Lexer.Kind.NAME ? Quantity.calendar(unit.text()) : null;
        if (word != null) {
            at++;
            return literal(new Quantity(new BigDecimal(digits), word));
        }
        if (digits.indexOf('.') >= 0 || digits.length() > 18) {
            return literal(new Item.Decimal(new BigDecimal(digits)));
        }
        return literal(new Item.Whole(Long.parseLong(digits)));
    }

    private Step moment() {
        Lexer.Token token = next();
        Moment moment = Moment.of(token.text());
        if (moment == null) {
            throw Refusal.syntax("a date or time is expected", token.at());
        }
        return literal(moment);
    }

    private static Step literal(Item item) {
        List<Item> value = List.of(item);
        return (_, _) -> value;
    }

    /** A name, a function or a variable. At the start of an expression a name may be the type of the focus. */
    private Step invocation(boolean first) {
        Lexer.Token token = next();
        switch (token.kind()) {
            case VARIABLE -> {
                return switch (token.text()) {
                    case "this" -> (env, _) -> env.self;
                    case "index" -> (env, _) -> List.of(new Item.Whole(env.index));
                    case "total" -> (env, _) -> env.total;
                    default -> throw Refusal.syntax("an unknown variable", token.at());
                };
            }
            case NAME, QUOTED -> {}
            default -> throw Refusal.syntax("a name is expected", token.at());
        }
        boolean plain = token.kind() == Lexer.Kind.NAME;
        if (plain && first && (token.text().equals("true") || token.text().equals("false")) && !isSymbol("(")) {
            return literal(Item.Bool.of(token.text().equals("true")));
        }
        if (plain && isSymbol("(")) {
            at++;
            return function(token);
        }
        return Functions.child(token.text(), first);
    }

    private Step function(Lexer.Token name) {
        if (TypeName.FUNCTIONS.contains(name.text())) {
            TypeName type = typeName();
            expect(")");
            return Functions.typed(name.text(), type);
        }
        List<Step> arguments = new ArrayList<>();
        while (!isSymbol(")")) {
            if (!arguments.isEmpty()) {
                expect(",");
            }
            arguments.add(expression());
        }
        at++;
        return Functions.of(name.text(), arguments, name.at());
    }

    private TypeName typeName() {
        String first = typeWord();
        if (isSymbol(".")) {
            at++;
            return TypeName.of(first, typeWord());
        }
        return TypeName.of(null, first);
    }

    private String typeWord() {
        Lexer.Token token = next();
        if (token.kind() != Lexer.Kind.NAME && token.kind() != Lexer.Kind.QUOTED) {
            throw Refusal.syntax("the name of a type is expected", token.at());
        }
        return token.text();
    }

    private boolean isSymbol(String symbol) {
        return token().kind() == Lexer.Kind.SYMBOL && token().text().equals(symbol);
    }

    private void expect(String symbol) {
        if (!isSymbol(symbol)) {
            throw Refusal.syntax(symbol + " is expected", token().at());
        }
        at++;
    }

    private Lexer.Token token() {
        return tokens.get(at);
    }

    private Lexer.Token next() {
        Lexer.Token token = tokens.get(at);
        if (token.kind() == Lexer.Kind.END) {
            throw Refusal.syntax("the expression ends too early", token.at());
        }
        at++;
        return token;
    }

    /** A type, of FHIR or of System. */
    record TypeName(@Nullable String space, String name) {
        static final Set<String> FUNCTIONS = Set.of("is", "as", "ofType");
        private static final Set<String> SYSTEM =
                Set.of("Boolean", "String", "Integer", "Decimal", "Date", "DateTime", "Time", "Quantity", "Any");

        static TypeName of(@Nullable String space, String name) {
            boolean known =
                    "System".equals(space) || Definitions.R4.isType(name) || space == null && SYSTEM.contains(name);
            if (!known || space != null && !space.equals("System") && !space.equals("FHIR")) {
                throw Refusal.execution("there is no such type");
            }
            return new TypeName(space, name);
        }

        /** Like {@link #fits}, but a code is no string here: a primitive is of one type only. */
        boolean isExactly(Item item) {
            return fits(item)
                    && (!(item instanceof Node node)
                            || !node.isPrimitive()
                            || node.type().equals(name));
        }

        boolean fits(Item item) {
            if (item instanceof Node node) {
                return !"System".equals(space) && Definitions.R4.isA(node.type(), name);
            }
            return !"FHIR".equals(space) && (item.type().equals(name) || name.equals("Any"));
        }
    }
}
