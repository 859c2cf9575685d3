// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.store.FhirStore;
import org.keneya.store.HistoryQuery;
import org.keneya.store.Page;
import org.keneya.store.Query;
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
        int count = DEFAULT_COUNT;
        long since = 0;
        String cursor = null;
        for (Query.Parameter parameter : exchange.parameters()) {
            switch (parameter.name()) {
                case "_count" -> count = count(parameter.value());
                case "_since" -> since = since(parameter.value());
                case "_cursor" -> cursor = parameter.value();
                default -> {}
            }
        }
        Page page = store.history(exchange.caller().scope(), new HistoryQuery(type, id, since, count, cursor));
        if (id != null
                && type != null
                && cursor == null
                && since == 0
                && page.matches().isEmpty()) {
            throw ProblemException.notFound("There is no such %s".formatted(type));
        }
        List<String[]> links = new ArrayList<>();
        links.add(new String[] {"self", exchange.url()});
        if (page.next() != null) {
            links.add(new String[] {"next", next(exchange, page.next())});
        }
        long total = page.next() == null && cursor == null ? page.matches().size() : -1;
        BundleText bundle = new BundleText("history", total, links);
        page.matches().forEach(version -> entry(bundle, exchange.base(), version));
        return Answer.of(200, bundle.pieces());
    }

    private static void entry(BundleText bundle, String base, Stored version) {
        String address = version.type() + "/" + version.id();
        String method = version.isDeleted() ? "DELETE" : version.version() == 1 ? "POST" : "PUT";
        Json.Obj request =
                new Json.Obj().put("method", method).put("url", method.equals("POST") ? version.type() : address);
        Json.Obj response = new Json.Obj()
                .put("status", version.isDeleted() ? "204" : version.version() == 1 ? "201" : "200")
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
                version.body(),
                ",\"request\":" + request + ",\"response\":" + response);
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
            if (count > 0) {
                return Math.min(count, MOST_COUNT);
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw ProblemException.invalid("value", "_count is a whole number, 1 or more", "_count");
    }

    private static long since(String text) {
        try {
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant().toEpochMilli();
        } catch (DateTimeException notOne) {
            throw ProblemException.invalid("value", "_since is an instant such as 2026-01-31T12:00:00Z", "_since");
        }
    }
}
