// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.R4;

/** References: {@code id}, {@code Type/id}, an absolute URL, or {@code :Type=id} (search.html#reference). */
enum ReferenceMatch implements Match {
    INSTANCE;

    @Override
    public void index(Field field, String fhirType, Json value, Tokens tokens, Row row) {
        String reference = switch (value) {
            case Json.Str(String url) -> url;
            case Json.Obj object -> object.string("reference");
            default -> null;
        };
        if (reference == null || reference.startsWith("#")) {
            return;
        }
        String plain = unversioned(reference);
        if (field.patientOnly() && plain.startsWith("Patient/")) {
            row.hasPatient = true;
            row.patient = tokens.patient(plain.substring("Patient/".length()));
            return;
        }
        row.token(tokens.of(field.type(), field.number(), plain));
        if (value instanceof Json.Str && reference.indexOf('|') > 0) {
            row.token(tokens.of(field.type(), field.number(), reference.substring(0, reference.indexOf('|'))));
        }
    }

    @Override
    public void where(Field field, @Nullable String modifier, List<String> values, Tokens tokens, Criteria criteria) {
        if (modifier != null && !R4.definitions().isResourceType(modifier)) {
            throw Match.unknownModifier(field, modifier);
        }
        List<Long> patients = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (String value : values) {
            for (String reference : candidates(field, modifier, Escapes.unescape(value))) {
                if (field.patientOnly() && reference.startsWith("Patient/")) {
                    patients.add(tokens.patient(reference.substring("Patient/".length())));
                } else {
                    others.add(tokens.of(field.type(), field.number(), reference));
                }
            }
        }
        long[] rest = others.stream().mapToLong(Long::longValue).toArray();
        if (patients.isEmpty()) {
            criteria.anyOf(rest);
            return;
        }
        Sql condition = patients.size() == 1
                ? new Sql().add("r.patient = ?", patients.getFirst())
                : new Sql().add("r.patient = any(?)", (Object)
                        patients.stream().mapToLong(Long::longValue).toArray());
        if (rest.length > 0) {
            condition = new Sql().add("(").add(condition).add(" or r.tokens && ?)", (Object) rest);
        }
        criteria.add(condition);
    }

    private static List<String> candidates(Field field, @Nullable String modifier, String value) {
        if (value.contains(":") || modifier == null && value.contains("/")) {
            return List.of(unversioned(value));
        }
        if (modifier != null) {
            return List.of(value.startsWith(modifier + "/") ? value : modifier + "/" + value);
        }
        return field.parameter().targets().stream()
                .map(target -> target + "/" + value)
                .toList();
    }

    /** Without {@code /_history/n}: a reference to one version is a reference to the resource. */
    static String unversioned(String reference) {
        int history = reference.indexOf("/_history/");
        return history < 0 ? reference : reference.substring(0, history);
    }
}
