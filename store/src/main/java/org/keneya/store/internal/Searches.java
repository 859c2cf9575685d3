// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.store.Head;
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
    /** An estimate below this is not worth guessing. */
    private static final long COUNTED_EXACTLY = 5_000;

    private static final Pattern PLANNED_ROWS = Pattern.compile("rows=(\\d+)");

    private final Database database;
    private final Codec codec;
    private final Indexer indexer;
    private final TenantKeys keys;
    private final QueryCompiler compiler;
    private final Includes includes;
    private final Fences fences;

    public Searches(Database database, Codec codec, Indexer indexer, TenantKeys keys) {
        this.database = database;
        this.codec = codec;
        this.indexer = indexer;
        this.keys = keys;
        this.compiler = new QueryCompiler(indexer);
        this.includes = new Includes(indexer, this::unordered);
        this.fences =
                new Fences(indexer, compiler, (connection, tenant) -> new Linked(connection, Scope.system(tenant)));
    }

    private record Hit(Stored stored, List<Object> keys) {}

    public Page search(Scope scope, Query query) {
        return database.search(scope.tenant(), connection -> {
            Plan plan = compiler.compile(scope, query, new Linked(connection, scope));
            return scope.mayRead(plan.type())
                    ? run(connection, scope, plan)
                    : new Page(List.of(), List.of(), 0, null, plan.unknown());
        });
    }

    List<Head> heads(Scope scope, Query query, int most) {
        return database.search(scope.tenant(), connection -> {
            Plan plan = compiler.compile(scope, query, new Linked(connection, scope));
            if (!scope.mayRead(plan.type())) {
                return List.of();
            }
            if (!plan.condition().isExact()) {
                return ordered(connection, scope, plan.unordered(most), null).stream()
                        .map(hit -> head(hit.stored()))
                        .limit(most)
                        .toList();
            }
            Sql sql = new Sql()
                    .add("with found as materialized (\nselect r.id, r.version, r.updated ")
                    .add(from(connection, scope, plan))
                    .add(")\nselect id, version, updated\n  from found\n limit ?", most);
            try (var statement = sql.prepare(connection)) {
                var rows = statement.executeQuery();
                List<Head> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Head(plan.type(), IdBytes.text(rows.getBytes(1)), rows.getInt(2), rows.getLong(3)));
                }
                return found;
            }
        });
    }

    private static Head head(Stored stored) {
        return new Head(stored.type(), stored.id(), stored.version(), stored.updated());
    }

    /** The SQL of a query, for explanation. */
    String explain(Scope scope, Query query) {
        return database.search(scope.tenant(), connection -> {
            Plan plan = compiler.compile(scope, query, new Linked(connection, scope));
            Sql sql =
                    new Sql().add("explain (costs off) ").add(select(connection, scope, plan, null, plan.count() + 1));
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
        } else if (plan.total() != Plan.Total.NONE) {
            total = count(connection, scope, plan);
        }
        return new Page(matches, includes.of(connection, scope, plan, matches), total, next, plan.unknown());
    }

    /** One more than a page of matches, in the order the database gives. */
    private List<Hit> ordered(Connection connection, Scope scope, Plan plan, @Nullable Cursor cursor)
            throws SQLException {
        int wanted = plan.count() + 1;
        if (plan.condition().isExact()) {
            return fetch(connection, scope, plan, cursor, wanted);
        }
        List<Hit> hits = new ArrayList<>();
        Cursor from = cursor;
        int read = 0;
        while (hits.size() < wanted) {
            List<Hit> chunk = fetch(connection, scope, plan, from, CHUNK);
            chunk.stream().filter(hit -> passes(scope.tenant(), plan, hit)).forEach(hits::add);
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

    private boolean passes(Tenant tenant, Plan plan, Hit hit) {
        Json.Obj resource = JsonText.readObject(hit.stored().body());
        Row row = indexer.index(tenant, plan.type(), hit.stored().id(), resource);
        return plan.condition().rest().holds(resource, row);
    }

    /** Sorted by what only the resources themselves tell; refused when there are too many. */
    private List<Hit> sorted(Connection connection, Scope scope, Plan plan, @Nullable Cursor cursor)
            throws SQLException {
        Plan unsorted = plan.unordered(MOST_IN_MEMORY);
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

    /** See {@link org.keneya.store.FhirStore#order}. */
    Comparator<Stored> order(Scope scope, String sort) {
        IdentityHashMap<Stored, List<String>> known = new IdentityHashMap<>();
        List<String> codes =
                Arrays.stream(sort.split(",", -1)).filter(key -> !key.isEmpty()).toList();
        Comparator<Stored> order = (_, _) -> 0;
        for (int i = 0; i < codes.size(); i++) {
            int at = i;
            Comparator<Stored> one =
                    Comparator.comparing(each -> known.computeIfAbsent(each, _ -> texts(scope.tenant(), codes, each))
                            .get(at));
            order = order.thenComparing(codes.get(i).startsWith("-") ? one.reversed() : one);
        }
        return order;
    }

    private List<String> texts(Tenant tenant, List<String> codes, Stored stored) {
        Json.Obj resource = JsonText.readObject(stored.body());
        return codes.stream()
                .map(code -> {
                    boolean descending = code.startsWith("-");
                    Field field = indexer.field(tenant, stored.type(), descending ? code.substring(1) : code);
                    return field == null
                            ? ""
                            : SortText.of(new Plan.Sort(field, null, true, descending), resource, stored);
                })
                .toList();
    }

    private static ProblemException tooMany() {
        return new ProblemException(new Problem.TooCostly(List.of(Issue.error(
                "too-costly",
                "More than %d resources would have to be opened to answer; add criteria".formatted(MOST_IN_MEMORY)))));
    }

    private long count(Connection connection, Scope scope, Plan plan) throws SQLException {
        if (!plan.condition().isExact()) {
            Plan all = plan.unordered(MOST_IN_MEMORY);
            return ordered(connection, scope, all, null).size();
        }
        if (plan.total() == Plan.Total.ESTIMATE) {
            long guess = estimate(connection, scope, plan);
            if (guess > COUNTED_EXACTLY) {
                return guess;
            }
        }
        Sql sql = new Sql().add("select count(*)\n  ").add(from(connection, scope, plan));
        try (var statement = sql.prepare(connection)) {
            var rows = statement.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    /** What the database's statistics say; costs the same whatever the number. */
    private long estimate(Connection connection, Scope scope, Plan plan) throws SQLException {
        Sql sql = new Sql().add("explain select 1 ").add(from(connection, scope, plan));
        try (var statement = sql.prepare(connection)) {
            var rows = statement.executeQuery();
            rows.next();
            Matcher planned = PLANNED_ROWS.matcher(rows.getString(1));
            return planned.find() ? Long.parseLong(planned.group(1)) : 0;
        }
    }

    private List<Hit> fetch(Connection connection, Scope scope, Plan plan, @Nullable Cursor cursor, int limit)
            throws SQLException {
        Sql sql = select(connection, scope, plan, cursor, limit);
        try (var statement = sql.prepare(connection)) {
            var rows = statement.executeQuery();
            List<Hit> hits = new ArrayList<>();
            while (rows.next()) {
                List<Object> last = new ArrayList<>();
                for (int i = 0; i < plan.sorts().size(); i++) {
                    last.add(plan.sorts().get(i).isText() ? rows.getString(7 + i) : (Object) rows.getLong(7 + i));
                }
                last.add(rows.getLong(6));
                hits.add(new Hit(stored(scope.tenant(), plan.type(), rows), last));
            }
            return hits;
        }
    }

    private Sql select(Connection connection, Scope scope, Plan plan, @Nullable Cursor cursor, int limit) {
        Sql sql = new Sql().add("select r.id, r.version, r.updated, r.content, r.patient, r.pk");
        plan.sorts().forEach(sort -> sql.add(", " + sort.sql()));
        sql.add("\n  ").add(from(connection, scope, plan));
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

    /** {@code from … where …}: the rows of the type the caller may see that may meet the condition. */
    private Sql from(Connection connection, Scope scope, Plan plan) {
        int type = R4.definitions().typeCode(plan.type());
        Sql where = new Sql()
                .add("from %s r".formatted(Tables.of(plan.type())))
                .add("\n where r.tenant = ?\n   and r.type = ?", scope.tenant().id(), type);
        if (scope.patient() != null && R4.definitions().inPatientCompartment(plan.type())) {
            where.add("\n   and r.patient = ?", indexer.tokens(scope.tenant()).patient(scope.patient()));
        }
        if (!plan.condition().isAlways()) {
            where.add("\n   and ").add(plan.condition().sql());
        }
        return fences.seen(connection, scope, plan.type()).addTo(where);
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

    /**
     * Some of what meets the condition, in no order. The inner query is planned as if all were wanted, so that the index on
     * what was asked is used and not a walk in hope of early matches, and is stopped when there are enough.
     */
    private List<Stored> unordered(Connection connection, Scope scope, Plan plan) throws SQLException {
        Sql sql = new Sql()
                .add("with found as materialized (\nselect r.id, r.version, r.updated, r.content, r.patient ")
                .add(from(connection, scope, plan))
                .add(")\nselect id, version, updated, content, patient\n  from found\n limit ?", plan.count());
        try (var statement = sql.prepare(connection)) {
            var rows = statement.executeQuery();
            List<Stored> found = new ArrayList<>();
            while (rows.next()) {
                found.add(stored(scope.tenant(), plan.type(), rows));
            }
            return found;
        }
    }

    /** Looks into other resources on behalf of a search, as far as its caller may see. */
    private final class Linked implements Elsewhere {
        private final Connection connection;
        private final Scope scope;

        Linked(Connection connection, Scope scope) {
            this.connection = connection;
            this.scope = scope;
        }

        @Override
        public List<String> ids(String type, Condition condition, String parameter) {
            if (!condition.isExact()) {
                return resources(type, condition, parameter).stream()
                        .map(resource -> String.valueOf(resource.string("id")))
                        .toList();
            }
            Sql sql = new Sql()
                    .add("with found as materialized (\nselect r.id ")
                    .add(from(type, condition))
                    .add(")\nselect id\n  from found\n limit ?", MOST + 1);
            try (var statement = sql.prepare(connection)) {
                var rows = statement.executeQuery();
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(IdBytes.text(rows.getBytes(1)));
                }
                return bounded(found, MOST, parameter);
            } catch (SQLException failure) {
                throw Database.understood(failure);
            }
        }

        @Override
        public long @Nullable [] patients(String type, Condition condition, int most) {
            Sql sql = new Sql()
                    .add("with found as materialized (\nselect r.patient ")
                    .add(from(type, condition))
                    .add(" and r.patient is not null)\nselect patient\n  from found\n limit ?", most + 1);
            try (var statement = sql.prepare(connection)) {
                var rows = statement.executeQuery();
                LongStream.Builder found = LongStream.builder();
                int count = 0;
                while (rows.next()) {
                    found.add(rows.getLong(1));
                    count++;
                }
                return count > most ? null : found.build().sorted().distinct().toArray();
            } catch (SQLException failure) {
                throw Database.understood(failure);
            }
        }

        @Override
        public List<Json.Obj> resources(String type, Condition condition, String parameter) {
            Plan plan = Plan.of(type, condition, MOST / 2 + 1);
            try {
                List<Json.Obj> found = new ArrayList<>();
                for (Stored one : unordered(connection, scope, plan)) {
                    Json.Obj resource = JsonText.readObject(one.body());
                    if (condition.isExact()
                            || condition
                                    .test()
                                    .holds(resource, indexer.index(scope.tenant(), type, one.id(), resource))) {
                        found.add(resource);
                    }
                }
                return bounded(found, MOST / 2, parameter);
            } catch (SQLException failure) {
                throw Database.understood(failure);
            }
        }

        private <T> List<T> bounded(List<T> found, int most, String parameter) {
            if (found.size() > most) {
                throw new ProblemException(new Problem.TooCostly(List.of(Issue.error(
                        "too-costly",
                        "The linked resources are more than %d; ask more precisely".formatted(most),
                        parameter))));
            }
            return found;
        }

        @Override
        public Sql from(String type, Condition condition) {
            return Searches.this.from(connection, scope, Plan.of(type, condition, 0));
        }

        @Override
        public boolean mayRead(String type) {
            return scope.mayRead(type);
        }

        @Override
        public @Nullable Field field(String type, String code) {
            Field field = indexer.field(scope.tenant(), type, code);
            if (field != null && Fences.isHidden(scope, type, field)) {
                throw new ProblemException(new Problem.Forbidden(List.of(Issue.error(
                        "forbidden", "What %s of %s reads is not open to the caller".formatted(code, type), code))));
            }
            return field;
        }
    }

    Fences fences() {
        return fences;
    }

    /** Of these ids of one type, those whose resources lie within a fence. */
    Set<String> within(Connection connection, Scope scope, String type, Collection<String> ids, Fence fence)
            throws SQLException {
        Sql sql = new Sql()
                .add("select r.id from %s r".formatted(Tables.of(type)))
                .add(
                        "\n where r.tenant = ?\n   and r.type = ?",
                        scope.tenant().id(),
                        R4.definitions().typeCode(type))
                .add("\n   and r.id = any(?)", (Object)
                        ids.stream().map(IdBytes::of).toArray(byte[][]::new));
        try (var statement = fence.addTo(sql).prepare(connection)) {
            var rows = statement.executeQuery();
            Set<String> found = new HashSet<>();
            while (rows.next()) {
                found.add(IdBytes.text(rows.getBytes(1)));
            }
            return found;
        }
    }

    /**
     * The resource that matches the criteria of a conditional interaction, looked for under a lock that everyone with the
     * same criteria queues on; null when there is none.
     */
    @Nullable
    Stored onlyMatch(Connection connection, Scope scope, Query query) throws SQLException {
        Scope whole = Scope.system(scope.tenant());
        Plan plan = compiler.compile(whole, query, new Linked(connection, whole));
        if (!plan.unknown().isEmpty() || plan.condition().isAlways()) {
            throw new ProblemException(new Problem.PreconditionFailed(
                    List.of(Issue.error("invalid", "A condition needs criteria this server knows", "If-None-Exist"))));
        }
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, indexer.tokens(scope.tenant()).of(0, 2, plan.signature()));
            lock.execute();
        }
        List<Hit> hits = ordered(connection, whole, plan.unordered(1), null);
        if (hits.size() > 1) {
            throw new ProblemException(new Problem.PreconditionFailed(
                    List.of(Issue.error("multiple-matches", "Several resources meet the condition"))));
        }
        return hits.isEmpty() ? null : hits.getFirst().stored();
    }

    /** Resources that have at least one word of every group, in no order. */
    public List<Stored> byWords(Scope scope, String type, List<List<String>> groups, @Nullable Span born, int limit) {
        Tokens tokens = indexer.tokens(scope.tenant());
        int code = R4.definitions().typeCode(type);
        List<Condition> all = new ArrayList<>();
        for (List<String> group : groups) {
            all.add(Condition.anyOf(group.stream()
                    .mapToLong(word -> tokens.of(code, Indexer.EXTRA, word))
                    .toArray()));
        }
        if (born != null) {
            DateMatch.Asked asked = DateMatch.Asked.of(Prefix.EQ, born);
            all.add(Condition.exact(asked.sql("r"), (_, row) -> row.hasDate && asked.holds(row.low, row.high)));
        }
        return database.search(
                scope.tenant(), connection -> unordered(connection, scope, Plan.of(type, Condition.all(all), limit)));
    }

    private Stored stored(Tenant tenant, String type, ResultSet row) throws SQLException {
        String id = IdBytes.text(row.getBytes(1));
        int version = row.getInt(2);
        byte[] json = codec.decode(tenant, R4.definitions().typeCode(type), id, version, row.getBytes(4));
        return new Stored(type, id, version, row.getLong(3), row.getLong(5), json);
    }
}
