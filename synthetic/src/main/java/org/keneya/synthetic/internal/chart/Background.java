// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.time.LocalDate;
import java.util.List;
import org.keneya.model.Json;
import org.keneya.synthetic.internal.people.Cast.Allergies;
import org.keneya.synthetic.internal.people.Dice;

/** What a record holds apart from events: allergies, cover, the person to call, family history, consent. */
public final class Background {
    private record Substance(String label, String snomed, String category, String reaction, int minAge) {}

    private static final List<Substance> SUBSTANCES = List.of(
            new Substance("Allergie à la pénicilline", "91936005", "medication", "Urticaire", 2),
            new Substance("Allergie à l'amoxicilline", "294505008", "medication", "Éruption cutanée", 2),
            new Substance("Allergie à l'aspirine", "293586001", "medication", "Bronchospasme", 15),
            new Substance("Allergie aux produits de contraste iodés", "", "medication", "Urticaire", 18),
            new Substance("Allergie à l'arachide", "91935009", "food", "Œdème des lèvres", 1),
            new Substance("Allergie aux protéines du lait de vache", "", "food", "Vomissements", 0),
            new Substance("Allergie aux fruits à coque", "", "food", "Prurit buccal", 2),
            new Substance("Allergie au latex", "", "environment", "Dermatite de contact", 16),
            new Substance("Allergie aux pollens de graminées", "", "environment", "Rhinite", 5),
            new Substance("Allergie aux acariens", "", "environment", "Rhinite", 4),
            new Substance("Allergie au venin d'hyménoptères", "", "environment", "Œdème local", 6));

    private static final String[] LINKS = {"Conjoint", "Fille", "Fils", "Sœur", "Mère", "Frère", "Ami"};

    private Background() {}

    /** Writes all of it. */
    public static void write(Chart chart, Allergies wanted) {
        Dice dice = chart.dice();
        coverage(chart);
        allergies(chart, wanted);
        if (dice.chance(0.55)) {
            relative(chart);
        }
        if (dice.chance(0.3) && chart.person().ageAt(chart.today()) >= 18) {
            familyHistory(chart);
        }
        if (dice.chance(0.25)) {
            consent(chart);
        }
    }

    private static void coverage(Chart chart) {
        chart.add(Fhir.resource("Coverage", chart.newId())
                .put("status", chart.isAlive() ? "active" : "cancelled")
                .put("type", Fhir.concept("Assurance maladie obligatoire", Fhir.hl7("v3-ActCode", "PUBLICPOL")))
                .put("beneficiary", chart.subject())
                .put("period", new Json.Obj(1).put("start", chart.since().toString()))
                .put("payor", Fhir.list(Fhir.reference(Hospital.INSURANCE))));
    }

    private static void allergies(Chart chart, Allergies wanted) {
        switch (wanted) {
            case NONE_KNOWN -> noneKnown(chart);
            case NOT_RECORDED -> {}
            case SEVERE_PENICILLIN -> {
                allergy(chart, SUBSTANCES.getFirst(), "high", "Choc anaphylactique", "severe");
                allergy(chart, SUBSTANCES.get(8), "low", "Rhinite", "mild");
            }
            case ANY -> {
                double draw = chart.dice().unit();
                if (draw < 0.5) {
                    noneKnown(chart);
                } else if (draw < 0.76) {
                    some(chart);
                }
            }
        }
    }

    private static void some(Chart chart) {
        Dice dice = chart.dice();
        int first = dice.below(SUBSTANCES.size());
        int count = dice.chance(0.25) ? 2 : 1;
        for (int i = 0; i < count; i++) {
            Substance substance = SUBSTANCES.get((first + i * 4) % SUBSTANCES.size());
            if (chart.person().ageAt(chart.today()) < substance.minAge) {
                substance = SUBSTANCES.get(5);
            }
            boolean severe = dice.chance(0.12);
            allergy(
                    chart,
                    substance,
                    severe ? "high" : "low",
                    severe ? "Choc anaphylactique" : substance.reaction,
                    severe ? "severe" : dice.chance(0.5) ? "mild" : "moderate");
        }
    }

    private static void allergy(
            Chart chart, Substance substance, String criticality, String reaction, String severity) {
        if (substance.label.contains("cilline")) {
            chart.allergicToPenicillin();
        }
        Json.Obj allergy = begin(chart, "confirmed");
        allergy.put("type", "allergy").put("category", Fhir.list(new Json.Str(substance.category)));
        allergy.put("criticality", criticality);
        allergy.put(
                "code",
                substance.snomed.isEmpty()
                        ? Fhir.text(substance.label)
                        : Fhir.concept(substance.label, Fhir.coding(Fhir.SNOMED, substance.snomed)));
        close(chart, allergy);
        allergy.put(
                "reaction",
                Fhir.list(new Json.Obj(2)
                        .put("manifestation", Fhir.list(Fhir.text(reaction)))
                        .put("severity", severity)));
        chart.add(allergy);
    }

    private static void noneKnown(Chart chart) {
        Json.Obj allergy = begin(chart, "confirmed");
        allergy.put("code", Fhir.concept("Aucune allergie connue", Fhir.coding(Fhir.SNOMED, "716186003")));
        close(chart, allergy);
        chart.add(allergy);
    }

    private static Json.Obj begin(Chart chart, String verification) {
        return Fhir.resource("AllergyIntolerance", chart.newId())
                .put("clinicalStatus", Fhir.status("allergyintolerance-clinical", "active"))
                .put("verificationStatus", Fhir.status("allergyintolerance-verification", verification));
    }

    private static void close(Chart chart, Json.Obj allergy) {
        LocalDate recorded = chart.since().plusDays(1);
        LocalDate last = chart.end().toLocalDate();
        allergy.put("patient", chart.subject());
        allergy.put("recordedDate", (recorded.isAfter(last) ? last : recorded).toString());
        allergy.put("recorder", Fhir.reference(Unit.MPO.doctor(1), Hospital.name(Unit.MPO, 1)));
    }

    private static void relative(Chart chart) {
        Dice dice = chart.dice();
        boolean child = chart.person().ageAt(chart.today()) < 18;
        String link = child
                ? (dice.chance(0.6) ? "Mère" : "Père")
                : LINKS[dice.below(chart.person().ageAt(chart.today()) > 60 ? 4 : LINKS.length)];
        chart.add(Fhir.resource("RelatedPerson", chart.newId())
                .put("active", Json.Bool.TRUE)
                .put("patient", chart.subject())
                .put(
                        "relationship",
                        Fhir.list(
                                Fhir.text(link),
                                Fhir.concept(
                                        child ? "Représentant légal" : "Personne de confiance",
                                        Fhir.hl7("v2-0131", child ? "N" : "C"))))
                .put(
                        "name",
                        Fhir.list(new Json.Obj(2)
                                .put("family", chart.person().birthName())
                                .put("given", Fhir.list(new Json.Str(dice.chance(0.5) ? "Dominique" : "Camille")))))
                .put(
                        "telecom",
                        Fhir.list(new Json.Obj(2)
                                .put("system", "phone")
                                .put("value", "+33 6 39 98 %02d %02d".formatted(dice.below(100), dice.below(100))))));
    }

    private static void familyHistory(Chart chart) {
        Dice dice = chart.dice();
        List<Diagnosis> usual = List.of(
                Diagnosis.TYPE_2_DIABETES,
                Diagnosis.HYPERTENSION,
                Diagnosis.BREAST_CANCER,
                Diagnosis.COLON_CANCER,
                Diagnosis.INFARCTION,
                Diagnosis.ALZHEIMER);
        Diagnosis diagnosis = dice.pick(usual);
        boolean mother = diagnosis == Diagnosis.BREAST_CANCER || dice.chance(0.5);
        chart.add(Fhir.resource("FamilyMemberHistory", chart.newId())
                .put("status", "completed")
                .put("patient", chart.subject())
                .put("date", chart.since().toString())
                .put(
                        "relationship",
                        Fhir.concept(mother ? "Mère" : "Père", Fhir.hl7("v3-RoleCode", mother ? "MTH" : "FTH")))
                .put(
                        "condition",
                        Fhir.list(new Json.Obj(1)
                                .put(
                                        "code",
                                        Fhir.concept(
                                                diagnosis.label(),
                                                Fhir.coding(Fhir.CIM_10, diagnosis.cim10(), diagnosis.label()))))));
    }

    private static void consent(Chart chart) {
        chart.add(Fhir.resource("Consent", chart.newId())
                .put("status", "active")
                .put("scope", Fhir.status("consentscope", "patient-privacy"))
                .put("category", Fhir.list(Fhir.concept("Consentement", Fhir.coding(Fhir.LOINC, "59284-0"))))
                .put("patient", chart.subject())
                .put("dateTime", chart.since().toString())
                .put("organization", Fhir.list(Fhir.reference(Hospital.ORGANIZATION)))
                .put("policyRule", Fhir.text("Partage avec l'équipe de soins (CSP L.1110-4)"))
                .put("provision", new Json.Obj(1).put("type", "permit")));
    }
}
