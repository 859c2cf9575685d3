// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.store.FhirStore;
import org.keneya.store.HistoryQuery;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/** history of a resource, a type or everything (http://hl7.org/fhir/R4/http.html#history). */
@Component
class History {
    private static final int DEFAULT_COUNT = 50;
    private static final int MOST_COUNT = 1_000;

    private final FhirStore store;

    History(FhirStore store) {
        this.store = store;
    }

    Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        if (type != null) {
            exchange.caller().requireRead(type);
        }
        Scope scope = exchange.caller().scope();
        Shaping shaping = Shaping.of(exchange.parameters());
        HistoryQuery query = query(exchange, type, id, shaping.isCount());
        Page page = store.history(scope, query);
        boolean nothing = page.matches().isEmpty() && page.total() <= 0;
        if (id != null && type != null && nothing && query.cursor() == null) {
            requireOnceThere(scope, type, id);
        }
        List<String[]> links = new ArrayList<>();
        links.add(new String[] {"self", exchange.url()});
        if (page.next() != null) {
            links.add(new String[] {"next", next(exchange, page.next())});
        }
        boolean whole = page.next() == null && query.cursor() == null;
        long total = query.count() == 0 ? page.total() : whole ? page.matches().size() : -1;
        BundleText bundle = new BundleText("history", total, links);
        int before = query.oldestFirst() ? -1 : 1;
        for (int i = 0; i < page.matches().size(); i++) {
            Stored version = page.matches().get(i);
            boolean known = i + before >= 0 && i + before < page.matches().size();
            Stored older = known ? page.matches().get(i + before) : version;
            boolean returned = older.isDeleted() && older.id().equals(version.id());
            entry(bundle, exchange.base(), version, returned, shaping);
        }
        return Answer.of(200, bundle.pieces());
    }

    private static HistoryQuery query(
            Exchange exchange, @Nullable String type, @Nullable String id, boolean countOnly) {
        int count = DEFAULT_COUNT;
        long since = 0;
        HistoryQuery.Time at = null;
        boolean oldestFirst = false;
        String cursor = null;
        for (Query.Parameter parameter : exchange.parameters()) {
            switch (parameter.name()) {
                case "_count" -> count = count(parameter.value());
                case "_since" -> since = Span.of(parameter.value(), "_since").start();
                case "_at" -> {
                    Span asked = Span.of(parameter.value(), "_at");
                    at = new HistoryQuery.Time(asked.start(), asked.end());
                }
                case "_sort" -> oldestFirst = isOldestFirst(parameter.value());
                case "_cursor" -> cursor = parameter.value();
                default -> {}
            }
        }
        return new HistoryQuery(type, id, since, at, oldestFirst, countOnly ? 0 : count, cursor);
    }

    private void requireOnceThere(Scope scope, String type, String id) {
        if (store.read(scope, type, id).isEmpty()) {
            throw ProblemException.notFound("There is no such %s".formatted(type));
        }
    }

    /** The one order there is, in its two directions. */
    private static boolean isOldestFirst(String sort) {
        return switch (sort) {
            case "_lastUpdated" -> true;
            case "-_lastUpdated" -> false;
            default ->
                throw ProblemException.invalid(
                        "not-supported", "A history is sorted by _lastUpdated or -_lastUpdated", "_sort");
        };
    }

    private static void entry(BundleText bundle, String base, Stored version, boolean returned, Shaping shaping) {
        String address = version.type() + "/" + version.id();
        boolean made = version.version() == 1;
        boolean posted = made && isMadeHere(version.id());
        String method = version.isDeleted() ? "DELETE" : posted ? "POST" : "PUT";
        Json.Obj request = new Json.Obj().put("method", method).put("url", posted ? version.type() : address);
        Json.Obj response = new Json.Obj()
                .put("status", version.isDeleted() ? "204" : made || returned ? "201" : "200")
                .put("etag", Answer.etag(version.version()))
                .put(
                        "lastModified",
                        java.time.Instant.ofEpochMilli(version.updated()).toString());
        if (version.isDeleted()) {
            bundle.entry(new Json.Obj()
                    .put("fullUrl", base + "/" + address)
                    .put("request", request)
                    .put("response", response));
            return;
        }
        bundle.entry(
                BundleText.fullUrl(base, version),
                shaping.body(version),
                ",\"request\":" + request + ",\"response\":" + response);
    }

    /** Whether the id looks like those the store gives, a UUID of version 7; clients choose others. */
    private static boolean isMadeHere(String id) {
        return id.length() == 36 && id.charAt(14) == '7';
    }

    private static String next(Exchange exchange, String cursor) {
        String kept = java.util.Arrays.stream(exchange.query().split("&", -1))
                .filter(pair -> !pair.isEmpty() && !pair.startsWith("_cursor="))
                .collect(java.util.stream.Collectors.joining("&"));
        return exchange.base() + "/" + String.join("/", exchange.path()) + "?" + (kept.isEmpty() ? "" : kept + "&")
                + "_cursor=" + cursor;
    }

    private static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 0) {
                return Math.min(count, MOST_COUNT);
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw ProblemException.invalid("value", "_count is a whole number, 0 or more", "_count");
    }
}
