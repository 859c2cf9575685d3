// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The scopes an app asks for or holds.
 *
 * @param resources what it may do with which resources
 * @param others what else: {@code openid}, {@code launch/patient}, {@code offline_access} …
 */
record SmartScopes(List<SmartScope> resources, Set<String> others) {
    private static final Set<String> KNOWN = Set.of(
            "openid",
            "profile",
            "fhirUser",
            "launch",
            "launch/patient",
            "launch/encounter",
            "offline_access",
            "online_access");

    SmartScopes {
        resources = List.copyOf(resources);
        others = Set.copyOf(others);
    }

    /** As in a request or a token, separated by blanks; empty when one of them is no scope of this server. */
    static Optional<SmartScopes> parse(String scopes) {
        return parse(List.of(scopes.strip().split("\\s+")));
    }

    static Optional<SmartScopes> parse(Collection<String> scopes) {
        List<SmartScope> resources = new ArrayList<>();
        Set<String> others = new LinkedHashSet<>();
        for (String scope : scopes) {
            Optional<SmartScope> resource = SmartScope.parse(scope);
            if (resource.isPresent()) {
                resources.add(resource.get());
            } else if (KNOWN.contains(scope)) {
                others.add(scope);
            } else if (!scope.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(new SmartScopes(resources, others));
    }

    /** Whether these scopes allow everything the asked ones do. */
    boolean cover(SmartScopes asked) {
        return others.containsAll(asked.others)
                && asked.resources.stream()
                        .allMatch(one -> resources.stream().anyMatch(allowed -> allowed.covers(one)));
    }

    /** Whether the app wants one patient's data, or to be told which patient is meant. */
    boolean needPatient() {
        return others.contains("launch/patient")
                || resources.stream().anyMatch(one -> one.context() == SmartScope.Context.PATIENT);
    }

    boolean mayRefresh() {
        return others.contains("offline_access") || others.contains("online_access");
    }
}
