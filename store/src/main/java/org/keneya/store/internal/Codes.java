// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;

/**
 * The token modifiers that ask a terminology: {@code :in} and {@code :not-in} a ValueSet, {@code :above} and {@code :below} in
 * the hierarchy of a CodeSystem (search.html#token). They are answered from the ValueSet and CodeSystem resources of the
 * store: lists, expansions, whole systems, {@code is-a} and {@code descendent-of} filters, and value sets of value sets.
 */
final class Codes {
    static final Set<String> MODIFIERS = Set.of("in", "not-in", "above", "below");

    private static final int MOST_CODES = 10_000;
    private static final int MOST_SETS = 50;

    private final Tokens tokens;
    private final Elsewhere elsewhere;
    private int sets;

    Codes(Tokens tokens, Elsewhere elsewhere) {
        this.tokens = tokens;
        this.elsewhere = elsewhere;
    }

    /** A code of a system. */
    private record Coding(String system, String code) {}

    Condition where(Field field, String modifier, List<String> values) {
        Set<Coding> codes = new LinkedHashSet<>();
        for (String value : values) {
            if (modifier.equals("in") || modifier.equals("not-in")) {
                codes.addAll(expanded(Escapes.unescape(value), field.parameter().code()));
            } else {
                codes.addAll(related(field, value, modifier.equals("below")));
            }
            if (codes.size() > MOST_CODES) {
                throw tooMany(field.parameter().code());
            }
        }
        Condition in = codes.isEmpty()
                ? Condition.NEVER
                : Condition.anyOf(codes.stream()
                        .mapToLong(coding -> tokens.of(field.type(), field.number(), coding.system + "|" + coding.code))
                        .toArray());
        return modifier.equals("not-in") ? in.not() : in;
    }

    private Set<Coding> expanded(String name, String parameter) {
        if (++sets > MOST_SETS) {
            throw tooMany(parameter);
        }
        Json.Obj set = name.startsWith("ValueSet/")
                ? only("ValueSet", QueryCompiler.ids(List.of(name.substring("ValueSet/".length()))), parameter)
                : only("ValueSet", byUrl("ValueSet", name), parameter);
        if (set == null) {
            throw ProblemException.invalid("not-found", "No such ValueSet is stored on this server", parameter);
        }
        Set<Coding> found = new LinkedHashSet<>();
        Json.Obj compose = set.object("compose");
        Json.Obj expansion = set.object("expansion");
        if (compose == null && expansion != null) {
            contained(expansion.objects("contains"), found);
        } else if (compose != null) {
            for (Json.Obj include : compose.objects("include")) {
                found.addAll(included(include, parameter));
            }
            for (Json.Obj exclude : compose.objects("exclude")) {
                found.removeAll(included(exclude, parameter));
            }
        }
        return found;
    }

    private static void contained(List<Json.Obj> entries, Set<Coding> to) {
        Deque<Json.Obj> waiting = new ArrayDeque<>(entries);
        while (!waiting.isEmpty() && to.size() <= MOST_CODES) {
            Json.Obj entry = waiting.removeFirst();
            String code = entry.string("code");
            if (code != null) {
                to.add(new Coding(text(entry.string("system")), code));
            }
            waiting.addAll(entry.objects("contains"));
        }
    }

    private Set<Coding> included(Json.Obj include, String parameter) {
        Set<Coding> found = null;
        String system = include.string("system");
        if (system != null) {
            found = ofSystem(system, include, parameter);
        }
        for (Json url : include.array("valueSet") == null ? new Json.Arr() : include.array("valueSet")) {
            if (url instanceof Json.Str(String name)) {
                Set<Coding> other = expanded(name, parameter);
                if (found == null) {
                    found = other;
                } else {
                    found.retainAll(other);
                }
            }
        }
        return found == null ? Set.of() : found;
    }

    private Set<Coding> ofSystem(String system, Json.Obj include, String parameter) {
        Set<Coding> found = new LinkedHashSet<>();
        List<Json.Obj> listed = include.objects("concept");
        if (!listed.isEmpty()) {
            listed.forEach(concept -> found.add(new Coding(system, text(concept.string("code")))));
            return found;
        }
        Json.Obj codes = system(system, parameter);
        Set<String> all = new LinkedHashSet<>();
        descend(codes.objects("concept"), null, true, all);
        for (Json.Obj filter : include.objects("filter")) {
            String operator = text(filter.string("op"));
            if (!operator.equals("is-a") && !operator.equals("descendent-of")) {
                throw ProblemException.invalid(
                        "not-supported", "Of filters in value sets only is-a and descendent-of are offered", parameter);
            }
            Set<String> under = new LinkedHashSet<>();
            descend(codes.objects("concept"), text(filter.string("value")), operator.equals("is-a"), under);
            all.retainAll(under);
        }
        all.forEach(code -> found.add(new Coding(system, code)));
        return found;
    }

    /** The codes above or below one, itself among them. */
    private Set<Coding> related(Field field, String value, boolean below) {
        List<String> parts =
                Escapes.split(value, '|').stream().map(Escapes::unescape).toList();
        String parameter = field.parameter().code();
        if (parts.size() != 2 || parts.get(0).isEmpty() || parts.get(1).isEmpty()) {
            throw Match.bad(field, "Expected system|code");
        }
        String system = parts.get(0);
        String code = parts.get(1);
        Json.Obj codes = system(system, parameter);
        Set<String> found = new LinkedHashSet<>(Set.of(code));
        if (below) {
            descend(codes.objects("concept"), code, true, found);
        } else {
            ascend(codes.objects("concept"), code, new ArrayList<>(), found);
        }
        Set<Coding> codings = new LinkedHashSet<>();
        found.forEach(one -> codings.add(new Coding(system, one)));
        return codings;
    }

    /** Gathers the codes under one; all when it is null. */
    private static void descend(List<Json.Obj> concepts, @Nullable String top, boolean withTop, Set<String> to) {
        for (Json.Obj concept : concepts) {
            String code = text(concept.string("code"));
            boolean isTop = code.equals(top);
            if ((top == null || isTop) && (withTop || !isTop)) {
                to.add(code);
            }
            descend(concept.objects("concept"), isTop ? null : top, true, to);
        }
    }

    private static boolean ascend(List<Json.Obj> concepts, String code, List<String> above, Set<String> to) {
        for (Json.Obj concept : concepts) {
            String own = text(concept.string("code"));
            if (own.equals(code)) {
                to.addAll(above);
                return true;
            }
            above.add(own);
            if (ascend(concept.objects("concept"), code, above, to)) {
                return true;
            }
            above.removeLast();
        }
        return false;
    }

    private Json.Obj system(String url, String parameter) {
        Json.Obj found = only("CodeSystem", byUrl("CodeSystem", url), parameter);
        if (found == null) {
            throw ProblemException.invalid("not-found", "No such CodeSystem is stored on this server", parameter);
        }
        return found;
    }

    private Condition byUrl(String type, String canonical) {
        int bar = canonical.indexOf('|');
        Field url = elsewhere.field(type, "url");
        if (url == null) {
            throw new IllegalStateException(type + " has no url");
        }
        String plain = bar < 0 ? canonical : canonical.substring(0, bar);
        return Condition.anyOf(new long[] {tokens.of(url.type(), url.number(), plain)});
    }

    /** The one resource; the last of several, as with versions of a value set. */
    private Json.@Nullable Obj only(String type, Condition condition, String parameter) {
        List<Json.Obj> found = elsewhere.mayRead(type) ? elsewhere.resources(type, condition, parameter) : List.of();
        return found.isEmpty() ? null : found.getLast();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static ProblemException tooMany(String parameter) {
        return new ProblemException(new Problem.TooCostly(List.of(
                Issue.error("too-costly", "The value sets hold more than %d codes".formatted(MOST_CODES), parameter))));
    }
}
