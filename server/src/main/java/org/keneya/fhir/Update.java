// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Interaction;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Query;
import org.keneya.store.Stored;
import org.keneya.store.Written;
import org.springframework.stereotype.Component;

/**
 * update, also under an id the caller chooses, and conditional update (http://hl7.org/fhir/R4/http.html#update, #upsert,
 * #cond-update).
 */
@Component
class Update {
    private final FhirStore store;
    private final Incoming incoming;
    private final Conditional conditional;

    Update(FhirStore store, Incoming incoming, Conditional conditional) {
        this.store = store;
        this.incoming = incoming;
        this.conditional = conditional;
    }

    Answer answer(Exchange exchange, String type, String id) {
        exchange.caller().require(Interaction.UPDATE, type);
        if (!exchange.caller().may(Interaction.CREATE, type)) {
            Read.found(store.read(exchange.caller().scope(), type, id), type); // an update would make what is not there
        }
        Json.Obj resource = incoming.resource(exchange, type);
        requireId(resource, id);
        int condition = "*".equals(exchange.headers().ifNoneMatch())
                ? -1
                : Writing.version(exchange.headers().ifMatch());
        return write(exchange, new Change.Update(id, resource, condition));
    }

    Answer conditional(Exchange exchange, String type) {
        exchange.caller().require(Interaction.UPDATE, type);
        Json.Obj resource = incoming.resource(exchange, type);
        Query condition = new Query(type, exchange.parameters());
        int ifMatch = Writing.version(exchange.headers().ifMatch());
        return Conditional.untilUndisturbed(ifMatch, () -> {
            Stored found = conditional.one(exchange.caller(), condition);
            Json.Obj fresh = (Json.Obj) resource.copy(); // the store writes id and version into what it is given
            Change change = change(fresh, found, Conditional.query(condition), ifMatch);
            return change instanceof Change.Create create ? created(exchange, create) : write(exchange, change);
        });
    }

    /** What a conditional update comes down to, by what met its condition. */
    static Change change(Json.Obj resource, @Nullable Stored found, Query condition, int ifMatch) {
        String named = resource.string("id");
        if (found != null) {
            if (named != null && !named.equals(found.id())) {
                throw ProblemException.invalid(
                        "invalid",
                        "The id in the resource is not that of the resource that meets the condition",
                        found.type() + ".id");
            }
            return new Change.Update(found.id(), resource, Conditional.version(found, ifMatch));
        }
        if (ifMatch > 0) {
            throw ProblemException.precondition("not-found", "Nothing meets the condition, of any version");
        }
        return named == null
                ? new Change.Create(FhirStore.newId(), resource, condition)
                : new Change.Update(named, resource, -1);
    }

    /** Null when another writer has just made what was to be created. */
    private @Nullable Answer created(Exchange exchange, Change.Create create) {
        exchange.caller().require(Interaction.CREATE, create.type());
        Written written =
                store.write(exchange.caller().scope(), List.of(create)).getFirst();
        return written.outcome() == Written.Outcome.EXISTING ? null : Writing.answer(exchange, written);
    }

    private Answer write(Exchange exchange, Change change) {
        try {
            return Writing.answer(
                    exchange,
                    store.write(exchange.caller().scope(), List.of(change)).getFirst());
        } catch (ProblemException refused) {
            boolean taken = change instanceof Change.Update(String _, Json.Obj _, int ifMatch)
                    && ifMatch == -1
                    && !"*".equals(exchange.headers().ifNoneMatch())
                    && refused.problem() instanceof Problem.PreconditionFailed;
            if (taken) {
                throw new ProblemException(new Problem.Conflict(List.of(
                        Issue.error("duplicate", "The id is taken by a resource that does not meet the condition"))));
            }
            throw refused;
        }
    }

    static void requireId(Json.Obj resource, String id) {
        String named = resource.string("id");
        if (named == null) {
            throw ProblemException.invalid(
                    "required", "An update names the id it is about", resource.string("resourceType") + ".id");
        }
        if (!named.equals(id)) {
            throw ProblemException.invalid(
                    "invalid",
                    "The id in the address and the id in the resource differ",
                    resource.string("resourceType") + ".id");
        }
    }
}
