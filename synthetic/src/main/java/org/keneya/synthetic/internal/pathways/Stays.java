// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import static org.keneya.synthetic.internal.pathways.Pathway.event;
import static org.keneya.synthetic.internal.pathways.Pathway.lasting;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.keneya.synthetic.internal.chart.Act;
import org.keneya.synthetic.internal.chart.Analyte;
import org.keneya.synthetic.internal.chart.Body;
import org.keneya.synthetic.internal.chart.Body.Curve;
import org.keneya.synthetic.internal.chart.Chart;
import org.keneya.synthetic.internal.chart.Diagnosis;
import org.keneya.synthetic.internal.chart.Imaging;
import org.keneya.synthetic.internal.chart.Letter;
import org.keneya.synthetic.internal.chart.Panel;
import org.keneya.synthetic.internal.chart.Posology;
import org.keneya.synthetic.internal.chart.Unit;
import org.keneya.synthetic.internal.chart.Visit;
import org.keneya.synthetic.internal.people.Sex;

/** Stays in medicine and in intensive care. */
final class Stays {
    static final List<Pathway> ALL = List.of(
            event(
                    "pneumopathie",
                    "Pneumopathie hospitalisée",
                    40,
                    105,
                    0.022,
                    (chart, at) -> pneumonia(chart, at, Unit.PNE, 6)),
            event("pyelonephrite", "Pyélonéphrite", 17, 85, 0.012, Stays::pyelonephritis)
                    .only(Sex.FEMALE),
            event("erysipele", "Érysipèle", 45, 95, 0.008, Stays::erysipelas),
            event("embolie-pulmonaire", "Embolie pulmonaire", 35, 90, 0.006, Stays::embolism),
            lasting("infarctus", "Infarctus du myocarde", 42, 90, 0.01, 0.04, Stays::infarction),
            lasting("avc", "Accident vasculaire cérébral", 50, 98, 0.01, 0.06, (chart, at) -> stroke(chart, at, 9)),
            lasting(
                    "choc-septique",
                    "Choc septique en réanimation",
                    35,
                    85,
                    0.003,
                    0.007,
                    (chart, at) -> intensive(chart, at, 12)));

    private Stays() {}

    static void infection(Chart chart, LocalDate day, double crp, int days) {
        Body body = chart.body();
        body.effect(Analyte.CRP, day, Curve.spike(crp, days * 2.0));
        body.effect(Analyte.WHITE_CELLS, day, Curve.spike(crp / 16, days * 1.5));
        body.effect(Analyte.NEUTROPHILS, day, Curve.spike(crp / 16, days * 1.5));
        body.effect(Analyte.PROCALCITONIN, day, Curve.spike(crp / 60, days));
        body.effect(Analyte.TEMPERATURE, day, Curve.spike(2, days * 0.6));
        body.effect(Analyte.HEART_RATE, day, Curve.spike(26, days));
        body.effect(Analyte.RESPIRATION, day, Curve.spike(7, days));
    }

    /** Emergency room, then a stay; the end of both depends on the present. */
    static void pneumonia(Chart chart, LocalDateTime at, Unit unit, int days) {
        if (!chart.fits(at, 10)) {
            return;
        }
        LocalDate day = at.toLocalDate();
        infection(chart, day, 170, days);
        chart.body().effect(Analyte.OXYGEN, day, Curve.spike(-7, days));
        chart.body().effect(Analyte.LACTATE, day, Curve.spike(1.2, 3));
        try (Visit visit = chart.emergency(at, 6, "Fièvre et dyspnée")) {
            visit.triage(2).acute(Diagnosis.PNEUMONIA, days + 14).rounds(2, 3).exit("other-hcf");
            visit.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.SEPSIS, Panel.BLOOD_GAS);
            visit.imaging(Imaging.CHEST_XRAY, "Opacité alvéolaire du lobe inférieur droit avec bronchogramme aérien.");
            visit.letter(Letter.EMERGENCY, "Pneumopathie avec hypoxie. Hospitalisation.");
        }
        LocalDateTime entry = at.plusHours(8);
        try (Visit stay = chart.stay(unit, entry, days, "Pneumopathie")) {
            stay.acute(Diagnosis.PNEUMONIA, days + 14).reconcile().rounds(8, days * 3);
            boolean allergic = chart.isAllergicToPenicillin();
            for (int i = 0; i < days; i++) {
                stay.give(
                        entry.plusDays(i).plusHours(1),
                        allergic ? "azithromycine" : "ceftriaxone",
                        allergic ? "500 mg" : "1 g IV");
            }
            stay.labs(entry.plusDays(2).withHour(6), Panel.BLOOD_COUNT, Panel.INFLAMMATION, Panel.ELECTROLYTES);
            stay.labs(entry.plusDays(4).withHour(6), Panel.INFLAMMATION, Panel.KIDNEYS);
            stay.letter(
                    Letter.STAY,
                    "Évolution favorable sous antibiotique, sevrage de l'oxygène. Radiographie de contrôle à six semaines.");
        }
    }

    private static void pyelonephritis(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 90)) {
            return;
        }
        infection(chart, at.toLocalDate(), 120, 4);
        try (Visit visit = chart.emergency(at, 6, "Fièvre et douleur lombaire")) {
            visit.triage(3).acute(Diagnosis.PYELONEPHRITIS, 12).rounds(3, 2).exit("other-hcf");
            visit.labs(Panel.BLOOD_COUNT, Panel.KIDNEYS, Panel.SEPSIS);
            visit.imaging(Imaging.KIDNEY_US, "Pas de dilatation des cavités. Pas d'abcès.");
            visit.letter(Letter.EMERGENCY, "Pyélonéphrite aiguë. Hospitalisation courte.");
        }
        try (Visit stay = chart.stay(Unit.MPO, at.plusHours(8), 3, "Pyélonéphrite")) {
            stay.acute(Diagnosis.PYELONEPHRITIS, 12).rounds(8, 9);
            stay.prescribe("ofloxacine", Doses.TABLET_TWICE, 7);
            stay.labs(at.plusDays(2), Panel.BLOOD_COUNT, Panel.INFLAMMATION);
            stay.letter(Letter.STAY, "Apyrexie à 48 heures. Relais oral, sept jours au total.");
        }
    }

    private static void erysipelas(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 130)) {
            return;
        }
        infection(chart, at.toLocalDate(), 140, 5);
        try (Visit stay = chart.stay(Unit.DER, at, 5, "Érysipèle de jambe")) {
            stay.acute(Diagnosis.ERYSIPELAS, 15).reconcile().rounds(8, 14);
            stay.labs(Panel.BLOOD_COUNT, Panel.KIDNEYS, Panel.INFLAMMATION).labs(at.plusDays(3), Panel.INFLAMMATION);
            stay.prescribe(
                    chart.isAllergicToPenicillin() ? "pristinamycine" : "amoxicilline-1g",
                    chart.isAllergicToPenicillin()
                            ? Posology.daily("2 comprimés matin, midi et soir", 2, "comprimé", 3)
                            : Doses.TABLET_THRICE,
                    10);
            stay.letter(Letter.STAY, "Régression du placard, apyrexie. Contention et soins de la porte d'entrée.");
        }
    }

    private static void embolism(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 130)) {
            return;
        }
        LocalDate day = at.toLocalDate();
        chart.body().effect(Analyte.D_DIMERS, day, Curve.spike(3800, 30));
        chart.body().effect(Analyte.OXYGEN, day, Curve.spike(-6, 6));
        chart.body().effect(Analyte.HEART_RATE, day, Curve.spike(30, 6));
        chart.body().effect(Analyte.TROPONIN, day, Curve.spike(40, 4));
        try (Visit visit = chart.emergency(at, 6, "Dyspnée brutale")) {
            visit.triage(2)
                    .acute(Diagnosis.PULMONARY_EMBOLISM, 180)
                    .rounds(2, 3)
                    .exit("other-hcf");
            visit.act(Act.ECG).labs(Panel.BLOOD_COUNT, Panel.KIDNEYS, Panel.D_DIMER, Panel.HEART, Panel.BLOOD_GAS);
            visit.imaging(Imaging.CHEST_CT, "Embolie pulmonaire segmentaire bilatérale, sans retentissement droit.");
            visit.letter(Letter.EMERGENCY, "Embolie pulmonaire de risque intermédiaire faible.");
        }
        try (Visit stay = chart.stay(Unit.PNE, at.plusHours(8), 4, "Embolie pulmonaire")) {
            stay.acute(Diagnosis.PULMONARY_EMBOLISM, 180).rounds(8, 12);
            stay.imaging(Imaging.VEIN_US, "Thrombose poplitée gauche.");
            stay.prescribe("apixaban", Doses.TABLET_TWICE, 180);
            stay.letter(Letter.STAY, "Anticoagulation pour six mois. Consultation de pneumologie à trois mois.");
        }
    }

    private static void infarction(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 140)) {
            return;
        }
        LocalDate day = at.toLocalDate();
        chart.body().effect(Analyte.TROPONIN, day, Curve.spike(2400, 8));
        chart.body().effect(Analyte.LVEF, day, Curve.settle(-20, -9, 60));
        chart.body().effect(Analyte.LDL, day, Curve.settle(0.9, -1.5, 30));
        try (Visit visit = chart.emergency(at, 2, "Douleur thoracique constrictive")) {
            visit.triage(1)
                    .acute(Diagnosis.INFARCTION, 30)
                    .rounds(1, 2)
                    .act(Act.ECG)
                    .exit("other-hcf");
            visit.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.HEART);
            visit.letter(
                    Letter.EMERGENCY,
                    "Syndrome coronarien aigu avec sus-décalage inférieur. Coronarographie en urgence.");
        }
        try (Visit stay = chart.stay(Unit.CAR, at.plusHours(3), 5, "Infarctus du myocarde")) {
            stay.acute(Diagnosis.INFARCTION, 30)
                    .chronic(Diagnosis.CORONARY_DISEASE)
                    .reconcile()
                    .rounds(6, 18);
            stay.act(at.plusHours(3).plusMinutes(20), Act.CORONARY_STENT);
            stay.imaging(Imaging.HEART_US, "Hypokinésie inférieure. Pas de complication mécanique.");
            stay.measure(at.plusDays(1), Analyte.LVEF);
            stay.labs(at.plusDays(1), Panel.TROPONIN_ONLY, Panel.LIPIDS, Panel.KIDNEYS);
            secondaryPrevention(stay);
            stay.letter(Letter.STAY, "Stent actif sur la coronaire droite. Double antiagrégation un an, réadaptation.");
        }
        chart.follow(Unit.CAR, "Suivi de cardiopathie", day.plusDays(60), 240, (visit, rank) -> {
            visit.chronic(Diagnosis.CORONARY_DISEASE)
                    .pressure()
                    .measure(Analyte.HEART_RATE, Analyte.LVEF)
                    .act(Act.ECG);
            visit.labs(Panel.LIPIDS, Panel.KIDNEYS);
            secondaryPrevention(visit);
            visit.letter(Letter.CONSULTATION, "Pas d'angor. Objectif de LDL inférieur à 1,4 mmol/L rappelé.");
        });
    }

    private static void secondaryPrevention(Visit visit) {
        visit.prescribe("aspirine", Doses.SACHET_MORNING, 240);
        visit.prescribe("bisoprolol", Doses.TABLET_MORNING, 240);
        visit.prescribe("atorvastatine", Doses.TABLET_EVENING, 240);
        visit.prescribe("ramipril", Doses.TABLET_EVENING, 240);
    }

    static void stroke(Chart chart, LocalDateTime at, int days) {
        if (!chart.fits(at, 12)) {
            return;
        }
        LocalDate day = at.toLocalDate();
        chart.body().effect(Analyte.SYSTOLIC, day, Curve.spike(32, 10));
        try (Visit visit = chart.emergency(at, 3, "Déficit brutal de l'hémicorps droit")) {
            visit.triage(1).acute(Diagnosis.STROKE, 90).rounds(1, 3).exit("other-hcf");
            visit.measure(at.plusMinutes(10), Analyte.GLASGOW, 14).act(Act.ECG);
            visit.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.GLYCAEMIA, Panel.CLOTTING);
            visit.imaging(Imaging.BRAIN_MRI, "Ischémie récente du territoire sylvien gauche. Pas d'hémorragie.");
            visit.act(at.plusMinutes(95), Act.THROMBOLYSIS);
            visit.letter(Letter.EMERGENCY, "Infarctus cérébral, thrombolyse à 2 heures. Unité neurovasculaire.");
        }
        LocalDateTime entry = at.plusHours(4);
        try (Visit stay = chart.stay(Unit.NEU, entry, days, "Infarctus cérébral")) {
            stay.acute(Diagnosis.STROKE, 90).reconcile().rounds(6, days * 4).exit("rehab");
            stay.labs(entry.plusDays(1).withHour(6), Panel.LIPIDS, Panel.DIABETES, Panel.ELECTROLYTES);
            stay.imaging(entry.plusDays(1).withHour(10), Imaging.HEART_US, "Pas de thrombus intracavitaire.");
            stay.imaging(entry.plusDays(1).withHour(15), Imaging.HEAD_CT, "Pas de transformation hémorragique.");
            stay.prescribe("aspirine", Doses.SACHET_MORNING, 180).prescribe("atorvastatine", Doses.TABLET_EVENING, 180);
            stay.letter(Letter.STAY, "Récupération partielle. Transfert en soins de réadaptation, suivi à trois mois.");
        }
    }

    /** Weeks of intensive care: rounds every two hours, daily laboratory; the longest histories of the run. */
    static void intensive(Chart chart, LocalDateTime at, int days) {
        if (!chart.fits(at, 8)) {
            return;
        }
        LocalDate day = at.toLocalDate();
        infection(chart, day, 310, days);
        chart.body().effect(Analyte.SYSTOLIC, day, Curve.spike(-38, 4));
        chart.body().effect(Analyte.DIASTOLIC, day, Curve.spike(-20, 4));
        chart.body().effect(Analyte.LACTATE, day, Curve.spike(6, 4));
        chart.body().effect(Analyte.CREATININE, day, Curve.spike(180, days));
        chart.body().effect(Analyte.PLATELETS, day, Curve.spike(-150, days));
        chart.body().effect(Analyte.OXYGEN, day, Curve.spike(-5, days));
        chart.body().effect(Analyte.ARTERIAL_PO2, day, Curve.spike(-25, days));
        chart.body().effect(Analyte.ARTERIAL_PH, day, Curve.spike(-0.18, 4));
        try (Visit visit = chart.emergency(at, 3, "Fièvre et confusion")) {
            visit.triage(1).acute(Diagnosis.SEPTIC_SHOCK, days + 5).rounds(1, 3).exit("other-hcf");
            visit.measure(at.plusMinutes(10), Analyte.GLASGOW, 13);
            visit.labs(
                    Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.LIVER, Panel.SEPSIS, Panel.BLOOD_GAS);
            visit.imaging(Imaging.BODY_CT, "Foyer pulmonaire bilatéral. Pas de collection abdominale.");
            visit.letter(Letter.EMERGENCY, "Choc septique à point de départ pulmonaire. Réanimation.");
        }
        LocalDateTime entry = at.plusHours(4);
        try (Visit stay = chart.stay(Unit.REA, entry, days, "Choc septique")) {
            stay.acute(Diagnosis.SEPTIC_SHOCK, days + 5).reconcile().rounds(3, days * 8);
            stay.act(entry.plusMinutes(20), Act.CENTRAL_LINE).act(entry.plusMinutes(60), Act.INTUBATION);
            stay.act(entry.plusMinutes(75), Act.MECHANICAL_VENTILATION);
            for (int i = 0; i < days; i++) {
                LocalDateTime morning = entry.toLocalDate().plusDays(i + 1L).atTime(5, 30);
                stay.labs(morning, Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.SEPSIS, Panel.BLOOD_GAS);
                stay.measure(morning, Analyte.URINE_OUTPUT, Analyte.WEIGHT);
                stay.give(morning.plusHours(2), "ceftriaxone", "2 g IV");
                stay.give(morning.plusHours(3), "midazolam", "3 mg/h IV continu");
            }
            stay.letter(Letter.STAY, "Sevrage des amines à J4, extubation à J8. Suite des soins en médecine.");
        }
    }
}
