// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.R4;

/**
 * Codes and identifiers: {@code code}, {@code system|code}, {@code |code}, {@code system|}, and {@code :not}, {@code :text},
 * {@code :of-type} (search.html#token). {@code :in}, {@code :above} and their contraries are codes looked up beforehand.
 */
enum TokenMatch implements Match {
    INSTANCE;

    @Override
    public void index(Field field, String fhirType, Json value, Tokens tokens, Row row) {
        switch (value) {
            case Json.Str(String code) -> row.token(tokens.of(field.type(), field.number(), code));
            case Json.Bool bool -> row.token(tokens.of(field.type(), field.number(), literal(bool)));
            case Json.Obj object -> {
                switch (fhirType) {
                    case "CodeableConcept" -> {
                        for (Json.Obj coding : object.objects("coding")) {
                            add(field, "", coding.string("system"), coding.string("code"), tokens, row);
                        }
                    }
                    case "Coding" -> add(field, "", object.string("system"), object.string("code"), tokens, row);
                    case "Identifier" -> add(field, "", object.string("system"), object.string("value"), tokens, row);
                    case "ContactPoint" -> add(field, "", null, object.string("value"), tokens, row);
                    case "Money" -> add(field, "", "urn:iso:std:iso:4217", object.string("currency"), tokens, row);
                    default -> {}
                }
            }
            default -> {}
        }
    }

    static void add(
            Field field, String before, @Nullable String system, @Nullable String code, Tokens tokens, Row row) {
        if (code != null) {
            row.token(tokens.of(field.type(), field.number(), before + code));
            row.token(tokens.of(field.type(), field.number(), before + (system == null ? "" : system) + "|" + code));
        }
        if (system != null) {
            row.token(tokens.of(field.type(), field.number(), before + system + "|"));
        }
    }

    @Override
    public Condition where(Field field, @Nullable String modifier, List<String> values, Tokens tokens) {
        return switch (modifier) {
            case null -> plain(field, values, tokens);
            case "not" -> plain(field, values, tokens).not();
            case "text" -> text(field, values);
            case "of-type" ->
                Condition.any(values.stream()
                        .map(value -> ofType(field, value, tokens))
                        .toList());
            default -> throw Match.unknownModifier(field, modifier);
        };
    }

    private static Condition plain(Field field, List<String> values, Tokens tokens) {
        return Condition.anyOf(values.stream()
                .map(value -> implied(field, wanted(field, value)))
                .mapToLong(value -> tokens.of(field.type(), field.number(), value))
                .toArray());
    }

    /** A {@code code} is written without its system, which is the one of its value set. */
    private static String implied(Field field, String wanted) {
        int bar = wanted.lastIndexOf('|');
        return bar > 0
                        && bar < wanted.length() - 1
                        && R4.definitions().impliesSystem(field.parameter().expression(), wanted.substring(0, bar))
                ? wanted.substring(bar + 1)
                : wanted;
    }

    /** Beginnings of what people read of a code: CodeableConcept.text, Coding.display, Identifier.type.text. */
    private static Condition text(Field field, List<String> values) {
        List<String> wanted = values.stream()
                .map(value -> Words.fold(Escapes.unescape(value)))
                .toList();
        if (wanted.stream().anyMatch(String::isEmpty)) {
            throw Match.bad(field, "A text to search for needs at least one letter or digit");
        }
        return new Condition(Presence.of(field), false, (resource, _) -> {
            boolean[] found = {false};
            field.parameter().accessor().each(resource, (fhirType, value) -> {
                if (value instanceof Json.Obj object) {
                    found[0] |= texts(fhirType, object).stream()
                            .anyMatch(text -> wanted.stream().anyMatch(text::startsWith));
                }
            });
            return found[0];
        });
    }

    private static List<String> texts(String fhirType, Json.Obj object) {
        Json.Obj concept = fhirType.equals("Identifier") ? object.object("type") : object;
        if (concept == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (String member : List.of("text", "display")) {
            add(concept.string(member), texts);
        }
        concept.objects("coding").forEach(coding -> add(coding.string("display"), texts));
        return texts;
    }

    private static void add(@Nullable String text, List<String> to) {
        if (text != null) {
            to.add(Words.fold(text));
        }
    }

    /** Whether a parameter reads media types, which are codes without a system that take parameters of their own. */
    static boolean isMimeType(Field field) {
        return field.parameter().expression().endsWith(".contentType");
    }

    /** A media type whatever its parameters: {@code text/xml} finds {@code text/xml; charset=UTF-8} (search.html#mimetype). */
    static Condition belowMimeType(Field field, List<String> values) {
        List<String> wanted = values.stream().map(Escapes::unescape).toList();
        return new Condition(Presence.of(field), false, (resource, _) -> {
            boolean[] found = {false};
            field.parameter()
                    .accessor()
                    .each(
                            resource,
                            (_, value) -> found[0] |= value instanceof Json.Str(String text)
                                    && (wanted.contains(text) || wanted.contains(text.split(";", 2)[0].strip())));
            return found[0];
        });
    }

    /** {@code type-system|type-code|value}: an identifier of one kind. */
    private static Condition ofType(Field field, String value, Tokens tokens) {
        List<String> parts =
                Escapes.split(value, '|').stream().map(Escapes::unescape).toList();
        if (parts.size() != 3 || parts.get(1).isEmpty() || parts.get(2).isEmpty()) {
            throw Match.bad(field, "Expected type-system|type-code|value");
        }
        long[] narrow = {tokens.of(field.type(), field.number(), parts.get(2))};
        Condition sameValue = Condition.anyOf(narrow);
        return new Condition(sameValue.sql(), false, (resource, _) -> {
            boolean[] found = {false};
            field.parameter().accessor().each(resource, (_, element) -> {
                Json.Obj identifier = element instanceof Json.Obj object ? object : new Json.Obj();
                Json.Obj type = identifier.object("type");
                found[0] |= type != null
                        && parts.get(2).equals(identifier.string("value"))
                        && type.objects("coding").stream()
                                .anyMatch(coding -> parts.get(1).equals(coding.string("code"))
                                        && (parts.get(0).isEmpty()
                                                || parts.get(0).equals(coding.string("system"))));
            });
            return found[0];
        });
    }

    /** What is hashed of a value as it stands in a query. */
    static String wanted(Field field, String value) {
        List<String> parts = Escapes.split(value, '|');
        if (parts.size() > 2) {
            throw Match.bad(field, "A token is code, system|code, |code or system|");
        }
        if (parts.size() == 1) {
            return Escapes.unescape(parts.getFirst());
        }
        return Escapes.unescape(parts.getFirst()) + "|" + Escapes.unescape(parts.getLast());
    }

    private static String literal(Json.Bool bool) {
        return bool == Json.Bool.TRUE ? "true" : "false";
    }
}
