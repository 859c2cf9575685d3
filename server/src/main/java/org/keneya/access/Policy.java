// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the people of an establishment may see and do: data, never code. Read from and written as JSON by {@link PolicyText}.
 *
 * @param options what an establishment turns on and off
 * @param grants by role
 * @param unbound roles whom patients' oppositions do not bind
 */
public record Policy(Map<String, Boolean> options, Map<Role, List<Grant>> grants, Set<Role> unbound) {
    public Policy {
        options = Map.copyOf(options);
        grants = Map.copyOf(grants);
        unbound = Set.copyOf(unbound);
    }

    List<Grant> of(Role role) {
        return grants.getOrDefault(role, List.of());
    }

    boolean isOn(String option) {
        return options.getOrDefault(option, false);
    }
}
