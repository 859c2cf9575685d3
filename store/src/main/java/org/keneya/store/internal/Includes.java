// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;
import org.keneya.store.Scope;
import org.keneya.store.Stored;

/** The resources a page brings along: what its matches lead to, and what leads to them (search.html#include). */
final class Includes {
    private static final int MOST_INCLUDED = 10_000;

    private final Indexer indexer;
    private final Among among;

    Includes(Indexer indexer, Among among) {
        this.indexer = indexer;
        this.among = among;
    }

    /** Finds resources the scope may see, in no order. */
    @FunctionalInterface
    interface Among {
        List<Stored> find(Connection connection, Scope scope, Plan plan) throws SQLException;
    }

    /** What _include and _revinclude bring, each resource once; with {@code :iterate} also from what was brought. */
    List<Stored> of(Connection connection, Scope scope, Plan plan, List<Stored> matches) throws SQLException {
        if (matches.isEmpty() || plan.includes().isEmpty() && plan.reverse().isEmpty()) {
            return List.of();
        }
        Map<String, Stored> found = new LinkedHashMap<>();
        Set<String> present = new LinkedHashSet<>();
        matches.forEach(match -> present.add(address(match)));
        List<Stored> from = matches;
        for (int round = 0; !from.isEmpty(); round++) {
            boolean iterating = round > 0;
            Map<String, Stored> brought = new LinkedHashMap<>();
            forward(
                    connection,
                    scope,
                    plan.includes().stream()
                            .filter(link -> !iterating || link.iterate())
                            .toList(),
                    from,
                    brought);
            for (Plan.Link link : plan.reverse()) {
                if (!iterating || link.iterate()) {
                    backward(connection, scope, link, from, brought);
                }
            }
            brought.keySet().removeIf(address -> present.contains(address) || found.containsKey(address));
            found.putAll(brought);
            if (found.size() > MOST_INCLUDED) {
                throw tooManyIncluded();
            }
            from = List.copyOf(brought.values());
        }
        return List.copyOf(found.values());
    }

    private static String address(Stored stored) {
        return stored.type() + "/" + stored.id();
    }

    private void forward(
            Connection connection, Scope scope, List<Plan.Link> links, List<Stored> from, Map<String, Stored> found)
            throws SQLException {
        Map<String, Set<String>> wanted = new LinkedHashMap<>();
        for (Stored one : from) {
            List<Plan.Link> applicable = links.stream()
                    .filter(link -> link.source().equals("*") || link.source().equals(one.type()))
                    .toList();
            if (!applicable.isEmpty()) {
                Json.Obj resource = JsonText.readObject(one.body());
                applicable.forEach(link -> targets(one.type(), link, resource, wanted));
            }
        }
        for (var entry : wanted.entrySet()) {
            if (entry.getValue().size() > MOST_INCLUDED) {
                throw tooManyIncluded();
            }
            if (scope.mayRead(entry.getKey())) {
                Condition ids = QueryCompiler.ids(List.copyOf(entry.getValue()));
                for (Stored one : among.find(connection, scope, Plan.of(entry.getKey(), ids, MOST_INCLUDED))) {
                    found.put(address(one), one);
                }
            }
        }
    }

    private static void targets(String type, Plan.Link link, Json.Obj resource, Map<String, Set<String>> wanted) {
        List<SearchParameter> parameters = link.field() == null
                ? R4.definitions().searchParameters(type)
                : List.of(link.field().parameter());
        for (SearchParameter parameter : parameters) {
            if (parameter.type() == SearchParameter.Type.REFERENCE) {
                parameter.accessor().each(resource, (fhirType, value) -> {
                    String text = switch (value) {
                        case Json.Obj object -> object.string("reference");
                        case Json.Str(String canonical) -> canonical;
                        default -> null;
                    };
                    References.Local local = text == null ? null : References.local(text);
                    if (local != null && (link.target() == null || link.target().equals(local.type()))) {
                        wanted.computeIfAbsent(local.type(), _ -> new LinkedHashSet<>())
                                .add(local.id());
                    }
                });
            }
        }
    }

    private void backward(
            Connection connection, Scope scope, Plan.Link link, List<Stored> from, Map<String, Stored> found)
            throws SQLException {
        if (link.source().equals("*")) {
            for (String source : R4.definitions().resourceTypes()) {
                backward(connection, scope, new Plan.Link(source, null, null, link.iterate()), from, found);
            }
            return;
        }
        if (!scope.mayRead(link.source())) {
            return;
        }
        Tokens tokens = indexer.tokens(scope.tenant());
        List<Field> fields = link.field() == null ? indexer.references(link.source()) : List.of(link.field());
        List<Condition> either = new ArrayList<>();
        for (Field field : fields) {
            List<String> leading = from.stream()
                    .filter(one -> field.parameter().targets().contains(one.type())
                            && (link.target() == null || link.target().equals(one.type())))
                    .map(Includes::address)
                    .toList();
            if (!leading.isEmpty()) {
                either.add(ReferenceMatch.leadingTo(field, leading, tokens));
            }
        }
        if (either.isEmpty()) {
            return;
        }
        List<Stored> brought =
                among.find(connection, scope, Plan.of(link.source(), Condition.any(either), MOST_INCLUDED + 1));
        if (brought.size() > MOST_INCLUDED) {
            throw tooManyIncluded();
        }
        brought.forEach(one -> found.put(address(one), one));
    }

    private static ProblemException tooManyIncluded() {
        return new ProblemException(new Problem.TooCostly(List.of(Issue.error(
                "too-costly",
                "More than %d resources would be included; ask for fewer matches with _count".formatted(MOST_INCLUDED),
                "_include"))));
    }
}
