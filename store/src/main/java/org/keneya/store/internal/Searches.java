// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.keneya.store.Stored;

/**
 * Runs searches. One statement finds a page; where only the decrypted resource can tell (long strings, sorting by text)
 * candidates are read in bounded numbers and the rest is done here. Every statement has the read pool's time limit.
 */
public final class Searches {
    private static final int MOST_IN_MEMORY = 5_000;
    private static final int CHUNK = 500;
    private static final int MOST_INCLUDED = 2_000;

    private final Database database;
    private final Codec codec;
    private final Indexer indexer;
    private final TenantKeys keys;
    private final QueryCompiler compiler;

    public Searches(Database database, Codec codec, Indexer indexer, TenantKeys keys) {
        this.database = database;
        this.codec = codec;
        this.indexer = indexer;
        this.keys = keys;
        this.compiler = new QueryCompiler(indexer);
    }

    private record Hit(Stored stored, List<Object> keys) {}

    public Page search(Scope scope, Query query) {
        Plan plan = compiler.compile(scope, query);
        if (!scope.mayRead(plan.type())) {
            return new Page(List.of(), List.of(), 0, null, plan.unknown());
        }
        return database.read(connection -> run(connection, scope, plan));
    }

    /** The SQL of a query, for explanation. */
    String explain(Scope scope, Query query) {
        Plan plan = compiler.compile(scope, query);
        return database.read(connection -> {
            Sql sql = new Sql().add("explain (costs off) ").add(select(scope, plan, null, plan.count() + 1));
            try (var statement = sql.prepare(connection)) {
                var text = new StringBuilder();
                var rows = statement.executeQuery();
                while (rows.next()) {
                    text.append(rows.getString(1)).append('\n');
                }
                return text.toString();
            }
        });
    }

    private Page run(Connection connection, Scope scope, Plan plan) throws SQLException {
        if (plan.countOnly()) {
            return new Page(List.of(), List.of(), count(connection, scope, plan), null, plan.unknown());
        }
        Keys tenant = keys.of(scope.tenant());
        Cursor cursor =
                plan.cursor() == null ? null : Cursor.read(plan.cursor(), tenant, scope.actor(), plan.signature());
        List<Hit> hits = plan.sortsInMemory()
                ? sorted(connection, scope, plan, cursor)
                : ordered(connection, scope, plan, cursor);
        boolean more = hits.size() > plan.count();
        List<Hit> page = more ? hits.subList(0, plan.count()) : hits;
        String next = more ? new Cursor(page.getLast().keys()).write(tenant, scope.actor(), plan.signature()) : null;
        List<Stored> matches = page.stream().map(Hit::stored).toList();
        long total = -1;
        if (!more && cursor == null) {
            total = matches.size();
        } else if (plan.total()) {
            total = count(connection, scope, plan);
        }
        return new Page(matches, included(connection, scope, plan, matches), total, next, plan.unknown());
    }

    /** One more than a page of matches, in the order the database gives. */
    private List<Hit> ordered(Connection connection, Scope scope, Plan plan, @Nullable Cursor cursor)
            throws SQLException {
        int wanted = plan.count() + 1;
        if (plan.criteria().checks().isEmpty()) {
            return fetch(connection, scope, plan, cursor, wanted);
        }
        List<Hit> hits = new ArrayList<>();
        Cursor from = cursor;
        int read = 0;
        while (hits.size() < wanted) {
            List<Hit> chunk = fetch(connection, scope, plan, from, CHUNK);
            chunk.stream().filter(hit -> passes(plan, hit)).forEach(hits::add);
            read += chunk.size();
            if (chunk.size() < CHUNK) {
                break;
            }
            if (read > MOST_IN_MEMORY) {
                throw tooMany();
            }
            from = new Cursor(chunk.getLast().keys());
        }
        return hits.size() > wanted ? new ArrayList<>(hits.subList(0, wanted)) : hits;
    }

    private static boolean passes(Plan plan, Hit hit) {
        Json.Obj resource = JsonText.readObject(hit.stored().body());
        return plan.criteria().checks().stream().allMatch(check -> check.test(resource));
    }

    /** Sorted by what only the resources themselves tell; refused when there are too many. */
    private List<Hit> sorted(Connection connection, Scope scope, Plan plan, @Nullable Cursor cursor)
            throws SQLException {
        Plan unsorted = new Plan(
                plan.type(),
                plan.criteria(),
                List.of(),
                MOST_IN_MEMORY,
                false,
                false,
                List.of(),
                List.of(),
                null,
                "",
                List.of());
        List<Hit> all = ordered(connection, scope, unsorted, null);
        if (all.size() > MOST_IN_MEMORY) {
            throw tooMany();
        }
        record Keyed(Stored stored, List<String> texts) {}
        List<Keyed> keyed = new ArrayList<>();
        for (Hit hit : all) {
            Json.Obj resource = JsonText.readObject(hit.stored().body());
            keyed.add(new Keyed(
                    hit.stored(),
                    plan.sorts().stream()
                            .map(sort -> SortText.of(sort, resource, hit.stored()))
                            .toList()));
        }
        Comparator<Keyed> order = Comparator.comparingInt(_ -> 0);
        for (int i = 0; i < plan.sorts().size(); i++) {
            int at = i;
            Comparator<Keyed> one = Comparator.comparing(each -> each.texts.get(at));
            order = order.thenComparing(plan.sorts().get(i).descending() ? one.reversed() : one);
        }
        keyed.sort(order.thenComparing(each -> each.stored.id()));
        int start = 0;
        if (cursor != null && cursor.keys().getFirst() instanceof String lastId) {
            for (int i = 0; i < keyed.size(); i++) {
                if (keyed.get(i).stored.id().equals(lastId)) {
                    start = i + 1;
                }
            }
        }
        int end = Math.min(keyed.size(), start + plan.count() + 1);
        return keyed.subList(start, end).stream()
                .map(each -> new Hit(each.stored, List.of(each.stored.id())))
                .toList();
    }

    private static ProblemException tooMany() {
        return new ProblemException(new Problem.TooCostly(List.of(Issue.error(
                "too-costly",
                "More than %d resources would have to be opened to answer; add criteria".formatted(MOST_IN_MEMORY)))));
    }

    private long count(Connection connection, Scope scope, Plan plan) throws SQLException {
        if (!plan.criteria().checks().isEmpty()) {
            Plan all = new Plan(
                    plan.type(),
                    plan.criteria(),
                    List.of(),
                    MOST_IN_MEMORY,
                    false,
                    false,
                    List.of(),
                    List.of(),
                    null,
                    "",
                    List.of());
            return ordered(connection, scope, all, null).size();
        }
        Sql sql = new Sql()
                .add("select count(*)\n  from %s r".formatted(Tables.of(plan.type())))
                .add(where(scope, plan));
        try (var statement = sql.prepare(connection)) {
            var rows = statement.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    private List<Hit> fetch(Connection connection, Scope scope, Plan plan, @Nullable Cursor cursor, int limit)
            throws SQLException {
        Sql sql = select(scope, plan, cursor, limit);
        try (var statement = sql.prepare(connection)) {
            var rows = statement.executeQuery();
            List<Hit> hits = new ArrayList<>();
            while (rows.next()) {
                List<Object> last = new ArrayList<>();
                for (int i = 0; i < plan.sorts().size(); i++) {
                    last.add(plan.sorts().get(i).isText() ? rows.getString(6 + i) : (Object) rows.getLong(6 + i));
                }
                last.add(rows.getLong(5));
                hits.add(new Hit(stored(scope.tenant(), plan.type(), rows), last));
            }
            return hits;
        }
    }

    private Sql select(Scope scope, Plan plan, @Nullable Cursor cursor, int limit) {
        Sql sql = new Sql().add("select r.id, r.version, r.updated, r.content, r.pk");
        plan.sorts().forEach(sort -> sql.add(", " + sort.sql()));
        sql.add("\n  from %s r".formatted(Tables.of(plan.type()))).add(where(scope, plan));
        if (cursor != null) {
            sql.add("\n   and ").add(after(plan, cursor));
        }
        sql.add("\n order by ");
        plan.sorts().forEach(sort -> sql.add(sort.sql() + (sort.descending() ? " desc, " : ", ")));
        return sql.add(isDescending(plan) ? "r.pk desc" : "r.pk").add("\n limit ?", limit);
    }

    /** The row key follows the last sort key, so that one index serves both. */
    private static boolean isDescending(Plan plan) {
        return !plan.sorts().isEmpty() && plan.sorts().getLast().descending();
    }

    private Sql where(Scope scope, Plan plan) {
        int type = R4.definitions().typeCode(plan.type());
        Sql where = new Sql()
                .add("\n where r.tenant = ?\n   and r.type = ?", scope.tenant().id(), type);
        if (scope.patient() != null && R4.definitions().inPatientCompartment(plan.type())) {
            where.add("\n   and r.patient = ?", indexer.tokens(scope.tenant()).patient(scope.patient()));
        }
        return where.add(plan.criteria().where());
    }

    /** Rows behind the cursor in the plan's order. */
    private static Sql after(Plan plan, Cursor cursor) {
        List<Object> last = cursor.keys();
        if (last.size() != plan.sorts().size() + 1) {
            throw ProblemException.invalid("value", "This page link does not fit this query", "_cursor");
        }
        boolean descending = isDescending(plan);
        boolean uniform = plan.sorts().stream().allMatch(sort -> sort.descending() == descending);
        List<String> expressions = new ArrayList<>();
        plan.sorts().forEach(sort -> expressions.add(String.valueOf(sort.sql())));
        expressions.add("r.pk");
        if (uniform) {
            String marks = String.join(", ", java.util.Collections.nCopies(last.size(), "?"));
            return new Sql()
                    .add(
                            "(%s) %s (%s)".formatted(String.join(", ", expressions), descending ? "<" : ">", marks),
                            last.toArray());
        }
        Sql any = new Sql().add("(false");
        for (int i = 0; i < expressions.size(); i++) {
            any.add(" or (true");
            for (int j = 0; j < i; j++) {
                any.add(" and " + expressions.get(j) + " = ?", last.get(j));
            }
            boolean down = i < plan.sorts().size() ? plan.sorts().get(i).descending() : descending;
            any.add(" and " + expressions.get(i) + (down ? " < ?" : " > ?"), last.get(i))
                    .add(")");
        }
        return any.add(")");
    }

    private List<Stored> included(Connection connection, Scope scope, Plan plan, List<Stored> matches)
            throws SQLException {
        if (matches.isEmpty() || plan.includes().isEmpty() && plan.reverse().isEmpty()) {
            return List.of();
        }
        Map<String, Stored> found = new LinkedHashMap<>();
        Set<String> present = new LinkedHashSet<>();
        matches.forEach(match -> present.add(match.type() + "/" + match.id()));
        forward(connection, scope, plan, matches, found);
        for (Plan.Link link : plan.reverse()) {
            backward(connection, scope, link, plan.type(), matches, found);
        }
        present.forEach(found::remove);
        return List.copyOf(found.values());
    }

    private void forward(Connection connection, Scope scope, Plan plan, List<Stored> matches, Map<String, Stored> found)
            throws SQLException {
        if (plan.includes().isEmpty()) {
            return;
        }
        Map<String, Set<String>> wanted = new LinkedHashMap<>();
        for (Stored match : matches) {
            Json.Obj resource = JsonText.readObject(match.body());
            for (Plan.Link link : plan.includes()) {
                if (link.source().equals("*") || link.source().equals(match.type())) {
                    targets(match.type(), link, resource, wanted);
                }
            }
        }
        for (var entry : wanted.entrySet()) {
            if (scope.mayRead(entry.getKey())) {
                for (Stored one : byIds(connection, scope, entry.getKey(), entry.getValue())) {
                    found.put(one.type() + "/" + one.id(), one);
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
                    String text = value instanceof Json.Obj object ? object.string("reference") : null;
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
            Connection connection,
            Scope scope,
            Plan.Link link,
            String targetType,
            List<Stored> matches,
            Map<String, Stored> found)
            throws SQLException {
        Field field = link.field();
        if (field == null) {
            throw ProblemException.invalid("not-supported", "Name the parameter of the link", "_revinclude");
        }
        if (!scope.mayRead(link.source())) {
            return;
        }
        Criteria criteria = new Criteria();
        ReferenceMatch.INSTANCE.where(
                field,
                null,
                matches.stream().map(match -> targetType + "/" + match.id()).toList(),
                indexer.tokens(scope.tenant()),
                criteria);
        Plan plan = new Plan(
                link.source(),
                criteria,
                List.of(),
                MOST_INCLUDED,
                false,
                false,
                List.of(),
                List.of(),
                null,
                "",
                List.of());
        List<Hit> hits = fetch(connection, scope, plan, null, MOST_INCLUDED + 1);
        if (hits.size() > MOST_INCLUDED) {
            throw new ProblemException(new Problem.TooCostly(List.of(Issue.error(
                    "too-costly",
                    "More than %d resources would be included; ask for fewer matches with _count"
                            .formatted(MOST_INCLUDED),
                    "_revinclude"))));
        }
        hits.forEach(hit -> found.put(hit.stored().type() + "/" + hit.stored().id(), hit.stored()));
    }

    private List<Stored> byIds(Connection connection, Scope scope, String type, Set<String> ids) throws SQLException {
        Criteria criteria = new Criteria();
        criteria.add(new Sql()
                .add("r.id = any(?)", (Object) ids.stream().map(IdBytes::of).toArray(byte[][]::new)));
        Plan plan = new Plan(
                type, criteria, List.of(), ids.size(), false, false, List.of(), List.of(), null, "", List.of());
        return fetch(connection, scope, plan, null, ids.size()).stream()
                .map(Hit::stored)
                .toList();
    }

    /**
     * The resource that matches the criteria of a conditional interaction, looked for under a lock that everyone with the
     * same criteria queues on; null when there is none.
     */
    @Nullable
    Stored onlyMatch(Connection connection, Scope scope, Query query) throws SQLException {
        Scope whole = Scope.system(scope.tenant());
        Plan plan = compiler.compile(whole, query);
        if (!plan.unknown().isEmpty() || plan.criteria().where().isEmpty()) {
            throw new ProblemException(new Problem.PreconditionFailed(
                    List.of(Issue.error("invalid", "A condition needs criteria this server knows", "If-None-Exist"))));
        }
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, indexer.tokens(scope.tenant()).of(0, 2, plan.signature()));
            lock.execute();
        }
        List<Hit> hits = fetch(connection, whole, plan, null, 2);
        if (hits.size() > 1) {
            throw new ProblemException(new Problem.PreconditionFailed(
                    List.of(Issue.error("multiple-matches", "Several resources meet the condition"))));
        }
        return hits.isEmpty() ? null : hits.getFirst().stored();
    }

    /**
     * Resources that have at least one word of every group, oldest first. Sorted by an expression, so that the planner looks
     * the words up instead of walking the row keys in hope of a match: of words that go together it cannot guess how few
     * rows have both.
     */
    public List<Stored> byWords(Scope scope, String type, List<List<String>> groups, @Nullable Span born, int limit) {
        Tokens tokens = indexer.tokens(scope.tenant());
        int code = R4.definitions().typeCode(type);
        Criteria criteria = new Criteria();
        for (List<String> group : groups) {
            criteria.anyOf(group.stream()
                    .mapToLong(word -> tokens.of(code, Indexer.EXTRA, word))
                    .toArray());
        }
        if (born != null) {
            criteria.add(new Sql().add("r.low >= ? and r.high <= ?", born.low(), born.high()));
        }
        Field key = Objects.requireNonNull(indexer.field(type, "_id"));
        List<Plan.Sort> order = List.of(new Plan.Sort(key, "r.pk + 0", false, false));
        Plan plan =
                new Plan(type, criteria, order, limit, false, false, List.of(), List.of(), null, "", List.of());
        return database.read(connection -> fetch(connection, scope, plan, null, limit)).stream()
                .map(Hit::stored)
                .toList();
    }

    private Stored stored(Tenant tenant, String type, ResultSet row) throws SQLException {
        String id = IdBytes.text(row.getBytes(1));
        int version = row.getInt(2);
        byte[] json = codec.decode(tenant, R4.definitions().typeCode(type), id, version, row.getBytes(4));
        return new Stored(type, id, version, row.getLong(3), json);
    }
}
