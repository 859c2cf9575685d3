// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/**
 * {@code $everything} of a Patient or an Encounter (http://hl7.org/fhir/R4/patient-operation-everything.html,
 * encounter-operation-everything.html): the resource, its compartment, and what those point at. Without {@code _count} one
 * record is streamed whole; with it, and always on the type Patient, it comes in pages, where each page brings what its own
 * resources point at.
 */
@Component
class Everything implements Operation {
    private static final int MOST_COUNT = 1_000;
    private static final int CHUNK = 200;

    private final FhirStore store;

    Everything(FhirStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "everything";
    }

    @Override
    public boolean isFor(String type) {
        return type.equals("Patient") || type.equals("Encounter");
    }

    @Override
    public Json.Obj definition() {
        return new OperationText(
                        "http://hl7.org/fhir/OperationDefinition/Patient-everything",
                        this,
                        List.of("Patient", "Encounter"))
                .in("start", 0, "1", "date", "First day of the care wanted")
                .in("end", 0, "1", "date", "Last day of the care wanted")
                .in("_since", 0, "1", "instant", "Only what was changed from this moment on")
                .in("_type", 0, "*", "code", "Only these resource types")
                .in("_count", 0, "1", "integer", "Matches on a page; all at once when not given")
                .out("return", 1, "1", "Bundle", "A searchset")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        Caller caller = exchange.caller();
        String root = String.valueOf(type);
        caller.requireRead(root);
        Arguments arguments = Arguments.of(exchange);
        List<String> types = arguments.types("_type");
        types.forEach(caller::requireRead);
        String since = arguments.text("_since");
        var wanted = new Compartment.Wanted(
                types,
                since == null
                        ? null
                        : Instant.ofEpochMilli(Span.of(since, "_since").start()).toString(),
                CareDates.of(arguments.text("start"), arguments.text("end")));
        String cursor = arguments.text("_cursor");
        if (id == null) {
            if (!root.equals("Patient")) {
                throw ProblemException.notFound("$everything is offered on one Encounter, not on all of them");
            }
            return allPatients(exchange, wanted, arguments.count("_count", CHUNK, MOST_COUNT), cursor);
        }
        Stored centre = Read.found(store.read(caller.scope(), root, id), root);
        if (arguments.text("_count") == null && cursor == null) {
            Shaping shaping = Shaping.of(exchange.parameters());
            return Answer.streamed(200, out -> stream(exchange, wanted, centre, shaping, out));
        }
        return page(exchange, wanted, centre, arguments.count("_count", CHUNK, MOST_COUNT), cursor);
    }

    private void stream(Exchange exchange, Compartment.Wanted wanted, Stored centre, Shaping shaping, OutputStream out)
            throws IOException {
        Compartment compartment = compartment(exchange, wanted, centre);
        Neighbours neighbours = neighbours(exchange, wanted, centre);
        BundleStream bundle = new BundleStream(out, exchange.base(), exchange.url(), shaping);
        bundle.matches(first(wanted, centre));
        neighbours.know(centre);
        neighbours.add(centre);
        for (Compartment.Position at = Compartment.Position.START; at != null; ) {
            Compartment.Step step = compartment.step(at, CHUNK);
            bundle.matches(step.found());
            if (centre.type().equals("Encounter")) {
                step.found().forEach(neighbours::know);
            }
            step.found().forEach(neighbours::add);
            at = step.next();
        }
        bundle.includes(neighbours.bring());
        bundle.end();
    }

    private Answer page(
            Exchange exchange, Compartment.Wanted wanted, Stored centre, int count, @Nullable String cursor) {
        List<Stored> matches = new ArrayList<>(cursor == null ? first(wanted, centre) : List.of());
        Compartment.Position at = cursor == null ? Compartment.Position.START : Compartment.Position.of(cursor);
        Compartment.Step step = new Compartment.Step(List.of(), at);
        if (matches.size() < count) {
            step = compartment(exchange, wanted, centre).step(at, count - matches.size());
            matches.addAll(step.found());
        }
        Neighbours neighbours = neighbours(exchange, wanted, centre);
        neighbours.know(centre);
        matches.forEach(neighbours::know);
        if (cursor == null) {
            neighbours.add(centre);
        }
        matches.forEach(neighbours::add);
        Compartment.Position next = step.next();
        return bundle(exchange, matches, neighbours.bring(), next == null ? null : next.toString());
    }

    /** Patient after patient; a cursor is the store's own to the patient, then the place in their compartment. */
    private Answer allPatients(Exchange exchange, Compartment.Wanted wanted, int count, @Nullable String cursor) {
        String before = "";
        Compartment.Position at = null;
        if (cursor != null) {
            int tilde = cursor.indexOf('~');
            before = cursor.substring(0, Math.max(tilde, 0));
            String place = cursor.substring(tilde + 1);
            at = place.isEmpty() ? null : Compartment.Position.of(place);
        }
        List<Stored> matches = new ArrayList<>();
        List<Stored> included = new ArrayList<>();
        Neighbours neighbours = new Neighbours(store, exchange.caller().scope(), exchange.base(), wanted, null);
        String next = null;
        while (true) {
            Page patients = store.search(exchange.caller().scope(), onePatient(before));
            if (patients.matches().isEmpty()) {
                break;
            }
            Stored patient = patients.matches().getFirst();
            if (at == null) {
                matches.addAll(first(wanted, patient));
                neighbours.add(patient);
                at = Compartment.Position.START;
            }
            if (matches.size() >= count) {
                next = before + "~" + at;
                break;
            }
            Compartment.Step step = compartment(exchange, wanted, patient).step(at, count - matches.size());
            matches.addAll(step.found());
            step.found().forEach(neighbours::add);
            if (step.next() != null) {
                next = before + "~" + step.next();
                break;
            }
            at = null;
            String following = patients.next();
            if (following == null) {
                break;
            }
            before = following;
            if (matches.size() >= count) {
                next = before + "~";
                break;
            }
        }
        included.addAll(neighbours.bring());
        return bundle(exchange, matches, included, next);
    }

    private static Query onePatient(String before) {
        List<Query.Parameter> parameters = new ArrayList<>();
        parameters.add(new Query.Parameter("_count", null, "1"));
        if (!before.isEmpty()) {
            parameters.add(new Query.Parameter("_cursor", null, before));
        }
        return new Query("Patient", parameters);
    }

    private static Answer bundle(
            Exchange exchange, List<Stored> matches, List<Stored> included, @Nullable String next) {
        List<String[]> links = new ArrayList<>();
        links.add(new String[] {"self", exchange.url()});
        if (next != null) {
            links.add(new String[] {"next", next(exchange, next)});
        }
        BundleText bundle = new BundleText("searchset", -1, links);
        Shaping shaping = Shaping.of(exchange.parameters());
        matches.forEach(match -> bundle.match(exchange.base(), match, "match", shaping));
        included.forEach(one -> bundle.match(exchange.base(), one, "include", shaping.forIncluded()));
        return Answer.of(200, bundle.pieces());
    }

    private static String next(Exchange exchange, String cursor) {
        StringBuilder address = new StringBuilder(exchange.base() + "/" + String.join("/", exchange.path()) + "?");
        for (Query.Parameter parameter : Arguments.of(exchange).texts()) {
            if (!parameter.name().equals("_cursor")) {
                address.append(encode(parameter.key()))
                        .append('=')
                        .append(encode(parameter.value()))
                        .append('&');
            }
        }
        return address.append("_cursor=").append(encode(cursor)).toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Compartment compartment(Exchange exchange, Compartment.Wanted wanted, Stored centre) {
        return new Compartment(
                store, exchange.caller().scope(), new LocalReference(centre.type(), centre.id()), wanted);
    }

    private Neighbours neighbours(Exchange exchange, Compartment.Wanted wanted, Stored centre) {
        LocalReference patient = null;
        if (centre.type().equals("Encounter")) {
            Json.Obj subject = JsonText.readObject(centre.body()).object("subject");
            String text = subject == null ? null : subject.string("reference");
            patient = text == null ? null : LocalReference.of(text, exchange.base());
        }
        return new Neighbours(store, exchange.caller().scope(), exchange.base(), wanted, patient);
    }

    /** The Patient or Encounter itself, when it is wanted. */
    private static List<Stored> first(Compartment.Wanted wanted, Stored centre) {
        boolean recent = wanted.since() == null
                || centre.updated() >= Instant.parse(wanted.since()).toEpochMilli();
        return wanted.type(centre.type()) && recent ? List.of(centre) : List.of();
    }
}
