// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;

/**
 * {@code :above} and {@code :below} on references (search.html#reference). Where resources of a type are parts of one another,
 * such as Locations, what a reference leads to is asked with all its parts, or with all it is part of. For canonicals it is the
 * version that has levels: {@code url|1.0} is below {@code url|1}, which is below {@code url}.
 */
final class Hierarchies {
    static final Set<String> MODIFIERS = Set.of("above", "below");

    private static final int MOST_LEVELS = 50;

    private final Tokens tokens;
    private final Elsewhere elsewhere;

    Hierarchies(Tokens tokens, Elsewhere elsewhere) {
        this.tokens = tokens;
        this.elsewhere = elsewhere;
    }

    Condition where(Field field, String modifier, List<String> values) {
        boolean below = modifier.equals("below");
        return Condition.any(values.stream()
                .map(Escapes::unescape)
                .map(value -> value.contains(":") ? canonical(field, value, below) : parts(field, value, below))
                .toList());
    }

    private Condition canonical(Field field, String value, boolean below) {
        int bar = value.indexOf('|');
        String url = bar < 0 ? value : value.substring(0, bar);
        Condition anyVersion = Condition.anyOf(new long[] {tokens.of(field.type(), field.number(), url)});
        if (bar < 0 && below) {
            return anyVersion;
        }
        String version = bar < 0 ? "" : value.substring(bar + 1);
        return new Condition(anyVersion.sql(), false, (resource, _) -> {
            boolean[] found = {false};
            field.parameter().accessor().each(resource, (_, one) -> {
                if (one instanceof Json.Str(String text) && (text + "|").startsWith(url + "|")) {
                    String own = text.length() > url.length() ? text.substring(url.length() + 1) : "";
                    found[0] |= below ? isBelow(own, version) : isBelow(version, own);
                }
            });
            return found[0];
        });
    }

    private static boolean isBelow(String version, String above) {
        return above.isEmpty() || version.equals(above) || version.startsWith(above + ".");
    }

    private Condition parts(Field field, String value, boolean below) {
        int slash = value.indexOf('/');
        String named = slash < 0 ? null : value.substring(0, slash);
        String id = value.substring(slash + 1);
        List<String> targets = field.parameter().targets();
        if (targets.stream().noneMatch(target -> parent(target) != null)) {
            throw new ProblemException(new Problem.Invalid(List.of(Issue.error(
                    "not-supported",
                    "%s leads to nothing whose resources are parts of one another"
                            .formatted(field.parameter().code()),
                    field.parameter().code()))));
        }
        List<String> references = targets.stream()
                .filter(target -> named == null || named.equals(target))
                .flatMap(target -> family(field, target, id, below))
                .toList();
        return ReferenceMatch.leadingTo(field, references, tokens);
    }

    /** The resource itself and all below or above it, level by level, each once. */
    private Stream<String> family(Field field, String target, String id, boolean below) {
        String parameter = field.parameter().code();
        Field parent = elsewhere.mayRead(target) ? parent(target) : null;
        Set<String> all = new LinkedHashSet<>(List.of(id));
        List<String> level = List.of(id);
        for (int depth = 0; parent != null && !level.isEmpty(); depth++) {
            if (depth == MOST_LEVELS || all.size() > Elsewhere.MOST) {
                throw new ProblemException(new Problem.TooCostly(List.of(Issue.error(
                        "too-costly",
                        "More than %d levels or %d resources lie there".formatted(MOST_LEVELS, Elsewhere.MOST),
                        parameter))));
            }
            List<String> next = below
                    ? elsewhere.ids(
                            target,
                            ReferenceMatch.leadingTo(
                                    parent,
                                    level.stream()
                                            .map(one -> target + "/" + one)
                                            .toList(),
                                    tokens),
                            parameter)
                    : parents(parent, target, level, parameter);
            level = next.stream().filter(all::add).toList();
        }
        return all.stream().map(one -> target + "/" + one);
    }

    private List<String> parents(Field parent, String target, List<String> ids, String parameter) {
        List<String> found = new ArrayList<>();
        for (Json.Obj resource : elsewhere.resources(target, QueryCompiler.ids(ids), parameter)) {
            parent.parameter().accessor().each(resource, (_, value) -> {
                String text = value instanceof Json.Obj object ? object.string("reference") : null;
                References.Local local = text == null ? null : References.local(text);
                if (local != null && local.type().equals(target)) {
                    found.add(local.id());
                }
            });
        }
        return found;
    }

    /** The parameter that leads from a resource to the one it is part of; null when the type forms no strict hierarchy. */
    private static @Nullable Field parent(String type) {
        for (String code : List.of("partof", "part-of")) {
            SearchParameter parameter = R4.definitions().searchParameter(type, code);
            if (parameter != null && !parameter.repeats() && parameter.targets().equals(List.of(type))) {
                return Field.of(type, parameter);
            }
        }
        return null;
    }
}
