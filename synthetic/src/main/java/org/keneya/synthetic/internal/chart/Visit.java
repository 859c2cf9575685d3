// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.synthetic.internal.people.Dice;

/**
 * A contact with the hospital and what is done during it. Closing it writes the Encounter. What would fall after the
 * present or after death is left out.
 */
public final class Visit implements AutoCloseable {

    /** Kinds of contact, with their class (v3-ActCode) and French name. */
    public enum Kind {
        CONSULTATION("AMB", "Consultation externe"),
        TELECONSULTATION("VR", "Téléconsultation"),
        EMERGENCY("EMER", "Passage aux urgences"),
        DAY_CASE("SS", "Hospitalisation de jour"),
        STAY("IMP", "Hospitalisation complète");

        private final String code;
        private final String label;

        Kind(String code, String label) {
            this.code = code;
            this.label = label;
        }
    }

    private final Chart chart;
    private Kind kind;
    private final Unit unit;
    private final LocalDateTime start;
    private final LocalDateTime end;
    private final String title;
    private final String id;
    private final int doctor;
    private final List<Problem> diagnoses = new ArrayList<>(2);
    private @Nullable String bed;
    private String exit = "home";
    private String priority = "";

    Visit(Chart chart, Kind kind, Unit unit, LocalDateTime start, int minutes, String title) {
        this.chart = chart;
        this.kind = kind;
        this.unit = unit;
        this.start = start;
        this.title = title;
        this.id = chart.newId();
        LocalDateTime planned = start.plusMinutes(minutes);
        LocalDateTime died = chart.person().died();
        this.end = died != null && died.isBefore(planned) ? died : planned;
        this.doctor = chart.dice().between(1, unit.doctors());
        this.bed =
                unit.beds() > 0 && kind == Kind.STAY ? unit.bed(1 + chart.dice().below(unit.beds())) : null;
    }

    public Chart chart() {
        return chart;
    }

    public LocalDateTime start() {
        return start;
    }

    public LocalDate day() {
        return start.toLocalDate();
    }

    public LocalDateTime end() {
        return end;
    }

    public boolean isOver() {
        return !end.isAfter(chart.now());
    }

    public String reference() {
        return "Encounter/" + id;
    }

    public Dice dice() {
        return chart.dice();
    }

    /** Whether a moment lies between the beginning and both the end and the present. */
    public boolean has(LocalDateTime at) {
        return !at.isBefore(start) && !at.isAfter(end) && !at.isAfter(chart.end());
    }

    /** By video. */
    public Visit remote() {
        kind = Kind.TELECONSULTATION;
        return this;
    }

    /** A coded answer, such as a way of living; SNOMED CT. */
    public Visit finding(String category, String loinc, String label, String answer, String snomed) {
        Measures.finding(
                chart,
                this,
                start.plusMinutes(5),
                category,
                loinc,
                label,
                Fhir.concept(answer, Fhir.coding(Fhir.SNOMED, snomed)));
        return this;
    }

    /** The expected day of delivery (LOINC 11778-8). */
    public Visit dueDate(LocalDate due) {
        Measures.dueDate(chart, this, start.plusMinutes(3), due);
        return this;
    }

    public Visit bed(int rank) {
        bed = unit.bed(rank);
        return this;
    }

    /** Triage level at the emergency room, French scale FRENCH 1 (worst) to 5. */
    public Visit triage(int level) {
        priority = "Tri " + level;
        return this;
    }

    /** Where the patient goes: home, other-hcf, snf, exp, rehab (HL7 discharge-disposition). */
    public Visit exit(String code) {
        exit = code;
        return this;
    }

    public Visit diagnosis(Problem problem) {
        diagnoses.add(problem);
        return this;
    }

    /** A problem that is over some days later. */
    public Visit acute(Diagnosis diagnosis, int days) {
        return diagnosis(chart.problem(diagnosis, day(), day().plusDays(days), this));
    }

    /** A problem that lasts. */
    public Visit chronic(Diagnosis diagnosis) {
        return diagnosis(chart.problem(diagnosis, day(), null, this));
    }

    // measures

    /** Pressure and pulse. */
    public Visit pressure() {
        return pressure(start.plusMinutes(5));
    }

    public Visit pressure(LocalDateTime at) {
        if (has(at)) {
            Measures.pressure(chart, this, at);
        }
        return this;
    }

    public Visit measure(Analyte... analytes) {
        return measure(start.plusMinutes(5), analytes);
    }

    public Visit measure(LocalDateTime at, Analyte... analytes) {
        if (has(at)) {
            for (Analyte analyte : analytes) {
                Measures.measure(chart, this, at, analyte);
            }
        }
        return this;
    }

    /** A measure whose value the pathway decides. */
    public Visit measure(LocalDateTime at, Analyte analyte, double value) {
        if (has(at)) {
            Measures.measure(chart, this, at, analyte, analyte.clamp(value));
        }
        return this;
    }

    /** Weight, height and body mass index that agree. */
    public Visit build() {
        Measures.build(chart, this, start.plusMinutes(4));
        return this;
    }

    /** The full set of a nurse's round. */
    public Visit round(LocalDateTime at) {
        return pressure(at)
                .measure(
                        at, Analyte.HEART_RATE, Analyte.RESPIRATION, Analyte.TEMPERATURE, Analyte.OXYGEN, Analyte.PAIN);
    }

    /** Rounds at an interval until the visit or the present ends, at most some. */
    public Visit rounds(int everyHours, int atMost) {
        LocalDateTime at = start.plusMinutes(30);
        for (int i = 0; i < atMost && has(at); i++) {
            round(at);
            at = at.plusHours(everyHours);
        }
        return this;
    }

    // orders and results

    /** Blood is drawn shortly after the visit begins. */
    public Visit labs(Panel... panels) {
        return labs(start.plusMinutes(kind == Kind.CONSULTATION ? 60 + dice().below(240) : 20), panels);
    }

    public Visit labs(LocalDateTime sample, Panel... panels) {
        LocalDateTime ordered = sample.minusMinutes(15);
        if (!ordered.isBefore(start) && !ordered.isAfter(chart.end())) {
            Orders.labs(chart, this, ordered, sample, panels);
        }
        return this;
    }

    public Visit imaging(Imaging imaging, String conclusion) {
        return imaging(start.plusMinutes(kind == Kind.CONSULTATION ? 15 : 45), imaging, conclusion);
    }

    public Visit imaging(LocalDateTime at, Imaging imaging, String conclusion) {
        if (!at.isAfter(chart.end())) {
            Orders.imaging(chart, this, at, imaging, conclusion);
        }
        return this;
    }

    public Visit act(Act act) {
        return act(start.plusMinutes(10), act);
    }

    public Visit act(LocalDateTime at, Act act) {
        if (!at.plusMinutes(act.minutes()).isAfter(chart.end())) {
            Orders.procedure(chart, this, at, act);
        }
        return this;
    }

    /** A prescription for some days. */
    public Visit prescribe(String drug, Posology posology, int days) {
        LocalDateTime at = start.plusMinutes(12);
        if (!at.isAfter(chart.end())) {
            Drug medicine = Drug.of(drug);
            chart.later(at, () -> Orders.prescription(chart, this, at, medicine, posology, days));
        }
        return this;
    }

    /** What the patient says to take, written on admission. */
    public Visit reconcile() {
        chart.later(start, () -> Orders.statements(chart, this));
        return this;
    }

    /** Medicine given intravenously or at the bedside. */
    public Visit give(LocalDateTime at, String drug, String dose) {
        if (has(at)) {
            Orders.administration(chart, this, at, Drug.of(drug), dose);
        }
        return this;
    }

    /** A letter about the visit, signed when it is over. */
    public Visit letter(Letter letter, String text) {
        LocalDateTime at = end.plusMinutes(letter == Letter.CONSULTATION ? 10 : 45);
        if (!at.isAfter(chart.end()) || (letter == Letter.CONSULTATION && isOver())) {
            LocalDateTime signed = at.isAfter(chart.end()) ? chart.end() : at;
            chart.later(signed, () -> Letters.write(chart, this, signed, letter, text));
        }
        return this;
    }

    @Override
    public void close() {
        boolean over = isOver();
        Json.Obj encounter = Fhir.resource("Encounter", id);
        encounter.put(
                "identifier",
                Fhir.list(Fhir.identifier(
                        "https://keneya.org/demo/iep", "S" + id.substring(0, 8) + id.substring(9, 13))));
        encounter.put("status", over ? "finished" : "in-progress");
        encounter.put("class", Fhir.coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", kind.code, kind.label));
        encounter.put("type", Fhir.list(Fhir.text(title)));
        encounter.put("serviceType", Fhir.text(unit.label()));
        if (!priority.isEmpty()) {
            encounter.put("priority", Fhir.text(priority));
        }
        encounter.put("subject", Fhir.reference(chart.patient(), chart.person().display()));
        encounter.put(
                "participant",
                Fhir.list(new Json.Obj(2)
                        .put(
                                "type",
                                Fhir.list(Fhir.status("v3-ParticipationType", kind == Kind.STAY ? "ATND" : "PPRF")))
                        .put("individual", doctor())));
        Json.Obj period = new Json.Obj(2).put("start", Fhir.instant(start));
        encounter.put("period", over ? period.put("end", Fhir.instant(end)) : period);
        encounter.put("reasonCode", Fhir.list(Fhir.text(title)));
        if (!diagnoses.isEmpty()) {
            encounter.put("diagnosis", diagnosisList());
        }
        if (over && (kind == Kind.STAY || kind == Kind.EMERGENCY)) {
            encounter.put("hospitalization", hospitalization());
        }
        encounter.put("location", Fhir.list(location(over)));
        encounter.put("serviceProvider", Fhir.reference(unit.organization(), unit.label()));
        chart.add(encounter);
    }

    Json.Obj doctor() {
        return Fhir.reference(unit.doctor(doctor), Hospital.name(unit, doctor));
    }

    String doctorName() {
        return Hospital.name(unit, doctor);
    }

    Unit unit() {
        return unit;
    }

    String title() {
        return title;
    }

    Kind kind() {
        return kind;
    }

    List<Problem> diagnoses() {
        return diagnoses;
    }

    long days() {
        return Math.max(1, Duration.between(start, end).toDays());
    }

    private Json.Arr diagnosisList() {
        Json.Arr list = new Json.Arr();
        for (Problem problem : diagnoses) {
            list.add(new Json.Obj(2)
                    .put(
                            "condition",
                            Fhir.reference(
                                    problem.reference(), problem.diagnosis().label()))
                    .put("rank", Fhir.number(list.size() + 1)));
        }
        return list;
    }

    private Json.Obj hospitalization() {
        LocalDateTime died = chart.person().died();
        String disposition = died != null && died.equals(end) ? "exp" : exit;
        return new Json.Obj(1)
                .put(
                        "dischargeDisposition",
                        Fhir.concept(exitLabel(disposition), Fhir.hl7("discharge-disposition", disposition)));
    }

    private static String exitLabel(String disposition) {
        return switch (disposition) {
            case "home" -> "Retour au domicile";
            case "other-hcf" -> "Mutation ou transfert";
            case "snf" -> "EHPAD";
            case "rehab" -> "Soins de suite et de réadaptation";
            case "exp" -> "Décès";
            default -> disposition;
        };
    }

    private Json.Obj location(boolean over) {
        String where = bed == null ? unit.location() : bed;
        return new Json.Obj(2).put("location", Fhir.reference(where)).put("status", over ? "completed" : "active");
    }
}
