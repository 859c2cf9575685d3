// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keneya.model.Json;
import org.keneya.synthetic.internal.people.Dice;

/** Writes what is ordered during a visit and what comes back: analyses, imaging, procedures, medicines. */
final class Orders {
    private static final String CIS = "http://data.esante.gouv.fr/ansm/medicament/SpecialitePharmaceutique";
    private static final String CIP = "http://data.esante.gouv.fr/ansm/medicament/Presentation";
    private static final Pattern AMOUNT = Pattern.compile("^(\\d+(?:,\\d+)?) (mg|g|µg|ml|UI)(/h)?(?![/\\w])");
    private static final String EDQM = "http://standardterms.edqm.eu";

    /** From this length on, a prescription is a long-lasting treatment. */
    private static final int LONG_DAYS = 80;

    private static final int STILL_COVERED_DAYS = 45;

    private Orders() {}

    /** One order, then for each panel its results and a report, given out one to five hours after the sample. */
    static void labs(Chart chart, Visit visit, LocalDateTime ordered, LocalDateTime sample, Panel... panels) {
        LocalDateTime issued = sample.plusMinutes(60 + chart.dice().below(240));
        boolean known = !issued.isAfter(chart.end());
        StringBuilder what = new StringBuilder();
        for (Panel panel : panels) {
            what.append(what.isEmpty() ? "" : ", ").append(panel.label());
        }
        String order = request(
                chart,
                visit,
                ordered,
                known,
                Fhir.concept("Biologie", Fhir.coding(Fhir.SNOMED, "108252007")),
                Fhir.text(what.toString()));
        if (!known) {
            return;
        }
        for (Panel panel : panels) {
            Json.Arr results = Measures.results(chart, visit, sample, issued, order, panel);
            Json.Obj report = Fhir.resource("DiagnosticReport", chart.newId());
            report.put("basedOn", Fhir.list(Fhir.reference(order)));
            report.put("status", "final");
            report.put("category", Fhir.list(Fhir.status("v2-0074", "LAB")));
            report.put(
                    "code",
                    panel.loinc().isEmpty()
                            ? Fhir.text(panel.label())
                            : Fhir.concept(panel.label(), Fhir.coding(Fhir.LOINC, panel.loinc(), panel.label())));
            report.put("subject", chart.subject()).put("encounter", Fhir.reference(visit.reference()));
            report.put("effectiveDateTime", Fhir.instant(sample)).put("issued", Fhir.instant(issued));
            report.put("performer", Fhir.list(Fhir.reference(Unit.LAB.organization(), Unit.LAB.label())));
            chart.add(report.put("result", results));
        }
    }

    /** The order, the study and its report. */
    static void imaging(Chart chart, Visit visit, LocalDateTime ordered, Imaging imaging, String conclusion) {
        LocalDateTime done = ordered.plusMinutes(20 + chart.dice().below(90));
        LocalDateTime issued = done.plusMinutes(30 + chart.dice().below(180));
        boolean known = !issued.isAfter(chart.end());
        String order = request(
                chart,
                visit,
                ordered,
                known,
                Fhir.concept("Imagerie", Fhir.coding(Fhir.SNOMED, "363679005")),
                imagingCode(imaging));
        if (!known) {
            return;
        }
        String study = chart.newId();
        chart.add(Fhir.resource("ImagingStudy", study)
                .put("identifier", Fhir.list(Fhir.identifier("urn:dicom:uid", "urn:oid:" + uid(chart))))
                .put("status", "available")
                .put("modality", Fhir.list(modality(imaging)))
                .put("subject", chart.subject())
                .put("encounter", Fhir.reference(visit.reference()))
                .put("started", Fhir.instant(done))
                .put("basedOn", Fhir.list(Fhir.reference(order)))
                .put("numberOfSeries", Fhir.number(1))
                .put("numberOfInstances", Fhir.number(imaging.images()))
                .put("description", imaging.label())
                .put(
                        "series",
                        Fhir.list(new Json.Obj(4)
                                .put("uid", uid(chart))
                                .put("number", Fhir.number(1))
                                .put("modality", modality(imaging))
                                .put("numberOfInstances", Fhir.number(imaging.images())))));
        chart.add(Fhir.resource("DiagnosticReport", chart.newId())
                .put("basedOn", Fhir.list(Fhir.reference(order)))
                .put("status", "final")
                .put("category", Fhir.list(Fhir.status("v2-0074", "RAD")))
                .put("code", imagingCode(imaging))
                .put("subject", chart.subject())
                .put("encounter", Fhir.reference(visit.reference()))
                .put("effectiveDateTime", Fhir.instant(done))
                .put("issued", Fhir.instant(issued))
                .put("resultsInterpreter", Fhir.list(Fhir.reference(Unit.IMA.doctor(1), Hospital.name(Unit.IMA, 1))))
                .put("imagingStudy", Fhir.list(Fhir.reference("ImagingStudy/" + study)))
                .put("conclusion", conclusion));
    }

    static void procedure(Chart chart, Visit visit, LocalDateTime at, Act act) {
        LocalDateTime end = at.plusMinutes(act.minutes());
        Json.Obj procedure = Fhir.resource("Procedure", chart.newId()).put("status", "completed");
        procedure.put("code", acts(act.ccam(), act.label())).put("subject", chart.subject());
        procedure.put("encounter", Fhir.reference(visit.reference()));
        procedure.put("performedPeriod", Fhir.period(at, end));
        procedure.put("performer", Fhir.list(new Json.Obj(1).put("actor", visit.doctor())));
        if (!visit.diagnoses().isEmpty()) {
            procedure.put(
                    "reasonReference",
                    Fhir.list(Fhir.reference(visit.diagnoses().getFirst().reference())));
        }
        chart.add(procedure);
    }

    /** Written unless the patient has enough of it, or takes another medicine of the same class. */
    static void prescription(Chart chart, Visit visit, LocalDateTime at, Drug drug, Posology posology, int days) {
        LocalDate day = at.toLocalDate();
        if (days >= LONG_DAYS && chart.treatments().stream().anyMatch(taken -> excludes(taken, drug, day))) {
            return;
        }
        LocalDate until = at.toLocalDate().plusDays(days);
        boolean running = until.isAfter(chart.today()) && chart.isAlive();
        Json.Obj request = Fhir.resource("MedicationRequest", chart.newId());
        request.put("status", running ? "active" : "completed").put("intent", "order");
        request.put(
                "category",
                Fhir.list(Fhir.status(
                        "medicationrequest-category", visit.kind() == Visit.Kind.STAY ? "inpatient" : "outpatient")));
        request.put("medicationCodeableConcept", medicine(drug)).put("subject", chart.subject());
        request.put("encounter", Fhir.reference(visit.reference())).put("authoredOn", Fhir.instant(at));
        request.put("requester", visit.doctor());
        if (!visit.diagnoses().isEmpty()) {
            request.put(
                    "reasonReference",
                    Fhir.list(Fhir.reference(visit.diagnoses().getFirst().reference())));
        }
        Json.Obj dosage = new Json.Obj(6).put("text", posology.text() + " pendant " + duration(days));
        Json.Obj repeat = new Json.Obj(4)
                .put("boundsDuration", Fhir.quantity(days, 0, days > 1 ? "jours" : "jour", "d"))
                .put("frequency", Fhir.number(posology.frequency()))
                .put("period", Fhir.number(posology.period()))
                .put("periodUnit", posology.periodUnit());
        dosage.put("timing", new Json.Obj(1).put("repeat", repeat));
        if (posology.asNeeded()) {
            dosage.put("asNeededBoolean", Json.Bool.TRUE);
        }
        dosage.put("route", route(drug, posology));
        dosage.put(
                "doseAndRate",
                Fhir.list(new Json.Obj(1)
                        .put(
                                "doseQuantity",
                                Fhir.quantity(
                                        posology.amount(),
                                        posology.amount() % 1 == 0 ? 0 : 1,
                                        posology.unit(),
                                        posology.ucum()))));
        request.put("dosageInstruction", Fhir.list(dosage));
        request.put(
                "dispenseRequest",
                new Json.Obj(2)
                        .put(
                                "validityPeriod",
                                new Json.Obj(2)
                                        .put("start", at.toLocalDate().toString())
                                        .put("end", until.toString()))
                        .put("expectedSupplyDuration", Fhir.quantity(Math.min(days, 30), 0, "jours", "d")));
        chart.add(request);
        if (days >= LONG_DAYS) {
            LocalDate since = chart.treatments().stream()
                    .filter(taken -> taken.drug().equals(drug))
                    .map(Chart.Treatment::since)
                    .findFirst()
                    .orElse(at.toLocalDate());
            chart.treatments().removeIf(taken -> taken.drug().isLike(drug));
            chart.treatments().add(new Chart.Treatment(drug, posology, since, until));
        }
    }

    /** A medicine of one class stays the one of the class until it was stopped for three months. */
    private static boolean excludes(Chart.Treatment taken, Drug drug, LocalDate day) {
        int margin = taken.drug().equals(drug) ? STILL_COVERED_DAYS : -90;
        return taken.drug().isLike(drug) && taken.until().isAfter(day.plusDays(margin));
    }

    static void statements(Chart chart, Visit visit) {
        for (Chart.Treatment treatment : chart.treatments()) {
            if (!treatment.since().isAfter(visit.day()) && treatment.until().isAfter(visit.day())) {
                chart.add(Fhir.resource("MedicationStatement", chart.newId())
                        .put("status", visit.isOver() ? "completed" : "active")
                        .put("medicationCodeableConcept", medicine(treatment.drug()))
                        .put("subject", chart.subject())
                        .put("context", Fhir.reference(visit.reference()))
                        .put(
                                "effectivePeriod",
                                new Json.Obj(1).put("start", treatment.since().toString()))
                        .put("dateAsserted", Fhir.instant(visit.start()))
                        .put("informationSource", chart.subject())
                        .put("dosage", Fhir.list(Fhir.text(treatment.posology().text()))));
            }
        }
    }

    static void administration(Chart chart, Visit visit, LocalDateTime at, Drug drug, String dose) {
        chart.add(Fhir.resource("MedicationAdministration", chart.newId())
                .put("status", "completed")
                .put("medicationCodeableConcept", medicine(drug))
                .put("subject", chart.subject())
                .put("context", Fhir.reference(visit.reference()))
                .put("effectiveDateTime", Fhir.instant(at))
                .put(
                        "performer",
                        Fhir.list(new Json.Obj(1)
                                .put("actor", Fhir.reference(visit.unit().nurse(), Hospital.nurseName(visit.unit())))))
                .put("dosage", dosage(dose)));
    }

    /** What was given, as words and as the amount they begin with, such as {@code 3 mg/h IV continu}. */
    private static Json.Obj dosage(String dose) {
        Matcher amount = AMOUNT.matcher(dose);
        if (!amount.find()) {
            throw new IllegalArgumentException("a dose begins with its amount: " + dose);
        }
        String unit = amount.group(2);
        String code = switch (unit) {
            case "µg" -> "ug";
            case "UI" -> "[iU]";
            case "ml" -> "mL";
            default -> unit;
        };
        boolean rate = amount.group(3) != null;
        return Fhir.text(dose)
                .put(
                        rate ? "rateQuantity" : "dose",
                        new Json.Obj(4)
                                .put("value", new Json.Num(amount.group(1).replace(',', '.')))
                                .put("unit", rate ? unit + "/h" : unit)
                                .put("system", "http://unitsofmeasure.org")
                                .put("code", rate ? code + "/h" : code));
    }

    private static String request(
            Chart chart, Visit visit, LocalDateTime at, boolean done, Json.Obj category, Json.Obj code) {
        String id = chart.newId();
        chart.add(Fhir.resource("ServiceRequest", id)
                .put("status", done ? "completed" : "active")
                .put("intent", "order")
                .put("category", Fhir.list(category))
                .put("priority", visit.kind() == Visit.Kind.EMERGENCY ? "urgent" : "routine")
                .put("code", code)
                .put("subject", chart.subject())
                .put("encounter", Fhir.reference(visit.reference()))
                .put("authoredOn", Fhir.instant(at))
                .put("requester", visit.doctor()));
        return "ServiceRequest/" + id;
    }

    private static Json.Obj medicine(Drug drug) {
        return Fhir.concept(
                drug.name(),
                Fhir.coding(CIS, drug.cis(), drug.name()),
                Fhir.coding(CIP, drug.cip()),
                Fhir.coding(Fhir.ATC, drug.atc(), drug.substance()));
    }

    private static Json.Obj route(Drug drug, Posology posology) {
        if (drug.atc().startsWith("S01")) {
            return Fhir.text("Voie ophtalmique");
        }
        String[] route = posology.route();
        return Fhir.concept(route[1], Fhir.coding(EDQM, route[0], route[1]));
    }

    private static String duration(int days) {
        if (days >= 60 && days % 30 == 0) {
            return days / 30 + " mois";
        }
        return days == 1 ? "1 jour" : days + " jours";
    }

    private static Json.Obj imagingCode(Imaging imaging) {
        return acts(imaging.ccam(), imaging.label());
    }

    private static Json.Obj acts(String ccam, String label) {
        return ccam.isEmpty() ? Fhir.text(label) : Fhir.concept(label, Fhir.coding(Fhir.CCAM, ccam, label));
    }

    private static Json.Obj modality(Imaging imaging) {
        return Fhir.coding("http://dicom.nema.org/resources/ontology/DCM", imaging.modality());
    }

    /** A DICOM UID under the arc of UUIDs. */
    private static String uid(Chart chart) {
        Dice dice = chart.dice();
        return "2.25." + (dice.next() >>> 1) + (1_000_000_000L + dice.below(1_000_000_000));
    }
}
