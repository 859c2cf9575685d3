// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/**
 * {@code Observation/$lastn} (http://hl7.org/fhir/R4/observation-operation-lastn.html): of each kind of observation the
 * newest, newest kinds first. Kinds are the same when they share a coding, whatever else they are coded as, or, uncoded, their text.
 */
@Component
class LastN implements Operation {
    private static final int MOST_PER_CODE = 100;

    /** Observations opened for one answer. */
    private static final int MOST_READ = 20_000;

    private static final int CHUNK = 1_000;

    private final FhirStore store;

    LastN(FhirStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "lastn";
    }

    @Override
    public Set<Level> levels() {
        return Set.of(Level.TYPE);
    }

    @Override
    public boolean isFor(String type) {
        return type.equals("Observation");
    }

    @Override
    public Json.Obj definition() {
        return new OperationText(
                        "http://hl7.org/fhir/OperationDefinition/Observation-lastn", this, List.of("Observation"))
                .in("max", 0, "1", "positiveInt", "Most observations of a kind; 1 when not given")
                .in("patient", 0, "1", "string", "Whose; or subject")
                .in("subject", 0, "1", "string", "Whose; or patient")
                .in("category", 0, "1", "string", "Which; or code")
                .in("code", 0, "1", "string", "Which; or category")
                .out("return", 1, "1", "Bundle", "A searchset, each kind newest first")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        exchange.caller().requireRead("Observation");
        Arguments arguments = Arguments.of(exchange);
        int max = arguments.count("max", 1, MOST_PER_CODE);
        List<Query.Parameter> criteria = criteria(arguments);
        Kinds kinds = new Kinds(max);
        String cursor = null;
        int read = 0;
        do {
            List<Query.Parameter> page = new ArrayList<>(criteria);
            page.add(new Query.Parameter("_sort", null, "-date"));
            page.add(new Query.Parameter("_count", null, Integer.toString(CHUNK)));
            if (cursor != null) {
                page.add(new Query.Parameter("_cursor", null, cursor));
            }
            Page found = store.search(exchange.caller().scope(), new Query("Observation", page));
            if (!found.unknown().isEmpty()) {
                throw new ProblemException(new Problem.Invalid(found.unknown().stream()
                        .map(name -> Issue.error("not-supported", "Observation has no such search parameter", name))
                        .toList()));
            }
            found.matches().forEach(kinds::add);
            read += found.matches().size();
            cursor = found.next();
            if (read >= MOST_READ && cursor != null) {
                throw new ProblemException(new Problem.TooCostly(List.of(Issue.error(
                        "too-costly",
                        "More than %d observations would have to be opened; narrow it by code or date"
                                .formatted(MOST_READ)))));
            }
        } while (cursor != null);
        List<Stored> chosen = kinds.chosen();
        BundleText bundle =
                new BundleText("searchset", chosen.size(), List.<String[]>of(new String[] {"self", exchange.url()}));
        Shaping shaping = Shaping.of(exchange.parameters());
        chosen.forEach(one -> bundle.match(exchange.base(), one, "match", shaping));
        return Answer.of(200, bundle.pieces());
    }

    private static List<Query.Parameter> criteria(Arguments arguments) {
        List<Query.Parameter> criteria = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Query.Parameter parameter : arguments.texts()) {
            switch (parameter.name()) {
                case "max",
                        "_format",
                        "_pretty",
                        "_summary",
                        "_elements",
                        "_count",
                        "_sort",
                        "_cursor",
                        "_include",
                        "_revinclude" -> {}
                default -> {
                    criteria.add(parameter);
                    names.add(parameter.name());
                }
            }
        }
        if (!names.contains("patient") && !names.contains("subject")) {
            throw ProblemException.invalid("required", "$lastn needs patient or subject", "patient");
        }
        if (names.stream().noneMatch(Set.of("category", "code", "combo-code", "code-value-concept")::contains)) {
            throw ProblemException.invalid("required", "$lastn needs category or code", "code");
        }
        return criteria;
    }

    /** The newest of one kind; equal to itself only. */
    private static final class Kind {
        final List<Stored> newest = new ArrayList<>();
    }

    /** The observations by kind; kinds that turn out to share a coding become one. Fed newest first. */
    private static final class Kinds {
        private final int max;
        private final Map<String, Kind> byKey = new HashMap<>();
        private final List<Kind> inOrder = new ArrayList<>();
        private final Map<String, Integer> places = new HashMap<>();

        Kinds(int max) {
            this.max = max;
        }

        void add(Stored stored) {
            Set<String> keys = keys(JsonText.readObject(stored.body()));
            List<Kind> known =
                    inOrder.stream().filter(kind -> shares(kind, keys)).toList();
            Kind kind = known.isEmpty() ? new Kind() : known.getFirst();
            if (known.isEmpty()) {
                inOrder.add(kind);
            } else {
                known.subList(1, known.size()).forEach(other -> join(kind, other));
            }
            keys.forEach(key -> byKey.put(key, kind));
            places.put(stored.id(), places.size());
            if (kind.newest.size() < max) {
                kind.newest.add(stored);
            }
        }

        private boolean shares(Kind kind, Set<String> keys) {
            return keys.stream().anyMatch(key -> kind.equals(byKey.get(key)));
        }

        private void join(Kind kind, Kind other) {
            kind.newest.addAll(other.newest);
            kind.newest.sort(Comparator.comparing(one -> places.getOrDefault(one.id(), 0)));
            if (kind.newest.size() > max) {
                kind.newest.subList(max, kind.newest.size()).clear();
            }
            inOrder.remove(other);
            byKey.replaceAll((_, known) -> known.equals(other) ? kind : known);
        }

        List<Stored> chosen() {
            return inOrder.stream().flatMap(kind -> kind.newest.stream()).toList();
        }

        private static Set<String> keys(Json.Obj observation) {
            Json.Obj code = observation.object("code");
            if (code == null) {
                return Set.of("");
            }
            Set<String> codings = code.objects("coding").stream()
                    .filter(coding -> coding.has("code"))
                    .map(coding -> coding.string("system") + "|" + coding.string("code"))
                    .collect(Collectors.toSet());
            return codings.isEmpty() ? Set.of("text " + code.string("text")) : codings;
        }
    }
}
