// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import org.keneya.model.Json;
import org.keneya.synthetic.Generator;

/** The Patient resources of synthetic records, and what somebody at a desk would know of them. */
final class Identities {
    private Identities() {}

    record Known(String family, String given, String birthDate, String ins) {

        /** The family name with two letters swapped or, when short, one doubled. */
        String misspelt() {
            if (family.length() < 5) {
                return family + family.charAt(family.length() - 1);
            }
            char[] letters = family.toCharArray();
            int at = letters.length / 2;
            char swapped = letters[at];
            letters[at] = letters[at + 1];
            letters[at + 1] = swapped;
            return new String(letters);
        }
    }

    /** The identity of a synthetic patient, without links to the rest of the record. */
    static Json.Obj of(Generator generator, int number) {
        for (Json.Obj entry : generator.patient(number).objects("entry")) {
            Json.Obj resource = entry.object("resource");
            if (resource != null && "Patient".equals(resource.string("resourceType"))) {
                resource.remove("generalPractitioner");
                return resource;
            }
        }
        throw new IllegalStateException("synthetic record %d has no patient".formatted(number));
    }

    static Known known(Json.Obj patient) {
        Json.Obj name = patient.objects("name").getFirst();
        Json.Arr given = name.array("given");
        String first = given == null ? "" : ((Json.Str) given.get(0)).text();
        return new Known(
                String.valueOf(name.string("family")),
                first,
                String.valueOf(patient.string("birthDate")),
                String.valueOf(patient.objects("identifier").getFirst().string("value")));
    }
}
