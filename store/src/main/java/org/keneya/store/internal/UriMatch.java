// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/** Whole URIs, case and all (search.html#uri). */
enum UriMatch implements Match {
    INSTANCE;

    @Override
    public void index(Field field, String fhirType, Json value, Tokens tokens, Row row) {
        if (value instanceof Json.Str(String uri)) {
            row.token(tokens.of(field.type(), field.number(), uri));
        }
    }

    @Override
    public void where(Field field, @Nullable String modifier, List<String> values, Tokens tokens, Criteria criteria) {
        if (modifier != null) {
            throw Match.unknownModifier(field, modifier);
        }
        criteria.anyOf(values.stream()
                .mapToLong(value -> tokens.of(field.type(), field.number(), Escapes.unescape(value)))
                .toArray());
    }
}
