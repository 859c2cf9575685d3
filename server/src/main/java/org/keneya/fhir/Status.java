// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.store.FhirStore;
import org.keneya.store.OwnParameter;
import org.springframework.stereotype.Component;

/** {@code SearchParameter/[id]/$status}: whether one may search by a parameter of one's own, and how far it is prepared. */
@Component
class Status implements Operation {
    private final FhirStore store;

    Status(FhirStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public Set<Level> levels() {
        return Set.of(Level.INSTANCE);
    }

    @Override
    public boolean isFor(String type) {
        return type.equals("SearchParameter");
    }

    @Override
    public Json.Obj definition() {
        return new OperationText(
                        "https://keneya.org/fhir/OperationDefinition/searchparameter-status",
                        this,
                        List.of("SearchParameter"))
                .out("status", 1, "1", "code", "ready, preparing or unused")
                .out("percent", 0, "1", "integer", "How much of what was there before is indexed")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        exchange.caller().requireRead("SearchParameter");
        boolean there = store.read(exchange.caller().scope(), "SearchParameter", String.valueOf(id))
                .filter(stored -> !stored.isDeleted())
                .isPresent();
        if (!there) {
            throw ProblemException.notFound("There is no such SearchParameter");
        }
        List<OwnParameter> own = store.ownParameters(exchange.caller().tenant()).stream()
                .filter(one -> one.id().equals(id))
                .toList();
        String status = own.isEmpty() ? "unused" : own.getFirst().ready() ? "ready" : "preparing";
        Json.Arr parameters = Json.Arr.of(new Json.Obj().put("name", "status").put("valueCode", status));
        if (!own.isEmpty()) {
            parameters.add(new Json.Obj()
                    .put("name", "percent")
                    .put(
                            "valueInteger",
                            new Json.Num(Integer.toString(own.getFirst().percent()))));
        }
        return Answer.of(200, new Json.Obj().put("resourceType", "Parameters").put("parameter", parameters));
    }
}
