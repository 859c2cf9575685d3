// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;

/** Subjects as JSON, for work that outlives a request and goes on with the rights its owner then has. */
public final class SubjectText {
    private SubjectText() {}

    public static Json.Obj write(Subject subject) {
        Json.Obj json = new Json.Obj()
                .put("login", subject.login())
                .put("role", subject.role().code());
        put(json, "fhirUser", subject.fhirUser());
        put(json, "establishment", subject.establishment());
        put(json, "patient", subject.patient());
        put(json, "purpose", subject.purpose());
        List<Grant> scopes = subject.scopes();
        if (scopes != null) {
            Json.Arr list = new Json.Arr();
            scopes.forEach(grant -> list.add(new Json.Obj()
                    .put("says", grant.says())
                    .put("types", texts(grant.types()))
                    .put("allows", letters(grant.allows()))
                    .put("criteria", texts(grant.criteria()))));
            json.put("scopes", list);
        }
        return json;
    }

    public static Subject read(Tenant tenant, Json.Obj json) {
        List<Grant> scopes = json.get("scopes") == null
                ? null
                : json.objects("scopes").stream()
                        .map(grant -> new Grant(
                                String.valueOf(grant.string("says")),
                                Set.copyOf(texts(grant.array("types"))),
                                Interaction.of(String.valueOf(grant.string("allows"))),
                                texts(grant.array("criteria")),
                                Set.of(),
                                true,
                                Grant.When.ALWAYS))
                        .toList();
        return new Subject(
                String.valueOf(json.string("login")),
                Role.of(String.valueOf(json.string("role"))),
                tenant,
                json.string("fhirUser"),
                json.string("establishment"),
                scopes,
                json.string("patient"),
                json.string("purpose"));
    }

    private static String letters(Set<Interaction> allows) {
        return allows.stream().sorted().map(one -> String.valueOf(one.letter())).collect(Collectors.joining());
    }

    private static Json.Arr texts(Iterable<String> texts) {
        Json.Arr list = new Json.Arr();
        texts.forEach(text -> list.add(new Json.Str(text)));
        return list;
    }

    private static List<String> texts(Json.@Nullable Arr list) {
        Set<String> texts = new LinkedHashSet<>();
        if (list != null) {
            list.forEach(each -> texts.add(each instanceof Json.Str(String text) ? text : ""));
        }
        return List.copyOf(texts);
    }

    private static void put(Json.Obj json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
