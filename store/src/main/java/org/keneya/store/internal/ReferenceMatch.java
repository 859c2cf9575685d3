// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.R4;

/**
 * References: {@code id}, {@code Type/id}, an absolute URL, {@code :Type=id}, or {@code :identifier=system|value} for
 * logical ones (search.html#reference).
 */
enum ReferenceMatch implements Match {
    INSTANCE;

    /** Before what is hashed of a logical reference, that no address begins with. */
    private static final String IDENTIFIER = "identifier ";

    @Override
    public void index(Field field, String fhirType, Json value, Tokens tokens, Row row) {
        String reference = switch (value) {
            case Json.Str(String url) -> url;
            case Json.Obj object -> object.string("reference");
            default -> null;
        };
        if (value instanceof Json.Obj object && object.object("identifier") != null) {
            Json.Obj identifier = object.object("identifier");
            TokenMatch.add(field, IDENTIFIER, identifier.string("system"), identifier.string("value"), tokens, row);
        }
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
    public Condition where(Field field, @Nullable String modifier, List<String> values, Tokens tokens) {
        if ("identifier".equals(modifier)) {
            return Condition.anyOf(values.stream()
                    .mapToLong(value ->
                            tokens.of(field.type(), field.number(), IDENTIFIER + TokenMatch.wanted(field, value)))
                    .toArray());
        }
        if (modifier != null && !R4.definitions().isResourceType(modifier)) {
            throw Match.unknownModifier(field, modifier);
        }
        return leadingTo(
                field,
                values.stream()
                        .flatMap(value -> candidates(field, modifier, Escapes.unescape(value)).stream())
                        .toList(),
                tokens);
    }

    /** The parameter has one of these references, each {@code Type/id} or an absolute address. */
    static Condition leadingTo(Field field, List<String> references, Tokens tokens) {
        if (references.isEmpty()) {
            return Condition.NEVER;
        }
        List<Long> patients = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (String reference : references) {
            if (field.patientOnly() && reference.startsWith("Patient/")) {
                patients.add(tokens.patient(reference.substring("Patient/".length())));
            } else {
                others.add(tokens.of(field.type(), field.number(), reference));
            }
        }
        List<Condition> either = new ArrayList<>();
        if (!patients.isEmpty()) {
            either.add(ofPatients(patients.stream().mapToLong(Long::longValue).toArray()));
        }
        if (!others.isEmpty()) {
            either.add(
                    Condition.anyOf(others.stream().mapToLong(Long::longValue).toArray()));
        }
        return Condition.any(either);
    }

    /** About one of these patients, each the keyed hash the patient column holds. */
    static Condition ofPatients(long[] patients) {
        Sql sql = patients.length == 1
                ? new Sql().add("r.patient = ?", patients[0])
                : new Sql().add("r.patient = any(?)", (Object) patients);
        return Condition.exact(
                sql,
                (_, row) -> row.hasPatient && java.util.Arrays.stream(patients).anyMatch(one -> one == row.patient));
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
