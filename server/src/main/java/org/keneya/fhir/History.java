// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
        int count = DEFAULT_COUNT;
        long since = 0;
        String at = null;
        String cursor = null;
        for (Query.Parameter parameter : exchange.parameters()) {
            switch (parameter.name()) {
                case "_count" -> count = count(parameter.value());
                case "_since" -> since = since(parameter.value());
                case "_at" -> at = parameter.value();
                case "_cursor" -> cursor = parameter.value();
                default -> {}
            }
        }
        Scope scope = exchange.caller().scope();
        Page page = at == null
                ? store.history(scope, new HistoryQuery(type, id, since, count, cursor))
                : at(scope, type, id, at, since);
        if (id != null && type != null && page.matches().isEmpty() && cursor == null) {
            requireOnceThere(scope, type, id);
        }
        List<String[]> links = new ArrayList<>();
        links.add(new String[] {"self", exchange.url()});
        if (page.next() != null) {
            links.add(new String[] {"next", next(exchange, page.next())});
        }
        long total = page.next() == null && cursor == null ? page.matches().size() : -1;
        BundleText bundle = new BundleText("history", total, links);
        Shaping shaping = Shaping.of(exchange.parameters());
        for (int i = 0; i < page.matches().size() && !shaping.isCount(); i++) {
            Stored version = page.matches().get(i);
            Stored older = i + 1 < page.matches().size() ? page.matches().get(i + 1) : version;
            boolean returned = older.isDeleted() && older.id().equals(version.id());
            entry(bundle, exchange.base(), version, returned, shaping);
        }
        return Answer.of(200, bundle.pieces());
    }

    private void requireOnceThere(Scope scope, String type, String id) {
        if (store.read(scope, type, id).isEmpty()) {
            throw ProblemException.notFound("There is no such %s".formatted(type));
        }
    }

    /** The versions of one resource that were current at some time of a period. */
    private Page at(Scope scope, @Nullable String type, @Nullable String id, String text, long since) {
        if (id == null) {
            throw ProblemException.invalid("not-supported", "_at is offered for the history of one resource", "_at");
        }
        Span period = Span.of(text);
        List<Stored> current = new ArrayList<>();
        String cursor = null;
        long until = Long.MAX_VALUE;
        do {
            Page page = store.history(scope, new HistoryQuery(type, id, 0, MOST_COUNT, cursor));
            for (Stored version : page.matches()) {
                if (version.updated() <= period.to() && until > period.from() && version.updated() >= since) {
                    current.add(version);
                }
                until = version.updated();
            }
            cursor = page.next();
        } while (cursor != null && until > period.from());
        return new Page(current, List.of(), -1, null, List.of());
    }

    /** First and last millisecond of what a FHIR date says. */
    private record Span(long from, long to) {
        static Span of(String text) {
            try {
                if (text.contains("T")) {
                    long moment = since(text);
                    return new Span(moment, moment);
                }
                LocalDate first = LocalDate.parse((text + "-01-01").substring(0, 10));
                LocalDate after = text.length() == 4
                        ? first.plusYears(1)
                        : text.length() == 7 ? first.plusMonths(1) : first.plusDays(1);
                return new Span(start(first), start(after) - 1);
            } catch (DateTimeException notOne) {
                throw ProblemException.invalid("value", "_at is a date or an instant", "_at");
            }
        }

        private static long start(LocalDate day) {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        }
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
