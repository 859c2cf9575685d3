// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import static org.keneya.synthetic.internal.pathways.Pathway.event;
import static org.keneya.synthetic.internal.pathways.Pathway.lasting;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.keneya.synthetic.internal.chart.Act;
import org.keneya.synthetic.internal.chart.Analyte;
import org.keneya.synthetic.internal.chart.Chart;
import org.keneya.synthetic.internal.chart.Diagnosis;
import org.keneya.synthetic.internal.chart.Imaging;
import org.keneya.synthetic.internal.chart.Letter;
import org.keneya.synthetic.internal.chart.Panel;
import org.keneya.synthetic.internal.chart.Posology;
import org.keneya.synthetic.internal.chart.Unit;
import org.keneya.synthetic.internal.chart.Visit;
import org.keneya.synthetic.internal.people.Plan;

/** Birth, growth, vaccines and illnesses of children. */
final class Children {
    static final Posology SYRUP =
            Posology.ifNeeded("1 dose selon le poids en cas de fièvre, toutes les 6 heures au plus", 5, "mL", 4);

    static final List<Pathway> ALL = List.of(
            lasting("naissance", "Naissance et séjour en maternité", 0, 0.002, 0, 0, Children::birth),
            lasting("nourrisson", "Suivi du nourrisson et vaccins", 0, 0.1, 0.9, 0.9, Children::infant),
            event("suivi-enfant", "Suivi de croissance de l'enfant", 3, 16, 0.5, Children::growth),
            event("bronchiolite", "Bronchiolite", 0.1, 1.9, 0.35, Children::bronchiolitis),
            event("otite", "Otite moyenne aiguë", 0.5, 6, 0.35, Children::otitis),
            event("gastro-enterite-enfant", "Gastro-entérite de l'enfant", 0.5, 10, 0.15, Children::stomach),
            event("varicelle", "Varicelle", 1, 9, 0.06, Children::chickenpox),
            event("fievre-nourrisson", "Fièvre du nourrisson", 0.08, 1, 0.25, Children::fever),
            lasting("asthme-enfant", "Asthme de l'enfant", 4, 14, 0.06, 0.08, Children::asthma),
            lasting("tdah", "Trouble de l'attention", 7, 15, 0.03, 0.03, Children::attention));

    /** Ages in days of the compulsory examinations and vaccines of the first two years. */
    private static final int[] INFANT_DAYS = {8, 30, 62, 92, 122, 152, 182, 275, 335, 367, 500, 730, 1095};

    private Children() {}

    static void birth(Chart chart, LocalDateTime start) {
        LocalDateTime born = chart.person().born().atTime(3, 20);
        chart.reserve(Unit.MAT, Plan.BEDS);
        try (Visit visit = chart.stay(Unit.MAT, born, 4, "Naissance")) {
            visit.acute(Diagnosis.NEWBORN, 5);
            visit.measure(born.plusMinutes(1), Analyte.APGAR_1).measure(born.plusMinutes(5), Analyte.APGAR_5);
            visit.measure(born.plusMinutes(20), Analyte.WEIGHT, Analyte.HEIGHT, Analyte.HEAD);
            visit.rounds(12, 8);
            visit.act(born.plusDays(2).withHour(10), Act.HEARING_TEST);
            visit.act(born.plusDays(3).withHour(6), Act.NEONATAL_SCREEN);
            visit.letter(Letter.CERTIFICATE, "Certificat de santé du huitième jour : examen normal.");
        }
    }

    private static void infant(Chart chart, LocalDateTime start) {
        LocalDate born = chart.person().born();
        for (int days : INFANT_DAYS) {
            LocalDateTime at = chart.atWork(born.plusDays(days));
            if (!chart.fits(at, 1) || at.toLocalDate().isBefore(chart.since())) {
                continue;
            }
            try (Visit visit = chart.consultation(Unit.PED, at, "Examen du nourrisson")) {
                visit.measure(Analyte.WEIGHT, Analyte.HEIGHT, Analyte.HEAD, Analyte.TEMPERATURE);
                Vaccines.infant(visit, days);
                if (days == 8 || days == 275 || days == 730) {
                    visit.letter(
                            Letter.CERTIFICATE,
                            "Certificat de santé obligatoire. Développement psychomoteur conforme à l'âge.");
                }
                if (days == 30 || days == 182) {
                    visit.prescribe(
                            "cholecalciferol-enfant", Posology.daily("3 gouttes par jour", 3, "goutte", 1), 180);
                }
            }
        }
    }

    private static void growth(Chart chart, LocalDateTime start) {
        LocalDateTime at = chart.atWork(start.toLocalDate());
        if (!chart.fits(at, 1)) {
            return;
        }
        try (Visit visit = chart.consultation(Unit.PED, at, "Suivi de croissance")) {
            visit.build().pressure();
            Vaccines.child(visit);
            if (visit.dice().chance(0.3)) {
                visit.letter(Letter.CERTIFICATE, "Aucune contre-indication à la pratique du sport ce jour.");
            }
        }
    }

    private static void bronchiolitis(Chart chart, LocalDateTime start) {
        LocalDate day = start.toLocalDate();
        chart.body().effect(Analyte.OXYGEN, day, day.plusDays(4), days -> -4 + days);
        chart.body().effect(Analyte.RESPIRATION, day, day.plusDays(5), days -> 16 - 3 * days);
        chart.body().effect(Analyte.TEMPERATURE, day, day.plusDays(3), days -> 1);
        LocalDateTime at = chart.anyHour(day);
        if (!chart.fits(at, 6)) {
            return;
        }
        try (Visit visit = chart.emergency(at, 3, "Gêne respiratoire du nourrisson")) {
            visit.triage(3).acute(Diagnosis.BRONCHIOLITIS, 10).rounds(1, 3).measure(Analyte.WEIGHT);
            visit.act(Act.CHEST_PHYSIO);
            visit.letter(Letter.EMERGENCY, "Bronchiolite sans signe de gravité. Conseils de surveillance aux parents.");
        }
        if (chart.dice().chance(0.3) && chart.fits(at.plusHours(4), 72)) {
            try (Visit stay = chart.stay(Unit.PED, at.plusHours(4), 3, "Bronchiolite")) {
                stay.acute(Diagnosis.BRONCHIOLITIS, 10).rounds(8, 9);
                stay.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.INFLAMMATION);
                stay.imaging(Imaging.CHEST_XRAY, "Distension thoracique. Pas de foyer.");
                stay.letter(Letter.STAY, "Oxygénothérapie 36 heures, alimentation reprise. Sortie en air ambiant.");
            }
        }
    }

    private static void otitis(Chart chart, LocalDateTime start) {
        chart.body()
                .effect(
                        Analyte.TEMPERATURE,
                        start.toLocalDate(),
                        start.toLocalDate().plusDays(3),
                        days -> 1.6);
        LocalDateTime at = chart.atWork(start.toLocalDate());
        if (!chart.fits(at, 1)) {
            return;
        }
        try (Visit visit = chart.consultation(Unit.PED, at, "Fièvre et otalgie")) {
            visit.acute(Diagnosis.OTITIS, 9).measure(Analyte.TEMPERATURE, Analyte.WEIGHT);
            visit.prescribe("paracetamol-enfant", SYRUP, 4);
        }
    }

    private static void stomach(Chart chart, LocalDateTime start) {
        chart.body()
                .effect(
                        Analyte.HEART_RATE,
                        start.toLocalDate(),
                        start.toLocalDate().plusDays(3),
                        days -> 15);
        LocalDateTime at = chart.anyHour(start.toLocalDate());
        if (!chart.fits(at, 6)) {
            return;
        }
        try (Visit visit = chart.emergency(at, 4, "Vomissements et diarrhée")) {
            visit.triage(4).acute(Diagnosis.GASTROENTERITIS, 5).rounds(2, 2).measure(Analyte.WEIGHT);
            if (visit.dice().chance(0.4)) {
                visit.labs(Panel.ELECTROLYTES, Panel.KIDNEYS);
            }
            visit.letter(Letter.EMERGENCY, "Pas de déshydratation. Soluté de réhydratation orale, retour à domicile.");
        }
    }

    private static void chickenpox(Chart chart, LocalDateTime start) {
        LocalDateTime at = chart.atWork(start.toLocalDate());
        if (chart.fits(at, 1)) {
            try (Visit visit = chart.consultation(Unit.PED, at, "Éruption")) {
                visit.acute(Diagnosis.CHICKENPOX, 12).measure(Analyte.TEMPERATURE, Analyte.WEIGHT);
            }
        }
    }

    private static void fever(Chart chart, LocalDateTime start) {
        LocalDate day = start.toLocalDate();
        chart.body().effect(Analyte.TEMPERATURE, day, day.plusDays(2), days -> 2);
        chart.body().effect(Analyte.CRP, day, day.plusDays(3), days -> 22);
        LocalDateTime at = chart.anyHour(day);
        if (!chart.fits(at, 8)) {
            return;
        }
        try (Visit visit = chart.emergency(at, 6, "Fièvre du nourrisson")) {
            visit.triage(2).acute(Diagnosis.INFANT_FEVER, 3).rounds(2, 3).measure(Analyte.WEIGHT);
            visit.labs(Panel.BLOOD_COUNT, Panel.SEPSIS);
            visit.letter(
                    Letter.EMERGENCY, "Bilan rassurant, fièvre d'allure virale. Consignes de surveillance remises.");
        }
    }

    private static void asthma(Chart chart, LocalDateTime onset) {
        chart.problem(Diagnosis.ASTHMA, onset.toLocalDate(), null, null);
        chart.follow(Unit.PED, "Suivi d'asthme", onset.toLocalDate(), 200, (visit, rank) -> {
            visit.chronic(Diagnosis.ASTHMA).build().measure(Analyte.OXYGEN, Analyte.RESPIRATION);
            visit.prescribe("beclometasone", Doses.PUFF_TWICE, 180).prescribe("salbutamol", Doses.PUFFS_NEEDED, 180);
            if (rank == 0) {
                visit.act(Act.SPIROMETRY);
            }
        });
    }

    private static void attention(Chart chart, LocalDateTime onset) {
        chart.problem(Diagnosis.ADHD, onset.toLocalDate(), null, null);
        chart.follow(
                Unit.PED,
                "Suivi du trouble de l'attention",
                onset.toLocalDate(),
                180,
                (visit, rank) -> visit.chronic(Diagnosis.ADHD)
                        .build()
                        .pressure()
                        .measure(Analyte.HEART_RATE)
                        .prescribe("methylphenidate", Doses.TABLET_MORNING, 28));
    }
}
