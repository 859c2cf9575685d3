// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.keneya.model.Json;
import org.keneya.synthetic.internal.chart.Growth;
import org.keneya.synthetic.internal.people.Sex;

/** What must hold in every record, whatever chance brings. */
class ClinicalSenseTest {
    private static final int PATIENTS = 600;
    private static final String LOINC = "http://loinc.org";
    private static final String CIM_10 = "http://hl7.org/fhir/sid/icd-10";

    private static final Map<String, List<String>> MOMENTS = Map.of(
            "Observation", List.of("effectiveDateTime", "issued"),
            "DiagnosticReport", List.of("effectiveDateTime", "issued"),
            "ServiceRequest", List.of("authoredOn"),
            "MedicationRequest", List.of("authoredOn"),
            "MedicationAdministration", List.of("effectiveDateTime"),
            "Condition", List.of("onsetDateTime", "abatementDateTime", "recordedDate"),
            "DocumentReference", List.of("date"),
            "ImagingStudy", List.of("started"),
            "Immunization", List.of("occurrenceDateTime"),
            "AllergyIntolerance", List.of("recordedDate"));

    @Test
    void nothingHappensBeforeBirthAfterDeathOrInTheFuture() {
        Records.each(PATIENTS, record -> {
            OffsetDateTime born = Records.moment(Records.born(record).toString());
            String died = Records.patient(record).string("deceasedDateTime");
            OffsetDateTime end = died == null ? Records.NOW : Records.moment(died);
            for (Json.Obj resource : record) {
                moments(resource)
                        .forEach(at -> assertThat(at)
                                .as(resource::toString)
                                .isAfterOrEqualTo(born)
                                .isBeforeOrEqualTo(end));
            }
        });
    }

    private static List<OffsetDateTime> moments(Json.Obj resource) {
        String type = Records.text(resource, "resourceType");
        String within = type.equals("Encounter") ? "period" : type.equals("Procedure") ? "performedPeriod" : "";
        Json.Obj from = within.isEmpty() ? resource : Records.object(resource, within);
        return (within.isEmpty() ? MOMENTS.getOrDefault(type, List.of()) : List.of("start", "end"))
                .stream()
                        .filter(from::has)
                        .map(name -> Records.moment(Records.text(from, name)))
                        .toList();
    }

    @Test
    void resultsFollowTheirSampleAndTheSampleItsOrder() {
        Records.each(PATIENTS, record -> {
            Map<String, OffsetDateTime> orders = new HashMap<>();
            Records.ofType(record, "ServiceRequest")
                    .forEach(order -> orders.put(
                            "ServiceRequest/" + order.string("id"), Records.moment(Records.text(order, "authoredOn"))));
            record.stream().filter(resource -> resource.has("issued")).forEach(result -> {
                OffsetDateTime sample = Records.moment(Records.text(result, "effectiveDateTime"));
                assertThat(Records.moment(Records.text(result, "issued"))).isAfter(sample);
                String order = Records.text(result.objects("basedOn").getFirst(), "reference");
                assertThat(orders.get(order)).isNotNull().isBeforeOrEqualTo(sample);
            });
        });
    }

    @Test
    void everyMeasureHasATimeAndAUcumUnit() {
        Records.each(
                PATIENTS,
                record -> Records.ofType(record, "Observation").forEach(observation -> {
                    assertThat(observation.has("effectiveDateTime")).isTrue();
                    Json.Obj quantity = observation.object("valueQuantity");
                    if (quantity != null) {
                        assertThat(quantity.string("system")).isEqualTo("http://unitsofmeasure.org");
                        assertThat(Records.text(quantity, "code")).isNotEmpty();
                        assertThat(Records.text(quantity, "unit")).isNotEmpty();
                    }
                }));
    }

    @Test
    void childrenGrowWithinTheCurves() {
        Records.each(PATIENTS, record -> {
            LocalDate born = Records.born(record);
            Sex sex = "female".equals(Records.patient(record).string("gender")) ? Sex.FEMALE : Sex.MALE;
            Map<LocalDate, Double> heights = new TreeMap<>();
            for (Json.Obj observation : Records.ofType(record, "Observation").toList()) {
                LocalDate day = LocalDate.parse(
                        Records.text(observation, "effectiveDateTime").substring(0, 10));
                double years = ChronoUnit.DAYS.between(born, day) / 365.25;
                if (years < 16 && isCoded(observation, "29463-7")) {
                    double median = Growth.medianWeightKg(sex, years);
                    assertThat(value(observation))
                            .as("weight at %.2f years", years)
                            .isBetween(median * 0.58, median * 1.75);
                }
                if (years < 16 && isCoded(observation, "8302-2")) {
                    heights.put(day, value(observation));
                }
            }
            assertThat(List.copyOf(heights.values())).isSorted();
        });
    }

    @Test
    void onlyWomenOfAgeArePregnantAndOnlyMenHaveAProstate() {
        Records.each(PATIENTS, record -> {
            boolean female = "female".equals(Records.patient(record).string("gender"));
            LocalDate born = Records.born(record);
            Records.ofType(record, "Condition").forEach(condition -> {
                String code = Records.code(Records.object(condition, "code"), CIM_10);
                assertThat(code).isNotNull();
                if (code != null && (code.startsWith("O") || code.startsWith("Z34"))) {
                    LocalDate onset = LocalDate.parse(Records.text(condition, "onsetDateTime"));
                    assertThat(female).isTrue();
                    assertThat(ChronoUnit.YEARS.between(born, onset)).isBetween(14L, 50L);
                }
                if ("N40".equals(code) || "C61".equals(code)) {
                    assertThat(female).isFalse();
                }
            });
            assertThat(female && has(record, "2857-1")).isFalse();
            assertThat(!female && has(record, "11778-8")).isFalse();
        });
    }

    @Test
    void pregnanciesDoNotOverlap() {
        Records.each(PATIENTS * 3, record -> {
            List<LocalDate> births = Records.ofType(record, "Procedure")
                    .filter(act ->
                            Records.text(Records.object(act, "code"), "text").startsWith("Accouchement"))
                    .map(act -> LocalDate.parse(Records.text(Records.object(act, "performedPeriod"), "start")
                            .substring(0, 10)))
                    .sorted()
                    .toList();
            for (int i = 1; i < births.size(); i++) {
                assertThat(ChronoUnit.DAYS.between(births.get(i - 1), births.get(i)))
                        .isGreaterThan(270);
            }
        });
    }

    @Test
    void peopleAllergicToPenicillinGetNone() {
        Records.each(PATIENTS, record -> {
            boolean allergic = Records.ofType(record, "AllergyIntolerance")
                    .anyMatch(allergy -> Records.text(Records.object(allergy, "code"), "text")
                            .contains("cilline"));
            if (allergic) {
                Records.ofType(record, "MedicationRequest")
                        .forEach(request -> assertThat(Records.code(
                                        Records.object(request, "medicationCodeableConcept"),
                                        "http://www.whocc.no/atc"))
                                .doesNotStartWith("J01C"));
            }
        });
    }

    @Test
    void allergiesAreAlwaysVerified() {
        Records.each(
                PATIENTS,
                record -> Records.ofType(record, "AllergyIntolerance")
                        .forEach(allergy ->
                                assertThat(allergy.has("verificationStatus")).isTrue()));
    }

    @Test
    void diabetesImprovesUnderTreatment() {
        List<Double> values = Records.ofType(Records.of(15), "Observation")
                .filter(observation -> isCoded(observation, "4548-4"))
                .map(ClinicalSenseTest::value)
                .toList();
        assertThat(values).hasSizeGreaterThan(5).allMatch(value -> value > 5.5 && value < 12);
    }

    @Test
    void everyDepartmentSeesTheSameKidneys() {
        Map<LocalDate, Double> values = new TreeMap<>();
        Records.ofType(Records.of(0), "Observation")
                .filter(observation -> isCoded(observation, "14682-9"))
                .forEach(observation -> values.put(
                        LocalDate.parse(
                                Records.text(observation, "effectiveDateTime").substring(0, 10)),
                        value(observation)));
        assertThat(values).hasSizeGreaterThan(12);
        LocalDate before = LocalDate.MIN;
        double known = 0;
        for (Map.Entry<LocalDate, Double> entry : values.entrySet()) {
            if (entry.getKey().minusDays(120).isBefore(before)) {
                assertThat(entry.getValue()).isBetween(known * 0.75, known * 1.33);
            }
            before = entry.getKey();
            known = entry.getValue();
        }
    }

    @Test
    void nobodyTakesTwoMedicinesOfOneClassForLong() {
        Records.each(PATIENTS, record -> {
            Map<String, Long> running = new HashMap<>();
            Records.ofType(record, "MedicationRequest")
                    .filter(request -> "active".equals(request.string("status")))
                    .forEach(request -> {
                        String atc = Records.code(
                                Records.object(request, "medicationCodeableConcept"), "http://www.whocc.no/atc");
                        if (atc != null && atc.startsWith("C09")) {
                            running.merge(atc, 1L, Long::sum);
                        }
                    });
            assertThat(running.size()).isLessThanOrEqualTo(1);
        });
    }

    @Test
    void noBedIsTakenTwice() {
        Set<String> beds = new HashSet<>();
        Set<String> waiting = new HashSet<>();
        Records.each(
                PATIENTS,
                record -> Records.ofType(record, "Encounter")
                        .filter(encounter -> "in-progress".equals(encounter.string("status")))
                        .forEach(encounter -> {
                            Json.Obj location = encounter.objects("location").getFirst();
                            String where = Records.text(Records.object(location, "location"), "reference");
                            if (where.startsWith("Location/lit-")) {
                                assertThat(beds.add(where)).as(where).isTrue();
                            } else {
                                waiting.add(Records.text(encounter, "id"));
                            }
                        }));
        assertThat(beds).hasSizeGreaterThan(25);
        assertThat(waiting).hasSizeGreaterThan(5);
    }

    @Test
    void theAgendaOfTheDayHoldsOnePatientAnHourAndDoctor() {
        Set<String> taken = new HashSet<>();
        Records.each(
                300,
                record -> Records.ofType(record, "Appointment")
                        .filter(appointment ->
                                Records.text(appointment, "start").startsWith(Records.TODAY.toString()))
                        .filter(appointment -> appointment.toString().contains("demo-medecin"))
                        .forEach(appointment -> assertThat(taken.add(Records.text(appointment, "start")))
                                .isTrue()));
        assertThat(taken).hasSizeGreaterThan(8);
    }

    private static boolean has(List<Json.Obj> record, String loinc) {
        return Records.ofType(record, "Observation").anyMatch(observation -> isCoded(observation, loinc));
    }

    private static boolean isCoded(Json.Obj observation, String loinc) {
        return loinc.equals(Records.code(Records.object(observation, "code"), LOINC));
    }

    private static double value(Json.Obj observation) {
        return Records.object(observation, "valueQuantity").get("value") instanceof Json.Num number
                ? number.decimal().doubleValue()
                : Double.NaN;
    }
}
