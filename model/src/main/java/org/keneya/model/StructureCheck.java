// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.List;
import org.keneya.kernel.Issue;

/**
 * Structural validation of a resource against FHIR R4 (http://hl7.org/fhir/R4/validation.html): elements, cardinality,
 * types, primitive formats, required value sets, references, narrative, and then the invariants. Not profiles.
 */
public final class StructureCheck {
    private StructureCheck() {}

    /**
     * Everything wrong with the resource's structure, at most 50 issues; empty when it is fine. Each has an IssueType code,
     * an expression such as {@code Patient.name[0].given[1]}, and diagnostics that never repeat a value.
     */
    public static List<Issue> check(Json.Obj resource) {
        List<Issue> structure = new TreeCheck().check(resource).issues();
        return structure.isEmpty() ? InvariantCheck.check(resource) : List.copyOf(structure);
    }
}
