// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/**
 * {@code $graphql} on the system and on one resource (http://hl7.org/fhir/R4/graphql.html), reading only. The query comes as
 * {@code query}, or as JSON with {@code query} and {@code variables}.
 */
@Component
class GraphQl implements Operation {
    private final FhirStore store;

    GraphQl(FhirStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "graphql";
    }

    @Override
    public Set<Level> levels() {
        return Set.of(Level.SYSTEM, Level.INSTANCE);
    }

    @Override
    public Json.Obj definition() {
        return new OperationText("http://hl7.org/fhir/OperationDefinition/Resource-graphql", this, List.of("Resource"))
                .in("query", 1, "1", "string", "The GraphQL query")
                .out("result", 1, "1", "Binary", "JSON with the member data")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        String query = Arguments.ofQuery(exchange).text("query");
        Json.Obj variables = null;
        if (exchange.body().length > 0) {
            Json.Obj body = JsonText.readObject(exchange.body());
            if ("Parameters".equals(body.string("resourceType"))) {
                query = Arguments.of(exchange).text("query");
            } else {
                query = body.string("query");
                variables = body.object("variables");
            }
        }
        if (query == null) {
            throw ProblemException.invalid("required", "$graphql needs a query", "query");
        }
        GraphText.Document document = GraphText.read(query, variables);
        GraphRun run = new GraphRun(store, exchange, document);
        Json.Obj data;
        if (type == null) {
            data = run.system();
        } else {
            exchange.caller().requireRead(type);
            Stored stored = Read.found(store.read(exchange.caller().scope(), type, String.valueOf(id)), type);
            data = run.resource(JsonText.readObject(stored.body()));
        }
        return Answer.of(200, new Json.Obj().put("data", data));
    }
}
