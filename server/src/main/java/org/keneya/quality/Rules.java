// SPDX-License-Identifier: Apache-2.0
package org.keneya.quality;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.keneya.kernel.Issue;
import org.keneya.model.Json;
import org.keneya.validation.Profiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Every quality rule there is, run over a resource that has the right structure. Refusals are errors, advice is warnings. */
@Component
public final class Rules {
    private final List<Rule> rules;
    private final Function<Json.Obj, List<Issue>> profiles;

    @Autowired
    Rules(Clock clock, Profiles profiles) {
        this(clock, profiles::onWrite);
    }

    /** @param profiles what profiles find wrong with a resource, rules aside */
    Rules(Clock clock, Function<Json.Obj, List<Issue>> profiles) {
        this.profiles = profiles;
        rules = List.of(
                PatientRules.insIsGenuine(),
                PatientRules.nameIsThere(),
                PatientRules.birthIsPast(clock),
                PatientRules.strictTraitsAreThere(),
                ObservationRules.timeIsThere(),
                ObservationRules.unitIsUcum(),
                ObservationRules.valueIsPlausible(),
                RecordRules.allergyIsVerified(),
                RecordRules.conditionIsNamed());
    }

    /**
     * What the rules find; empty when all hold. People are held to every rule. A trusted program is held to them where
     * the resource is clinical beyond doubt (about a patient, in a clinical terminology); elsewhere it is only warned,
     * for it also carries what was recorded under other rules. Profiles count as the configuration says.
     */
    public List<Issue> check(Json.Obj resource, boolean byPerson) {
        List<Issue> found = check(resource);
        if (!byPerson && !found.isEmpty()) {
            found.replaceAll(issue -> Lenience.of(resource, issue));
        }
        found.addAll(profiles.apply(resource));
        return found;
    }

    private List<Issue> check(Json.Obj resource) {
        String type = resource.string("resourceType");
        List<Issue> found = new ArrayList<>(0);
        for (Rule rule : rules) {
            if (rule.type().equals(type)) {
                rule.check().accept(resource, found);
            }
        }
        return found;
    }
}
