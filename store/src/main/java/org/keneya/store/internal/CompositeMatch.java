// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;

/**
 * Values that belong together: {@code code-value-quantity=8480-6$gt140} (search.html#composite). The parts are asked of the
 * index one by one; where they could come from different elements the resource itself decides.
 */
enum CompositeMatch implements Match {
    INSTANCE;

    @Override
    public void index(Field field, String fhirType, Json value, Tokens tokens, Row row) {
        // its parts are indexed as parameters of their own
    }

    @Override
    public Condition where(Field field, @Nullable String modifier, List<String> values, Tokens tokens) {
        if (modifier != null) {
            throw Match.unknownModifier(field, modifier);
        }
        return Condition.any(
                values.stream().map(value -> one(field, value, tokens)).toList());
    }

    /** One part: how it is matched, and where it is read. */
    private record Part(SearchParameter.Component component, Field field, Condition condition) {}

    private static Condition one(Field field, String value, Tokens tokens) {
        List<SearchParameter.Component> components = field.parameter().components();
        List<String> values = Escapes.split(value, '$');
        if (values.size() != components.size() || values.stream().anyMatch(String::isEmpty)) {
            throw Match.bad(field, "Expected %d values joined by $".formatted(components.size()));
        }
        List<Part> parts = new ArrayList<>();
        List<Condition> narrowing = new ArrayList<>();
        boolean whole = field.parameter().expression().equals(field.typeName());
        for (int i = 0; i < components.size(); i++) {
            SearchParameter.Component component = components.get(i);
            SearchParameter parameter = R4.definitions().searchParameter(field.typeName(), component.definitionCode());
            if (parameter == null) {
                throw new IllegalStateException("no parameter " + component.definitionCode());
            }
            Field part = Field.of(field.typeName(), parameter);
            List<String> asked = List.of(values.get(i));
            Condition condition = Match.of(part).where(part, null, asked, tokens);
            parts.add(new Part(component, part, condition));
            narrowing.add(union(part, asked, tokens, condition));
            // value-string, for one, reads more elements than the composite's part does
            whole &= parameter.type() != SearchParameter.Type.STRING && !part.isUnion();
        }
        Condition narrow = Condition.all(narrowing);
        if (whole) {
            return narrow;
        }
        return new Condition(narrow.sql(), false, (resource, _) -> {
            boolean[] found = {false};
            field.parameter().accessor().each(resource, (_, element) -> {
                if (!found[0] && element instanceof Json.Obj object) {
                    found[0] = parts.stream().allMatch(part -> holds(part, resource, object, tokens));
                }
            });
            return found[0];
        });
    }

    /** Parameters such as combo-code are not indexed themselves: their two halves are asked. */
    private static Condition union(Field part, List<String> asked, Tokens tokens, Condition otherwise) {
        if (!part.isUnion()) {
            return otherwise;
        }
        return Condition.any(part.halves().stream()
                .map(half -> Match.of(half).where(half, null, asked, tokens))
                .toList());
    }

    private static boolean holds(Part part, Json.Obj resource, Json.Obj element, Tokens tokens) {
        boolean[] found = {false};
        part.component.each(resource, element, (type, value) -> {
            if (!found[0]) {
                Row row = new Row();
                Match.of(part.field).index(part.field, type, value, tokens, row);
                found[0] = part.condition.test().holds(resource, row);
            }
        });
        return found[0];
    }
}
