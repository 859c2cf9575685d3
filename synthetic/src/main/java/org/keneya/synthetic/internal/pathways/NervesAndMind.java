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
import org.keneya.synthetic.internal.chart.Plans;
import org.keneya.synthetic.internal.chart.Posology;
import org.keneya.synthetic.internal.chart.Unit;
import org.keneya.synthetic.internal.chart.Visit;

/** Neurology, psychiatry, old age. */
final class NervesAndMind {
    static final List<Pathway> ALL = List.of(
            lasting("epilepsie", "Épilepsie", 6, 80, 0.008, 0.01, NervesAndMind::epilepsy),
            lasting("migraine", "Migraine", 15, 60, 0.05, 0.06, NervesAndMind::migraine),
            lasting("parkinson", "Maladie de Parkinson", 58, 92, 0.006, 0.03, NervesAndMind::parkinson),
            lasting("demence", "Maladie d'Alzheimer", 70, 105, 0.03, 0.25, NervesAndMind::dementia),
            lasting("sclerose-en-plaques", "Sclérose en plaques", 22, 55, 0.004, 0.005, NervesAndMind::sclerosis),
            lasting("depression", "Épisode dépressif", 18, 85, 0.06, 0.07, NervesAndMind::depression),
            lasting("anxiete", "Trouble anxieux", 18, 75, 0.04, 0.04, NervesAndMind::anxiety),
            lasting("trouble-bipolaire", "Trouble bipolaire", 20, 65, 0.008, 0.01, NervesAndMind::bipolar),
            lasting("schizophrenie", "Schizophrénie", 18, 50, 0.006, 0.007, NervesAndMind::schizophrenia),
            lasting("sevrage-alcool", "Sevrage d'alcool", 28, 68, 0.012, 0.015, NervesAndMind::alcohol),
            lasting("evaluation-geriatrique", "Évaluation gériatrique", 76, 105, 0.12, 0.35, NervesAndMind::oldAge),
            lasting(
                    "denutrition",
                    "Dénutrition de la personne âgée",
                    75,
                    105,
                    0.04,
                    0.14,
                    NervesAndMind::malnutrition));

    private NervesAndMind() {}

    private static void epilepsy(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.EPILEPSY, day, null, null);
        boolean fertile = chart.person().isFemale() && chart.person().ageAt(day) < 50;
        chart.follow(Unit.NEU, "Suivi d'épilepsie", day, 210, (visit, rank) -> {
            visit.chronic(Diagnosis.EPILEPSY);
            visit.prescribe(fertile ? "lamotrigine" : "levetiracetam", Doses.TABLET_TWICE, 210);
            if (rank == 0) {
                visit.act(Act.EEG).imaging(Imaging.BRAIN_MRI, "Pas de lésion épileptogène décelable.");
            }
            visit.letter(
                    Letter.CONSULTATION, "Pas de crise depuis la dernière consultation. Règles de conduite rappelées.");
        });
    }

    private static void migraine(Chart chart, LocalDateTime onset) {
        chart.problem(Diagnosis.MIGRAINE, onset.toLocalDate(), null, null);
        chart.follow(
                Unit.NEU,
                "Consultation de céphalées",
                onset.toLocalDate(),
                400,
                (visit, rank) -> visit.chronic(Diagnosis.MIGRAINE)
                        .pressure()
                        .prescribe(
                                "sumatriptan",
                                Posology.ifNeeded("1 comprimé au début de la crise", 1, "comprimé", 2),
                                180));
    }

    private static void parkinson(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.PARKINSON, day, null, null);
        chart.follow(Unit.NEU, "Suivi de maladie de Parkinson", day, 180, (visit, rank) -> {
            visit.chronic(Diagnosis.PARKINSON).pressure().measure(Analyte.WEIGHT);
            visit.prescribe("levodopa", Doses.CAPSULE_THRICE, 180);
            visit.letter(
                    Letter.CONSULTATION, "Akinésie modérée, fluctuations de fin de dose. Kinésithérapie poursuivie.");
        });
    }

    private static void dementia(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.ALZHEIMER, day, null, null);
        chart.body().effect(Analyte.MMSE, day, Curve.drift(-6, -2.2));
        chart.follow(Unit.GER, "Consultation mémoire", day, 210, (visit, rank) -> {
            visit.chronic(Diagnosis.ALZHEIMER).pressure().measure(Analyte.WEIGHT, Analyte.MMSE);
            if (rank == 0) {
                visit.imaging(Imaging.BRAIN_MRI, "Atrophie hippocampique bilatérale.")
                        .labs(Panel.TSH_ONLY, Panel.ELECTROLYTES);
                Plans.plan(
                        visit,
                        "Accompagnement du trouble cognitif",
                        "Maintien à domicile, MMSE suivi",
                        Analyte.MMSE,
                        30);
            }
            visit.letter(
                    Letter.CONSULTATION,
                    "Évolution lente. Aidant reçu, accueil de jour et équipe spécialisée proposés.");
        });
    }

    private static void sclerosis(Chart chart, LocalDateTime onset) {
        chart.problem(Diagnosis.MULTIPLE_SCLEROSIS, onset.toLocalDate(), null, null);
        chart.follow(Unit.NEU, "Suivi de sclérose en plaques", onset.toLocalDate(), 180, (visit, rank) -> {
            visit.chronic(Diagnosis.MULTIPLE_SCLEROSIS).labs(Panel.BLOOD_COUNT, Panel.LIVER);
            visit.prescribe("baclofene", Doses.TABLET_THRICE, 180);
            if (rank % 2 == 0) {
                visit.imaging(Imaging.BRAIN_MRI, "Lésions stables, pas de prise de contraste.");
            }
        });
    }

    private static void depression(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        LocalDate over = day.plusDays(330);
        chart.problem(Diagnosis.DEPRESSION, day, over, null);
        chart.body().effect(Analyte.PHQ9, day, over, Curve.settle(14, 1, 60));
        for (int i = 0; i < 7; i++) {
            LocalDateTime at = chart.atWork(day.plusDays(i * 45L));
            if (chart.fits(at, 1) && !at.toLocalDate().isBefore(chart.since())) {
                try (Visit visit = chart.consultation(Unit.PSY, at, "Consultation de psychiatrie")) {
                    visit.measure(Analyte.PHQ9, Analyte.WEIGHT);
                    visit.prescribe(
                            chart.person().number() % 2 == 0 ? "sertraline" : "escitalopram",
                            chart.person().number() % 2 == 0 ? Doses.CAPSULE_MORNING : Doses.TABLET_MORNING,
                            45);
                    if (i % 3 == 0) {
                        visit.letter(
                                Letter.CONSULTATION,
                                "Humeur en amélioration, sommeil meilleur. Pas d'idée suicidaire.");
                    }
                }
            }
        }
    }

    private static void anxiety(Chart chart, LocalDateTime onset) {
        chart.problem(Diagnosis.ANXIETY, onset.toLocalDate(), null, null);
        chart.follow(Unit.PSY, "Suivi psychologique", onset.toLocalDate(), 200, (visit, rank) -> {
            visit.chronic(Diagnosis.ANXIETY);
            if (rank == 0) {
                visit.prescribe("alprazolam", Posology.ifNeeded("1 comprimé en cas d'angoisse", 1, "comprimé", 2), 14);
            }
            visit.prescribe("venlafaxine", Doses.CAPSULE_MORNING, 180);
        });
    }

    private static void bipolar(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.BIPOLAR, day, null, null);
        chart.body().effect(Analyte.TSH, day, Curve.drift(0.3, 0.1));
        stay(chart, onset, Diagnosis.BIPOLAR, 14, "Accès maniaque");
        chart.follow(Unit.PSY, "Suivi de trouble bipolaire", day.plusDays(30), 90, (visit, rank) -> {
            visit.chronic(Diagnosis.BIPOLAR).labs(Panel.LITHIUM_LEVEL);
            visit.prescribe("lithium", Posology.daily("2 comprimés le soir", 2, "comprimé", 1), 90);
            if (rank % 3 == 0) {
                visit.labs(Panel.KIDNEYS, Panel.TSH_ONLY).build();
            }
        });
    }

    private static void schizophrenia(Chart chart, LocalDateTime onset) {
        chart.problem(Diagnosis.SCHIZOPHRENIA, onset.toLocalDate(), null, null);
        stay(chart, onset, Diagnosis.SCHIZOPHRENIA, 21, "Décompensation délirante");
        chart.follow(Unit.PSY, "Suivi psychiatrique", onset.toLocalDate().plusDays(40), 90, (visit, rank) -> {
            visit.chronic(Diagnosis.SCHIZOPHRENIA).build();
            visit.prescribe("risperidone", Doses.TABLET_TWICE, 90);
            if (rank % 4 == 0) {
                visit.labs(Panel.GLYCAEMIA, Panel.LIPIDS).act(Act.ECG);
            }
        });
    }

    static void stay(Chart chart, LocalDateTime at, Diagnosis diagnosis, int days, String title) {
        if (!chart.fits(at, 10) || at.toLocalDate().isBefore(chart.since())) {
            return;
        }
        try (Visit stay = chart.stay(Unit.PSY, at, days, title)) {
            stay.acute(diagnosis, days + 60).reconcile().rounds(12, days * 2);
            stay.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.LIVER, Panel.TSH_ONLY)
                    .act(Act.ECG);
            stay.prescribe("quetiapine", Doses.TABLET_EVENING, days + 30);
            stay.letter(Letter.STAY, "Apaisement progressif. Alliance correcte, relais ambulatoire organisé.");
        }
    }

    private static void alcohol(Chart chart, LocalDateTime at) {
        LocalDate day = at.toLocalDate();
        chart.problem(Diagnosis.ALCOHOL, day.minusYears(8), null, null);
        chart.body().effect(Analyte.GGT, day.minusDays(900), Curve.flat(150));
        chart.body().effect(Analyte.AST, day.minusDays(900), Curve.flat(45));
        chart.body().effect(Analyte.MCV, day.minusDays(900), Curve.flat(8));
        chart.body().effect(Analyte.GGT, day, Curve.settle(0, -140, 40));
        if (!chart.fits(at, 20)) {
            return;
        }
        try (Visit stay = chart.stay(Unit.PSY, at, 8, "Sevrage d'alcool programmé")) {
            stay.chronic(Diagnosis.ALCOHOL)
                    .rounds(8, 16)
                    .labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.LIVER, Panel.CLOTTING);
            stay.prescribe(
                    "oxazepam", Posology.daily("1 comprimé matin, midi et soir, en décroissance", 1, "comprimé", 3), 7);
            stay.letter(Letter.STAY, "Sevrage sans complication. Suivi en addictologie, groupe d'entraide.");
        }
    }

    private static void oldAge(Chart chart, LocalDateTime at) {
        LocalDateTime morning = chart.atWork(at.toLocalDate()).withHour(9);
        if (!chart.fits(morning, 8)) {
            return;
        }
        try (Visit visit = chart.dayCase(Unit.GER, morning, 7, "Évaluation gériatrique standardisée")) {
            visit.reconcile().round(morning.plusMinutes(20)).build().measure(Analyte.MMSE);
            visit.labs(Panel.BLOOD_COUNT, Panel.KIDNEYS, Panel.NUTRITION, Panel.BONE);
            Plans.episode(visit, "Suivi gériatrique");
            visit.letter(
                    Letter.CARE_PLAN,
                    "Autonomie partielle (GIR 4). Plan : kinésithérapie, portage de repas, téléassistance.");
        }
    }

    private static void malnutrition(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.MALNUTRITION, day, null, null);
        chart.body().effect(Analyte.WEIGHT, day, Curve.settle(-6, -3, 120));
        chart.body().effect(Analyte.ALBUMIN, day, Curve.settle(-10, -4, 120));
        chart.follow(
                Unit.GER,
                "Suivi nutritionnel",
                day,
                100,
                (visit, rank) -> visit.chronic(Diagnosis.MALNUTRITION)
                        .build()
                        .labs(Panel.NUTRITION)
                        .letter(
                                Letter.CONSULTATION,
                                "Alimentation enrichie, compléments nutritionnels oraux, poids chaque mois."));
    }
}
