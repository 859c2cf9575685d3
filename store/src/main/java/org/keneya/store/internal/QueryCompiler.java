// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;
import org.keneya.store.Query;
import org.keneya.store.Scope;

/** Turns a FHIR query into a {@link Plan}: names checked, values understood, everything bounded. */
final class QueryCompiler {
    static final int DEFAULT_COUNT = 50;
    static final int MOST_COUNT = 1_000;
    private static final int MOST_VALUES = 1_000;
    private static final int MOST_PARAMETERS = 100;

    /** Result parameters that shape the answer, not the matches; handled above the store or here. */
    private static final Set<String> SHAPING = Set.of("_format", "_pretty", "_elements", "_summary", "_maxresults");

    private final Indexer indexer;

    QueryCompiler(Indexer indexer) {
        this.indexer = indexer;
    }

    Plan compile(Scope scope, Query query) {
        if (query.parameters().size() > MOST_PARAMETERS) {
            throw ProblemException.invalid(
                    "too-costly", "A search takes at most %d parameters".formatted(MOST_PARAMETERS));
        }
        Tokens tokens = indexer.tokens(scope.tenant());
        Criteria criteria = new Criteria();
        List<Plan.Sort> sorts = new ArrayList<>();
        List<Plan.Link> includes = new ArrayList<>();
        List<Plan.Link> reverse = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        int count = DEFAULT_COUNT;
        boolean total = false;
        boolean countOnly = false;
        String cursor = null;
        for (Query.Parameter parameter : query.parameters()) {
            switch (parameter.name()) {
                case "_count" -> {
                    count = count(parameter);
                    countOnly |= count == 0;
                }
                case "_total" -> total = total(parameter);
                case "_sort" -> sorts.addAll(sorts(query.type(), parameter));
                case "_include" -> includes.add(link(parameter));
                case "_revinclude" -> reverse.add(link(parameter));
                case "_cursor" -> cursor = parameter.value();
                case "_summary" -> countOnly |= parameter.value().equals("count");
                default -> {
                    if (!SHAPING.contains(parameter.name()) && !condition(query.type(), parameter, tokens, criteria)) {
                        unknown.add(parameter.key());
                    }
                }
            }
        }
        return new Plan(
                query.type(),
                criteria,
                sorts,
                count,
                total || countOnly,
                countOnly,
                includes,
                reverse,
                cursor,
                signature(query),
                unknown);
    }

    /** Adds the condition; false when the type has no such parameter. */
    private boolean condition(String type, Query.Parameter parameter, Tokens tokens, Criteria criteria) {
        List<String> values = Escapes.split(parameter.value(), ',').stream()
                .filter(value -> !value.isEmpty())
                .toList();
        if (values.isEmpty()) {
            throw ProblemException.invalid("value", "The parameter has no value", parameter.name());
        }
        if (values.size() > MOST_VALUES) {
            throw ProblemException.invalid(
                    "too-costly", "At most %d alternatives".formatted(MOST_VALUES), parameter.name());
        }
        switch (parameter.name()) {
            case "_id" -> {
                criteria.add(new Sql().add("r.id = any(?)", (Object)
                        values.stream().map(Escapes::unescape).map(IdBytes::of).toArray(byte[][]::new)));
                return true;
            }
            case "_lastUpdated" -> {
                criteria.add(lastUpdated(parameter, values));
                return true;
            }
            default -> {
                if (type.equals("Observation") && Field.UNIONS.containsKey(parameter.name())) {
                    union(type, parameter, values, tokens, criteria);
                    return true;
                }
                Field field = indexer.field(type, parameter.name());
                if (field == null) {
                    return refuseChains(parameter);
                }
                Match.of(field).where(field, parameter.modifier(), values, tokens, criteria);
                return true;
            }
        }
    }

    /** Chains and _has are told apart from misspelt names, for leaving them out would widen the answer unseen. */
    private static boolean refuseChains(Query.Parameter parameter) {
        if (parameter.name().contains(".")
                || parameter.name().equals("_has")
                || parameter.name().equals("_filter")
                || parameter.name().equals("_query")) {
            throw ProblemException.invalid(
                    "not-supported",
                    "The search form %s is not supported yet".formatted(parameter.key()),
                    parameter.name());
        }
        return false;
    }

    /** A parameter that is two others: the criteria of each, joined by or. */
    private void union(String type, Query.Parameter parameter, List<String> values, Tokens tokens, Criteria criteria) {
        Sql any = new Sql();
        for (String part : new TreeSet<>(Field.UNIONS.getOrDefault(parameter.name(), Set.of()))) {
            Field field = indexer.field(type, part);
            if (field != null) {
                Criteria one = new Criteria();
                Match.of(field).where(field, parameter.modifier(), values, tokens, one);
                any.add(any.isEmpty() ? "((true" : " or (true").add(one.where()).add(")");
            }
        }
        criteria.add(any.add(")"));
    }

    private static Sql lastUpdated(Query.Parameter parameter, List<String> values) {
        Sql any = new Sql();
        for (String value : values) {
            Prefix.Prefixed asked = Prefix.split(Escapes.unescape(value));
            Span span = Span.of(asked.value().replace(' ', '+'));
            if (span == null) {
                throw ProblemException.invalid("value", "A date is expected, such as ge2026-01-31", parameter.name());
            }
            any.add(any.isEmpty() ? "(" : " or ").add(compareUpdated(asked.prefix(), span));
        }
        return any.add(")");
    }

    private static Sql compareUpdated(Prefix prefix, Span span) {
        return switch (prefix) {
            case EQ, AP -> new Sql().add("r.updated between ? and ?", span.low(), span.high());
            case NE -> new Sql().add("r.updated not between ? and ?", span.low(), span.high());
            case GT, SA -> new Sql().add("r.updated > ?", span.high());
            case LT, EB -> new Sql().add("r.updated < ?", span.low());
            case GE -> new Sql().add("r.updated >= ?", span.low());
            case LE -> new Sql().add("r.updated <= ?", span.high());
        };
    }

    private List<Plan.Sort> sorts(String type, Query.Parameter parameter) {
        List<Plan.Sort> sorts = new ArrayList<>();
        for (String key : parameter.value().split(",", -1)) {
            if (key.isEmpty()) {
                continue;
            }
            boolean descending = key.startsWith("-");
            String code = descending ? key.substring(1) : key;
            Field field = indexer.field(type, code);
            if (field == null || isUnsortable(field)) {
                throw ProblemException.invalid(
                        field == null ? "not-found" : "not-supported",
                        "%s cannot be sorted by %s".formatted(type, field == null ? "that name" : code),
                        "_sort");
            }
            sorts.add(sort(field, code, descending));
        }
        return sorts;
    }

    private static boolean isUnsortable(Field field) {
        return switch (field.parameter().type()) {
            case COMPOSITE -> true;
            case SPECIAL -> !field.parameter().code().startsWith("_");
            default -> false;
        };
    }

    private static Plan.Sort sort(Field field, String code, boolean descending) {
        if (code.equals("_lastUpdated")) {
            return new Plan.Sort(field, "r.updated", false, descending);
        }
        if (code.equals("_id")) {
            return new Plan.Sort(field, "encode(r.id, 'hex')", true, descending);
        }
        if (field.inRow() && field.parameter().type() == SearchParameter.Type.DATE) {
            return new Plan.Sort(field, "r.low", false, descending);
        }
        if (field.parameter().type() == SearchParameter.Type.DATE) {
            String sql = "coalesce((select %s from date_value s where s.pk = r.pk and s.param = %d), %s)"
                    .formatted(descending ? "max(s.high)" : "min(s.low)", field.number(), Long.MIN_VALUE + 1);
            return new Plan.Sort(field, sql, false, descending);
        }
        return new Plan.Sort(field, null, true, descending);
    }

    private Plan.Link link(Query.Parameter parameter) {
        if (parameter.modifier() != null) {
            throw ProblemException.invalid(
                    "not-supported", ":%s is not supported yet".formatted(parameter.modifier()), parameter.name());
        }
        String[] parts = parameter.value().split(":", -1);
        boolean known =
                parts.length >= 2 && parts.length <= 3 && R4.definitions().isResourceType(parts[0]);
        if (parameter.value().equals("*") && parameter.name().equals("_include")) {
            return new Plan.Link("*", null, null);
        }
        if (!known) {
            throw ProblemException.invalid(
                    "value", "Expected Type:parameter or Type:parameter:Target", parameter.name());
        }
        @Nullable Field field = parts[1].equals("*") ? null : indexer.field(parts[0], parts[1]);
        if (!parts[1].equals("*") && (field == null || field.parameter().type() != SearchParameter.Type.REFERENCE)) {
            throw ProblemException.invalid(
                    "not-found", "%s has no such reference parameter".formatted(parts[0]), parameter.name());
        }
        if (parts.length == 3 && !R4.definitions().isResourceType(parts[2])) {
            throw ProblemException.invalid("value", "Expected a resource type as target", parameter.name());
        }
        return new Plan.Link(parts[0], field, parts.length == 3 ? parts[2] : null);
    }

    private static int count(Query.Parameter parameter) {
        try {
            int count = Integer.parseInt(parameter.value());
            if (count >= 0) {
                return Math.min(count, MOST_COUNT);
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw ProblemException.invalid("value", "_count is a whole number, 0 or more", "_count");
    }

    private static boolean total(Query.Parameter parameter) {
        return switch (parameter.value()) {
            case "accurate", "estimate" -> true;
            case "none" -> false;
            default ->
                throw new ProblemException(new Problem.Invalid(
                        List.of(Issue.error("value", "_total is none, estimate or accurate", "_total"))));
        };
    }

    /** The query without its cursor, in one spelling: what a cursor is valid for, and what conditional creates lock on. */
    static String signature(Query query) {
        return query.type()
                + "?"
                + query.parameters().stream()
                        .filter(parameter -> !parameter.name().equals("_cursor"))
                        .map(parameter -> parameter.key() + "=" + parameter.value())
                        .sorted()
                        .collect(Collectors.joining("&"));
    }
}
