// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;

/**
 * Conditions on resources that are linked: {@code subject:Patient.name=…} and {@code _has:Observation:patient:code=…}
 * (search.html#chaining, #has). Through the patient column the database joins by itself, whatever the number; other links
 * are hashes, so the linked resources are found first and their number is bounded.
 */
final class Chains {
    /** Up to so many patients are named to the database: its plan is then the one of asking for them by hand. */
    private static final int FEW = 100;

    private final QueryCompiler compiler;
    private final Tokens tokens;
    private final Elsewhere elsewhere;

    Chains(QueryCompiler compiler, Tokens tokens, Elsewhere elsewhere) {
        this.compiler = compiler;
        this.tokens = tokens;
        this.elsewhere = elsewhere;
    }

    /**
     * {@code head[:Type].rest}.
     *
     * @return null when the type has no such reference parameter
     */
    @Nullable
    Condition forward(String type, String head, @Nullable String target, String rest, String value, int depth) {
        Field field = elsewhere.field(type, head);
        if (field == null || field.parameter().type() != SearchParameter.Type.REFERENCE) {
            return null;
        }
        List<String> targets = field.parameter().targets();
        if (target != null) {
            if (!targets.contains(target)) {
                throw ProblemException.invalid("value", "%s never leads to that type".formatted(head), head);
            }
            targets = List.of(target);
        }
        List<Condition> either = new ArrayList<>();
        boolean known = false;
        for (String one : targets) {
            Condition inner = compiler.condition(one, rest, value, tokens, elsewhere, depth + 1);
            known |= inner != null;
            if (inner != null && elsewhere.mayRead(one)) {
                either.add(leadingTo(field, one, inner));
            }
        }
        if (!known) {
            throw ProblemException.invalid(
                    "not-found", "What %s leads to has no such search parameter".formatted(head), head);
        }
        return Condition.any(either);
    }

    private Condition leadingTo(Field field, String target, Condition inner) {
        String code = field.parameter().code();
        if (field.patientOnly() && target.equals("Patient") && inner.isExact()) {
            return ofPatients(target, inner, code);
        }
        return ReferenceMatch.leadingTo(
                field,
                elsewhere.ids(target, inner, code).stream()
                        .map(id -> target + "/" + id)
                        .toList(),
                tokens);
    }

    /** About the same patient as one of the resources that meet the condition. */
    private Condition ofPatients(String type, Condition inner, String parameter) {
        long[] few = elsewhere.patients(type, inner, FEW);
        if (few != null) {
            return few.length == 0 ? Condition.NEVER : ReferenceMatch.ofPatients(few);
        }
        return Condition.elsewhere(
                new Sql()
                        .add("r.patient in (select r.patient ")
                        .add(elsewhere.from(type, inner))
                        .add(" and r.patient is not null)"),
                parameter);
    }

    /** {@code _has:Source:parameter:rest}. */
    Condition reverse(String type, String key, String value, int depth) {
        String[] parts = key.split(":", 4);
        if (parts.length < 4 || !R4.definitions().isResourceType(parts[1])) {
            throw ProblemException.invalid("value", "Expected _has:Type:reference:parameter", "_has");
        }
        String source = parts[1];
        Field link = elsewhere.field(source, parts[2]);
        if (link == null
                || link.parameter().type() != SearchParameter.Type.REFERENCE
                || !link.parameter().targets().contains(type)) {
            throw ProblemException.invalid(
                    "value",
                    "%s has no reference parameter of that name that leads to %s".formatted(source, type),
                    "_has");
        }
        Condition inner = compiler.condition(source, parts[3], value, tokens, elsewhere, depth + 1);
        if (inner == null) {
            throw ProblemException.invalid("not-found", "%s has no such search parameter".formatted(source), "_has");
        }
        if (!elsewhere.mayRead(source)) {
            return Condition.NEVER;
        }
        if (link.patientOnly() && type.equals("Patient") && inner.isExact()) {
            return ofPatients(source, inner, "_has");
        }
        Set<String> ids = new LinkedHashSet<>();
        for (Json.Obj resource : elsewhere.resources(source, inner, "_has")) {
            link.parameter().accessor().each(resource, (_, found) -> {
                String text = found instanceof Json.Obj object ? object.string("reference") : null;
                References.Local local = text == null ? null : References.local(text);
                if (local != null && local.type().equals(type)) {
                    ids.add(local.id());
                }
            });
        }
        return QueryCompiler.ids(List.copyOf(ids));
    }

    /** {@code _list=id}: what the entries of a List lead to. */
    Condition list(String type, List<String> lists) {
        if (lists.stream().anyMatch(id -> id.startsWith("$"))) {
            throw ProblemException.invalid(
                    "not-supported",
                    "Functional lists such as $current-problems are not offered; name a List",
                    "_list");
        }
        Set<String> ids = new LinkedHashSet<>();
        if (elsewhere.mayRead("List")) {
            Field item = Objects.requireNonNull(elsewhere.field("List", "item"));
            for (Json.Obj list : elsewhere.resources("List", QueryCompiler.ids(lists), "_list")) {
                item.parameter().accessor().each(list, (_, found) -> {
                    String text = found instanceof Json.Obj object ? object.string("reference") : null;
                    References.Local local = text == null ? null : References.local(text);
                    if (local != null && local.type().equals(type)) {
                        ids.add(local.id());
                    }
                });
            }
        }
        return QueryCompiler.ids(List.copyOf(ids));
    }
}
