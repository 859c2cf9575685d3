// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/** Codes and identifiers: {@code code}, {@code system|code}, {@code |code}, {@code system|} (search.html#token). */
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
                            add(field, coding.string("system"), coding.string("code"), tokens, row);
                        }
                    }
                    case "Coding" -> add(field, object.string("system"), object.string("code"), tokens, row);
                    case "Identifier" -> add(field, object.string("system"), object.string("value"), tokens, row);
                    case "ContactPoint" -> add(field, null, object.string("value"), tokens, row);
                    case "Money" -> add(field, "urn:iso:std:iso:4217", object.string("currency"), tokens, row);
                    default -> {}
                }
            }
            default -> {}
        }
    }

    private static void add(Field field, @Nullable String system, @Nullable String code, Tokens tokens, Row row) {
        if (code != null) {
            row.token(tokens.of(field.type(), field.number(), code));
            row.token(tokens.of(field.type(), field.number(), (system == null ? "" : system) + "|" + code));
        }
        if (system != null) {
            row.token(tokens.of(field.type(), field.number(), system + "|"));
        }
    }

    @Override
    public void where(Field field, @Nullable String modifier, List<String> values, Tokens tokens, Criteria criteria) {
        long[] wanted = values.stream()
                .mapToLong(value -> tokens.of(field.type(), field.number(), wanted(field, value)))
                .toArray();
        switch (modifier) {
            case null -> criteria.anyOf(wanted);
            case "not" -> criteria.noneOf(wanted);
            default -> throw Match.unknownModifier(field, modifier);
        }
    }

    private static String wanted(Field field, String value) {
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
