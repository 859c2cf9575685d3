// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Interaction;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;
import org.keneya.model.Subset;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.springframework.stereotype.Component;

/** search on one type, by GET or POST (http://hl7.org/fhir/R4/http.html#search). */
@Component
class Search {
    private final Annexes store;

    Search(Annexes store) {
        this.store = store;
    }

    Answer answer(Exchange exchange, String type) {
        return answer(exchange, type, null);
    }

    /** @param compartment what the matches must belong to, or null */
    Answer answer(Exchange exchange, String type, Query.@Nullable Compartment compartment) {
        exchange.caller().require(Interaction.SEARCH, type);
        Shaping shaping = shaping(exchange, type);
        Query query = new Query(type, local(exchange, type, exchange.parameters()), compartment);
        Page page = store.search(exchange.caller().scope(), query);
        boolean unsorted =
                page.unknown().contains("_sort") && !exchange.headers().isLenient();
        if (unsorted || !page.unknown().isEmpty() && exchange.headers().isStrict()) {
            throw new ProblemException(new Problem.Invalid(page.unknown().stream()
                    .map(name -> Issue.error(
                            name.equals("_sort") ? "not-found" : "not-supported", notUnderstood(type, name), name))
                    .toList()));
        }
        List<String[]> links = new ArrayList<>();
        links.add(new String[] {"self", address(exchange, type, page.unknown(), null)});
        if (page.next() != null) {
            links.add(new String[] {"next", address(exchange, type, page.unknown(), page.next())});
        }
        BundleText bundle = new BundleText("searchset", page.total(), links);
        Shaping included = shaping.forIncluded();
        page.matches().forEach(match -> bundle.match(exchange.base(), match, "match", shaping));
        page.included().forEach(other -> bundle.match(exchange.base(), other, "include", included));
        if (!page.unknown().isEmpty()) {
            bundle.outcome(page.unknown().stream()
                    .map(name -> new Issue(
                            Issue.Severity.WARNING,
                            "not-supported",
                            notUnderstood(type, name) + "; it was left out",
                            name,
                            null,
                            null))
                    .toList());
        }
        return Answer.of(200, bundle.pieces());
    }

    private static Shaping shaping(Exchange exchange, String type) {
        Shaping shaping = Shaping.of(exchange.parameters());
        boolean includes = exchange.parameters().stream()
                .anyMatch(parameter ->
                        parameter.name().equals("_include") || parameter.name().equals("_revinclude"));
        if (shaping.part() == Shaping.Part.TEXT && includes) {
            throw ProblemException.invalid("invalid", "_summary=text cannot be mixed with includes", "_summary");
        }
        for (String name : exchange.headers().isStrict() ? shaping.elements() : Set.<String>of()) {
            if (!Subset.isElement(type, name)) {
                throw ProblemException.invalid("value", "%s has no such element".formatted(type), "_elements");
            }
        }
        return shaping;
    }

    /** An order is not left out unless the caller says so: the first of a page would not be the first. */
    static String notUnderstood(String type, String name) {
        return name.equals("_sort")
                ? "%s cannot be sorted by all that _sort names".formatted(type)
                : "%s has no such search parameter".formatted(type);
    }

    /** The criteria with references to this server as they are stored; a canonical may be written the same and stays besides. */
    static List<Query.Parameter> local(Exchange exchange, String type, List<Query.Parameter> parameters) {
        String base = exchange.base() + "/";
        return parameters.stream()
                .map(parameter -> {
                    SearchParameter known = R4.definitions().searchParameter(type, parameter.name());
                    return parameter.value().contains(base)
                                    && known != null
                                    && known.type() == SearchParameter.Type.REFERENCE
                            ? new Query.Parameter(
                                    parameter.name(), parameter.modifier(), local(exchange.base(), parameter.value()))
                            : parameter;
                })
                .toList();
    }

    private static String local(String base, String value) {
        return Arrays.stream(value.split(",", -1))
                .map(one -> one.startsWith(base + "/") && LocalReference.of(one, base) != null
                        ? one + "," + one.substring(base.length() + 1)
                        : one)
                .collect(Collectors.joining(","));
    }

    /** The search as it was understood, for the self and next links. */
    private static String address(Exchange exchange, String type, List<String> unknown, @Nullable String cursor) {
        String understood = exchange.parameters().stream()
                .filter(parameter -> !parameter.name().equals("_cursor") && !unknown.contains(parameter.key()))
                .map(parameter -> encode(parameter.key()) + "=" + encode(parameter.value()))
                .collect(Collectors.joining("&"));
        String position = cursor == null ? "" : (understood.isEmpty() ? "" : "&") + "_cursor=" + cursor;
        String query = understood + position;
        boolean inside = exchange.path().size() > 2;
        String path = inside ? String.join("/", exchange.path().subList(0, 3)) : type;
        return exchange.base() + "/" + path + (query.isEmpty() ? "" : "?" + query);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("%3A", ":")
                .replace("%2C", ",")
                .replace("%2F", "/");
    }
}
