// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.store.Query;

/**
 * What an export is to hold (Bulk Data Access 2.0, kick-off parameters).
 *
 * @param level {@code system}, {@code patient} for what belongs to patients, or {@code group}
 * @param group logical id of the Group; null on other levels
 * @param types resource types, in order
 * @param since only what was changed from this instant on; null for all
 * @param filters searches of which a resource of their type must meet one
 */
public record ExportRequest(
        String level,
        @Nullable String group,
        List<String> types,
        @Nullable String since,
        List<Query> filters) {
    public ExportRequest {
        types = List.copyOf(types);
        filters = List.copyOf(filters);
    }

    List<Query> filtersOf(String type) {
        return filters.stream().filter(filter -> filter.type().equals(type)).toList();
    }

    Json.Obj json() {
        Json.Arr searches = new Json.Arr();
        for (Query filter : filters) {
            Json.Arr parameters = new Json.Arr();
            for (Query.Parameter parameter : filter.parameters()) {
                Json.Obj one = new Json.Obj().put("name", parameter.name()).put("value", parameter.value());
                String modifier = parameter.modifier();
                if (modifier != null) {
                    one.put("modifier", modifier);
                }
                parameters.add(one);
            }
            searches.add(new Json.Obj().put("type", filter.type()).put("parameters", parameters));
        }
        Json.Obj json = new Json.Obj()
                .put("level", level)
                .put("types", String.join(",", types))
                .put("filters", searches);
        if (group != null) {
            json.put("group", group);
        }
        if (since != null) {
            json.put("since", since);
        }
        return json;
    }

    static ExportRequest of(Json.Obj json) {
        List<Query> filters = new ArrayList<>();
        for (Json.Obj filter : json.objects("filters")) {
            filters.add(new Query(
                    String.valueOf(filter.string("type")),
                    filter.objects("parameters").stream()
                            .map(one -> new Query.Parameter(
                                    String.valueOf(one.string("name")),
                                    one.string("modifier"),
                                    String.valueOf(one.string("value"))))
                            .toList()));
        }
        String types = String.valueOf(json.string("types"));
        return new ExportRequest(
                String.valueOf(json.string("level")),
                json.string("group"),
                types.isEmpty() ? List.of() : List.of(types.split(",", -1)),
                json.string("since"),
                filters);
    }
}
