// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import org.keneya.model.Json;
import org.keneya.store.Stored;

/** The text a resource sorts by where the database cannot tell: the first value in folded spelling, empty when none. */
final class SortText {
    private SortText() {}

    static String of(Plan.Sort sort, Json.Obj resource, Stored stored) {
        String code = sort.field().parameter().code();
        if (code.equals("_lastUpdated")) {
            return Instants.text(stored.updated());
        }
        if (code.equals("_id")) {
            return stored.id();
        }
        StringBuilder best = new StringBuilder();
        boolean[] any = {false};
        sort.field().parameter().accessor().each(resource, (fhirType, value) -> {
            String text = text(fhirType, value);
            int order = text.compareTo(best.toString());
            if (!any[0] || (sort.descending() ? order > 0 : order < 0)) {
                best.setLength(0);
                best.append(text);
                any[0] = true;
            }
        });
        return best.toString();
    }

    private static String text(String fhirType, Json value) {
        return switch (value) {
            case Json.Str(String text) -> Words.fold(text);
            case Json.Num number -> "%030.10f".formatted(number.decimal().doubleValue());
            case Json.Bool bool -> bool.name();
            case Json.Obj object -> {
                for (String part : new String[] {"family", "reference", "code", "value", "start", "text", "city"}) {
                    Json found = object.get(part);
                    if (found instanceof Json.Str || found instanceof Json.Num) {
                        yield text(fhirType, found);
                    }
                }
                var codings = object.objects("coding");
                yield codings.isEmpty() ? "" : text(fhirType, codings.getFirst());
            }
            default -> "";
        };
    }
}
