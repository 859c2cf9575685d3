// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.Set;

/** How much a request asks of the server, told from its address alone. */
enum Effort {
    /** One thing by its key, or one change. */
    SMALL,
    SEARCH,
    /** An export, a whole record, a profile validation: seconds of work. */
    HEAVY;

    private static final Set<String> HEAVY_OPERATIONS =
            Set.of("$everything", "$export", "$import", "$document", "$graphql", "$validate", "$expand");

    /** Whether it moves so much that it takes as long as it takes. */
    static boolean isBulk(String path) {
        return path.endsWith("/$export") || path.endsWith("/$import") || path.startsWith("/fhir/bulk");
    }

    static Effort of(String method, String path) {
        int begin = path.lastIndexOf('/') + 1;
        String last = path.substring(begin);
        if (last.startsWith("$")) {
            return HEAVY_OPERATIONS.contains(last) ? HEAVY : SEARCH;
        }
        if (last.equals("_history") || last.equals("_search")) {
            return SEARCH;
        }
        if (path.startsWith("/fhir")) {
            boolean type = path.indexOf('/', 6) < 0; // /fhir, /fhir/Observation
            boolean compartment =
                    path.startsWith("/fhir/Patient/") && path.indexOf('/', 14) > 0 && !path.contains("/_");
            return (type || compartment) && (method.equals("GET") || path.length() <= 6) ? SEARCH : SMALL;
        }
        return method.equals("GET") && path.startsWith("/api/patients") ? SEARCH : SMALL;
    }
}
