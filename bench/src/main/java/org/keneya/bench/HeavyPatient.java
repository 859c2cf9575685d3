// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * One patient with twenty years of records: the encounters and observations asked for, 120 problems, 200 prescriptions, 6
 * allergies. Every fourth observation is a vital sign, the others are laboratory results of 40 kinds.
 */
record HeavyPatient(int encounters, int observations) {
    static final String ID = "bench-heavy";
    private static final int PER_BUNDLE = 500;
    private static final LocalDate FIRST = LocalDate.of(2006, 1, 1);
    private static final int DAYS = 7_300;

    int bundles() {
        return part(encounters) + part(observations);
    }

    int resources() {
        return encounters + observations;
    }

    /** The patient with problems, prescriptions and allergies. */
    byte[] head() {
        List<Json.Obj> all = new ArrayList<>();
        all.add(json("""
                {"resourceType":"Patient","id":"%s","name":[{"use":"official","family":"LOURD","given":["Alix"]}],
                 "gender":"other","birthDate":"1951-03-12"}""".formatted(ID)));
        for (int i = 0; i < 120; i++) {
            all.add(json("""
                    {"resourceType":"Condition","id":"bench-problem-%d","subject":{"reference":"Patient/%s"},
                     "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"%s"}]},
                     "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"I%02d"}],"text":"Affection %d"},
                     "onsetDateTime":"%s"}""".formatted(i, ID, i % 3 == 0 ? "active" : "resolved", i % 100, i, day(i, 120))));
        }
        for (int i = 0; i < 200; i++) {
            all.add(json("""
                    {"resourceType":"MedicationRequest","id":"bench-drug-%d","subject":{"reference":"Patient/%s"},
                     "status":"%s","intent":"order","authoredOn":"%s",
                     "medicationCodeableConcept":{"text":"Traitement %d"}}""".formatted(i, ID, i < 12 ? "active" : "completed", day(i, 200), i % 40)));
        }
        for (int i = 0; i < 6; i++) {
            all.add(json("""
                    {"resourceType":"AllergyIntolerance","id":"bench-allergy-%d","patient":{"reference":"Patient/%s"},
                     "verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification","code":"confirmed"}]},
                     "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]},
                     "code":{"text":"Allergène %d"}}""".formatted(i, ID, i)));
        }
        return bundle(all);
    }

    /** @param number from 0; encounters come first, so that observations find them */
    byte[] bundle(int number) {
        boolean isEncounters = number < part(encounters);
        int from = (isEncounters ? number : number - part(encounters)) * PER_BUNDLE;
        int to = Math.min(from + PER_BUNDLE, isEncounters ? encounters : observations);
        List<Json.Obj> all = new ArrayList<>();
        for (int i = from; i < to; i++) {
            all.add(isEncounters ? encounter(i) : observation(i));
        }
        return bundle(all);
    }

    private Json.Obj encounter(int i) {
        return json("""
                {"resourceType":"Encounter","id":"bench-stay-%d","status":"finished","subject":{"reference":"Patient/%s"},
                 "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
                 "type":[{"text":"Consultation"}],
                 "period":{"start":"%sT09:00:00+01:00","end":"%sT09:30:00+01:00"}}""".formatted(i, ID, day(i, encounters), day(i, encounters)));
    }

    private Json.Obj observation(int i) {
        boolean vital = i % 4 == 0;
        int kind = vital ? i / 4 % 6 : i % 40;
        return json("""
                {"resourceType":"Observation","id":"bench-value-%d","status":"final","subject":{"reference":"Patient/%s"},
                 "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"%s"}]}],
                 "code":{"coding":[{"system":"http://loinc.org","code":"%d-%d"}],"text":"Mesure %d"},
                 "effectiveDateTime":"%sT10:%02d:00+01:00",
                 "valueQuantity":{"value":%d.%d,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"}}""".formatted(
                        i,
                        ID,
                        vital ? "vital-signs" : "laboratory",
                        vital ? 8_000 + kind : 2_000 + kind,
                        kind % 10,
                        kind,
                        day(i, observations),
                        i % 60,
                        1 + i % 9,
                        i % 10));
    }

    private static LocalDate day(int i, int of) {
        return FIRST.plusDays((long) i * DAYS / of);
    }

    private static int part(int resources) {
        return (resources + PER_BUNDLE - 1) / PER_BUNDLE;
    }

    private static Json.Obj json(String text) {
        return JsonText.readObject(text);
    }

    private static byte[] bundle(List<Json.Obj> resources) {
        Json.Arr entries = new Json.Arr();
        for (Json.Obj resource : resources) {
            String url = resource.string("resourceType") + "/" + resource.string("id");
            entries.add(new Json.Obj()
                    .put("resource", resource)
                    .put("request", new Json.Obj().put("method", "PUT").put("url", url)));
        }
        return Volume.transaction(entries);
    }
}
