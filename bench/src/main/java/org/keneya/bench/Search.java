// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A search that a clinical screen makes. Each says how many resources it wants, for servers differ in what they send when
 * nothing is said.
 *
 * @param sortedBy element of the resource that {@code _sort} is about; empty for no order
 * @param path of one such search, below the base
 */
record Search(String name, String sortedBy, Path path) {
    @FunctionalInterface
    interface Path {
        String of(Known known, SplittableRandom random);
    }

    static final int ALL = 100;
    static final int PAGE = 20;
    private static final int PREFIX = 4;

    static final List<Search> OF_PATIENTS = List.of(
            new Search(
                    "Patient by identifier",
                    "",
                    (known, random) -> "/Patient?identifier="
                            + escaped(known.person(random).identifier()) + count(ALL)),
            new Search("Patient by name and birth date", "", (known, random) -> {
                Known.Person person = known.person(random);
                return "/Patient?name=" + escaped(person.given()) + "&birthdate=" + person.birthDate() + count(ALL);
            }),
            new Search("Patient by beginning of family name", "", (known, random) -> {
                String family = known.person(random).family();
                return "/Patient?family=" + escaped(family.substring(0, Math.min(PREFIX, family.length())))
                        + count(ALL);
            }));

    /** Each about one patient. */
    static final List<Search> OF_A_PATIENT = List.of(
            new Search("Observations of a patient, one code", "effectiveDateTime", (known, random) -> {
                Known.Finding finding = known.finding(random);
                return "/Observation?patient=" + finding.patient() + "&code=" + escaped(finding.code()) + newest();
            }),
            new Search("Observations of a patient since", "", (known, random) -> {
                Known.Finding finding = known.finding(random);
                return "/Observation?patient=" + finding.patient() + "&category=" + escaped(finding.category())
                        + "&date=ge" + firstOfMonth(finding.date()) + count(ALL);
            }),
            new Search(
                    "Conditions of a patient",
                    "",
                    (known, random) ->
                            "/Condition?patient=" + known.person(random).id() + count(ALL)),
            new Search(
                    "Encounters of a patient, newest",
                    "period",
                    (known, random) ->
                            "/Encounter?patient=" + known.person(random).id() + newest()),
            new Search("Prescriptions of a patient", "", (known, random) -> {
                Known.Prescription one = known.prescription(random);
                return "/MedicationRequest?patient=" + one.patient() + "&status=" + one.status() + count(ALL);
            }),
            new Search(
                    "Patient with all observations",
                    "",
                    (known, random) -> "/Patient?_id=" + known.observed(random).id()
                            + "&_revinclude=Observation:subject" + count(ALL)),
            new Search(
                    "Observations by patient's identifier",
                    "effectiveDateTime",
                    (known, random) -> "/Observation?patient.identifier="
                            + escaped(known.person(random).identifier()) + newest()),
            new Search(
                    "Reports of a patient with results",
                    "",
                    (known, random) -> "/DiagnosticReport?patient="
                            + known.examined(random).id() + "&_include=DiagnosticReport:result" + count(ALL)));

    static final List<Search> OF_A_CODE = List.of(new Search(
            "Observations of a code, newest",
            "effectiveDateTime",
            (known, random) ->
                    "/Observation?code=" + escaped(known.finding(random).code()) + newest()));

    /** Twelve. */
    static List<Search> all() {
        return Stream.of(OF_PATIENTS, OF_A_PATIENT, OF_A_CODE)
                .flatMap(List::stream)
                .toList();
    }

    byte[] request(Requests requests, Known known, SplittableRandom random) {
        return requests.get(path.of(known, random));
    }

    private static String newest() {
        return "&_sort=-date" + count(PAGE);
    }

    private static String count(int resources) {
        return "&_count=" + resources;
    }

    /** Of a month, because servers take a day in different time zones. */
    private static String firstOfMonth(String date) {
        return date.substring(0, 7) + "-01";
    }

    private static String escaped(String value) {
        return Requests.escaped(value);
    }
}
