// SPDX-License-Identifier: Apache-2.0
package org.keneya.identity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keneya.model.Json;
import org.keneya.store.Folded;

/** The words a patient's names are made of, in folded spelling. */
final class PatientNames {
    private PatientNames() {}

    /**
     * Every word of every name, and each name part written as one word, so that {@code Le Goff} and {@code LEGOFF} meet.
     */
    static Set<String> words(Json.Obj patient) {
        Set<String> words = new LinkedHashSet<>();
        for (Json.Obj name : patient.objects("name")) {
            for (String part : parts(name)) {
                String folded = Folded.of(part);
                for (String word : folded.split(" ")) {
                    if (!word.isEmpty()) {
                        words.add(word);
                    }
                }
                String joined = folded.replace(" ", "");
                if (!joined.isEmpty()) {
                    words.add(joined);
                }
            }
        }
        return words;
    }

    private static List<String> parts(Json.Obj name) {
        List<String> parts = new ArrayList<>();
        String family = name.string("family");
        if (family != null) {
            parts.add(family);
        }
        Json.Arr given = name.array("given");
        if (given != null) {
            for (Json one : given) {
                if (one instanceof Json.Str(String text)) {
                    parts.add(text);
                }
            }
        }
        String text = name.string("text");
        if (parts.isEmpty() && text != null) {
            parts.add(text);
        }
        return parts;
    }
}
