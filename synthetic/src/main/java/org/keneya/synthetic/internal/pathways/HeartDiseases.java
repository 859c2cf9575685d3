// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import static org.keneya.synthetic.internal.pathways.Pathway.lasting;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.keneya.synthetic.internal.chart.Act;
import org.keneya.synthetic.internal.chart.Analyte;
import org.keneya.synthetic.internal.chart.Body.Curve;
import org.keneya.synthetic.internal.chart.Chart;
import org.keneya.synthetic.internal.chart.Diagnosis;
import org.keneya.synthetic.internal.chart.Imaging;
import org.keneya.synthetic.internal.chart.Letter;
import org.keneya.synthetic.internal.chart.Panel;
import org.keneya.synthetic.internal.chart.Posology;
import org.keneya.synthetic.internal.chart.Unit;
import org.keneya.synthetic.internal.chart.Visit;

/** Long diseases of heart and vessels. */
final class HeartDiseases {
    static final List<Pathway> ALL = List.of(
            lasting("hypertension", "Hypertension artérielle", 35, 100, 0.15, 0.55, HeartDiseases::hypertension),
            lasting("insuffisance-cardiaque", "Insuffisance cardiaque", 58, 104, 0.03, 0.14, HeartDiseases::failure),
            lasting(
                    "fibrillation-auriculaire",
                    "Fibrillation auriculaire sous antivitamine K",
                    60,
                    98,
                    0.02,
                    0.07,
                    HeartDiseases::warfarin),
            lasting(
                    "fibrillation-anticoagulant-direct",
                    "Fibrillation auriculaire sous anticoagulant direct",
                    60,
                    98,
                    0.02,
                    0.08,
                    HeartDiseases::apixaban));

    private HeartDiseases() {}

    static void hypertension(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.HYPERTENSION, day, null, null);
        chart.body().effect(Analyte.SYSTOLIC, day, Curve.settle(36, 6, 70));
        chart.body().effect(Analyte.DIASTOLIC, day, Curve.settle(17, 4, 70));
        boolean combined = chart.dice().chance(0.5);
        chart.follow(Unit.CAR, "Suivi d'hypertension", day, 190, (visit, rank) -> {
            visit.chronic(Diagnosis.HYPERTENSION).pressure().measure(Analyte.HEART_RATE);
            visit.prescribe(
                    chart.person().number() % 2 == 0 ? "perindopril" : "candesartan", Doses.TABLET_MORNING, 180);
            if (combined && rank > 0) {
                visit.prescribe("amlodipine", Doses.CAPSULE_MORNING, 180);
            }
            if (rank % 2 == 0) {
                visit.labs(Panel.ELECTROLYTES, Panel.KIDNEYS).build();
                visit.letter(Letter.CONSULTATION, "Pression contrôlée sous traitement. Automesure à poursuivre.");
            }
        });
    }

    private static void failure(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.HEART_FAILURE, day, null, null);
        chart.body().effect(Analyte.LVEF, day, Curve.settle(-30, -20, 120));
        chart.body().effect(Analyte.NT_PROBNP, day, Curve.settle(3200, 900, 90));
        chart.body().effect(Analyte.CREATININE, day, Curve.drift(12, 3));
        LocalDateTime crisis = onset.plusDays(chart.dice().between(30, 300));
        chart.follow(Unit.CAR, "Suivi d'insuffisance cardiaque", day, 110, (visit, rank) -> {
            visit.chronic(Diagnosis.HEART_FAILURE).pressure().build();
            visit.measure(Analyte.HEART_RATE, Analyte.OXYGEN).labs(Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.HEART);
            visit.prescribe("sacubitril", Doses.TABLET_TWICE, 120).prescribe("bisoprolol", Doses.TABLET_MORNING, 120);
            visit.prescribe("furosemide", Doses.TABLET_MORNING, 120)
                    .prescribe("dapagliflozine", Doses.TABLET_MORNING, 120);
            if (rank % 3 == 0) {
                visit.imaging(Imaging.HEART_US, "Ventricule gauche dilaté, hypokinésie globale.")
                        .measure(Analyte.LVEF);
                visit.letter(Letter.CONSULTATION, "Stade II de la NYHA. Poids cible stable, régime peu salé.");
            }
        });
        decompensation(chart, crisis, 7);
    }

    static void decompensation(Chart chart, LocalDateTime at, int days) {
        if (!chart.fits(at, 20)) {
            return;
        }
        LocalDate day = at.toLocalDate();
        chart.body().effect(Analyte.NT_PROBNP, day, Curve.spike(5200, days + 6));
        chart.body().effect(Analyte.WEIGHT, day, Curve.spike(5, days + 2));
        chart.body().effect(Analyte.OXYGEN, day, Curve.spike(-7, days));
        chart.body().effect(Analyte.RESPIRATION, day, Curve.spike(9, days));
        try (Visit visit = chart.emergency(at, 6, "Dyspnée aiguë nocturne")) {
            visit.triage(1)
                    .acute(Diagnosis.LEFT_HEART_FAILURE, days)
                    .rounds(2, 3)
                    .act(Act.ECG)
                    .exit("other-hcf");
            visit.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.HEART, Panel.BLOOD_GAS);
            visit.imaging(Imaging.CHEST_XRAY, "Cardiomégalie, syndrome alvéolo-interstitiel bilatéral.");
            visit.letter(
                    Letter.EMERGENCY, "Œdème aigu du poumon, diurétique intraveineux. Hospitalisation en cardiologie.");
        }
        LocalDateTime entry = at.plusHours(8);
        try (Visit stay = chart.stay(Unit.CAR, entry, days, "Décompensation cardiaque")) {
            stay.acute(Diagnosis.LEFT_HEART_FAILURE, days).reconcile().rounds(8, days * 3);
            for (int i = 0; i < days; i++) {
                LocalDateTime morning = entry.toLocalDate().plusDays(i + 1L).atTime(6, 15);
                stay.measure(morning, Analyte.WEIGHT, Analyte.URINE_OUTPUT).give(morning, "furosemide", "40 mg IV");
                if (i % 2 == 0) {
                    stay.labs(morning, Panel.ELECTROLYTES, Panel.KIDNEYS);
                }
            }
            stay.imaging(
                    entry.toLocalDate().plusDays(1).atTime(10, 0),
                    Imaging.HEART_US,
                    "Fraction d'éjection abaissée, pressions de remplissage élevées.");
            stay.letter(Letter.STAY, "Perte de cinq kilos, sortie euvolémique. Éducation thérapeutique faite.");
        }
    }

    private static void warfarin(Chart chart, LocalDateTime onset) {
        fibrillation(chart, onset);
        chart.body().effect(Analyte.INR, onset.toLocalDate(), days -> 1.5);
        chart.body().effect(Analyte.PROTHROMBIN, onset.toLocalDate(), days -> -62);
        chart.follow(Unit.CAR, "Surveillance de l'antivitamine K", onset.toLocalDate(), 45, (visit, rank) -> {
            LocalDate day = visit.day();
            chart.body()
                    .effect(
                            Analyte.INR,
                            day,
                            day.plusDays(1),
                            Curve.flat(0.6 * visit.dice().bell()));
            visit.chronic(Diagnosis.ATRIAL_FIBRILLATION).labs(Panel.INR_ONLY);
            if (rank % 3 == 0) {
                visit.pressure().measure(Analyte.HEART_RATE);
                visit.prescribe(
                        "warfarine", Posology.daily("1 comprimé le soir, à adapter à l'INR", 1, "comprimé", 1), 150);
            }
            if (rank % 8 == 0) {
                visit.act(Act.ECG).labs(Panel.BLOOD_COUNT, Panel.KIDNEYS);
                visit.letter(
                        Letter.CONSULTATION, "INR cible entre 2 et 3. Pas de saignement. Carnet de surveillance tenu.");
            }
        });
    }

    private static void apixaban(Chart chart, LocalDateTime onset) {
        if (chart.has(Diagnosis.ATRIAL_FIBRILLATION)) {
            return;
        }
        fibrillation(chart, onset);
        chart.follow(Unit.CAR, "Suivi de fibrillation auriculaire", onset.toLocalDate(), 180, (visit, rank) -> {
            visit.chronic(Diagnosis.ATRIAL_FIBRILLATION)
                    .pressure()
                    .measure(Analyte.HEART_RATE)
                    .act(Act.ECG);
            visit.labs(Panel.KIDNEYS, Panel.BLOOD_COUNT);
            visit.prescribe("apixaban", Doses.TABLET_TWICE, 180).prescribe("bisoprolol", Doses.TABLET_MORNING, 180);
        });
    }

    private static void fibrillation(Chart chart, LocalDateTime onset) {
        chart.problem(Diagnosis.ATRIAL_FIBRILLATION, onset.toLocalDate(), null, null);
        chart.body().effect(Analyte.HEART_RATE, onset.toLocalDate(), Curve.settle(45, 8, 20));
    }
}
