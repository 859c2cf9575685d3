// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.store.FhirStore;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/**
 * {@code $meta} (http://hl7.org/fhir/R4/resource-operation-meta.html): the profiles, tags and security labels of a resource;
 * on a type or the whole server those in use among what the caller may read, as far as the newest resources of each type
 * tell.
 */
@Component
class Meta implements Operation {
    /** Resources of a type opened to learn which labels are in use. */
    private static final int SAMPLE = 1_000;

    private final FhirStore store;

    Meta(FhirStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "meta";
    }

    @Override
    public Set<Level> levels() {
        return Set.of(Level.values());
    }

    @Override
    public Json.Obj definition() {
        return new OperationText("http://hl7.org/fhir/OperationDefinition/Resource-meta", this, List.of("Resource"))
                .out("return", 1, "1", "Meta", "Profiles, tags and security labels")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        if (type == null) {
            Json.Obj all = new Json.Obj();
            R4.definitions().resourceTypes().stream()
                    .filter(exchange.caller()::mayRead)
                    .forEach(one -> collect(exchange, one, all));
            return parameters(all);
        }
        exchange.caller().requireRead(type);
        if (id == null) {
            Json.Obj all = new Json.Obj();
            collect(exchange, type, all);
            return parameters(all);
        }
        Stored stored = Read.found(store.read(exchange.caller().scope(), type, id), type);
        Json.Obj meta = JsonText.readObject(stored.body()).object("meta");
        return parameters(meta == null ? new Json.Obj() : meta);
    }

    private void collect(Exchange exchange, String type, Json.Obj all) {
        Page page = store.search(
                exchange.caller().scope(),
                new Query(
                        type,
                        List.of(
                                new Query.Parameter("_sort", null, "-_lastUpdated"),
                                new Query.Parameter("_count", null, Integer.toString(SAMPLE)))));
        Set<String> known = new LinkedHashSet<>();
        for (Stored one : page.matches()) {
            Json.Obj meta = JsonText.readObject(one.body()).object("meta");
            if (meta != null && known.add(labels(meta).toString())) {
                MetaLabels.add(all, meta);
            }
        }
    }

    private static Json.Obj labels(Json.Obj meta) {
        Json.Obj labels = new Json.Obj();
        for (String name : MetaLabels.NAMES) {
            Json value = meta.get(name);
            if (value != null) {
                labels.put(name, value);
            }
        }
        return labels;
    }

    static Answer parameters(Json.Obj meta) {
        return Answer.of(
                200,
                new Json.Obj()
                        .put("resourceType", "Parameters")
                        .put(
                                "parameter",
                                Json.Arr.of(new Json.Obj().put("name", "return").put("valueMeta", meta))));
    }

    /** The Meta a caller hands over. */
    static Json.Obj given(Exchange exchange) {
        Json.Obj meta = Arguments.of(exchange).value("meta");
        if (meta == null) {
            throw ProblemException.invalid(
                    "required", "The operation needs a parameter meta with a valueMeta", "Parameters.parameter");
        }
        return meta;
    }
}
