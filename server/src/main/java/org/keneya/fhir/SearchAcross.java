// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.R4;
import org.keneya.store.FhirStore;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/**
 * search on several types at once: of the whole system, or of a compartment (http://hl7.org/fhir/R4/http.html#search,
 * #vsearch). Goes through the types in alphabetical order, each with a search of its own, and pages on where it stopped.
 */
@Component
class SearchAcross {
    private static final Set<String> OURS = Set.of("_type", "_cursor", "_count", "_total", "_summary");
    private static final int DEFAULT_COUNT = 50;
    private static final int MOST_COUNT = 1_000;

    private final FhirStore store;
    private final Search search;

    SearchAcross(FhirStore store, Search search) {
        this.store = store;
        this.search = search;
    }

    Answer system(Exchange exchange) {
        List<String> types = types(exchange, R4.definitions().resourceTypes());
        return answer(exchange, types, _ -> null);
    }

    /** @param inside a resource type, or {@code *} for all */
    Answer compartment(Exchange exchange, String owner, String id, String inside) {
        exchange.caller().requireRead(owner);
        Map<String, List<String>> members = R4.definitions().compartment(owner);
        String reference = owner + "/" + id;
        if (inside.equals("*")) {
            List<String> types = types(exchange, List.copyOf(members.keySet()));
            return answer(exchange, types, type -> new Query.Compartment(reference, links(members, type)));
        }
        List<String> links = members.get(inside);
        if (links == null) {
            throw ProblemException.notFound("No %s belongs to the compartment of a %s".formatted(inside, owner));
        }
        return search.answer(exchange, inside, new Query.Compartment(reference, links));
    }

    private static List<String> links(Map<String, List<String>> members, String type) {
        return members.getOrDefault(type, List.of());
    }

    /** Those {@code _type} names, or else those the caller may read. */
    private static List<String> types(Exchange exchange, List<String> all) {
        List<String> named = new ArrayList<>();
        for (Query.Parameter parameter : exchange.parameters()) {
            if (parameter.name().equals("_type")) {
                named.addAll(Arrays.asList(parameter.value().split(",", -1)));
            }
        }
        for (String type : named) {
            if (!all.contains(type)) {
                throw ProblemException.invalid("value", "_type names resource types that can be found here", "_type");
            }
            exchange.caller().requireRead(type);
        }
        return named.isEmpty()
                ? all.stream().filter(exchange.caller()::mayRead).toList()
                : named.stream().distinct().sorted().toList();
    }

    private Answer answer(Exchange exchange, List<String> types, Function<String, Query.@Nullable Compartment> within) {
        Position from = position(exchange);
        if (types.size() > 1
                && exchange.parameters().stream().anyMatch(one -> one.name().equals("_sort"))) {
            throw ProblemException.invalid("not-supported", "_sort is offered for searches of one type", "_sort");
        }
        Shaping shaping = Shaping.of(exchange.parameters());
        int count = shaping.isCount() ? 0 : count(exchange);
        List<Stored> matches = new ArrayList<>();
        Map<String, Stored> included = new LinkedHashMap<>();
        Position next = count == 0 ? null : from;
        while (next != null && matches.size() < count) {
            if (next.type >= types.size()) {
                next = null;
                continue;
            }
            String type = types.get(next.type);
            Page page = page(exchange, type, within.apply(type), count - matches.size(), next.cursor);
            matches.addAll(page.matches());
            page.included().forEach(one -> included.put(one.type() + "/" + one.id(), one));
            next = page.next() == null ? new Position(next.type + 1, "") : new Position(next.type, page.next());
        }
        if (next != null && next.type >= types.size()) {
            next = null;
        }
        boolean first = from.type == 0 && from.cursor.isEmpty();
        long total = first && next == null && count > 0 ? matches.size() : total(exchange, types, within, count);
        List<String[]> links = new ArrayList<>();
        links.add(new String[] {"self", address(exchange, null)});
        if (next != null) {
            links.add(new String[] {"next", address(exchange, next)});
        }
        BundleText bundle = new BundleText("searchset", total, links);
        matches.forEach(match -> bundle.match(exchange.base(), match, "match", shaping));
        matches.forEach(match -> included.remove(match.type() + "/" + match.id()));
        included.values().forEach(other -> bundle.match(exchange.base(), other, "include", shaping.forIncluded()));
        return Answer.of(200, bundle.pieces());
    }

    private Page page(
            Exchange exchange, String type, Query.@Nullable Compartment compartment, int count, String cursor) {
        List<Query.Parameter> parameters = criteria(exchange);
        parameters.add(new Query.Parameter("_count", null, Integer.toString(count)));
        if (!cursor.isEmpty()) {
            parameters.add(new Query.Parameter("_cursor", null, cursor));
        }
        return found(exchange, new Query(type, parameters, compartment));
    }

    /** What one type does not know cannot be left out: all of that type would be found. */
    private Page found(Exchange exchange, Query query) {
        Page page = store.search(exchange.caller().scope(), query);
        if (!page.unknown().isEmpty()) {
            throw new ProblemException(new Problem.Invalid(page.unknown().stream()
                    .map(name -> Issue.error(
                            "not-supported",
                            "%s has no such search parameter; name the types that have it in _type"
                                    .formatted(query.type()),
                            name))
                    .toList()));
        }
        return page;
    }

    /** How many there are in all, when that is asked; else -1. */
    private long total(
            Exchange exchange, List<String> types, Function<String, Query.@Nullable Compartment> within, int count) {
        boolean asked = count == 0
                || exchange.parameters().stream()
                        .anyMatch(one ->
                                one.name().equals("_total") && !one.value().equals("none"));
        if (!asked) {
            return -1;
        }
        long total = 0;
        for (String type : types) {
            List<Query.Parameter> parameters = criteria(exchange);
            parameters.add(new Query.Parameter("_summary", null, "count"));
            total += Math.max(
                    0,
                    found(exchange, new Query(type, parameters, within.apply(type)))
                            .total());
        }
        return total;
    }

    private static List<Query.Parameter> criteria(Exchange exchange) {
        List<Query.Parameter> criteria = new ArrayList<>(exchange.parameters());
        criteria.removeIf(parameter -> OURS.contains(parameter.name()));
        return criteria;
    }

    private static int count(Exchange exchange) {
        int count = DEFAULT_COUNT;
        for (Query.Parameter parameter : exchange.parameters()) {
            if (parameter.name().equals("_count")) {
                if (!parameter.value().matches("[0-9]{1,9}")) {
                    throw ProblemException.invalid("value", "_count is a whole number, 0 or more", "_count");
                }
                count = Math.min(MOST_COUNT, Integer.parseInt(parameter.value()));
            }
        }
        return count;
    }

    /**
     * Where a page begins.
     *
     * @param type place in the list of types
     * @param cursor the store's; empty at the beginning of a type
     */
    private record Position(int type, String cursor) {}

    private static Position position(Exchange exchange) {
        for (Query.Parameter parameter : exchange.parameters()) {
            if (parameter.name().equals("_cursor")) {
                String text = parameter.value();
                int dot = text.indexOf('.');
                if (dot < 1 || !text.substring(0, dot).matches("[0-9]{1,4}")) {
                    throw ProblemException.invalid("value", "This page link was not made here; ask again", "_cursor");
                }
                return new Position(Integer.parseInt(text.substring(0, dot)), text.substring(dot + 1));
            }
        }
        return new Position(0, "");
    }

    private static String address(Exchange exchange, @Nullable Position position) {
        String path = exchange.path().stream()
                .filter(segment -> !segment.equals("_search"))
                .reduce("", (all, segment) -> all + "/" + segment);
        List<String> pairs = new ArrayList<>();
        for (Query.Parameter parameter : exchange.parameters()) {
            if (!parameter.name().equals("_cursor")) {
                pairs.add(Search.encode(parameter.key()) + "=" + Search.encode(parameter.value()));
            }
        }
        if (position != null) {
            pairs.add("_cursor=" + position.type + "." + position.cursor);
        }
        return exchange.base() + path + (pairs.isEmpty() ? "" : "?" + String.join("&", pairs));
    }
}
