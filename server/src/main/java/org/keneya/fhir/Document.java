// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.access.Interaction;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/**
 * {@code Composition/[id]/$document} (http://hl7.org/fhir/R4/composition-operation-document.html): a Bundle of type document
 * with the Composition first and everything it refers to, once each, and what those refer to where it is a person, an
 * organization or a place. With {@code persist} the Bundle is stored as well.
 */
@Component
class Document implements Operation {
    private static final int MOST_ENTRIES = 2_000;

    /** What a document names beyond its own content: whom it is about and who stands for it. */
    private static final Set<String> PARTIES = Set.of(
            "Organization", "Practitioner", "PractitionerRole", "Location", "Device", "RelatedPerson", "Medication");

    private final FhirStore store;
    private final Clock clock;

    Document(FhirStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "document";
    }

    @Override
    public Set<Level> levels() {
        return Set.of(Level.INSTANCE);
    }

    @Override
    public boolean isFor(String type) {
        return type.equals("Composition");
    }

    @Override
    public Json.Obj definition() {
        return new OperationText(
                        "http://hl7.org/fhir/OperationDefinition/Composition-document", this, List.of("Composition"))
                .in("persist", 0, "1", "boolean", "Store the document as a Bundle; takes POST")
                .in("graph", 0, "1", "uri", "Not offered")
                .out("return", 1, "1", "Bundle", "The document")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        Caller caller = exchange.caller();
        caller.requireRead("Composition");
        Arguments arguments = Arguments.of(exchange);
        if (arguments.text("graph") != null) {
            throw ProblemException.invalid("not-supported", "Documents by GraphDefinition are not offered", "graph");
        }
        boolean persist = arguments.flag("persist");
        if (persist) {
            if (!exchange.method().equals("POST")) {
                throw ProblemException.invalid("not-supported", "persist changes something: use POST", "persist");
            }
            caller.require(Interaction.CREATE, "Bundle");
        }
        Stored composition = Read.found(store.read(caller.scope(), "Composition", String.valueOf(id)), "Composition");
        Json.Obj document = document(exchange, composition);
        if (!persist) {
            return Answer.of(200, document);
        }
        Stored written = store.write(caller.scope(), List.of(new Change.Create(FhirStore.newId(), document, null)))
                .getFirst()
                .stored();
        return Answer.of(200, written)
                .at("%s/Bundle/%s/_history/%d".formatted(exchange.base(), written.id(), written.version()));
    }

    private Json.Obj document(Exchange exchange, Stored composition) {
        Map<LocalReference, Json.Obj> found = new LinkedHashMap<>();
        List<Issue> missing = new ArrayList<>();
        Json.Obj first = JsonText.readObject(composition.body());
        found.put(new LocalReference("Composition", composition.id()), first);
        List<LocalReference> open = references(exchange, first, false);
        while (!open.isEmpty()) {
            List<LocalReference> next = new ArrayList<>();
            for (LocalReference one : open) {
                if (found.containsKey(one)) {
                    continue;
                }
                Json.Obj resource = read(exchange, one, missing);
                if (resource != null) {
                    found.put(one, resource);
                    next.addAll(references(exchange, resource, !isList(one)));
                }
                if (found.size() > MOST_ENTRIES) {
                    throw new ProblemException(new Problem.TooCostly(List.of(Issue.error(
                            "too-costly", "The document would hold more than %d resources".formatted(MOST_ENTRIES)))));
                }
            }
            open = next;
        }
        if (!missing.isEmpty()) {
            throw new ProblemException(new Problem.Unprocessable(missing));
        }
        Json.Arr entries = new Json.Arr();
        found.forEach((at, resource) -> entries.add(
                new Json.Obj().put("fullUrl", exchange.base() + "/" + at).put("resource", resource)));
        return new Json.Obj()
                .put("resourceType", "Bundle")
                .put(
                        "identifier",
                        new Json.Obj().put("system", "urn:ietf:rfc:3986").put("value", "urn:uuid:" + FhirStore.newId()))
                .put("type", "document")
                .put("timestamp", clock.instant().toString())
                .put("entry", entries);
    }

    /** A list is content itself: what it holds belongs to the document. */
    private static boolean isList(LocalReference one) {
        return one.type().equals("List");
    }

    private static List<LocalReference> references(Exchange exchange, Json.Obj resource, boolean partiesOnly) {
        List<LocalReference> all = new ArrayList<>();
        LocalReference.each(resource, exchange.base(), target -> {
            if (!partiesOnly || PARTIES.contains(target.type())) {
                all.add(target);
            }
        });
        return all;
    }

    /** What a document refers to must be in it: what is not there, or not for this caller, ends it. */
    private Json.@Nullable Obj read(Exchange exchange, LocalReference one, List<Issue> missing) {
        exchange.caller().requireRead(one.type());
        Stored stored = store.read(exchange.caller().scope(), one.type(), one.id())
                .filter(there -> !there.isDeleted())
                .orElse(null);
        if (stored == null) {
            missing.add(Issue.error(
                    "not-found", "The document refers to a %s that is not there".formatted(one.type()), "Composition"));
            return null;
        }
        return JsonText.readObject(stored.body());
    }
}
