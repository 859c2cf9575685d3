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

/** Cancers, chemotherapy, palliative care; joints, gut, infections that last. */
final class LongIllnesses {
    static final List<Pathway> ALL = List.of(
            lasting("cancer-sein", "Cancer du sein", 38, 85, 0.02, 0.09, LongIllnesses::breast)
                    .only(Sex.FEMALE),
            lasting("cancer-colon", "Cancer du côlon", 50, 88, 0.01, 0.05, LongIllnesses::colon),
            lasting("cancer-prostate", "Cancer de la prostate", 55, 90, 0.02, 0.1, LongIllnesses::prostate)
                    .only(Sex.MALE),
            lasting("cancer-poumon", "Cancer du poumon", 50, 82, 0.006, 0.02, LongIllnesses::lung),
            lasting("polyarthrite", "Polyarthrite rhumatoïde", 30, 80, 0.008, 0.015, LongIllnesses::arthritis),
            lasting("maladie-de-crohn", "Maladie de Crohn", 16, 60, 0.006, 0.006, LongIllnesses::crohn),
            lasting("vih", "Infection par le VIH", 20, 70, 0.006, 0.008, LongIllnesses::hiv),
            lasting("psoriasis", "Psoriasis", 16, 80, 0.02, 0.03, LongIllnesses::psoriasis),
            lasting("glaucome", "Glaucome", 50, 95, 0.02, 0.07, LongIllnesses::glaucoma),
            lasting("soins-palliatifs", "Soins palliatifs", 55, 105, 0.003, 0.01, LongIllnesses::palliative));

    private LongIllnesses() {}

    private static void breast(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        boolean after = chart.person().ageAt(day) >= 52;
        chart.problem(Diagnosis.BREAST_CANCER, day, null, null);
        LocalDateTime first = chart.atWork(day);
        if (chart.fits(first, 2) && !day.isBefore(chart.since())) {
            try (Visit visit = chart.consultation(Unit.ONC, first, "Annonce diagnostique")) {
                visit.chronic(Diagnosis.BREAST_CANCER).build().labs(Panel.BLOOD_COUNT, Panel.LIVER, Panel.KIDNEYS);
                visit.imaging(Imaging.MAMMOGRAPHY, "Masse spiculée du sein gauche, 17 mm. ACR 5.");
                visit.letter(
                        Letter.PATHOLOGY,
                        "Carcinome infiltrant de type non spécifique, grade 2, RH positifs, HER2 négatif.");
                Plans.episode(visit, "Parcours de cancérologie");
            }
            Operations.operate(
                    chart,
                    first.plusDays(21).withHour(7),
                    Unit.MAT,
                    Diagnosis.BREAST_CANCER,
                    Act.BREAST_SURGERY,
                    2,
                    "Chirurgie du sein",
                    "Tumorectomie et ganglion sentinelle. Berges saines à l'examen extemporané.");
            chemotherapy(chart, day.plusDays(55), 21, 6, "paclitaxel", "140 mg IV");
        }
        chart.follow(Unit.ONC, "Surveillance de cancer du sein", day.plusDays(220), 180, (visit, rank) -> {
            visit.chronic(Diagnosis.BREAST_CANCER).measure(Analyte.WEIGHT);
            visit.prescribe(after ? "letrozole" : "tamoxifene", Doses.TABLET_MORNING, 180);
            if (rank % 2 == 0) {
                visit.imaging(Imaging.MAMMOGRAPHY, "Remaniements post-thérapeutiques. ACR 2.");
            }
            visit.letter(
                    Letter.CONSULTATION, "Pas d'argument pour une récidive. Tolérance correcte de l'hormonothérapie.");
        });
    }

    /** Sessions of chemotherapy: blood count before, falling and recovering neutrophils. */
    private static void chemotherapy(Chart chart, LocalDate from, int every, int sessions, String drug, String dose) {
        for (int i = 0; i < sessions; i++) {
            LocalDate day = from.plusDays((long) i * every);
            LocalDateTime at = chart.atWork(day).withHour(9);
            if (!chart.fits(at, 6)) {
                return;
            }
            Body body = chart.body();
            try (Visit visit = chart.dayCase(Unit.ONC, at, 5, "Chimiothérapie, cure " + (i + 1))) {
                visit.acute(Diagnosis.CHEMOTHERAPY, 1).build().pressure().measure(Analyte.TEMPERATURE, Analyte.OXYGEN);
                visit.labs(at.plusMinutes(20), Panel.BLOOD_COUNT, Panel.KIDNEYS, Panel.LIVER);
                visit.act(at.plusMinutes(90), Act.CHEMOTHERAPY_SESSION).give(at.plusMinutes(95), drug, dose);
                visit.prescribe("ondansetron", Posology.ifNeeded("1 comprimé en cas de nausée", 1, "comprimé", 2), 3);
            }
            body.effect(Analyte.NEUTROPHILS, day.plusDays(4), Curve.spike(-2.2, every - 5.0));
            body.effect(Analyte.WHITE_CELLS, day.plusDays(4), Curve.spike(-2.8, every - 5.0));
            body.effect(Analyte.HEMOGLOBIN, day, Curve.spike(-0.6, 160));
        }
    }

    private static void colon(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.COLON_CANCER, day, null, null);
        chart.body().effect(Analyte.CEA, day, Curve.settle(14, 0.5, 40));
        LocalDateTime first = chart.atWork(day);
        if (chart.fits(first, 4) && !day.isBefore(chart.since())) {
            try (Visit visit = chart.dayCase(Unit.HGE, first.withHour(8), 5, "Coloscopie")) {
                visit.chronic(Diagnosis.COLON_CANCER).act(visit.start().plusMinutes(40), Act.COLONOSCOPY);
                visit.labs(Panel.BLOOD_COUNT, Panel.LIVER, Panel.TUMOUR, Panel.IRON);
                visit.letter(Letter.PATHOLOGY, "Adénocarcinome lieberkühnien moyennement différencié du sigmoïde.");
            }
            Operations.operate(
                    chart,
                    first.plusDays(25).withHour(7),
                    Unit.DIG,
                    Diagnosis.COLON_CANCER,
                    Act.COLECTOMY,
                    7,
                    "Colectomie gauche",
                    "Sigmoïdectomie carcinologique, anastomose immédiate. pT3 N1.");
            chemotherapy(
                    chart,
                    day.plusDays(70),
                    21,
                    8,
                    "capecitabine",
                    "1800 mg deux fois par jour, traitement oral du cycle");
        }
        chart.follow(Unit.ONC, "Surveillance de cancer du côlon", day.plusDays(270), 150, (visit, rank) -> {
            visit.chronic(Diagnosis.COLON_CANCER).measure(Analyte.WEIGHT).labs(Panel.TUMOUR, Panel.BLOOD_COUNT);
            visit.imaging(Imaging.BODY_CT, "Pas de lésion secondaire décelable.");
            visit.letter(Letter.CONSULTATION, "Rémission maintenue. Prochain contrôle dans cinq mois.");
        });
    }

    private static void prostate(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.PROSTATE_CANCER, day, null, null);
        chart.body().effect(Analyte.PSA, day.minusDays(400), day.plusDays(60), Curve.flat(8));
        chart.follow(Unit.URO, "Surveillance de cancer de la prostate", day, 170, (visit, rank) -> {
            visit.chronic(Diagnosis.PROSTATE_CANCER).labs(Panel.PROSTATE);
            if (rank == 0) {
                visit.letter(
                        Letter.PATHOLOGY, "Adénocarcinome prostatique, score de Gleason 3+3. Deux carottes sur douze.");
            } else {
                visit.letter(Letter.CONSULTATION, "Surveillance : pas de progression.");
            }
        });
    }

    private static void lung(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.LUNG_CANCER, day, null, null);
        chart.body().effect(Analyte.WEIGHT, day, Curve.drift(-4, -3));
        LocalDateTime first = chart.atWork(day);
        if (chart.fits(first, 3)) {
            try (Visit visit = chart.consultation(Unit.PNE, first, "Bilan d'opacité pulmonaire")) {
                visit.chronic(Diagnosis.LUNG_CANCER).build().measure(Analyte.OXYGEN);
                visit.imaging(Imaging.BODY_CT, "Masse du lobe supérieur droit de 42 mm, adénopathies médiastinales.");
                visit.letter(Letter.PATHOLOGY, "Adénocarcinome bronchique, PD-L1 à 30 %, EGFR non muté.");
            }
        }
        chemotherapy(chart, day.plusDays(25), 21, 6, "paclitaxel", "300 mg IV");
        if (chart.dice().chance(0.4)) {
            palliative(chart, onset.plusDays(400));
        }
    }

    private static void arthritis(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.RHEUMATOID_ARTHRITIS, day, null, null);
        chart.body().effect(Analyte.DAS28, day, Curve.settle(3.4, 0.5, 150));
        chart.body().effect(Analyte.CRP, day, Curve.settle(34, 3, 100));
        chart.follow(Unit.RHU, "Suivi de polyarthrite", day, 120, (visit, rank) -> {
            visit.chronic(Diagnosis.RHEUMATOID_ARTHRITIS).measure(Analyte.DAS28, Analyte.PAIN);
            visit.labs(Panel.BLOOD_COUNT, Panel.LIVER, Panel.INFLAMMATION);
            visit.prescribe(
                    "methotrexate",
                    Posology.weekly("6 comprimés le lundi, une seule fois par semaine", 6, "comprimé"),
                    120);
            visit.prescribe("acide-folique", Posology.weekly("2 comprimés le mercredi", 2, "comprimé"), 120);
            if (rank > 2) {
                visit.prescribe(
                        "adalimumab",
                        new Posology("1 injection toutes les 2 semaines", 1, "injection", 1, 2, "wk", false),
                        120);
            }
            visit.letter(Letter.CONSULTATION, "Réponse au traitement évaluée. Vaccinations à jour, pas d'infection.");
        });
    }

    private static void crohn(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.CROHN, day, null, null);
        chart.body().effect(Analyte.CRP, day, Curve.settle(38, 3, 90));
        chart.body().effect(Analyte.HEMOGLOBIN, day, Curve.settle(-1.8, -0.2, 120));
        chart.follow(Unit.HGE, "Suivi de maladie de Crohn", day, 150, (visit, rank) -> {
            visit.chronic(Diagnosis.CROHN).build().labs(Panel.BLOOD_COUNT, Panel.INFLAMMATION, Panel.LIVER);
            visit.prescribe("mesalazine", Doses.SACHET_TWICE, 150);
            if (rank == 0) {
                visit.act(visit.start().plusDays(12), Act.COLONOSCOPY);
            }
        });
    }

    private static void hiv(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.HIV, day, null, null);
        chart.body().effect(Analyte.CD4, day, Curve.settle(-520, -120, 250));
        chart.body().effect(Analyte.HIV_LOAD, day, days -> days > 120 ? 0 : 85_000 - days * 700);
        chart.follow(Unit.INF, "Suivi VIH", day, 150, (visit, rank) -> {
            visit.chronic(Diagnosis.HIV).measure(Analyte.WEIGHT);
            visit.labs(Panel.HIV_FOLLOW_UP, Panel.KIDNEYS, Panel.LIVER);
            visit.prescribe("biktarvy", Doses.TABLET_MORNING, 150);
            visit.letter(Letter.CONSULTATION, "Observance excellente. Charge virale contrôlée, dépistages proposés.");
        });
    }

    private static void psoriasis(Chart chart, LocalDateTime onset) {
        chart.problem(Diagnosis.PSORIASIS, onset.toLocalDate(), null, null);
        chart.follow(
                Unit.DER,
                "Suivi de psoriasis",
                onset.toLocalDate(),
                270,
                (visit, rank) -> visit.chronic(Diagnosis.PSORIASIS).prescribe("betamethasone-creme", Doses.CREAM, 30));
    }

    private static void glaucoma(Chart chart, LocalDateTime onset) {
        LocalDate day = onset.toLocalDate();
        chart.problem(Diagnosis.GLAUCOMA, day, null, null);
        chart.body().effect(Analyte.EYE_PRESSURE, day, Curve.settle(12, 1, 40));
        chart.follow(Unit.OPH, "Suivi de glaucome", day, 210, (visit, rank) -> {
            visit.chronic(Diagnosis.GLAUCOMA).measure(Analyte.EYE_PRESSURE).act(Act.FUNDUS);
            visit.imaging(Imaging.EYE_OCT, "Épaisseur des fibres stable.");
            visit.prescribe("latanoprost", Posology.daily("1 goutte le soir dans chaque œil", 1, "goutte", 1), 210);
        });
    }

    static void palliative(Chart chart, LocalDateTime start) {
        LocalDateTime died = chart.person().died();
        LocalDateTime at = died == null ? start : died.minusDays(12);
        if (!chart.fits(at, 20)) {
            return;
        }
        palliativeStay(chart, at, 12);
    }

    static void palliativeStay(Chart chart, LocalDateTime at, int days) {
        chart.body().effect(Analyte.PAIN, at.toLocalDate(), Curve.settle(5, 1.5, 3));
        try (Visit stay = chart.stay(Unit.SPA, at, days, "Soins palliatifs")) {
            stay.acute(Diagnosis.PALLIATIVE, days).reconcile().rounds(12, days * 2);
            stay.prescribe("morphine", Doses.CAPSULE_TWICE, days).prescribe("macrogol", Doses.SACHET_MORNING, days);
            stay.prescribe("oxycodone", Posology.ifNeeded("1 gélule en cas de douleur", 1, "gélule", 6), days);
            stay.letter(Letter.STAY, "Confort obtenu. Directives anticipées recueillies, famille accompagnée.");
        }
    }
}
