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

/** Lungs and kidneys. */
final class LungsAndKidneys {
    static final List<Pathway> ALL = List.of(
            lasting("bpco", "Bronchopneumopathie chronique obstructive", 48, 95, 0.04, 0.12, LungsAndKidneys::copd),
            lasting("asthme", "Asthme de l'adulte", 18, 75, 0.05, 0.05, LungsAndKidneys::asthma),
            event("asthme-aigu", "Crise d'asthme aux urgences", 16, 70, 0.008, LungsAndKidneys::attack),
            lasting(
                    "insuffisance-renale-chronique",
                    "Maladie rénale chronique",
                    55,
                    100,
                    0.04,
                    0.13,
                    LungsAndKidneys::kidneys),
            lasting("dialyse", "Hémodialyse chronique", 40, 88, 0.002, 0.004, LungsAndKidneys::dialysis));

    private LungsAndKidneys() {}

    private static void copd(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.COPD, day, null, null);
        chart.problem(Diagnosis.TOBACCO, day.minusYears(20), null, null);
        chart.body().effect(Analyte.FEV1, day, Curve.drift(-1.1, -0.04));
        chart.body().effect(Analyte.FEV1_RATIO, day, Curve.drift(-22, -0.6));
        chart.body().effect(Analyte.OXYGEN, day, Curve.drift(-2.5, -0.2));
        chart.body().effect(Analyte.ARTERIAL_PCO2, day, Curve.flat(5));
        chart.follow(Unit.PNE, "Suivi de BPCO", day, 180, (visit, rank) -> {
            visit.chronic(Diagnosis.COPD)
                    .measure(Analyte.OXYGEN, Analyte.RESPIRATION, Analyte.HEART_RATE)
                    .build();
            visit.prescribe("tiotropium", Doses.PUFFS_MORNING, 180).prescribe("salbutamol", Doses.PUFFS_NEEDED, 180);
            if (rank % 2 == 0) {
                visit.act(Act.SPIROMETRY).measure(Analyte.FEV1, Analyte.FEV1_RATIO);
                Habits.smoking(visit);
                visit.letter(
                        Letter.CONSULTATION,
                        "Obstruction stable. Technique d'inhalation revue, réadaptation proposée.");
            }
        });
        flare(chart, onset.plusDays(chart.dice().between(60, 700)), 6);
    }

    static void flare(Chart chart, LocalDateTime at, int days) {
        if (!chart.fits(at, 20)) {
            return;
        }
        LocalDate day = at.toLocalDate();
        Stays.infection(chart, day, 60, days);
        chart.body().effect(Analyte.OXYGEN, day, Curve.spike(-6, days));
        chart.body().effect(Analyte.ARTERIAL_PCO2, day, Curve.spike(12, days));
        try (Visit visit = chart.emergency(at, 5, "Dyspnée, toux productive")) {
            visit.triage(2).acute(Diagnosis.COPD_FLARE, days).rounds(2, 3).exit("other-hcf");
            visit.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.INFLAMMATION, Panel.BLOOD_GAS);
            visit.imaging(Imaging.CHEST_XRAY, "Distension. Pas de foyer systématisé.");
            visit.letter(Letter.EMERGENCY, "Exacerbation hypercapnique. Hospitalisation en pneumologie.");
        }
        try (Visit stay = chart.stay(Unit.PNE, at.plusHours(7), days, "Exacerbation de BPCO")) {
            stay.acute(Diagnosis.COPD_FLARE, days).reconcile().rounds(8, days * 3);
            stay.labs(at.plusDays(2), Panel.BLOOD_GAS, Panel.INFLAMMATION);
            stay.prescribe("prednisolone", Posology.daily("2 comprimés le matin", 2, "comprimé", 1), 5);
            stay.letter(Letter.STAY, "Amélioration sous bronchodilatateurs et corticothérapie courte.");
        }
    }

    private static void asthma(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.ASTHMA, day, null, null);
        chart.body().effect(Analyte.FEV1, day, Curve.flat(-0.35));
        chart.follow(Unit.PNE, "Suivi d'asthme", day, 240, (visit, rank) -> {
            visit.chronic(Diagnosis.ASTHMA).measure(Analyte.OXYGEN, Analyte.RESPIRATION);
            visit.prescribe("budesonide-formoterol", Doses.PUFF_TWICE, 240);
            if (rank % 2 == 0) {
                visit.act(Act.SPIROMETRY).measure(Analyte.FEV1, Analyte.FEV1_RATIO);
            }
        });
    }

    private static void attack(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 10)) {
            return;
        }
        LocalDate day = at.toLocalDate();
        chart.body().effect(Analyte.OXYGEN, day, Curve.spike(-5, 3));
        chart.body().effect(Analyte.RESPIRATION, day, Curve.spike(12, 3));
        chart.body().effect(Analyte.HEART_RATE, day, Curve.spike(35, 3));
        chart.problem(Diagnosis.ASTHMA, day, null, null);
        try (Visit visit = chart.emergency(at, 8, "Crise d'asthme")) {
            visit.triage(2).acute(Diagnosis.ASTHMA_ATTACK, 3).rounds(1, 6);
            visit.give(at.plusMinutes(20), "salbutamol", "5 mg en nébulisation");
            visit.give(at.plusMinutes(50), "salbutamol", "5 mg en nébulisation");
            visit.prescribe("prednisolone", Posology.daily("2 comprimés le matin", 2, "comprimé", 1), 5);
            visit.letter(
                    Letter.EMERGENCY,
                    "Réponse complète après trois nébulisations. Consultation de pneumologie à un mois.");
        }
    }

    /** Creatinine drifts up a little every month; filtration follows by age and sex. */
    static void kidneys(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        double slope = chart.dice().between(3, 9);
        chart.problem(Diagnosis.KIDNEY_FAILURE, day, null, null);
        Body body = chart.body();
        body.effect(
                Analyte.CREATININE,
                day.minusYears(4),
                days -> days < 1461 ? 38 * days / 1461.0 : 38 + slope * (days - 1461) / 365.25);
        body.effect(Analyte.UREA, day, Curve.drift(4, 0.5));
        body.effect(Analyte.POTASSIUM, day, Curve.drift(0.3, 0.03));
        body.effect(Analyte.HEMOGLOBIN, day, Curve.drift(-0.9, -0.1));
        body.effect(Analyte.ALBUMINURIA, day, Curve.drift(150, 35));
        body.effect(Analyte.PTH, day, Curve.drift(30, 8));
        chart.follow(Unit.NEP, "Suivi de néphrologie", day, 150, (visit, rank) -> {
            visit.chronic(Diagnosis.KIDNEY_FAILURE).pressure().build();
            visit.labs(Panel.KIDNEYS, Panel.ELECTROLYTES, Panel.BLOOD_COUNT);
            if (rank % 2 == 0) {
                visit.labs(Panel.BONE, Panel.ALBUMIN_URINE);
                visit.letter(
                        Letter.CONSULTATION, "Pente de filtration suivie. Éviter les AINS, adapter les posologies.");
            }
            visit.prescribe("ramipril", Doses.TABLET_MORNING, 150);
            if (rank == 0) {
                visit.imaging(Imaging.KIDNEY_US, "Reins de taille un peu diminuée, bien différenciés.");
            }
        });
    }

    /** Three sessions a week, a year of them at most: one of the longest histories. */
    private static void dialysis(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.END_STAGE_KIDNEY, day, null, null);
        Body body = chart.body();
        body.effect(Analyte.CREATININE, day, Curve.flat(560));
        body.effect(Analyte.UREA, day, Curve.flat(15));
        body.effect(Analyte.POTASSIUM, day, Curve.flat(0.9));
        body.effect(Analyte.PHOSPHATE, day, Curve.flat(0.7));
        body.effect(Analyte.PTH, day, Curve.flat(260));
        body.effect(Analyte.HEMOGLOBIN, day, Curve.flat(-2.6));
        LocalDate last = chart.end().toLocalDate();
        LocalDate first = last.minusDays(150);
        LocalDate from = first.isBefore(day) ? day : first;
        LocalDate session = from;
        for (int i = 0; !session.isAfter(last); i++) {
            LocalDateTime at = session.atTime(7, 30);
            if (chart.fits(at, 5)) {
                try (Visit visit = chart.dayCase(Unit.NEP, at, 4, "Séance d'hémodialyse")) {
                    visit.chronic(Diagnosis.END_STAGE_KIDNEY)
                            .measure(Analyte.WEIGHT)
                            .round(at.plusMinutes(10));
                    visit.pressure(at.plusMinutes(230)).act(Act.HAEMODIALYSIS);
                    if (i % 12 == 0) {
                        visit.labs(
                                at.plusMinutes(20), Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.BONE);
                        visit.prescribe("darbepoetine", Posology.weekly("1 injection par semaine", 1, "injection"), 30);
                        visit.prescribe("sevelamer", Doses.TABLET_THRICE, 90);
                    }
                }
            }
            session = session.plusDays(i % 3 == 2 ? 3 : 2);
        }
    }
}
