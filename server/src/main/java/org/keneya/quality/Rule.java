// SPDX-License-Identifier: Apache-2.0
package org.keneya.quality;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.model.Json;

/**
 * One quality rule, as its data say (see {@link RuleBook}).
 *
 * @param name of the rule, stated in every outcome
 * @param type resource type it looks at
 * @param places elements it looks at, empty for the resource itself
 * @param when it applies where all of these hold
 * @param requirement what must hold there
 * @param programs a trusted program is held to it where all of these hold; null for never
 * @param severity of a breach
 * @param code a FHIR IssueType
 * @param path element to point at, from the place on; empty for the place itself
 * @param diagnostics for developers, in English
 * @param text for the person at the screen, in French, with placeholders in braces
 */
record Rule(
        String name,
        String type,
        List<String> places,
        List<Condition> when,
        Condition requirement,
        @Nullable List<Condition> programs,
        Issue.Severity severity,
        String code,
        String path,
        String diagnostics,
        String text) {

    /** Adds an issue for each breach. */
    void check(Json.Obj resource, boolean byPerson, List<Issue> found) {
        for (String place : places) {
            if (place.isEmpty()) {
                check(resource, resource, type, byPerson, found);
            } else {
                List<Json.Obj> elements = resource.objects(place);
                for (int i = 0; i < elements.size(); i++) {
                    check(elements.get(i), resource, "%s.%s[%d]".formatted(type, place, i), byPerson, found);
                }
            }
        }
    }

    private void check(Json.Obj element, Json.Obj resource, String at, boolean byPerson, List<Issue> found) {
        for (Condition condition : when) {
            if (!condition.holds(element, resource)) {
                return;
            }
        }
        Map<String, String> breach = requirement.breach(element, resource);
        if (breach != null) {
            String told = text;
            for (var value : breach.entrySet()) {
                told = told.replace("{" + value.getKey() + "}", value.getValue());
            }
            boolean held =
                    byPerson || programs != null && programs.stream().allMatch(one -> one.holds(element, resource));
            found.add(new Issue(
                    held ? severity : Issue.Severity.WARNING,
                    code,
                    diagnostics,
                    path.isEmpty() ? at : at + "." + path,
                    name,
                    told));
        }
    }
}
