// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of code systems an expansion is to use (http://hl7.org/fhir/R4/valueset-operation-expand.html), each given as
 * {@code system|version}.
 *
 * @param otherwise used where the value set names none: system-version
 * @param check used where the value set names none, and refused where it names another: check-system-version
 * @param force used whatever the value set says: force-system-version
 * @param excluded systems left out: exclude-system; the version null for all versions
 */
public record SystemVersions(
        Map<String, String> otherwise, Map<String, String> check, Map<String, String> force, Set<String> excluded) {

    public static final SystemVersions NONE = new SystemVersions(Map.of(), Map.of(), Map.of(), Set.of());

    public SystemVersions {
        otherwise = Map.copyOf(otherwise);
        check = Map.copyOf(check);
        force = Map.copyOf(force);
        excluded = Set.copyOf(excluded);
    }

    public static SystemVersions of(
            List<String> otherwise, List<String> check, List<String> force, List<String> excluded) {
        return new SystemVersions(bySystem(otherwise), bySystem(check), bySystem(force), new HashSet<>(excluded));
    }

    private static Map<String, String> bySystem(List<String> canonicals) {
        Map<String, String> found = new HashMap<>();
        for (String canonical : canonicals) {
            int bar = canonical.lastIndexOf('|');
            if (bar > 0) {
                found.put(canonical.substring(0, bar), canonical.substring(bar + 1));
            }
        }
        return found;
    }

    /** Whether codes of the system are left out. */
    public boolean excludes(String system, @Nullable String version) {
        return excluded.contains(system) || version != null && excluded.contains(system + "|" + version);
    }
}
