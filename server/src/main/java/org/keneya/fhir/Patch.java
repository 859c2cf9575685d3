// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Interaction;
import org.keneya.edge.Wire;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.Patches;
import org.keneya.model.StructureCheck;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/**
 * patch (http://hl7.org/fhir/R4/http.html#patch): JSON Patch, XML Patch, or FHIRPath Patch as Parameters. The result is written only over
 * the very version that was read, and passes every check of an update; a patch without a condition that was overtaken is made
 * again on the newer version.
 */
@Component
class Patch {
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String XML_PATCH = "application/xml-patch+xml";

    private final FhirStore store;
    private final Incoming incoming;
    private final Conditional conditional;

    Patch(FhirStore store, Incoming incoming, Conditional conditional) {
        this.store = store;
        this.incoming = incoming;
        this.conditional = conditional;
    }

    Answer answer(Exchange exchange, String type, String id) {
        permit(exchange, type);
        Form form = Form.of(exchange.headers().contentType(), exchange.body());
        int ifMatch = Writing.version(exchange.headers().ifMatch());
        return Conditional.untilUndisturbed(ifMatch, () -> write(exchange, change(exchange, type, id, form, ifMatch)));
    }

    Answer conditional(Exchange exchange, String type) {
        permit(exchange, type);
        Form form = Form.of(exchange.headers().contentType(), exchange.body());
        Query condition = new Query(type, exchange.parameters());
        int ifMatch = Writing.version(exchange.headers().ifMatch());
        return Conditional.untilUndisturbed(ifMatch, () -> {
            Stored found = conditional.one(exchange.caller(), condition);
            if (found == null) {
                throw ProblemException.notFound("No %s meets the condition".formatted(type));
            }
            return write(exchange, change(exchange, type, found.id(), form, Conditional.version(found, ifMatch)));
        });
    }

    private static void permit(Exchange exchange, String type) {
        exchange.caller().require(Interaction.UPDATE, type);
        exchange.caller().requireRead(type);
    }

    private Answer write(Exchange exchange, Change.Update update) {
        incoming.check(update.resource(), exchange.caller().isPerson());
        LocalReference.localise(update.resource(), exchange.base());
        return Writing.answer(
                exchange,
                store.write(exchange.caller().scope(), List.of(update)).getFirst());
    }

    /** The update a patch comes down to, of the version that was read; not yet checked. */
    Change.Update change(Exchange exchange, String type, String id, Form form, int ifMatch) {
        Scope scope = exchange.caller().scope();
        Stored current = Read.found(store.read(scope, type, id), type);
        if (ifMatch > 0 && ifMatch != current.version()) {
            throw ProblemException.precondition("conflict", "The version named is not the current one");
        }
        Json.Obj changed = form.apply(JsonText.readObject(current.body()));
        if (!type.equals(changed.string("resourceType")) || !id.equals(changed.string("id"))) {
            throw new ProblemException(new Problem.Unprocessable(List.of(
                    Issue.error("business-rule", "A patch cannot change what a resource is, or its id", type))));
        }
        return new Change.Update(id, changed, current.version());
    }

    /** A patch in one of its forms, read once and applied as often as it takes. */
    sealed interface Form {
        Json.Obj apply(Json.Obj resource);

        /** RFC 6902. */
        record Operations(Json.Arr operations) implements Form {
            @Override
            public Json.Obj apply(Json.Obj resource) {
                return Patches.json(resource, operations);
            }
        }

        /** RFC 5261. */
        final class Diff implements Form {
            private final byte[] xml;

            Diff(byte[] xml) {
                this.xml = xml;
            }

            @Override
            public Json.Obj apply(Json.Obj resource) {
                return Patches.xml(resource, xml);
            }
        }

        /** FHIRPath Patch. */
        record Parameters(Json.Obj parameters) implements Form {
            @Override
            public Json.Obj apply(Json.Obj resource) {
                return Patches.fhirPath(resource, parameters);
            }
        }

        static Form of(@Nullable String contentType, byte[] body) {
            String media = contentType == null
                    ? ""
                    : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (media.equals(JSON_PATCH)) {
                return new Operations(JsonText.readArray(body));
            }
            if (media.equals(XML_PATCH)) {
                return new Diff(body);
            }
            if (Wire.Format.of(contentType) == null) {
                throw FhirServlet.unsupported(
                        "A patch is application/json-patch+json, application/xml-patch+xml, or Parameters as"
                                + " application/fhir+json or +xml");
            }
            return parameters(JsonText.readObject(FhirServlet.json(body, contentType)));
        }

        /** Of an entry of a Bundle: a Binary that holds a JSON Patch, or the Parameters themselves; of sound structure. */
        static Form of(Json.Obj resource) {
            if (!"Binary".equals(resource.string("resourceType"))) {
                return parameters(resource);
            }
            String data = resource.string("data");
            return of(resource.string("contentType"), Base64.getMimeDecoder().decode(data == null ? "" : data));
        }

        private static Form parameters(Json.Obj resource) {
            Incoming.requireType(resource, "Parameters");
            List<Issue> issues = StructureCheck.check(resource);
            if (!issues.isEmpty()) {
                throw new ProblemException(new Problem.Invalid(issues));
            }
            return new Parameters(resource);
        }
    }
}
