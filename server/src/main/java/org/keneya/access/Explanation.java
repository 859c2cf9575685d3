// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.time.Clock;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.R4;
import org.keneya.store.FhirStore;
import org.keneya.store.Limits;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.springframework.stereotype.Component;

/** Tries a policy out: what it lets someone see of a type, which of its grants count, and what stands before one resource. */
@Component
final class Explanation {
    private final FhirStore store;
    private final Policies policies;
    private final Assignments assignments;
    private final People people;
    private final Tenants tenants;
    private final Clock clock;

    Explanation(
            FhirStore store, Policies policies, Assignments assignments, People people, Tenants tenants, Clock clock) {
        this.store = store;
        this.policies = policies;
        this.assignments = assignments;
        this.people = people;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** Fails with 422 where a criterion names what its type has not, or what the index alone cannot answer. */
    void check(Caller caller, Policy policy) {
        Attributes someone = new Attributes(List.of("Organization/any"), List.of("Location/any"), true);
        for (Role role : Role.values()) {
            String user = role == Role.PATIENT ? "Patient/any" : "Practitioner/any";
            Subject subject = new Subject("any", role, caller.tenant(), user, "Organization/any");
            for (boolean on : new boolean[] {true, false}) {
                Policy tried = new Policy(
                        policy.options().keySet().stream().collect(Collectors.toMap(name -> name, _ -> on)),
                        policy.grants(),
                        policy.unbound());
                Rights rights = Rights.of(tried, subject, someone, Map.of(), LocalTime.NOON);
                store.check(new Caller(subject, rights).scope(), rights.readable());
            }
        }
    }

    Json.Obj of(Caller caller, Policy policy, String login, String type, @Nullable String id) {
        if (!R4.definitions().isResourceType(type)) {
            throw ProblemException.invalid("value", "R4 has no such resource type", "type");
        }
        Subject subject = people.find(caller.tenant(), login)
                .orElseThrow(() -> ProblemException.notFound("Nobody here has this account"));
        Attributes attributes = assignments.of(subject);
        Caller judged = new Caller(subject, policies.judge(policy, subject));
        Json.Obj told = new Json.Obj()
                .put("login", subject.login())
                .put("role", subject.role().code())
                .put("purpose", subject.purposeOfUse())
                .put("onCall", Json.Bool.of(attributes.onCall()))
                .put("organizations", texts(attributes.organizations()))
                .put("locations", texts(attributes.locations()))
                .put("may", String.valueOf(judged.rights().codes().getOrDefault(type, "")))
                .put("grants", grants(policy, subject, attributes, type));
        Scope all = Scope.system(caller.tenant());
        told.put("there", number(count(all, type)));
        told.put("seen", number(judged.mayRead(type) ? count(judged.scope(), type) : 0));
        if (id != null) {
            told.put("resource", one(judged, all, type, id));
        }
        return told;
    }

    private Json.Arr grants(Policy policy, Subject subject, Attributes attributes, String type) {
        Json.Arr list = new Json.Arr();
        LocalTime now = LocalTime.now(clock.withZone(tenants.zone(subject.tenant())));
        Variables variables = new Variables(subject, attributes);
        for (Grant grant : policy.of(subject.role())) {
            if (grant.types().contains(type)) {
                list.add(new Json.Obj()
                        .put("says", grant.says())
                        .put(
                                "allows",
                                grant.allows().stream()
                                        .sorted()
                                        .map(one -> String.valueOf(one.letter()))
                                        .collect(Collectors.joining()))
                        .put("criteria", texts(variables.in(List.of(grant))))
                        .put("hides", texts(grant.hides()))
                        .put("counts", Json.Bool.of(Rights.counts(grant, policy, subject, attributes, now))));
            }
        }
        return list;
    }

    /** Each thing that can stand before a resource is tried alone. */
    private Json.Obj one(Caller judged, Scope all, String type, String id) {
        Json.Obj told = new Json.Obj().put("there", Json.Bool.of(isThere(all, type, id)));
        boolean seen = judged.mayRead(type) && isThere(judged.scope(), type, id);
        told.put("seen", Json.Bool.of(seen));
        Json.Arr reasons = new Json.Arr();
        if (!seen && isThere(all, type, id)) {
            reasons(judged, type, id).forEach(reason -> reasons.add(new Json.Str(reason)));
        }
        return told.put("reasons", reasons);
    }

    private List<String> reasons(Caller judged, String type, String id) {
        if (!judged.mayRead(type)) {
            return List.of("role: no grant of the policy opens the type");
        }
        Scope scope = judged.scope();
        Limits limits = scope.limits();
        List<String> found = new java.util.ArrayList<>();
        for (Limits.Clause clause : limits.seen(type)) {
            Limits alone = new Limits(Map.of(type, List.of(clause)), Map.of(), null, limits.open(), Map.of());
            if (!isThere(with(scope, null, alone), type, id)) {
                found.add("criteria: none of " + String.join(" | ", clause.queries()));
            }
        }
        Limits.Opposition opposition = limits.opposition(type);
        if (opposition != null) {
            Limits alone = new Limits(Map.of(), Map.of(), opposition, limits.open(), Map.of());
            if (!isThere(with(scope, null, alone), type, id)) {
                found.add("consent: the patient has decided against it");
            }
        }
        if (scope.patient() != null && !isThere(with(scope, scope.patient(), Limits.NONE), type, id)) {
            found.add("compartment: it is not the patient's own");
        }
        return found;
    }

    private static Scope with(Scope scope, @Nullable String patient, Limits limits) {
        return new Scope(scope.tenant(), scope.actor(), null, patient, limits);
    }

    private boolean isThere(Scope scope, String type, String id) {
        return !store.heads(scope, new Query(type, List.of(new Query.Parameter("_id", null, id))), 1)
                .isEmpty();
    }

    private long count(Scope scope, String type) {
        Page page = store.search(scope, new Query(type, List.of(new Query.Parameter("_summary", null, "count"))));
        return page.total();
    }

    private static Json.Num number(long number) {
        return new Json.Num(Long.toString(number));
    }

    private static Json.Arr texts(Iterable<String> texts) {
        Json.Arr list = new Json.Arr();
        texts.forEach(text -> list.add(new Json.Str(text)));
        return list;
    }

    /** Whether a patient has decided against what the subject usually does. */
    boolean isOpposed(Caller caller, String patient) {
        Limits limits = caller.rights().limits();
        Limits.Opposition opposition = limits.opposition("Encounter");
        return opposition != null
                && !isMet(
                        caller.tenant(),
                        patient,
                        new Limits(
                                Map.of(),
                                Map.of(),
                                new Limits.Opposition(
                                        opposition.by(), opposition.against(), opposition.unless(), Set.of()),
                                Set.of(),
                                Map.of()));
    }

    /** Whether the caller has no care relation where the policy asks for one: judged by what it asks of observations. */
    boolean isUnrelated(Caller caller, String patient) {
        for (Limits.Clause clause : caller.rights().limits().seen("Observation")) {
            List<String> relations = clause.queries().stream()
                    .map(query -> java.util.Arrays.stream(query.split("&"))
                            .filter(part -> part.startsWith("_with=")
                                    || part.startsWith("_patient=")
                                    || part.equals(Variables.NOTHING))
                            .collect(Collectors.joining("&")))
                    .toList();
            if (relations.stream().noneMatch(String::isEmpty)
                    && !isMet(
                            caller.tenant(),
                            patient,
                            new Limits(
                                    Map.of("Patient", List.of(new Limits.Clause(relations, false))),
                                    Map.of(),
                                    null,
                                    Set.of(),
                                    Map.of()))) {
                return true;
            }
        }
        return false;
    }

    private boolean isMet(Tenant tenant, String patient, Limits limits) {
        return isThere(new Scope(tenant, "system", null, null, limits), "Patient", patient);
    }
}
