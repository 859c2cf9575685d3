// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;

/**
 * Whole URIs, case and all; {@code :below} finds URLs that start with one, {@code :above} those it starts with
 * (search.html#uri). A canonical with a version is also found without it.
 */
enum UriMatch implements Match {
    INSTANCE;

    private static final int MOST_LEVELS = 20;
    private static final int MOST_BEGINNINGS = 1_000;

    @Override
    public void index(Field field, String fhirType, Json value, Tokens tokens, Row row) {
        if (value instanceof Json.Str(String uri)) {
            row.token(tokens.of(field.type(), field.number(), uri));
            for (String above : above(uri)) {
                row.token(tokens.of(field.type(), field.number(), "<" + above));
            }
            String plain = unversioned(uri);
            if (!plain.equals(uri)) {
                row.token(tokens.of(field.type(), field.number(), plain));
            }
        }
    }

    @Override
    public Condition where(Field field, @Nullable String modifier, List<String> values, Tokens tokens) {
        List<String> uris = values.stream().map(Escapes::unescape).toList();
        return switch (modifier) {
            case null ->
                Condition.any(
                        uris.stream().map(uri -> exactly(field, uri, tokens)).toList());
            case "below" ->
                Condition.any(
                        uris.stream().map(uri -> below(field, uri, tokens)).toList());
            case "above" ->
                anyOf(field, uris.stream().flatMap(UriMatch::beginnings).toList(), tokens);
            default -> throw Match.unknownModifier(field, modifier);
        };
    }

    /** The URI; of a resource that has both a URL and a version, {@code url|version} too. */
    private static Condition exactly(Field field, String uri, Tokens tokens) {
        int bar = uri.lastIndexOf('|');
        SearchParameter version = R4.definitions().searchParameter(field.typeName(), "version");
        Condition whole = anyOf(field, List.of(uri), tokens);
        return bar < 0 || version == null || !field.parameter().code().equals("url")
                ? whole
                : Condition.any(List.of(
                        whole,
                        Condition.all(List.of(
                                anyOf(field, List.of(uri.substring(0, bar)), tokens), Condition.anyOf(new long[] {
                                    tokens.of(field.type(), version.number(), uri.substring(bar + 1))
                                })))));
    }

    private static Condition anyOf(Field field, List<String> uris, Tokens tokens) {
        return Condition.anyOf(uris.stream()
                .mapToLong(uri -> tokens.of(field.type(), field.number(), uri))
                .toArray());
    }

    /**
     * URLs that start with one. Where it ends with a slash that is what the index knows; where it ends within a level, the
     * level above narrows down and the resource decides. A URN has no levels and is asked for whole.
     */
    private static Condition below(Field field, String uri, Tokens tokens) {
        if (isUrn(uri)) {
            return anyOf(field, List.of(uri), tokens);
        }
        if (uri.endsWith("/") && !uri.endsWith("//")) {
            return anyOf(field, List.of(uri, "<" + uri.substring(0, uri.length() - 1)), tokens);
        }
        List<String> levels = above(uri);
        Sql narrow = levels.isEmpty()
                ? Presence.of(field)
                : anyOf(field, List.of("<" + levels.getFirst()), tokens).sql();
        return new Condition(narrow, false, (resource, _) -> {
            boolean[] found = {false};
            field.parameter()
                    .accessor()
                    .each(
                            resource,
                            (_, value) -> found[0] |=
                                    value instanceof Json.Str(String text) && text.startsWith(uri) && !isUrn(text));
            return found[0];
        });
    }

    /** What a URL lies below: every URL it starts with, from its authority on. */
    private static Stream<String> beginnings(String uri) {
        int start = uri.indexOf("://");
        if (start < 0 || isUrn(uri)) {
            return Stream.of(uri);
        }
        return IntStream.rangeClosed(Math.max(start + 4, uri.length() - MOST_BEGINNINGS), uri.length())
                .mapToObj(end -> uri.substring(0, end));
    }

    private static boolean isUrn(String uri) {
        return uri.regionMatches(true, 0, "urn:", 0, 4);
    }

    /** A canonical without {@code |version} and {@code #fragment} (references.html#canonical). */
    private static String unversioned(String uri) {
        int bar = uri.indexOf('|');
        return bar < 0 ? uri : uri.substring(0, bar);
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
}
