// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
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

    /** Longest chain, forwards and backwards. */
    private static final int MOST_LINKS = 8;

    /** Result parameters that shape the answer, not the matches; handled above the store or here. */
    private static final Set<String> SHAPING =
            Set.of("_format", "_pretty", "_elements", "_summary", "_maxresults", "_containedType", "_score");

    private final Indexer indexer;

    QueryCompiler(Indexer indexer) {
        this.indexer = indexer;
    }

    /** @param elsewhere answers what has to be known of other resources */
    Plan compile(Scope scope, Query query, Elsewhere elsewhere) {
        if (query.parameters().size() > MOST_PARAMETERS) {
            throw ProblemException.invalid(
                    "too-costly", "A search takes at most %d parameters".formatted(MOST_PARAMETERS));
        }
        Tokens tokens = indexer.tokens(scope.tenant());
        List<Condition> conditions = new ArrayList<>();
        if (query.compartment() != null) {
            conditions.add(compartment(query.type(), query.compartment(), tokens, elsewhere));
        }
        List<Plan.Sort> sorts = new ArrayList<>();
        List<Plan.Link> includes = new ArrayList<>();
        List<Plan.Link> reverse = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        int count = DEFAULT_COUNT;
        Plan.Total total = Plan.Total.NONE;
        boolean countOnly = false;
        String cursor = null;
        for (Query.Parameter parameter : query.parameters()) {
            switch (parameter.name()) {
                case "_count" -> {
                    count = count(parameter);
                    countOnly |= count == 0;
                }
                case "_total" -> total = total(parameter);
                case "_sort" -> {
                    List<Plan.Sort> more = sorts(query.type(), parameter, elsewhere);
                    if (more == null) {
                        unknown.add("_sort");
                    } else {
                        sorts.addAll(more);
                    }
                }
                case "_include" -> includes.add(link(parameter, elsewhere));
                case "_revinclude" -> reverse.add(link(parameter, elsewhere));
                case "_cursor" -> cursor = parameter.value();
                case "_summary" -> countOnly |= parameter.value().equals("count");
                case "_contained" -> refuseContained(parameter);
                default -> {
                    if (SHAPING.contains(parameter.name())) {
                        break;
                    }
                    Condition condition =
                            condition(query.type(), parameter.key(), parameter.value(), tokens, elsewhere, 0);
                    if (condition == null) {
                        unknown.add(parameter.key());
                    } else {
                        conditions.add(condition);
                    }
                }
            }
        }
        return new Plan(
                query.type(),
                Condition.all(conditions),
                sorts,
                count,
                countOnly && total == Plan.Total.NONE ? Plan.Total.ACCURATE : total,
                countOnly,
                includes,
                reverse,
                cursor,
                signature(query),
                unknown);
    }

    /**
     * The condition of {@code key=value}.
     *
     * @param key a parameter with its modifier, a chain, {@code _has:…} or {@code _filter}
     * @param depth how many links lie behind
     * @return null when the type has no such parameter
     */
    @Nullable
    Condition condition(String type, String key, String value, Tokens tokens, Elsewhere elsewhere, int depth) {
        if (depth > MOST_LINKS) {
            throw ProblemException.invalid("too-costly", "A chain has at most %d links".formatted(MOST_LINKS), "_has");
        }
        Chains chains = new Chains(this, tokens, elsewhere);
        if (key.startsWith("_has:")) {
            return chains.reverse(type, key, value, depth);
        }
        int dot = key.indexOf('.');
        if (dot > 0) {
            String head = key.substring(0, dot);
            int colon = head.indexOf(':');
            return chains.forward(
                    type,
                    colon < 0 ? head : head.substring(0, colon),
                    colon < 0 ? null : head.substring(colon + 1),
                    key.substring(dot + 1),
                    value,
                    depth);
        }
        int colon = key.indexOf(':');
        String name = colon < 0 ? key : key.substring(0, colon);
        String modifier = colon < 0 ? null : key.substring(colon + 1);
        if (name.equals("_filter")) {
            return new Filter(this, type, value, tokens, elsewhere).condition();
        }
        if (name.equals("_query")) {
            throw ProblemException.invalid("not-supported", "There are no named queries", "_query");
        }
        return single(type, name, modifier, values(name, value), tokens, elsewhere, chains);
    }

    private @Nullable Condition single(
            String type,
            String name,
            @Nullable String modifier,
            List<String> values,
            Tokens tokens,
            Elsewhere elsewhere,
            Chains chains) {
        switch (name) {
            case "_id" -> {
                return id(modifier, values.stream().map(Escapes::unescape).toList());
            }
            case "_type" -> {
                return type(type, modifier, values);
            }
            case "_lastUpdated" -> {
                if (modifier != null && !modifier.equals("missing")) {
                    throw ProblemException.invalid(
                            "not-supported", "_lastUpdated takes no modifier but :missing", "_lastUpdated");
                }
                return lastUpdated(values, modifier != null);
            }
            case "_list" -> {
                return chains.list(type, values.stream().map(Escapes::unescape).toList());
            }
            default -> {
                Field field = elsewhere.field(type, name);
                return field == null ? null : of(field, modifier, values, tokens, elsewhere);
            }
        }
    }

    private Condition of(
            Field field, @Nullable String modifier, List<String> values, Tokens tokens, Elsewhere elsewhere) {
        if ("missing".equals(modifier)) {
            return switch (values.getFirst()) {
                case "true" -> Presence.missing(field, true);
                case "false" -> Presence.missing(field, false);
                default -> throw Match.bad(field, ":missing is true or false");
            };
        }
        if (field.isUnion()) {
            Condition either = Condition.any(field.halves().stream()
                    .map(half -> of(half, "not".equals(modifier) ? null : modifier, values, tokens, elsewhere))
                    .toList());
            return "not".equals(modifier) ? either.not() : either;
        }
        if ("below".equals(modifier) && TokenMatch.isMimeType(field)) {
            return TokenMatch.belowMimeType(field, values);
        }
        if (modifier != null
                && field.parameter().type() == SearchParameter.Type.TOKEN
                && Codes.MODIFIERS.contains(modifier)) {
            return new Codes(tokens, elsewhere).where(field, modifier, values);
        }
        if (modifier != null
                && field.parameter().type() == SearchParameter.Type.REFERENCE
                && Hierarchies.MODIFIERS.contains(modifier)) {
            return new Hierarchies(tokens, elsewhere).where(field, modifier, values);
        }
        return Match.of(field).where(field, modifier, values, tokens);
    }

    /** How a parameter is matched; null when the type has none of that name. */
    SearchParameter.@Nullable Type typeOf(String type, String code, Elsewhere elsewhere) {
        Field field = elsewhere.field(type, code);
        return field == null ? null : field.parameter().type();
    }

    private static List<String> values(String name, String value) {
        List<String> values =
                Escapes.split(value, ',').stream().filter(one -> !one.isEmpty()).toList();
        if (values.isEmpty()) {
            throw ProblemException.invalid("value", "The parameter has no value", name);
        }
        if (values.size() > MOST_VALUES) {
            throw ProblemException.invalid("too-costly", "At most %d alternatives".formatted(MOST_VALUES), name);
        }
        return values;
    }

    private static Condition id(@Nullable String modifier, List<String> values) {
        return switch (modifier) {
            case null -> ids(values);
            case "not" -> ids(values).not();
            case "missing" -> values.getFirst().equals("true") ? Condition.NEVER : Condition.ALWAYS;
            default ->
                throw ProblemException.invalid("not-supported", "_id takes no modifier but :not and :missing", "_id");
        };
    }

    /** {@code _type}, which tells of any link of a chain what it leads to. */
    private static Condition type(String type, @Nullable String modifier, List<String> values) {
        if (modifier != null && !modifier.equals("not")) {
            throw ProblemException.invalid("not-supported", "_type takes no modifier but :not", "_type");
        }
        if (!values.stream().allMatch(R4.definitions()::isResourceType)) {
            throw ProblemException.invalid("value", "_type names what is no resource type of R4", "_type");
        }
        return values.contains(type) == (modifier == null) ? Condition.ALWAYS : Condition.NEVER;
    }

    /** Values of contained resources are not kept apart in the index, so that only what stands alone can be found. */
    private static void refuseContained(Query.Parameter parameter) {
        switch (parameter.value()) {
            case "false" -> {}
            case "true", "both" ->
                throw ProblemException.invalid(
                        "not-supported", "Contained resources are not searched: only _contained=false", "_contained");
            default -> throw ProblemException.invalid("value", "_contained is true, both or false", "_contained");
        }
    }

    static Condition ids(List<String> ids) {
        if (ids.isEmpty()) {
            return Condition.NEVER;
        }
        Set<String> wanted = Set.copyOf(ids);
        return Condition.exact(
                new Sql().add("r.id = any(?)", (Object)
                        wanted.stream().map(IdBytes::of).toArray(byte[][]::new)),
                (resource, _) -> wanted.contains(String.valueOf(resource.string("id"))));
    }

    /** Belonging to a compartment: one of the parameters leads to it. */
    private Condition compartment(String type, Query.Compartment compartment, Tokens tokens, Elsewhere elsewhere) {
        List<Condition> either = new ArrayList<>();
        for (String code : compartment.parameters()) {
            Field field = elsewhere.field(type, code);
            if (field != null) {
                either.add(ReferenceMatch.leadingTo(field, List.of(compartment.reference()), tokens));
            } else if (code.equals("{def}") && compartment.reference().startsWith(type + "/")) {
                either.add(ids(List.of(compartment.reference().substring(type.length() + 1))));
            }
        }
        return Condition.any(either);
    }

    private static Condition lastUpdated(List<String> values, boolean missing) {
        if (missing) {
            return values.getFirst().equals("true") ? Condition.NEVER : Condition.ALWAYS;
        }
        List<Condition> either = new ArrayList<>();
        for (String value : values) {
            DateMatch.Asked asked = DateMatch.Asked.ofMoments("_lastUpdated", value);
            String sql = asked.sql("@").text().replace("@.low", "r.updated").replace("@.high", "r.updated");
            either.add(Condition.exact(new Sql().add(sql, asked.sql("@").values()), (resource, _) -> {
                Json.Obj meta = resource.object("meta");
                String updated = meta == null ? null : meta.string("lastUpdated");
                Span span = updated == null ? null : Span.of(updated);
                return span != null && asked.holds(span.low(), span.low());
            }));
        }
        return Condition.any(either);
    }

    /** What to sort by; null when that is not understood. */
    private static @Nullable List<Plan.Sort> sorts(String type, Query.Parameter parameter, Elsewhere elsewhere) {
        List<Plan.Sort> sorts = new ArrayList<>();
        for (String key : parameter.value().split(",", -1)) {
            if (key.isEmpty()) {
                continue;
            }
            boolean descending = key.startsWith("-");
            String code = descending ? key.substring(1) : key;
            if (code.equals("_score")) {
                continue; // what matches does so fully: none is more relevant than another
            }
            Field field = elsewhere.field(type, code);
            if (field == null || isUnsortable(field)) {
                return null;
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

    private static Plan.Link link(Query.Parameter parameter, Elsewhere elsewhere) {
        String modifier = parameter.modifier();
        boolean iterate = "iterate".equals(modifier) || "recurse".equals(modifier);
        if (modifier != null && !iterate) {
            throw ProblemException.invalid(
                    "not-supported", "%s takes :iterate only".formatted(parameter.name()), parameter.name());
        }
        String[] parts = parameter.value().split(":", -1);
        boolean known =
                parts.length >= 2 && parts.length <= 3 && R4.definitions().isResourceType(parts[0]);
        if (parameter.value().equals("*") || parameter.value().equals("*:*")) {
            return new Plan.Link("*", null, null, iterate);
        }
        if (!known) {
            throw ProblemException.invalid(
                    "value", "Expected Type:parameter or Type:parameter:Target", parameter.name());
        }
        @Nullable Field field = parts[1].equals("*") ? null : elsewhere.field(parts[0], parts[1]);
        if (!parts[1].equals("*") && (field == null || field.parameter().type() != SearchParameter.Type.REFERENCE)) {
            throw ProblemException.invalid(
                    "not-found", "%s has no such reference parameter".formatted(parts[0]), parameter.name());
        }
        if (parts.length == 3 && !R4.definitions().isResourceType(parts[2])) {
            throw ProblemException.invalid("value", "Expected a resource type as target", parameter.name());
        }
        return new Plan.Link(parts[0], field, parts.length == 3 ? parts[2] : null, iterate);
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

    private static Plan.Total total(Query.Parameter parameter) {
        return switch (parameter.value()) {
            case "accurate" -> Plan.Total.ACCURATE;
            case "estimate" -> Plan.Total.ESTIMATE;
            case "none" -> Plan.Total.NONE;
            default ->
                throw new ProblemException(new Problem.Invalid(
                        List.of(Issue.error("value", "_total is none, estimate or accurate", "_total"))));
        };
    }

    /**
     * The query without its cursor and page size, in one spelling: what a cursor is valid for, and what conditional creates
     * lock on. A walk may go on with pages of another size.
     */
    static String signature(Query query) {
        return query.type()
                + (query.compartment() == null ? "" : " " + query.compartment().reference())
                + "?"
                + query.parameters().stream()
                        .filter(parameter -> !parameter.name().equals("_cursor")
                                && !parameter.name().equals("_count"))
                        .map(parameter -> parameter.key() + "=" + parameter.value())
                        .sorted()
                        .collect(Collectors.joining("&"));
    }
}
