// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

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
import org.keneya.synthetic.internal.chart.Plans;
import org.keneya.synthetic.internal.chart.Posology;
import org.keneya.synthetic.internal.chart.Unit;
import org.keneya.synthetic.internal.chart.Visit;
import org.keneya.synthetic.internal.people.Sex;

/** Diabetes, lipids, thyroid, weight, gout. */
final class Metabolism {
    static final List<Pathway> ALL = List.of(
            lasting("diabete-type-2", "Diabète de type 2", 42, 98, 0.06, 0.17, Metabolism::type2),
            lasting("diabete-type-1", "Diabète de type 1", 5, 40, 0.008, 0.008, Metabolism::type1),
            lasting("dyslipidemie", "Dyslipidémie", 38, 90, 0.12, 0.3, Metabolism::lipids),
            lasting("hypothyroidie", "Hypothyroïdie", 30, 95, 0.02, 0.06, Metabolism::slowThyroid),
            lasting("hyperthyroidie", "Maladie de Basedow", 22, 65, 0.008, 0.012, Metabolism::fastThyroid),
            lasting("obesite", "Obésité", 18, 70, 0.06, 0.08, Metabolism::obesity),
            lasting("goutte", "Goutte", 45, 90, 0.02, 0.05, Metabolism::gout).only(Sex.MALE),
            lasting("osteoporose", "Ostéoporose", 60, 98, 0.08, 0.25, Metabolism::bones)
                    .only(Sex.FEMALE));

    private Metabolism() {}

    /** HbA1c starts high, falls with treatment, creeps up until a second medicine is added. */
    static void type2(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        double start = chart.dice().between(2.0, 4.6);
        LocalDate second = day.plusDays(chart.dice().between(500, 1400));
        chart.problem(Diagnosis.TYPE_2_DIABETES, day, null, null);
        Body body = chart.body();
        body.effect(Analyte.HBA1C, day, second, days -> 1.1 + (start - 1.1) * 60 / (60 + days) + days * 0.0009);
        body.effect(Analyte.HBA1C, second, Curve.settle(2.1, 1.3, 90));
        body.effect(Analyte.GLUCOSE, day, second, days -> 2.1 + (start * 1.5 - 2.1) * 60 / (60 + days));
        body.effect(Analyte.GLUCOSE, second, Curve.settle(3.2, 2.2, 90));
        body.effect(Analyte.TRIGLYCERIDES, day, Curve.flat(0.5));
        body.effect(Analyte.WEIGHT, day, Curve.settle(9, 6, 300));
        body.effect(Analyte.ALBUMINURIA, day, Curve.drift(4, 5));
        chart.follow(Unit.END, "Suivi de diabète", day, 120, (visit, rank) -> {
            visit.chronic(Diagnosis.TYPE_2_DIABETES).pressure().build().labs(Panel.DIABETES);
            if (rank % 3 == 0) {
                visit.labs(Panel.KIDNEYS, Panel.LIPIDS, Panel.ALBUMIN_URINE)
                        .act(Act.FOOT_EXAM)
                        .act(Act.FUNDUS);
                visit.letter(
                        Letter.CONSULTATION,
                        "Équilibre glycémique revu, pieds sans lésion, fond d'œil annuel fait. Poursuite de l'éducation thérapeutique.");
                Habits.smoking(visit);
            }
            visit.prescribe("metformine", Doses.TABLET_TWICE, 120);
            if (!visit.day().isBefore(second)) {
                visit.prescribe(
                        chart.person().number() % 3 == 0 ? "dulaglutide" : "empagliflozine",
                        chart.person().number() % 3 == 0
                                ? Posology.weekly("1 injection par semaine", 1, "injection")
                                : Doses.TABLET_MORNING,
                        120);
            }
            if (rank == 0) {
                Plans.plan(visit, "Prise en charge du diabète", "HbA1c inférieure à 7 %", Analyte.HBA1C, 7.0);
            }
        });
    }

    private static void type1(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.TYPE_1_DIABETES, day, null, null);
        chart.body().effect(Analyte.HBA1C, day, Curve.settle(5.5, 2, 40));
        chart.body().effect(Analyte.GLUCOSE, day, Curve.settle(14, 3.5, 10));
        if (chart.fits(onset, 150) && !day.isBefore(chart.since())) {
            chart.body().effect(Analyte.ARTERIAL_PH, day, Curve.spike(-0.22, 2));
            Unit ward = chart.person().ageAt(day) < 16 ? Unit.PED : Unit.MPO;
            try (Visit stay = chart.stay(ward, onset, 6, "Découverte d'un diabète de type 1")) {
                stay.acute(Diagnosis.KETOACIDOSIS, 3)
                        .chronic(Diagnosis.TYPE_1_DIABETES)
                        .rounds(6, 20);
                stay.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.DIABETES, Panel.BLOOD_GAS);
                stay.labs(onset.plusDays(1), Panel.ELECTROLYTES, Panel.BLOOD_GAS);
                insulin(stay);
                stay.letter(Letter.STAY, "Acidocétose résolutive. Éducation à l'insulinothérapie de la famille faite.");
            }
        }
        chart.follow(Unit.END, "Suivi de diabète de type 1", day.plusDays(30), 100, (visit, rank) -> {
            visit.chronic(Diagnosis.TYPE_1_DIABETES).build().pressure().labs(Panel.DIABETES);
            insulin(visit);
            if (rank % 4 == 0) {
                visit.labs(Panel.KIDNEYS, Panel.LIPIDS, Panel.TSH_ONLY, Panel.ALBUMIN_URINE)
                        .act(Act.FUNDUS);
                visit.letter(
                        Letter.CONSULTATION,
                        "Schéma basal-bolus, temps dans la cible 62 %. Pas d'hypoglycémie sévère.");
            }
        });
    }

    private static void insulin(Visit visit) {
        visit.prescribe("glargine", Posology.daily("14 UI le soir", 14, "UI", 1), 100);
        visit.prescribe("aspart", Posology.daily("4 à 8 UI avant chaque repas", 6, "UI", 3), 100);
    }

    private static void lipids(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.DYSLIPIDAEMIA, day, null, null);
        chart.body().effect(Analyte.LDL, day, Curve.settle(1.8, -0.9, 40));
        chart.follow(
                Unit.CSG,
                "Contrôle lipidique",
                day,
                300,
                (visit, rank) -> visit.chronic(Diagnosis.DYSLIPIDAEMIA)
                        .pressure()
                        .labs(Panel.LIPIDS, Panel.LIVER)
                        .prescribe("rosuvastatine", Doses.TABLET_EVENING, 300));
    }

    private static void slowThyroid(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.HYPOTHYROIDISM, day, null, null);
        chart.body().effect(Analyte.TSH, day, Curve.settle(16, 0.6, 25));
        chart.body().effect(Analyte.FREE_T4, day, Curve.settle(-6.5, -0.4, 25));
        chart.follow(
                Unit.END,
                "Suivi d'hypothyroïdie",
                day,
                180,
                (visit, rank) -> visit.chronic(Diagnosis.HYPOTHYROIDISM)
                        .measure(Analyte.HEART_RATE, Analyte.WEIGHT)
                        .labs(Panel.THYROID)
                        .prescribe(
                                "levothyroxine", Posology.daily("1 comprimé le matin à jeun", 1, "comprimé", 1), 180));
    }

    private static void fastThyroid(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        LocalDate over = day.plusDays(540);
        chart.problem(Diagnosis.HYPERTHYROIDISM, day, over, null);
        chart.body().effect(Analyte.TSH, day, over, Curve.settle(-2.4, -0.4, 120));
        chart.body().effect(Analyte.FREE_T4, day, over, Curve.settle(26, 1, 30));
        chart.body().effect(Analyte.HEART_RATE, day, over, Curve.settle(30, 3, 30));
        for (int i = 0; i < 6; i++) {
            LocalDateTime at = chart.atWork(day.plusDays(i * 85L));
            if (chart.fits(at, 1) && !at.toLocalDate().isBefore(chart.since())) {
                try (Visit visit = chart.consultation(Unit.END, at, "Suivi de maladie de Basedow")) {
                    visit.pressure().measure(Analyte.HEART_RATE, Analyte.WEIGHT).labs(Panel.THYROID, Panel.BLOOD_COUNT);
                    visit.prescribe("carbimazole", Doses.TABLET_MORNING, 85);
                    if (i == 0) {
                        visit.imaging(Imaging.NECK_US, "Thyroïde hypervascularisée, sans nodule.");
                    }
                }
            }
        }
    }

    private static void obesity(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.OBESITY, day, null, null);
        chart.body().effect(Analyte.WEIGHT, day, Curve.settle(36, 28, 500));
        chart.body().effect(Analyte.SYSTOLIC, day, Curve.flat(6));
        chart.follow(Unit.END, "Consultation de nutrition", day, 240, (visit, rank) -> {
            visit.chronic(Diagnosis.OBESITY).pressure().build();
            if (rank % 2 == 0) {
                visit.labs(Panel.GLYCAEMIA, Panel.LIPIDS, Panel.LIVER);
            }
            if (rank == 0) {
                Plans.plan(visit, "Programme de nutrition", "Perte de 5 % du poids en un an", Analyte.WEIGHT, 90);
                visit.letter(Letter.CONSULTATION, "Enquête alimentaire faite, objectifs réalistes fixés ensemble.");
            }
        });
        if (chart.dice().chance(0.3)) {
            sleep(chart, onset.plusDays(200));
        }
    }

    private static void sleep(Chart chart, LocalDateTime at) {
        LocalDateTime evening = chart.atWork(at.toLocalDate()).withHour(9);
        if (chart.fits(evening, 10)) {
            try (Visit visit = chart.dayCase(Unit.PNE, evening, 10, "Polygraphie ventilatoire")) {
                visit.chronic(Diagnosis.SLEEP_APNOEA).act(Act.SLEEP_STUDY).build();
                visit.letter(Letter.CONSULTATION, "Index d'apnées-hypopnées à 34 par heure. Mise en place d'une PPC.");
            }
        }
    }

    private static void gout(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.GOUT, day, null, null);
        chart.body().effect(Analyte.URATE, day, Curve.settle(210, -40, 90));
        chart.follow(Unit.RHU, "Suivi de goutte", day, 330, (visit, rank) -> {
            visit.chronic(Diagnosis.GOUT).labs(Panel.URIC_ACID, Panel.KIDNEYS);
            visit.prescribe("allopurinol", Doses.TABLET_MORNING, 330);
            if (rank == 0) {
                visit.prescribe("colchicine", Posology.daily("1 comprimé le soir", 1, "comprimé", 1), 5);
            }
        });
    }

    private static void bones(Chart chart, LocalDateTime onset) {
        chart.problem(Diagnosis.OSTEOPOROSIS, onset.toLocalDate(), null, null);
        chart.follow(Unit.RHU, "Suivi d'ostéoporose", onset.toLocalDate(), 365, (visit, rank) -> {
            visit.chronic(Diagnosis.OSTEOPOROSIS).build().labs(Panel.BONE);
            visit.prescribe("alendronate", Posology.weekly("1 comprimé par semaine, à jeun", 1, "comprimé"), 360);
            visit.prescribe("cholecalciferol", Posology.monthly("1 ampoule tous les 3 mois", 1, "ampoule", 3), 360);
            if (rank == 0) {
                visit.imaging(Imaging.BONE_DENSITY, "T-score -2,8 au rachis, -2,6 au col fémoral.");
            }
        });
    }
}
