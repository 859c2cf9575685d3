// SPDX-License-Identifier: Apache-2.0
package org.keneya.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.store.Folded;
import org.keneya.store.Stored;

/** One event of the timeline, as a reader wants it: when, what, with which result. */
final class TimelineEntry {
    private static final List<String> TITLES =
            List.of("code", "medicationCodeableConcept", "vaccineCode", "type", "serviceType", "category");

    private static final List<String> DATES = List.of(
            "effectiveDateTime",
            "onsetDateTime",
            "performedDateTime",
            "occurrenceDateTime",
            "authoredOn",
            "started",
            "date",
            "recordedDate",
            "issued");

    private static final List<String> PERIODS =
            List.of("period", "effectivePeriod", "performedPeriod", "onsetPeriod", "occurrencePeriod");

    private TimelineEntry() {}

    static Json.Obj of(Stored event, Json.Obj resource) {
        Json.Obj entry = new Json.Obj().put("resourceType", event.type()).put("id", event.id());
        put(entry, "date", date(resource, Instant.ofEpochMilli(event.updated()).toString()));
        put(entry, "end", end(resource));
        put(entry, "title", title(resource));
        put(entry, "detail", detail(resource));
        put(entry, "category", category(resource));
        put(entry, "status", status(resource));
        put(entry, "service", service(resource));
        put(entry, "abnormal", abnormal(resource));
        return entry;
    }

    /** Everything of an entry that can be read, folded. */
    static String words(Json.Obj entry) {
        return Folded.of(String.join(
                " ",
                List.of(text(entry, "title"), text(entry, "detail"), text(entry, "category"), text(entry, "service"))));
    }

    private static String text(Json.Obj entry, String name) {
        String text = entry.string(name);
        return text == null ? "" : text;
    }

    private static @Nullable String date(Json.Obj resource, String otherwise) {
        for (String name : DATES) {
            if (resource.string(name) != null) {
                return resource.string(name);
            }
        }
        for (String name : PERIODS) {
            Json.Obj period = resource.object(name);
            if (period != null && period.string("start") != null) {
                return period.string("start");
            }
        }
        return otherwise;
    }

    private static @Nullable String end(Json.Obj resource) {
        for (String name : PERIODS) {
            Json.Obj period = resource.object(name);
            if (period != null && period.string("end") != null) {
                return period.string("end");
            }
        }
        return resource.string("abatementDateTime");
    }

    private static @Nullable String title(Json.Obj resource) {
        for (String name : TITLES) {
            String text = concept(resource.get(name));
            if (text != null) {
                return text;
            }
        }
        String title = resource.string("title");
        if (title != null) {
            return title;
        }
        String description = resource.string("description");
        return description != null ? description : classOf(resource);
    }

    private static @Nullable String concept(@Nullable Json value) {
        return switch (value) {
            case Json.Arr array when array.size() > 0 -> concept(array.get(0));
            case Json.Obj object -> {
                String text = object.string("text");
                if (text != null) {
                    yield text;
                }
                for (Json.Obj coding : object.objects("coding")) {
                    if (coding.string("display") != null) {
                        yield coding.string("display");
                    }
                }
                List<Json.Obj> codings = object.objects("coding");
                yield codings.isEmpty() ? null : codings.getFirst().string("code");
            }
            case null, default -> null;
        };
    }

    private static @Nullable String detail(Json.Obj resource) {
        String value = value(resource);
        if (value != null) {
            return value;
        }
        StringBuilder components = new StringBuilder();
        for (Json.Obj component : resource.objects("component")) {
            String part = value(component);
            if (part != null) {
                components.append(components.isEmpty() ? "" : " · ").append(part);
            }
        }
        if (!components.isEmpty()) {
            return components.toString();
        }
        for (Json.Obj dosage : resource.objects("dosageInstruction")) {
            if (dosage.string("text") != null) {
                return dosage.string("text");
            }
        }
        String conclusion = resource.string("conclusion");
        if (conclusion != null) {
            return conclusion;
        }
        String reason = concept(resource.get("reasonCode"));
        return reason != null ? reason : resource.string("description");
    }

    private static @Nullable String value(Json.Obj holder) {
        Json.Obj quantity = holder.object("valueQuantity");
        if (quantity != null && quantity.get("value") instanceof Json.Num number) {
            String unit = quantity.string("unit") != null ? quantity.string("unit") : quantity.string("code");
            return french(number.decimal()) + (unit == null ? "" : " " + unit);
        }
        String concept = concept(holder.get("valueCodeableConcept"));
        return concept != null ? concept : holder.string("valueString");
    }

    private static String french(BigDecimal number) {
        return number.toPlainString().replace('.', ',');
    }

    private static @Nullable String category(Json.Obj resource) {
        String category = concept(resource.get("category"));
        return category != null ? category : classOf(resource);
    }

    /** What kind of encounter it was. */
    private static @Nullable String classOf(Json.Obj resource) {
        Json.Obj classed = resource.object("class");
        if (classed == null) {
            return null;
        }
        String display = classed.string("display");
        return display != null ? display : classed.string("code");
    }

    private static @Nullable String status(Json.Obj resource) {
        String status = resource.string("status");
        return status != null ? status : concept(resource.get("clinicalStatus"));
    }

    private static @Nullable String service(Json.Obj resource) {
        Json.Obj provider = resource.object("serviceProvider");
        String named = provider == null ? null : provider.string("display");
        if (named != null) {
            return named;
        }
        for (String holder : List.of("performer", "author")) {
            for (Json.Obj who : resource.objects(holder)) {
                Json.Obj actor = who.object("actor") != null ? who.object("actor") : who;
                if (actor != null && actor.string("display") != null) {
                    return actor.string("display");
                }
            }
        }
        return null;
    }

    private static @Nullable String abnormal(Json.Obj resource) {
        for (Json.Obj interpretation : resource.objects("interpretation")) {
            for (Json.Obj coding : interpretation.objects("coding")) {
                String code = coding.string("code");
                if (code != null && List.of("H", "L", "HH", "LL", "A", "AA").contains(code)) {
                    return code;
                }
            }
        }
        return null;
    }

    private static void put(Json.Obj entry, String name, @Nullable String value) {
        if (value != null) {
            entry.put(name, value);
        }
    }
}
