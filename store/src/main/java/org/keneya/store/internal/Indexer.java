// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;
import org.keneya.store.ExtraWords;

/** Reads every search parameter of a resource into a {@link Row}. Compiled per type when the type is first met. */
public final class Indexer {
    /** Parameter number under which the words of {@link ExtraWords} are hashed. */
    static final int EXTRA = 0x7fff;

    private static final int PATIENT = R4.definitions().typeCode("Patient");

    private final TenantKeys keys;
    private final ExtraWords extra;
    private final OwnParameters own;
    private final Map<String, List<Reader>> readers = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Field>> fields = new ConcurrentHashMap<>();

    Indexer(TenantKeys keys, ExtraWords extra, OwnParameters own) {
        this.keys = keys;
        this.extra = extra;
        this.own = own;
    }

    private record Reader(Field field, Match match, long bit) {}

    Tokens tokens(Tenant tenant) {
        return new Tokens(keys.of(tenant).tokens());
    }

    /** The search parameter of a type, of R4 or the tenant's own; null when the type has none of that name. */
    @Nullable
    Field field(Tenant tenant, String type, String code) {
        Field field = fields.computeIfAbsent(type, Indexer::fields).get(code);
        return field != null ? field : own.field(tenant, type, code);
    }

    /** All reference parameters of a type. */
    List<Field> references(String type) {
        return fields.computeIfAbsent(type, Indexer::fields).values().stream()
                .filter(field -> field.parameter().type() == SearchParameter.Type.REFERENCE)
                .toList();
    }

    Row index(Tenant tenant, String type, String id, Json.Obj resource) {
        Tokens tokens = tokens(tenant);
        Row row = new Row();
        for (Reader reader : readers.computeIfAbsent(type, Indexer::readers)) {
            reader.field.parameter().accessor().each(resource, (fhirType, value) -> {
                row.present |= reader.bit;
                reader.match.index(reader.field, fhirType, value, tokens, row);
            });
        }
        for (Field field : own.of(tenant, type)) {
            field.parameter()
                    .accessor()
                    .each(resource, (fhirType, value) -> Match.of(field).index(field, fhirType, value, tokens, row));
        }
        int code = R4.definitions().typeCode(type);
        if (code == PATIENT) {
            row.hasPatient = true;
            row.patient = tokens.patient(id);
        }
        extra.each(type, resource, word -> row.token(tokens.of(code, EXTRA, word)));
        return row;
    }

    private static Map<String, Field> fields(String type) {
        Map<String, Field> found = new java.util.HashMap<>();
        for (SearchParameter parameter : R4.definitions().searchParameters(type)) {
            found.put(parameter.code(), Field.of(type, parameter));
        }
        return Map.copyOf(found);
    }

    private static List<Reader> readers(String type) {
        List<Reader> found = new ArrayList<>();
        for (SearchParameter parameter : R4.definitions().searchParameters(type)) {
            Field field = Field.of(type, parameter);
            boolean column = parameter.code().equals("_id") || parameter.code().equals("_lastUpdated");
            boolean textual =
                    parameter.code().equals("_text") || parameter.code().equals("_content");
            if (!column && !textual && parameter.type() != SearchParameter.Type.COMPOSITE && !field.isUnion()) {
                found.add(new Reader(field, Match.of(field), Presence.bit(field)));
            }
        }
        return List.copyOf(found);
    }
}
