// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/** What is known of the resources that were loaded: enough to ask for them. */
final class Known {
    /** One observation in so many is written again and again: spread over all patients. */
    private static final int APART = 8;

    private final List<Person> people = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Prescription> prescriptions = new ArrayList<>();
    private final List<Json.Obj> bodies = new ArrayList<>();
    private int measured;
    private final Map<String, Integer> observations = new HashMap<>();
    private final Map<String, Integer> reported = new HashMap<>();
    private @Nullable List<Person> observed;
    private @Nullable List<Person> examined;

    record Person(String id, String family, String given, String birthDate, String identifier) {}

    record Finding(String id, String patient, String code, String category, String date) {}

    record Prescription(String patient, String status) {}

    /** @param resources each Patient before what belongs to it */
    void add(List<Json.Obj> resources) {
        observed = null;
        examined = null;
        String patient = "";
        Set<String> results = new HashSet<>();
        for (Json.Obj resource : resources) {
            String id = String.valueOf(resource.string("id"));
            switch (String.valueOf(resource.string("resourceType"))) {
                case "Patient" -> {
                    patient = id;
                    people.add(person(id, resource));
                }
                case "Observation" -> {
                    findings.add(finding(id, patient, resource));
                    observations.merge(patient, 1, Integer::sum);
                    if (resource.has("valueQuantity") && measured++ % APART == 0) {
                        bodies.add(resource);
                    }
                }
                case "DiagnosticReport" -> {
                    int different = 1;
                    for (Json.Obj result : resource.objects("result")) {
                        different += results.add(String.valueOf(result.string("reference"))) ? 1 : 0;
                    }
                    reported.merge(patient, different, Integer::sum);
                }
                case "MedicationRequest" ->
                    prescriptions.add(new Prescription(patient, String.valueOf(resource.string("status"))));
                default -> {}
            }
        }
    }

    private static Person person(String id, Json.Obj resource) {
        Json.Arr given = resource.objects("name").isEmpty()
                ? null
                : resource.objects("name").getFirst().array("given");
        return new Person(
                id,
                first(resource, "name", "family"),
                given != null && given.get(0) instanceof Json.Str(String text) ? text : "",
                String.valueOf(resource.string("birthDate")),
                first(resource, "identifier", "system") + "|" + first(resource, "identifier", "value"));
    }

    private static Finding finding(String id, String patient, Json.Obj resource) {
        Json.Obj code = resource.object("code");
        Json.Obj category = resource.objects("category").isEmpty()
                ? null
                : resource.objects("category").getFirst();
        return new Finding(
                id,
                patient,
                first(code, "coding", "system") + "|" + first(code, "coding", "code"),
                first(category, "coding", "code"),
                String.valueOf(resource.string("effectiveDateTime")));
    }

    boolean isEmpty() {
        return people.isEmpty() || findings.isEmpty() || bodies.isEmpty() || prescriptions.isEmpty();
    }

    Person person(SplittableRandom random) {
        return one(people, random);
    }

    Finding finding(SplittableRandom random) {
        return one(findings, random);
    }

    Prescription prescription(SplittableRandom random) {
        return one(prescriptions, random);
    }

    /** Somebody with about a hundred observations, among those known. */
    Person observed(SplittableRandom random) {
        List<Person> near = observed;
        if (near == null) {
            observed = near = nearHundred(observations);
        }
        return one(near, random);
    }

    /** Somebody whose diagnostic reports and their results are about a hundred resources. */
    Person examined(SplittableRandom random) {
        List<Person> near = examined;
        if (near == null) {
            examined = near = nearHundred(reported);
        }
        return one(near, random);
    }

    /** An Observation with a measured value, to make others from. */
    Json.Obj body(SplittableRandom random) {
        return one(bodies, random);
    }

    /** The quarter of all people whose number is nearest to a hundred. */
    private List<Person> nearHundred(Map<String, Integer> numbers) {
        return people.stream()
                .sorted(Comparator.comparingInt(person -> Math.abs(numbers.getOrDefault(person.id(), 0) - 100)))
                .limit((people.size() + 3) / 4)
                .toList();
    }

    private static <T> T one(List<T> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String first(Json.@Nullable Obj from, String list, String name) {
        return from == null || from.objects(list).isEmpty()
                ? ""
                : String.valueOf(from.objects(list).getFirst().string(name));
    }
}
