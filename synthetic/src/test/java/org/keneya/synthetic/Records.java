// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/** Reads generated records the way tests ask. */
final class Records {
    static final LocalDate TODAY = LocalDate.of(2026, 3, 12);
    static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-12T07:00:00+01:00");
    static final Generator GENERATOR = new Generator(42, TODAY);

    private Records() {}

    /** The resources of one patient. */
    static List<Json.Obj> of(long number) {
        return resources(GENERATOR.patient(number));
    }

    static List<Json.Obj> resources(Json.Obj bundle) {
        return bundle.objects("entry").stream()
                .map(entry -> object(entry, "resource"))
                .toList();
    }

    /** Hands each record of some patients to a check. */
    static void each(int patients, Consumer<List<Json.Obj>> check) {
        LongStream.range(0, patients).mapToObj(Records::of).forEach(check);
    }

    static Stream<Json.Obj> ofType(List<Json.Obj> record, String type) {
        return record.stream().filter(resource -> type.equals(resource.string("resourceType")));
    }

    static Json.Obj patient(List<Json.Obj> record) {
        return ofType(record, "Patient").findFirst().orElseThrow();
    }

    static LocalDate born(List<Json.Obj> record) {
        return LocalDate.parse(text(patient(record), "birthDate"));
    }

    /** A member that must be there. */
    static Json.Obj object(Json.Obj from, String name) {
        Json.Obj found = from.object(name);
        if (found == null) {
            throw new AssertionError("no " + name + " in " + from);
        }
        return found;
    }

    /** A text that must be there. */
    static String text(Json.Obj from, String name) {
        String found = from.string(name);
        if (found == null) {
            throw new AssertionError("no " + name + " in " + from);
        }
        return found;
    }

    /** The code of a system in a CodeableConcept, or null. */
    static @Nullable String code(Json.Obj concept, String system) {
        return concept.objects("coding").stream()
                .filter(coding -> system.equals(coding.string("system")))
                .map(coding -> coding.string("code"))
                .findFirst()
                .orElse(null);
    }

    static OffsetDateTime moment(String text) {
        return text.length() == 10 ? OffsetDateTime.parse(text + "T00:00:00+01:00") : OffsetDateTime.parse(text);
    }

    /** Every reference below a value. */
    static List<String> references(Json value) {
        List<String> found = new ArrayList<>();
        collect(value, found);
        return found;
    }

    private static void collect(Json value, List<String> found) {
        switch (value) {
            case Json.Obj object -> {
                String reference = object.string("reference");
                if (reference != null) {
                    found.add(reference);
                }
                for (int i = 0; i < object.size(); i++) {
                    collect(object.value(i), found);
                }
            }
            case Json.Arr array -> array.forEach(item -> collect(item, found));
            case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> {}
        }
    }
}
