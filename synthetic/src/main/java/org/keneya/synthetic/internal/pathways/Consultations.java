// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import static org.keneya.synthetic.internal.pathways.Pathway.event;

import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Consumer;
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
import org.keneya.synthetic.internal.people.Sex;

/** Single consultations. */
final class Consultations {
    static final List<Pathway> ALL = List.of(
            event("consultation-generale", "Consultation de médecine générale", 16, 120, 0.45, Consultations::general),
            event("bilan-annuel", "Bilan de santé", 25, 90, 0.3, Consultations::checkUp),
            event("consultation-orl", "Sinusite ou angine", 6, 80, 0.07, Consultations::throat),
            event("consultation-dermatologie", "Consultation de dermatologie", 3, 90, 0.06, Consultations::skin),
            event("acne", "Acné de l'adolescent", 13, 24, 0.06, Consultations::acne),
            event("consultation-gynecologie", "Suivi gynécologique", 20, 66, 0.16, Consultations::gynaecology)
                    .only(Sex.FEMALE),
            event("contraception", "Consultation de contraception", 15, 46, 0.14, Consultations::contraception)
                    .only(Sex.FEMALE),
            event("consultation-urologie", "Hyperplasie de la prostate", 55, 90, 0.08, Consultations::prostate)
                    .only(Sex.MALE),
            event("lombalgie", "Lombalgie", 20, 80, 0.08, Consultations::back),
            event("cystite", "Cystite", 16, 85, 0.09, Consultations::cystitis).only(Sex.FEMALE),
            event("reflux", "Reflux gastro-œsophagien", 25, 80, 0.04, Consultations::reflux),
            event("consultation-ophtalmologie", "Consultation d'ophtalmologie", 40, 95, 0.07, Consultations::eyes),
            event("anemie", "Anémie par carence en fer", 15, 50, 0.04, Consultations::anaemia)
                    .only(Sex.FEMALE),
            event("grippe", "Grippe", 5, 95, 0.04, Consultations::influenza),
            event("teleconsultation", "Téléconsultation", 18, 75, 0.08, Consultations::remote));

    private Consultations() {}

    private static void at(Chart chart, LocalDateTime start, Unit unit, String title, Consumer<Visit> steps) {
        LocalDateTime at = chart.atWork(start.toLocalDate());
        if (chart.fits(at, 1)) {
            try (Visit visit = chart.consultation(unit, at, title)) {
                steps.accept(visit);
            }
        }
    }

    private static void general(Chart chart, LocalDateTime start) {
        at(chart, start, chart.dice().chance(0.5) ? Unit.MPO : Unit.CSG, "Consultation de suivi", visit -> {
            visit.pressure().measure(Analyte.HEART_RATE, Analyte.TEMPERATURE).build();
            if (visit.dice().chance(0.4)) {
                visit.acute(Diagnosis.NASOPHARYNGITIS, 8);
                visit.prescribe("paracetamol", Doses.PAIN, 5);
            }
            if (visit.dice().chance(0.4)) {
                visit.letter(Letter.CONSULTATION, "Examen clinique sans particularité. Poursuite du suivi habituel.");
            }
        });
    }

    private static void checkUp(Chart chart, LocalDateTime start) {
        at(chart, start, Unit.MPO, "Bilan de santé", visit -> {
            visit.pressure().measure(Analyte.HEART_RATE).build();
            visit.labs(Panel.BLOOD_COUNT, Panel.KIDNEYS, Panel.GLYCAEMIA, Panel.LIPIDS);
            Habits.smoking(visit);
            visit.letter(Letter.CONSULTATION, "Bilan systématique. Conseils d'hygiène de vie et activité physique.");
        });
    }

    private static void throat(Chart chart, LocalDateTime start) {
        at(chart, start, Unit.ORL, "Consultation ORL", visit -> {
            boolean sinuses = visit.dice().chance(0.5);
            visit.acute(sinuses ? Diagnosis.SINUSITIS : Diagnosis.TONSILLITIS, 10)
                    .measure(Analyte.TEMPERATURE);
            if (chart.person().ageAt(visit.day()) >= 15) {
                visit.prescribe("azithromycine", Posology.daily("2 comprimés en une prise", 2, "comprimé", 1), 3);
                visit.prescribe("paracetamol", Doses.PAIN, 5);
            }
            visit.letter(Letter.CONSULTATION, "Examen ORL : muqueuse inflammatoire, pas de signe de complication.");
        });
    }

    private static void skin(Chart chart, LocalDateTime start) {
        at(chart, start, Unit.DER, "Consultation de dermatologie", visit -> {
            if (visit.dice().chance(0.7)) {
                visit.acute(Diagnosis.ECZEMA, 60).prescribe("betamethasone-creme", Doses.CREAM, 10);
            } else {
                visit.act(Act.SKIN_BIOPSY);
                visit.letter(Letter.PATHOLOGY, "Biopsie cutanée : nævus sans atypie. Exérèse complète.");
            }
            visit.letter(Letter.CONSULTATION, "Émollients quotidiens, photoprotection. Revoir en cas de poussée.");
        });
    }

    private static void acne(Chart chart, LocalDateTime start) {
        at(chart, start, Unit.DER, "Consultation pour acné", visit -> {
            visit.acute(Diagnosis.ACNE, 300);
            if (!chart.person().isFemale()) {
                visit.labs(Panel.LIVER, Panel.LIPIDS);
                visit.prescribe("isotretinoine", Doses.CAPSULE_MORNING, 30);
            }
        });
    }

    private static void gynaecology(Chart chart, LocalDateTime start) {
        at(chart, start, Unit.MAT, "Suivi gynécologique", visit -> {
            visit.pressure().build();
            int age = chart.person().ageAt(visit.day());
            if (age >= 25 && age < 66) {
                visit.act(Act.CERVICAL_SMEAR);
            }
            if (age >= 50) {
                visit.imaging(Imaging.MAMMOGRAPHY, "Seins de densité B. Pas d'image suspecte. ACR 1 des deux côtés.");
            }
            visit.letter(Letter.CONSULTATION, "Examen gynécologique et mammaire normal. Prochain contrôle dans un an.");
        });
    }

    private static void contraception(Chart chart, LocalDateTime start) {
        at(chart, start, Unit.MAT, "Contraception", visit -> {
            visit.pressure().build();
            boolean young = chart.person().ageAt(visit.day()) < 35;
            visit.prescribe(young ? "levonorgestrel-ee" : "desogestrel", Doses.TABLET_EVENING, 180);
        });
    }

    private static void prostate(Chart chart, LocalDateTime start) {
        at(chart, start, Unit.URO, "Consultation d'urologie", visit -> {
            visit.chronic(Diagnosis.PROSTATE_HYPERPLASIA).labs(Panel.PROSTATE, Panel.KIDNEYS);
            visit.prescribe("tamsulosine", Posology.daily("1 comprimé le soir", 1, "comprimé", 1), 180);
            visit.letter(Letter.CONSULTATION, "Prostate souple, augmentée de volume. Gêne mictionnelle modérée.");
        });
    }

    private static void back(Chart chart, LocalDateTime start) {
        at(chart, start, Unit.RHU, "Consultation pour lombalgie", visit -> {
            visit.acute(Diagnosis.LOW_BACK_PAIN, 40)
                    .measure(
                            visit.start().plusMinutes(5),
                            Analyte.PAIN,
                            5 + visit.dice().below(3));
            visit.prescribe("paracetamol", Doses.PAIN, 10);
            if (visit.dice().chance(0.35)) {
                visit.imaging(Imaging.SPINE_XRAY, "Discopathie L4-L5 débutante. Pas de lésion osseuse.");
            }
        });
    }

    private static void cystitis(Chart chart, LocalDateTime start) {
        at(
                chart,
                start,
                Unit.CSG,
                "Brûlures mictionnelles",
                visit -> visit.acute(Diagnosis.CYSTITIS, 5)
                        .measure(Analyte.TEMPERATURE)
                        .prescribe("fosfomycine", Posology.daily("1 sachet en une prise", 1, "sachet", 1), 1));
    }

    private static void reflux(Chart chart, LocalDateTime start) {
        at(chart, start, Unit.HGE, "Consultation de gastro-entérologie", visit -> {
            visit.acute(Diagnosis.REFLUX, 90).prescribe("omeprazole", Doses.CAPSULE_MORNING, 28);
            if (visit.dice().chance(0.4)) {
                visit.act(visit.start().plusDays(9), Act.GASTROSCOPY);
            }
            visit.letter(Letter.CONSULTATION, "Pyrosis sans signe d'alarme. Règles hygiéno-diététiques expliquées.");
        });
    }

    private static void eyes(Chart chart, LocalDateTime start) {
        at(
                chart,
                start,
                Unit.OPH,
                "Consultation d'ophtalmologie",
                visit -> visit.measure(Analyte.EYE_PRESSURE)
                        .act(Act.FUNDUS)
                        .letter(Letter.CONSULTATION, "Acuité visuelle conservée, fond d'œil normal."));
    }

    private static void anaemia(Chart chart, LocalDateTime start) {
        chart.body().effect(Analyte.HEMOGLOBIN, start.toLocalDate(), days -> days > 150 ? 0 : -3 + days / 50.0);
        chart.body().effect(Analyte.MCV, start.toLocalDate(), days -> days > 150 ? 0 : -12 + days / 12.5);
        chart.body().effect(Analyte.FERRITIN, start.toLocalDate(), days -> days > 200 ? 0 : -60 + days * 0.3);
        at(
                chart,
                start,
                Unit.MPO,
                "Fatigue",
                visit -> visit.acute(Diagnosis.IRON_DEFICIENCY, 150)
                        .pressure()
                        .labs(Panel.BLOOD_COUNT, Panel.IRON)
                        .prescribe("fer", Doses.TABLET_MORNING, 90)
                        .letter(
                                Letter.CONSULTATION,
                                "Anémie microcytaire carentielle. Supplémentation trois mois puis contrôle."));
        at(
                chart,
                start.plusDays(95),
                Unit.MPO,
                "Contrôle d'anémie",
                visit -> visit.labs(Panel.BLOOD_COUNT, Panel.IRON));
    }

    private static void influenza(Chart chart, LocalDateTime start) {
        chart.body()
                .effect(
                        Analyte.TEMPERATURE,
                        start.toLocalDate(),
                        start.toLocalDate().plusDays(5),
                        days -> 1.9);
        at(
                chart,
                start,
                Unit.CSG,
                "Syndrome grippal",
                visit -> visit.acute(Diagnosis.INFLUENZA, 8)
                        .measure(Analyte.TEMPERATURE, Analyte.HEART_RATE, Analyte.OXYGEN)
                        .prescribe(
                                chart.person().ageAt(visit.day()) < 15 ? "paracetamol-enfant" : "paracetamol",
                                chart.person().ageAt(visit.day()) < 15 ? Children.SYRUP : Doses.PAIN,
                                5));
    }

    private static void remote(Chart chart, LocalDateTime start) {
        at(
                chart,
                start,
                Unit.CSG,
                "Téléconsultation : renouvellement",
                visit -> visit.remote().letter(Letter.CONSULTATION, "État stable. Ordonnance renouvelée."));
    }
}
