// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.keneya.model.Json;

/** The conditions of one search, gathered parameter by parameter; all must hold. */
final class Criteria {
    private final List<Long> required = new ArrayList<>();
    private final List<Sql> conditions = new ArrayList<>();
    private final List<Predicate<Json.Obj>> checks = new ArrayList<>();

    /** The row must have one of these tokens. */
    void anyOf(long[] tokens) {
        if (tokens.length == 1) {
            required.add(tokens[0]);
        } else {
            conditions.add(new Sql().add("r.tokens && ?", (Object) tokens));
        }
    }

    void noneOf(long[] tokens) {
        conditions.add(new Sql().add("not (r.tokens && ?)", (Object) tokens));
    }

    void add(Sql condition) {
        conditions.add(condition);
    }

    /** The resource itself must pass, after decryption: for what a hash can only narrow down. */
    void check(Predicate<Json.Obj> check) {
        checks.add(check);
    }

    List<Predicate<Json.Obj>> checks() {
        return checks;
    }

    /** All conditions, each behind {@code and}. */
    Sql where() {
        Sql where = new Sql();
        if (!required.isEmpty()) {
            where.add("\n   and r.tokens @> ?", (Object)
                    required.stream().mapToLong(Long::longValue).toArray());
        }
        for (Sql condition : conditions) {
            where.add("\n   and ").add(condition);
        }
        return where;
    }
}
