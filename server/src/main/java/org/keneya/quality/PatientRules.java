// SPDX-License-Identifier: Apache-2.0
package org.keneya.quality;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.keneya.kernel.Ins;
import org.keneya.model.Json;

/** Rules about patients (requirements IDV-2, DQ-1; RNIV for the strict traits). */
final class PatientRules {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private PatientRules() {}

    /** A matricule under an INS system has 15 characters and the right key. */
    static Rule insIsGenuine() {
        return new Rule("Patient", (patient, found) -> {
            List<Json.Obj> identifiers = patient.objects("identifier");
            for (int i = 0; i < identifiers.size(); i++) {
                String system = identifiers.get(i).string("system");
                String value = identifiers.get(i).string("value");
                if (system == null || value == null || !isIns(system)) {
                    continue;
                }
                String path = "Patient.identifier[%d].value".formatted(i);
                switch (Ins.check(value)) {
                    case Ins.Valid(Ins ins) -> {
                        if (!ins.matricule().equals(value)) {
                            found.add(Rule.refuse(
                                    "ins-format",
                                    "value",
                                    path,
                                    "An INS is stored as 15 characters without spaces",
                                    "Le matricule INS s'enregistre sans espaces, sur 15 caractères."));
                        }
                    }
                    case Ins.WrongFormat wrong ->
                        found.add(
                                Rule.refuse(
                                        "ins-format",
                                        "value",
                                        path,
                                        "The INS is not a matricule of 15 characters",
                                        "Le matricule INS n'a pas la forme attendue : 13 caractères puis une clé de 2 chiffres."));
                    case Ins.WrongKey wrong ->
                        found.add(Rule.refuse(
                                "ins-key",
                                "value",
                                path,
                                "The key of the INS is wrong",
                                "La clé du matricule INS est incorrecte : %s lue, %s attendue."
                                        .formatted(wrong.found(), wrong.expected())));
                }
            }
        });
    }

    private static boolean isIns(String system) {
        return system.startsWith("urn:oid:1.2.250.1.213.1.4.")
                && List.of("8", "9", "10", "11").contains(system.substring("urn:oid:1.2.250.1.213.1.4.".length()));
    }

    static Rule nameIsThere() {
        return new Rule("Patient", (patient, found) -> {
            boolean official = patient.objects("identifier").stream().anyMatch(id -> {
                String system = id.string("system");
                return system != null && isIns(system);
            });
            boolean named = patient.objects("name").stream()
                    .anyMatch(name -> name.string("family") != null || name.string("text") != null);
            if (official && !named) {
                found.add(Rule.refuse(
                        "patient-name-missing",
                        "required",
                        "Patient.name",
                        "A patient with an INS needs a birth name",
                        "Le nom de naissance est obligatoire."));
            }
        });
    }

    static Rule birthIsPast(Clock clock) {
        return new Rule("Patient", (patient, found) -> {
            String birth = patient.string("birthDate");
            if (birth != null && isAfterToday(birth, clock)) {
                found.add(Rule.refuse(
                        "birthdate-future",
                        "value",
                        "Patient.birthDate",
                        "The birth date lies in the future",
                        "La date de naissance est dans le futur."));
            }
        });
    }

    /** Dates of one precision compare as texts do: 2026-11 with the month, 2026 with the year of today. */
    private static boolean isAfterToday(String date, Clock clock) {
        String today = LocalDate.now(clock.withZone(PARIS)).toString();
        return date.length() <= today.length() && date.compareTo(today.substring(0, date.length())) > 0;
    }

    /** The strict traits of the RNIV; their absence is told, not refused, for emergencies admit the unknown. */
    static Rule strictTraitsAreThere() {
        return new Rule("Patient", (patient, found) -> {
            boolean complete = patient.has("birthDate") && patient.has("gender") && patient.has("name");
            if (!complete) {
                found.add(Rule.warn(
                        "patient-strict-traits",
                        "incomplete",
                        "Patient",
                        "Strict traits are missing: name, birthDate or gender",
                        "Il manque des traits stricts : nom, date de naissance ou sexe."));
            }
        });
    }
}
