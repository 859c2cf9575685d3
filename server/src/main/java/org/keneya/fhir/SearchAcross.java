// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
 * When an order is asked for, the searches of all types are {@link MergedSearch merged}.
 */
@Component
class SearchAcross {
    private static final Set<String> OURS = Set.of("_type", "_cursor", "_count", "_total", "_summary");

    /** What is understood whatever the type, beside the search parameters of the definitions. */
    private static final Set<String> RESULT = Set.of(
            "_has",
            "_filter",
            "_list",
            "_query",
            "_type",
            "_sort",
            "_count",
            "_total",
            "_summary",
            "_elements",
            "_include",
            "_revinclude",
            "_contained",
            "_containedType",
            "_score",
            "_maxresults",
            "_format",
            "_pretty",
            "_cursor");

    private static final int DEFAULT_COUNT = 50;

    /** Most matches, of all types together, from which a sorted page is chosen. */
    private static final int MOST_AT_HAND = 20_000;

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

    /** Those {@code _type} names, or else those the caller may read, without those {@code _type:not} names. */
    private static List<String> types(Exchange exchange, List<String> all) {
        List<String> named = new ArrayList<>();
        List<String> but = new ArrayList<>();
        for (Query.Parameter parameter : exchange.parameters()) {
            if (parameter.name().equals("_type")) {
                List<String> values = Arrays.asList(parameter.value().split(",", -1));
                switch (parameter.modifier()) {
                    case null -> named.addAll(values);
                    case "not" -> but.addAll(values);
                    default ->
                        throw ProblemException.invalid("not-supported", "_type takes no modifier but :not", "_type");
                }
            }
        }
        if (!all.containsAll(named) || !R4.definitions().resourceTypes().containsAll(but)) {
            throw ProblemException.invalid("value", "_type names resource types that can be found here", "_type");
        }
        named.forEach(exchange.caller()::requireRead);
        return (named.isEmpty() ? all.stream().filter(exchange.caller()::mayRead) : named.stream())
                .filter(type -> !but.contains(type))
                .distinct()
                .sorted()
                .toList();
    }

    private Answer answer(Exchange sent, List<String> types, Function<String, Query.@Nullable Compartment> within) {
        List<String> unknown = unknown(sent, types);
        if (!unknown.isEmpty() && sent.headers().isStrict()) {
            throw new ProblemException(new Problem.Invalid(unknown.stream()
                    .map(name -> Issue.error("not-supported", "No type searched has such a search parameter", name))
                    .toList()));
        }
        Exchange exchange = sent.with(sent.parameters().stream()
                .filter(parameter -> !unknown.contains(parameter.key()))
                .toList());
        Shaping shaping = Shaping.of(exchange.parameters());
        int count = shaping.isCount() ? 0 : count(exchange);
        String sort = exchange.parameters().stream()
                .filter(parameter -> parameter.name().equals("_sort"))
                .map(Query.Parameter::value)
                .collect(Collectors.joining(","));
        Found found = types.size() > 1 && !sort.isEmpty() && count > 0
                ? merged(exchange, types, within, sort, count)
                : oneByOne(exchange, types, within, count);
        boolean whole =
                !exchange.parameters().stream().anyMatch(one -> one.name().equals("_cursor"))
                        && found.next == null
                        && count > 0;
        long total = whole ? found.matches.size() : total(exchange, types, within, count);
        List<String[]> links = new ArrayList<>();
        links.add(new String[] {"self", address(exchange, null)});
        if (found.next != null) {
            links.add(new String[] {"next", address(exchange, found.next)});
        }
        BundleText bundle = new BundleText("searchset", total, links);
        found.matches.forEach(match -> bundle.match(exchange.base(), match, "match", shaping));
        found.matches.forEach(match -> found.included.remove(match.type() + "/" + match.id()));
        found.included
                .values()
                .forEach(other -> bundle.match(exchange.base(), other, "include", shaping.forIncluded()));
        if (!unknown.isEmpty()) {
            bundle.outcome(unknown.stream()
                    .map(name -> new Issue(
                            Issue.Severity.WARNING,
                            "not-supported",
                            "No type searched has such a search parameter; it was left out",
                            name,
                            null,
                            null))
                    .toList());
        }
        return Answer.of(200, bundle.pieces());
    }

    /**
     * A page.
     *
     * @param included by address
     * @param next where the next page begins, null for none
     */
    private record Found(
            List<Stored> matches,
            Map<String, Stored> included,
            @Nullable String next) {}

    /** Parameters no type that is searched has: to leave them out narrows nothing down anywhere. */
    private List<String> unknown(Exchange exchange, List<String> types) {
        return exchange.parameters().stream()
                .filter(parameter -> !RESULT.contains(name(parameter)))
                .filter(parameter -> types.stream()
                        .noneMatch(type -> R4.definitions().searchParameter(type, name(parameter)) != null))
                .filter(parameter -> store.ownParameters(exchange.caller().tenant()).stream()
                        .noneMatch(
                                own -> types.contains(own.type()) && own.code().equals(name(parameter))))
                .map(Query.Parameter::key)
                .distinct()
                .toList();
    }

    private static String name(Query.Parameter parameter) {
        int dot = parameter.name().indexOf('.');
        return dot < 0 ? parameter.name() : parameter.name().substring(0, dot);
    }

    /** In the order asked for, whatever the type; includes are looked for only from what is on the page. */
    private Found merged(
            Exchange exchange,
            List<String> types,
            Function<String, Query.@Nullable Compartment> within,
            String sort,
            int count) {
        int most = Math.min(count, Math.max(1, MOST_AT_HAND / types.size()));
        MergedSearch merged = new MergedSearch(types.size(), cursor(exchange), (type, number, cursor, includes) -> {
            String name = types.get(type);
            return page(exchange, name, within.apply(name), number, cursor, includes);
        });
        boolean includes = exchange.parameters().stream().anyMatch(SearchAcross::isInclude);
        MergedSearch.Step step = merged.step(most, store.order(exchange.caller().scope(), sort), includes);
        Map<String, Stored> included = new LinkedHashMap<>();
        step.included().forEach(one -> included.put(one.type() + "/" + one.id(), one));
        return new Found(step.matches(), included, step.next());
    }

    private static boolean isInclude(Query.Parameter parameter) {
        return parameter.name().equals("_include") || parameter.name().equals("_revinclude");
    }

    private Found oneByOne(
            Exchange exchange, List<String> types, Function<String, Query.@Nullable Compartment> within, int count) {
        Position from = position(exchange);
        List<Stored> matches = new ArrayList<>();
        Map<String, Stored> included = new LinkedHashMap<>();
        Position next = count == 0 ? null : from;
        while (next != null && matches.size() < count) {
            if (next.type >= types.size()) {
                next = null;
                continue;
            }
            String type = types.get(next.type);
            Page page = page(exchange, type, within.apply(type), count - matches.size(), next.cursor, true);
            matches.addAll(page.matches());
            page.included().forEach(one -> included.put(one.type() + "/" + one.id(), one));
            next = page.next() == null ? new Position(next.type + 1, "") : new Position(next.type, page.next());
        }
        if (next != null && next.type >= types.size()) {
            next = null;
        }
        return new Found(matches, included, next == null ? null : next.type + "." + next.cursor);
    }

    private Page page(
            Exchange exchange,
            String type,
            Query.@Nullable Compartment compartment,
            int count,
            String cursor,
            boolean includes) {
        List<Query.Parameter> parameters = criteria(exchange, type);
        if (!includes) {
            parameters.removeIf(SearchAcross::isInclude);
        }
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
                            Search.notUnderstood(query.type(), name) + "; name the types that have it in _type",
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
            List<Query.Parameter> parameters = criteria(exchange, type);
            parameters.add(new Query.Parameter("_summary", null, "count"));
            total += Math.max(
                    0,
                    found(exchange, new Query(type, parameters, within.apply(type)))
                            .total());
        }
        return total;
    }

    private static List<Query.Parameter> criteria(Exchange exchange, String type) {
        List<Query.Parameter> criteria = new ArrayList<>(Search.local(exchange, type, exchange.parameters()));
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
        String text = cursor(exchange);
        if (text == null) {
            return new Position(0, "");
        }
        int dot = text.indexOf('.');
        if (dot < 1 || !text.substring(0, dot).matches("[0-9]{1,4}")) {
            throw MergedSearch.notOurs();
        }
        return new Position(Integer.parseInt(text.substring(0, dot)), text.substring(dot + 1));
    }

    private static @Nullable String cursor(Exchange exchange) {
        return exchange.parameters().stream()
                .filter(parameter -> parameter.name().equals("_cursor"))
                .map(Query.Parameter::value)
                .findFirst()
                .orElse(null);
    }

    private static String address(Exchange exchange, @Nullable String cursor) {
        String path = exchange.path().stream()
                .filter(segment -> !segment.equals("_search"))
                .reduce("", (all, segment) -> all + "/" + segment);
        List<String> pairs = new ArrayList<>();
        for (Query.Parameter parameter : exchange.parameters()) {
            if (!parameter.name().equals("_cursor")) {
                pairs.add(Search.encode(parameter.key()) + "=" + Search.encode(parameter.value()));
            }
        }
        if (cursor != null) {
            pairs.add("_cursor=" + cursor);
        }
        return exchange.base() + path + (pairs.isEmpty() ? "" : "?" + String.join("&", pairs));
    }
}
