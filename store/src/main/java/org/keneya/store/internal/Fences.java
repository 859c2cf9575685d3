// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.R4;
import org.keneya.store.Limits;
import org.keneya.store.Scope;

/** Compiles {@link Limits} with the compiler of searches: what is policy and what is asked meet in one statement. */
final class Fences {
    private static final String OF_PATIENT = "_patient";
    private static final String PATIENT_WITH = "_with";

    private final Indexer indexer;
    private final QueryCompiler compiler;
    private final Unbounded unbounded;

    Fences(Indexer indexer, QueryCompiler compiler, Unbounded unbounded) {
        this.indexer = indexer;
        this.compiler = compiler;
        this.unbounded = unbounded;
    }

    /** Looks into other resources as the system: what a policy rests on need not be open to whom it is for. */
    @FunctionalInterface
    interface Unbounded {
        Elsewhere of(Connection connection, Tenant tenant);
    }

    /** What may be seen. */
    Fence seen(Connection connection, Scope scope, String type) {
        Limits limits = scope.limits();
        if (limits.seen(type).isEmpty() && limits.opposition(type) == null) {
            return Fence.NONE;
        }
        return (Fence) limits.compiled(
                "seen " + type, _ -> compile(connection, scope.tenant(), limits, type, limits.seen(type)));
    }

    /** What may be changed, which is never more than what may be seen. */
    Fence changed(Connection connection, Scope scope, String type) {
        Limits limits = scope.limits();
        if (limits.changed(type).isEmpty()) {
            return seen(connection, scope, type);
        }
        return (Fence) limits.compiled(
                "changed " + type,
                _ -> compile(
                        connection,
                        scope.tenant(),
                        limits,
                        type,
                        Stream.concat(limits.seen(type).stream(), limits.changed(type).stream())
                                .toList()));
    }

    /** Whether a parameter reads what is hidden: finding by it would tell what is not shown. */
    static boolean isHidden(Scope scope, String type, Field field) {
        Set<String> hidden = scope.limits().hidden(type);
        if (hidden.isEmpty()) {
            return false;
        }
        String expression = field.parameter().expression();
        return expression.isEmpty()
                || hidden.stream().anyMatch(path -> reads(expression, path) || reads(path, expression));
    }

    /** Whether an expression leads through a path; {@code Patient.name.family} leads through {@code Patient.name}. */
    private static boolean reads(String expression, String path) {
        for (int at = expression.indexOf(path); at >= 0; at = expression.indexOf(path, at + 1)) {
            int end = at + path.length();
            if (end == expression.length() || !Character.isLetterOrDigit(expression.charAt(end))) {
                return true;
            }
        }
        return false;
    }

    private Fence compile(
            Connection connection, Tenant tenant, Limits limits, String type, List<Limits.Clause> clauses) {
        Joining elsewhere = new Joining(unbounded.of(connection, tenant));
        List<Condition> all = new ArrayList<>();
        for (Limits.Clause clause : clauses) {
            List<Condition> any = new ArrayList<>(clause.queries().stream()
                    .map(query -> query(tenant, type, query, elsewhere))
                    .toList());
            if (clause.givesWay() && !limits.open().isEmpty()) {
                any.add(ReferenceMatch.ofPatients(patients(tenant, limits)));
            }
            all.add(Condition.any(any));
        }
        Limits.Opposition opposition = limits.opposition(type);
        boolean closes = opposition != null && R4.definitions().inPatientCompartment(type);
        return new Fence(
                Condition.all(all),
                !elsewhere.joined,
                closes ? closed(tenant, limits, Objects.requireNonNull(opposition), type) : null,
                closes
                        ? touched(tenant, Objects.requireNonNull(opposition), type)
                                .add(")")
                        : null);
    }

    private long[] patients(Tenant tenant, Limits limits) {
        Tokens tokens = indexer.tokens(tenant);
        return limits.open().stream().mapToLong(tokens::patient).toArray();
    }

    private Condition query(Tenant tenant, String type, String query, Elsewhere elsewhere) {
        Tokens tokens = indexer.tokens(tenant);
        List<Condition> all = new ArrayList<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw refused(type, "Criteria are name=value pairs");
            }
            String key = decoded(pair.substring(0, equals));
            String value = decoded(pair.substring(equals + 1));
            if (key.equals(OF_PATIENT)) {
                if (R4.definitions().inPatientCompartment(type)) {
                    all.add(ReferenceMatch.ofPatients(new long[] {tokens.patient(value)}));
                }
                continue;
            }
            if (key.equals(PATIENT_WITH)) {
                all.add(patientWith(tenant, type, value, elsewhere));
                continue;
            }
            Condition condition = compiler.condition(type, key, value, tokens, elsewhere, 0);
            if (condition == null) {
                throw refused(type, "%s has no search parameter %s".formatted(type, key));
            }
            if (!condition.isExact()) {
                throw refused(type, "The index alone cannot answer %s of %s".formatted(key, type));
            }
            all.add(condition);
        }
        return Condition.all(all);
    }

    /** The patient of the row has a resource that meets {@code Type?criteria}; of types in no compartment nothing is asked. */
    private Condition patientWith(Tenant tenant, String type, String value, Elsewhere elsewhere) {
        String[] parts = value.split("\\?", 2);
        if (parts.length < 2 || !R4.definitions().inPatientCompartment(parts[0])) {
            throw refused(type, "Expected Type?criteria of a type that belongs to a patient");
        }
        if (!R4.definitions().inPatientCompartment(type)) {
            return Condition.ALWAYS;
        }
        Condition inner = query(tenant, parts[0], parts[1], elsewhere);
        Sql sql = new Sql()
                .add("r.patient in (select r.patient ")
                .add(elsewhere.from(parts[0], inner))
                .add(" and r.patient is not null)");
        return Condition.elsewhere(sql, PATIENT_WITH);
    }

    /** The patient of the row has, in a resource that counts now, one of the words against and none of those unless. */
    private Sql closed(Tenant tenant, Limits limits, Limits.Opposition opposition, String type) {
        Tokens tokens = indexer.tokens(tenant);
        int by = R4.definitions().typeCode(opposition.by());
        Field period = Objects.requireNonNull(indexer.field(tenant, opposition.by(), "period"));
        Sql sql = touched(tenant, opposition, type);
        if (!opposition.unless().isEmpty()) {
            sql.add(" and not c.tokens && ?", (Object) tokens(tokens, by, opposition.unless(), type));
        }
        if (!limits.open().isEmpty()) {
            sql.add(" and c.patient <> all(?)", (Object) patients(tenant, limits));
        }
        String now = "(extract(epoch from now()) * 1000)::bigint";
        String outside = period.inRow()
                ? " and not (c.high is not null and (c.low > %1$s or c.high < %1$s))".formatted(now)
                : (" and not exists (select 1 from date_value p where p.tenant = c.tenant and p.type = c.type"
                                + " and p.param = %2$d and p.pk = c.pk and (p.low > %1$s or p.high < %1$s))")
                        .formatted(now, period.number());
        return sql.add(outside).add(")");
    }

    /** The patient of the row has one of the words against, whatever else stands beside it; the parenthesis is left open. */
    private Sql touched(Tenant tenant, Limits.Opposition opposition, String type) {
        int by = R4.definitions().typeCode(opposition.by());
        return new Sql()
                .add("exists (select 1 from %s c".formatted(Tables.of(opposition.by())))
                .add(" where c.tenant = ? and c.type = ? and c.patient = r.patient", tenant.id(), by)
                .add(" and c.tokens && ?", (Object) tokens(indexer.tokens(tenant), by, opposition.against(), type));
    }

    private static long[] tokens(Tokens tokens, int by, Set<String> words, String type) {
        return words.stream()
                .flatMap(word -> Stream.of(word + "|*", word + "|" + type))
                .mapToLong(word -> tokens.of(by, Indexer.EXTRA, word))
                .toArray();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static ProblemException refused(String type, String why) {
        return new ProblemException(
                new Problem.Unprocessable(List.of(Issue.error("invalid", "A limit cannot be kept: " + why, type))));
    }

    /** Remembers whether the database has to join: then no resource can be judged by itself. */
    private static final class Joining implements Elsewhere {
        private final Elsewhere all;
        boolean joined;

        Joining(Elsewhere all) {
            this.all = all;
        }

        @Override
        public List<String> ids(String type, Condition condition, String parameter) {
            return all.ids(type, condition, parameter);
        }

        @Override
        public List<Json.Obj> resources(String type, Condition condition, String parameter) {
            return all.resources(type, condition, parameter);
        }

        @Override
        public long @Nullable [] patients(String type, Condition condition, int most) {
            return null; // who is under someone's care changes while the limits last: the database is to look each time
        }

        @Override
        public Sql from(String type, Condition condition) {
            joined = true;
            return all.from(type, condition);
        }

        @Override
        public boolean mayRead(String type) {
            return true;
        }

        @Override
        public @Nullable Field field(String type, String code) {
            return all.field(type, code);
        }
    }

    /** Types several of which a statement looks at: {@code and} those with a fence are behind it. */
    Sql among(Connection connection, Scope scope, int[] types, String row) {
        List<Integer> open = new ArrayList<>();
        Sql either = new Sql();
        for (int code : types) {
            String type = R4.definitions().typeName(code);
            Fence fence = seen(connection, scope, type);
            if (fence.isNone()) {
                open.add(code);
            } else if (row.equals("r")) {
                either.add(" or r.type = ?", code);
                fence.addTo(either);
            } else {
                either.add(
                                " or %1$s.type = ? and exists (select 1 from %2$s r where r.tenant = %1$s.tenant"
                                        .formatted(row, Tables.of(type)),
                                code)
                        .add(" and r.type = %1$s.type and r.id = %1$s.id".formatted(row));
                fence.addTo(either);
                either.add(")");
            }
        }
        if (either.isEmpty()) {
            return either;
        }
        long[] free = open.stream().mapToLong(Integer::longValue).toArray();
        return new Sql()
                .add("\n   and (%s.type = any(?)".formatted(row), (Object) free)
                .add(either)
                .add(")");
    }
}
