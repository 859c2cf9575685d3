// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/**
 * Whole URIs, case and all; {@code :below} finds what lies under one, {@code :above} what it lies under
 * (search.html#uri).
 */
enum UriMatch implements Match {
    INSTANCE;

    private static final int MOST_LEVELS = 20;

    @Override
    public void index(Field field, String fhirType, Json value, Tokens tokens, Row row) {
        if (value instanceof Json.Str(String uri)) {
            row.token(tokens.of(field.type(), field.number(), uri));
            for (String above : above(uri)) {
                row.token(tokens.of(field.type(), field.number(), "<" + above));
            }
        }
    }

    @Override
    public Condition where(Field field, @Nullable String modifier, List<String> values, Tokens tokens) {
        List<String> uris = values.stream().map(Escapes::unescape).toList();
        List<String> wanted = switch (modifier) {
            case null -> uris;
            case "below" ->
                uris.stream()
                        .flatMap(uri -> List.of(uri, "<" + without(uri)).stream())
                        .toList();
            case "above" ->
                uris.stream()
                        .flatMap(uri -> {
                            List<String> all = new ArrayList<>(above(uri));
                            all.add(uri);
                            above(uri).forEach(each -> all.add(each + "/"));
                            return all.stream();
                        })
                        .toList();
            default -> throw Match.unknownModifier(field, modifier);
        };
        return Condition.anyOf(wanted.stream()
                .mapToLong(uri -> tokens.of(field.type(), field.number(), uri))
                .toArray());
    }

    /** The URLs a URL lies under, path by path; none for URNs, which have no levels. */
    private static List<String> above(String uri) {
        List<String> found = new ArrayList<>();
        int start = uri.indexOf("://");
        if (start < 0) {
            return found;
        }
        for (int slash = uri.lastIndexOf('/', uri.length() - 2);
                slash > start + 2 && found.size() < MOST_LEVELS;
                slash = uri.lastIndexOf('/', slash - 1)) {
            found.add(uri.substring(0, slash));
        }
        return found;
    }

    private static String without(String uri) {
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }
}
