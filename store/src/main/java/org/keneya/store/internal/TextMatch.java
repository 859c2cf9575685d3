// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/**
 * {@code _text} and {@code _content}: words of the narrative, or of everything (search.html#text). All words of one value
 * must be there, in any order and as beginnings of words. Nothing is indexed for them, so that notes leave no trace outside
 * the encrypted content; the resources that meet the other criteria are opened, a bounded number of them.
 */
enum TextMatch implements Match {
    INSTANCE;

    /** Members that are written by machines. */
    private static final Set<String> NOT_TEXT =
            Set.of("resourceType", "id", "meta", "url", "system", "reference", "data");

    @Override
    public void index(Field field, String fhirType, Json value, Tokens tokens, Row row) {
        // nothing: see above
    }

    @Override
    public Condition where(Field field, @Nullable String modifier, List<String> values, Tokens tokens) {
        if (modifier != null) {
            throw Match.unknownModifier(field, modifier);
        }
        List<List<String>> wanted = values.stream()
                .map(value -> List.of(Words.fold(Escapes.unescape(value)).split(" ")))
                .toList();
        if (wanted.stream().anyMatch(words -> words.getFirst().isEmpty())) {
            throw Match.bad(field, "A text to search for needs at least one letter or digit");
        }
        boolean narrative = field.parameter().code().equals("_text");
        return new Condition(Condition.ALWAYS.sql(), false, (resource, _) -> {
            StringBuilder text = new StringBuilder(" ");
            if (narrative) {
                Json.Obj narrated = resource.object("text");
                String div = narrated == null ? null : narrated.string("div");
                text.append(div == null ? "" : Words.fold(div.replaceAll("<[^>]*>", " ")));
            } else {
                gather(resource, text);
            }
            String all = text.toString();
            return wanted.stream().anyMatch(words -> words.stream().allMatch(word -> all.contains(" " + word)));
        });
    }

    private static void gather(Json value, StringBuilder to) {
        switch (value) {
            case Json.Str(String text) ->
                to.append(Words.fold(text.replaceAll("<[^>]*>", " "))).append(' ');
            case Json.Num number -> to.append(number).append(' ');
            case Json.Arr array -> array.forEach(item -> gather(item, to));
            case Json.Obj object -> {
                List<String> names = new ArrayList<>();
                for (int i = 0; i < object.size(); i++) {
                    names.add(object.name(i));
                }
                for (int i = 0; i < names.size(); i++) {
                    if (!NOT_TEXT.contains(names.get(i))) {
                        gather(object.value(i), to);
                    }
                }
            }
            default -> {}
        }
    }
}
