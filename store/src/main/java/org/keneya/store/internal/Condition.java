// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.List;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;

/**
 * What a search asks of a resource: SQL over the row {@code r}, and the same question put to the resource itself, for what
 * hashes can only narrow down.
 *
 * @param sql never leaves out a row that meets the condition
 * @param isExact whether the SQL also lets through nothing else
 * @param test the whole question
 * @param rest what is left of the question when the SQL has let the row through
 */
record Condition(Sql sql, boolean isExact, Test test, Test rest) {

    Condition(Sql sql, boolean isExact, Test test) {
        this(sql, isExact, test, isExact ? (_, _) -> true : test);
    }

    /** A question put to a decrypted resource. */
    @FunctionalInterface
    interface Test {
        /** @param row what the index holds of the resource, or of the part of it that is asked about */
        boolean holds(Json.Obj resource, Row row);
    }

    static final Condition ALWAYS = exact(new Sql().add("true"), (_, _) -> true);
    static final Condition NEVER = exact(new Sql().add("false"), (_, _) -> false);

    static Condition exact(Sql sql, Test test) {
        return new Condition(sql, true, test);
    }

    /** Only the database can tell, for the answer lies in other resources: no part of an alternative that needs a test. */
    static Condition elsewhere(Sql sql, String parameter) {
        return new Condition(sql, true, (_, _) -> {
            throw ProblemException.invalid(
                    "too-costly",
                    "This condition cannot be an alternative to one that needs opening resources",
                    parameter);
        });
    }

    /** Whether it asks nothing. */
    boolean isAlways() {
        return isExact && sql.text().equals("true");
    }

    /** The row must have one of these tokens. */
    static Condition anyOf(long[] tokens) {
        Sql sql = tokens.length == 1
                ? new Sql().add("r.tokens @> ?", (Object) tokens)
                : new Sql().add("r.tokens && ?", (Object) tokens);
        return exact(sql, (_, row) -> row.hasAnyOf(tokens));
    }

    static Condition all(List<Condition> parts) {
        List<Condition> telling =
                parts.stream().filter(part -> !part.isAlways()).toList();
        if (telling.isEmpty()) {
            return ALWAYS;
        }
        return telling.size() == 1
                ? telling.getFirst()
                : new Condition(
                        joined(telling, "\n   and "),
                        telling.stream().allMatch(Condition::isExact),
                        (resource, row) -> telling.stream().allMatch(part -> part.test.holds(resource, row)),
                        (resource, row) -> telling.stream().allMatch(part -> part.rest.holds(resource, row)));
    }

    static Condition any(List<Condition> parts) {
        return switch (parts.size()) {
            case 0 -> NEVER;
            case 1 -> parts.getFirst();
            default ->
                new Condition(
                        new Sql().add("(").add(joined(parts, " or ")).add(")"),
                        parts.stream().allMatch(Condition::isExact),
                        (resource, row) -> parts.stream().anyMatch(part -> part.test.holds(resource, row)));
        };
    }

    /** The contrary, also true of what the condition says nothing about. */
    Condition not() {
        Sql sql = isExact ? new Sql().add("(").add(this.sql).add(") is not true") : ALWAYS.sql;
        return new Condition(sql, isExact, (resource, row) -> !test.holds(resource, row));
    }

    private static Sql joined(List<Condition> parts, String by) {
        Sql sql = new Sql();
        for (Condition part : parts) {
            if (!sql.isEmpty()) {
                sql.add(by);
            }
            sql.add(part.sql);
        }
        return sql;
    }
}
