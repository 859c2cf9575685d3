// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.math.BigDecimal;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.SearchParameter;
import org.keneya.store.Stored;

/**
 * The text a resource sorts by where the database cannot tell: of its values the first in order, folded when it is text, and
 * a moment or a number in digits that sort as they do; empty when it has none. Quantities compare in canonical units.
 */
final class SortText {
    private SortText() {}

    static String of(Plan.Sort sort, Json.Obj resource, Stored stored) {
        SearchParameter parameter = sort.field().parameter();
        if (parameter.code().equals("_lastUpdated")) {
            return Instants.text(stored.updated());
        }
        if (parameter.code().equals("_id")) {
            return HexFormat.of().formatHex(IdBytes.of(stored.id())); // as the database sorts it
        }
        String[] best = {""};
        parameter.accessor().each(resource, (fhirType, value) -> {
            String text = switch (parameter.type()) {
                case DATE ->
                    moment(fhirType, value, sort.descending() && !sort.field().inRow());
                case NUMBER, QUANTITY -> number(value, sort.descending());
                default -> text(fhirType, value);
            };
            int order = text.compareTo(best[0]);
            if (!text.isEmpty() && (best[0].isEmpty() || (sort.descending() ? order > 0 : order < 0))) {
                best[0] = text;
            }
        });
        return best[0];
    }

    private static String moment(String fhirType, Json value, boolean last) {
        Span span = DateMatch.span(fhirType, value, Span::of);
        return span == null ? "" : digits(last ? span.high() : span.low());
    }

    private static String number(Json value, boolean highest) {
        return switch (value) {
            case Json.Num number -> digits(number.decimal(), null);
            case Json.Obj object -> {
                Json.Obj bound = object.object(highest ? "high" : "low");
                Json.Obj quantity = bound == null ? object : bound;
                String code = quantity.string("code");
                Units.Canonical unit =
                        code != null && Units.UCUM.equals(quantity.string("system")) ? Units.canonical(code) : null;
                yield quantity.get("value") instanceof Json.Num number ? digits(number.decimal(), unit) : "";
            }
            default -> "";
        };
    }

    private static String digits(BigDecimal number, Units.@Nullable Canonical unit) {
        long bits = Double.doubleToLongBits(unit == null ? number.doubleValue() : unit.of(number));
        return digits(bits < 0 ? Long.MIN_VALUE - bits : bits);
    }

    private static String digits(long number) {
        return HexFormat.of().toHexDigits(number ^ Long.MIN_VALUE);
    }

    private static String text(String fhirType, Json value) {
        return switch (value) {
            case Json.Str(String text) -> Words.fold(text);
            case Json.Bool bool -> bool.name();
            case Json.Obj object -> {
                for (String part : new String[] {"family", "reference", "code", "value", "text", "city"}) {
                    if (object.get(part) instanceof Json.Str found) {
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
