// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What of the resource types it may read a scope sees and changes, in the language of search: compiled once for each instance,
 * and from then on part of every statement. Safe for any number of threads.
 */
public final class Limits {
    /** Nothing is kept from the scope. */
    public static final Limits NONE = new Limits(Map.of(), Map.of(), null, Set.of(), Map.of());

    private final Map<String, List<Clause>> seen;
    private final Map<String, List<Clause>> changed;
    private final @Nullable Opposition opposition;
    private final Set<String> open;
    private final Map<String, Set<String>> hidden;
    private final Map<String, Object> compiled = new ConcurrentHashMap<>();

    /**
     * @param seen by resource type, clauses that must all be met by what is read; a type without any has no limit
     * @param changed by resource type, clauses that must all be met by what is changed, before and after, beside the former
     * @param opposition what patients have decided against; null when that does not bind the scope
     * @param open logical ids of Patients in whose compartment neither oppositions nor clauses that give way count
     * @param hidden by resource type, paths such as {@code Patient.telecom} that are left out of what is answered, and that
     *     nothing can be found by
     */
    public Limits(
            Map<String, List<Clause>> seen,
            Map<String, List<Clause>> changed,
            @Nullable Opposition opposition,
            Set<String> open,
            Map<String, Set<String>> hidden) {
        this.seen = Map.copyOf(seen);
        this.changed = Map.copyOf(changed);
        this.opposition = opposition;
        this.open = Set.copyOf(open);
        this.hidden = Map.copyOf(hidden);
    }

    /**
     * Met by what any of its queries finds.
     *
     * @param queries criteria as after the question mark of a search, percent-encoded, answerable by the index alone; beside
     *     the parameters of the type {@code _patient=ID}: of the compartment of that patient, and {@code _with=Type?criteria}: of
     *     the compartment of a patient who has such a resource; both let through types that are in no compartment
     * @param givesWay whether it does not count for the scope's open patients
     */
    public record Clause(List<String> queries, boolean givesWay) {
        public Clause {
            queries = List.copyOf(queries);
        }
    }

    /**
     * What patients have decided in resources of their own compartment, found by their {@link ExtraWords}. Each word is
     * looked for with {@code |*} and with {@code |Type} of the type asked for behind it.
     *
     * @param by type of the deciding resources, which must have a search parameter {@code period}
     * @param against words that close the patient's compartment
     * @param unless words that open it again where they stand in the same resource
     * @param exempt types that are never closed
     */
    public record Opposition(String by, Set<String> against, Set<String> unless, Set<String> exempt) {
        public Opposition {
            against = Set.copyOf(against);
            unless = Set.copyOf(unless);
            exempt = Set.copyOf(exempt);
        }
    }

    public List<Clause> seen(String type) {
        return seen.getOrDefault(type, List.of());
    }

    public List<Clause> changed(String type) {
        return changed.getOrDefault(type, List.of());
    }

    /** Null when nothing of the type is closed by anyone. */
    public @Nullable Opposition opposition(String type) {
        return opposition == null || opposition.exempt.contains(type) ? null : opposition;
    }

    public Set<String> open() {
        return open;
    }

    /** Paths of the type that are left out. */
    public Set<String> hidden(String type) {
        return hidden.getOrDefault(type, Set.of());
    }

    /** What the store has made of them under a name, made when it is first asked for. */
    public Object compiled(String name, Function<String, Object> how) {
        Object known = compiled.get(name);
        return known != null ? known : compiled.computeIfAbsent(name, how);
    }
}
