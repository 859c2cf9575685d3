// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keneya.store.Limits;

/**
 * What a subject may see and do at a moment: the grants of the policy that count, within those of the application's scopes,
 * and the patients whose records were opened in an emergency. Made once and asked often.
 */
public final class Rights {
    private static final Set<Interaction> SEEING = Set.of(Interaction.READ, Interaction.SEARCH);
    private static final Set<Interaction> CHANGING = Set.of(Interaction.CREATE, Interaction.UPDATE, Interaction.DELETE);

    private final Map<String, Set<Interaction>> allowed;
    private final Set<String> readable;
    private final Limits limits;
    private final Map<String, String> emergencies;

    private Rights(
            Map<String, Set<Interaction>> allowed,
            Set<String> readable,
            Limits limits,
            Map<String, String> emergencies) {
        this.allowed = allowed;
        this.readable = readable;
        this.limits = limits;
        this.emergencies = emergencies;
    }

    /**
     * @param emergencies records opened in an emergency: id of the Patient to id of the break-glass grant
     * @param now time of day in the establishment
     */
    static Rights of(
            Policy policy, Subject subject, Attributes attributes, Map<String, String> emergencies, LocalTime now) {
        List<Grant> granted = policy.of(subject.role()).stream()
                .filter(grant -> counts(grant, policy, subject, attributes, now))
                .toList();
        List<Grant> scopes = subject.scopes();
        Map<String, Set<Interaction>> allowed = new HashMap<>();
        Map<String, List<Limits.Clause>> seen = new HashMap<>();
        Map<String, List<Limits.Clause>> changed = new HashMap<>();
        Map<String, Set<String>> hidden = new HashMap<>();
        Variables variables = new Variables(subject, attributes);
        for (var each : byType(granted).entrySet()) {
            String type = each.getKey();
            List<Grant> within = scopes == null ? null : byType(scopes).getOrDefault(type, List.of());
            Set<Interaction> may = EnumSet.noneOf(Interaction.class);
            each.getValue().forEach(grant -> may.addAll(grant.allows()));
            if (within != null) {
                Set<Interaction> asked = EnumSet.noneOf(Interaction.class);
                within.forEach(grant -> asked.addAll(grant.allows()));
                may.retainAll(asked);
            }
            if (may.isEmpty()) {
                continue;
            }
            allowed.put(type, may);
            clauses(each.getValue(), within, SEEING, variables, seen, type);
            clauses(each.getValue(), within, CHANGING, variables, changed, type);
            if (changed.containsKey(type) && changed.get(type).equals(seen.get(type))) {
                changed.remove(type);
            }
            each.getValue()
                    .forEach(grant -> grant.hides().stream()
                            .filter(path -> path.startsWith(type + "."))
                            .forEach(path -> hidden.computeIfAbsent(type, _ -> new HashSet<>())
                                    .add(path)));
        }
        Limits.Opposition opposition =
                policy.unbound().contains(subject.role()) ? null : Oppositions.of(subject, attributes);
        boolean free = seen.isEmpty() && changed.isEmpty() && hidden.isEmpty() && opposition == null;
        Set<String> readable = new HashSet<>();
        allowed.forEach((type, may) -> {
            if (may.contains(Interaction.READ) || may.contains(Interaction.SEARCH)) {
                readable.add(type);
            }
        });
        return new Rights(
                Map.copyOf(allowed),
                Set.copyOf(readable),
                free ? Limits.NONE : new Limits(seen, changed, opposition, emergencies.keySet(), hidden),
                Map.copyOf(emergencies));
    }

    /** Whether the circumstances of a grant are given. */
    static boolean counts(Grant grant, Policy policy, Subject subject, Attributes attributes, LocalTime now) {
        Grant.When when = grant.when();
        String option = when.option();
        boolean on =
                option == null || (option.startsWith("!") ? !policy.isOn(option.substring(1)) : policy.isOn(option));
        return on
                && (!when.onCall() || attributes.onCall())
                && (when.purposes().isEmpty() || when.purposes().contains(subject.purposeOfUse()))
                && when.isWithinHours(now);
    }

    private static Map<String, List<Grant>> byType(List<Grant> grants) {
        Map<String, List<Grant>> byType = new LinkedHashMap<>();
        for (Grant grant : grants) {
            grant.types()
                    .forEach(type ->
                            byType.computeIfAbsent(type, _ -> new ArrayList<>()).add(grant));
        }
        return byType;
    }

    private static void clauses(
            List<Grant> granted,
            @Nullable List<Grant> within,
            Set<Interaction> what,
            Variables variables,
            Map<String, List<Limits.Clause>> to,
            String type) {
        Set<Limits.Clause> clauses = new LinkedHashSet<>();
        for (Interaction interaction : what) { // what is open for one only without limits is open for none
            List<Grant> policy = allowing(granted, interaction);
            if (isLimited(policy)) {
                clauses.add(
                        new Limits.Clause(variables.in(policy), policy.stream().anyMatch(grant -> !grant.firm())));
            }
            List<Grant> asked = within == null ? List.of() : allowing(within, interaction);
            if (isLimited(asked)) {
                clauses.add(new Limits.Clause(variables.in(asked), false));
            }
        }
        if (!clauses.isEmpty()) {
            to.put(type, List.copyOf(clauses));
        }
    }

    private static List<Grant> allowing(List<Grant> grants, Interaction interaction) {
        return grants.stream()
                .filter(grant -> grant.allows().contains(interaction))
                .toList();
    }

    private static boolean isLimited(List<Grant> grants) {
        return !grants.isEmpty()
                && grants.stream().noneMatch(grant -> grant.criteria().isEmpty());
    }

    public boolean may(Interaction interaction, String type) {
        return allowed.getOrDefault(type, Set.of()).contains(interaction);
    }

    /** The types of which anything may be seen. */
    public Set<String> readable() {
        return readable;
    }

    /** By type, alphabetical: {@code r} for what may be seen, {@code rw} for what may be changed as well. */
    public Map<String, String> codes() {
        Map<String, String> codes = new TreeMap<>();
        allowed.forEach((type, may) -> codes.put(
                type, (readable.contains(type) ? "r" : "") + (may.stream().anyMatch(CHANGING::contains) ? "w" : "")));
        return codes;
    }

    public Limits limits() {
        return limits;
    }

    /** Records opened in an emergency: id of the Patient to id of the grant. */
    public Map<String, String> emergencies() {
        return emergencies;
    }
}
