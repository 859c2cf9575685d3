// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/**
 * Text that starts with what is asked, whatever the case and accents (search.html#string); {@code :exact} to the letter,
 * {@code :text} by the beginnings of words.
 * Every beginning of up to {@value #LONGEST} characters is a token; longer questions are settled on the resource itself.
 */
enum StringMatch implements Match {
    INSTANCE;

    /** Longest beginning that has a token of its own. */
    static final int LONGEST = 12;

    private static final int MOST_TEXT = 4_000;

    @Override
    public void index(Field field, String fhirType, Json value, Tokens tokens, Row row) {
        each(fhirType, value, text -> {
            String bounded = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
            row.token(tokens.of(field.type(), field.number(), "=" + bounded));
            String folded = Words.fold(bounded);
            for (int end = 1; end <= Math.min(LONGEST, folded.length()); end++) {
                row.token(tokens.of(field.type(), field.number(), folded.substring(0, end)));
            }
        });
    }

    @Override
    public Condition where(Field field, @Nullable String modifier, List<String> values, Tokens tokens) {
        List<String> texts = values.stream().map(Escapes::unescape).toList();
        if ("exact".equals(modifier)) {
            return Condition.anyOf(texts.stream()
                    .mapToLong(text -> tokens.of(field.type(), field.number(), "=" + text))
                    .toArray());
        }
        List<String> folded = texts.stream().map(Words::fold).toList();
        if (folded.stream().anyMatch(String::isEmpty)) {
            throw Match.bad(field, "A string to search for needs at least one letter or digit");
        }
        if ("contains".equals(modifier)) {
            return new Condition(
                    Presence.of(field),
                    false,
                    (resource, _) -> texts(field, resource)
                            .anyMatch(text -> folded.stream().anyMatch(text::contains)));
        }
        if ("text".equals(modifier)) {
            return new Condition(
                    Presence.of(field),
                    false,
                    (resource, _) -> texts(field, resource)
                            .anyMatch(text -> folded.stream().anyMatch(asked -> hasWords(text, asked))));
        }
        if (modifier != null) {
            throw Match.unknownModifier(field, modifier);
        }
        Condition beginning = Condition.anyOf(folded.stream()
                .mapToLong(text ->
                        tokens.of(field.type(), field.number(), text.substring(0, Math.min(LONGEST, text.length()))))
                .toArray());
        return folded.stream().allMatch(text -> text.length() <= LONGEST)
                ? beginning
                : new Condition(
                        beginning.sql(),
                        false,
                        (resource, _) -> texts(field, resource)
                                .anyMatch(text -> folded.stream().anyMatch(text::startsWith)));
    }

    /** Every word asked for begins a word of the text, wherever it stands. */
    private static boolean hasWords(String text, String asked) {
        return Arrays.stream(asked.split(" ")).allMatch(word -> (" " + text).contains(" " + word));
    }

    private static Stream<String> texts(Field field, Json.Obj resource) {
        List<String> found = new ArrayList<>();
        field.parameter()
                .accessor()
                .each(resource, (fhirType, value) -> each(fhirType, value, text -> found.add(Words.fold(text))));
        return found.stream();
    }

    /** The texts of a value: a HumanName or Address is each of its parts. */
    private static void each(String fhirType, Json value, Consumer<String> to) {
        switch (value) {
            case Json.Str(String text) -> to.accept(text);
            case Json.Obj object -> {
                for (String part : parts(fhirType)) {
                    switch (object.get(part)) {
                        case Json.Str(String text) -> to.accept(text);
                        case Json.Arr several ->
                            several.forEach(item -> {
                                if (item instanceof Json.Str(String text)) {
                                    to.accept(text);
                                }
                            });
                        case null, default -> {}
                    }
                }
            }
            default -> {}
        }
    }

    private static List<String> parts(String fhirType) {
        return switch (fhirType) {
            case "HumanName" -> List.of("family", "given", "prefix", "suffix", "text");
            case "Address" -> List.of("line", "city", "district", "state", "postalCode", "country", "text");
            default -> List.of();
        };
    }
}
