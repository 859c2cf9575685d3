// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/** What is known of the resources that were loaded: enough to ask for them. */
final class Known {
    private final List<Person> people = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Json.Obj> bodies = new ArrayList<>();

    record Person(String id, String family, String birthDate, String identifier) {}

    record Finding(String id, String patient, String code) {}

    void add(List<Json.Obj> resources) {
        String patient = "";
        for (Json.Obj resource : resources) {
            String id = String.valueOf(resource.string("id"));
            if ("Patient".equals(resource.string("resourceType"))) {
                patient = id;
                people.add(new Person(
                        id,
                        first(resource, "name", "family"),
                        String.valueOf(resource.string("birthDate")),
                        first(resource, "identifier", "system") + "|" + first(resource, "identifier", "value")));
            }
            if ("Observation".equals(resource.string("resourceType"))) {
                Json.Obj code = resource.object("code");
                findings.add(new Finding(
                        id, patient, first(code, "coding", "system") + "|" + first(code, "coding", "code")));
                if (bodies.size() < 500 && resource.has("valueQuantity")) {
                    bodies.add(resource);
                }
            }
        }
    }

    boolean isEmpty() {
        return people.isEmpty() || findings.isEmpty() || bodies.isEmpty();
    }

    Person person(SplittableRandom random) {
        return people.get(random.nextInt(people.size()));
    }

    Finding finding(SplittableRandom random) {
        return findings.get(random.nextInt(findings.size()));
    }

    /** An Observation with a measured value, to make others from. */
    Json.Obj body(SplittableRandom random) {
        return bodies.get(random.nextInt(bodies.size()));
    }

    private static String first(Json.@Nullable Obj from, String list, String name) {
        return from == null || from.objects(list).isEmpty()
                ? ""
                : String.valueOf(from.objects(list).getFirst().string(name));
    }
}
