// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import static org.keneya.synthetic.internal.pathways.Pathway.event;

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

/** Visits to the emergency room. */
final class Emergencies {
    static final List<Pathway> ALL = List.of(
            event("plaie", "Plaie suturée", 3, 90, 0.035, Emergencies::wound),
            event("fracture-poignet", "Fracture du poignet", 6, 95, 0.015, Emergencies::wrist),
            event("entorse", "Entorse de la cheville", 10, 70, 0.03, Emergencies::ankle),
            event("douleur-thoracique", "Douleur thoracique sans infarctus", 25, 95, 0.025, Emergencies::chestPain),
            event("colique-nephretique", "Colique néphrétique", 20, 70, 0.018, Emergencies::renalColic),
            event("traumatisme-cranien", "Traumatisme crânien léger", 2, 98, 0.018, Emergencies::head),
            event("anaphylaxie", "Réaction anaphylactique", 4, 75, 0.005, Emergencies::anaphylaxis),
            event("epistaxis", "Épistaxis", 45, 98, 0.012, Emergencies::nosebleed),
            event("chute", "Chute de la personne âgée", 75, 110, 0.12, Emergencies::fall),
            event("gastro-enterite", "Gastro-entérite", 16, 90, 0.03, Emergencies::stomach));

    private Emergencies() {}

    private static void wound(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 4)) {
            return;
        }
        try (Visit visit = chart.emergency(at, 2, "Plaie de la main")) {
            visit.triage(4).acute(Diagnosis.HAND_WOUND, 12).rounds(1, 1);
            visit.measure(at.plusMinutes(30), Analyte.PAIN, 4 + visit.dice().below(3));
            visit.act(at.plusMinutes(60), Act.FINGER_SUTURE);
            if (visit.dice().chance(0.5)) {
                visit.imaging(Imaging.HAND_XRAY, "Pas de fracture ni de corps étranger radio-opaque.");
            }
            if (chart.person().ageAt(visit.day()) >= 18 && visit.dice().chance(0.3)) {
                Vaccines.give(visit, Vaccines.Vaccine.BOOSTER, 1);
            }
            visit.letter(
                    Letter.EMERGENCY,
                    "Plaie superficielle, exploration sans lésion tendineuse. Ablation des fils à J10.");
        }
    }

    private static void wrist(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 6)) {
            return;
        }
        int age = chart.person().ageAt(at.toLocalDate());
        try (Visit visit = chart.emergency(at, 4, "Traumatisme du poignet")) {
            visit.triage(4).acute(Diagnosis.WRIST_FRACTURE, 45).rounds(2, 2);
            visit.measure(at.plusMinutes(30), Analyte.PAIN, 6 + visit.dice().below(3));
            visit.imaging(Imaging.WRIST_XRAY, "Fracture de l'extrémité inférieure du radius, peu déplacée.");
            visit.act(at.plusHours(3), Act.PLASTER);
            visit.prescribe(
                    age < 15 ? "paracetamol-enfant" : "paracetamol", age < 15 ? Children.SYRUP : Doses.PAIN, 10);
            visit.letter(
                    Letter.EMERGENCY, "Immobilisation plâtrée six semaines, contrôle radiographique à une semaine.");
        }
        LocalDateTime control = chart.atWork(at.toLocalDate().plusDays(8));
        if (chart.fits(control, 2)) {
            try (Visit visit = chart.consultation(Unit.ORT, control, "Contrôle de fracture")) {
                visit.imaging(Imaging.WRIST_XRAY, "Pas de déplacement secondaire.");
                visit.letter(Letter.CONSULTATION, "Plâtre bien toléré. Ablation à six semaines puis rééducation.");
            }
        }
        if (age >= 60) {
            chart.problem(Diagnosis.OSTEOPOROSIS, at.toLocalDate().plusDays(8), null, null);
        }
    }

    private static void ankle(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 4)) {
            return;
        }
        try (Visit visit = chart.emergency(at, 2, "Traumatisme de cheville")) {
            visit.triage(5).acute(Diagnosis.ANKLE_SPRAIN, 25).rounds(1, 1);
            if (visit.dice().chance(0.4)) {
                visit.imaging(Imaging.ANKLE_XRAY, "Pas de lésion osseuse.");
            }
            visit.act(at.plusMinutes(70), Act.ANKLE_BRACE);
            if (chart.person().ageAt(visit.day()) >= 16) {
                visit.prescribe("paracetamol", Doses.PAIN, 5);
            }
            visit.letter(Letter.EMERGENCY, "Entorse bénigne. Repos, glace, reprise progressive de l'appui.");
        }
    }

    private static void chestPain(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 9)) {
            return;
        }
        try (Visit visit = chart.emergency(at, 7, "Douleur thoracique")) {
            visit.triage(2).acute(Diagnosis.CHEST_PAIN, 1).rounds(2, 3);
            visit.act(Act.ECG).labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.TROPONIN_ONLY);
            visit.labs(at.plusHours(4), Panel.TROPONIN_ONLY);
            visit.imaging(Imaging.CHEST_XRAY, "Silhouette cardiaque normale. Pas d'épanchement.");
            visit.letter(
                    Letter.EMERGENCY,
                    "ECG sans signe d'ischémie, deux troponines négatives. Épreuve d'effort à prévoir.");
        }
    }

    private static void renalColic(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 8)) {
            return;
        }
        try (Visit visit = chart.emergency(at, 5, "Douleur lombaire aiguë")) {
            visit.triage(3).acute(Diagnosis.RENAL_COLIC, 6).rounds(2, 3);
            visit.measure(at.plusMinutes(30), Analyte.PAIN, 8).measure(at.plusMinutes(120), Analyte.PAIN, 2);
            visit.labs(Panel.KIDNEYS, Panel.ELECTROLYTES, Panel.INFLAMMATION);
            visit.imaging(Imaging.KIDNEY_CT, "Calcul de 4 mm de l'uretère pelvien, dilatation modérée d'amont.");
            visit.prescribe("nefopam", Posology.ifNeeded("1 comprimé si douleur", 1, "comprimé", 3), 5);
            visit.letter(Letter.EMERGENCY, "Colique néphrétique simple calmée. Tamiser les urines, revoir si fièvre.");
        }
    }

    private static void head(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 8)) {
            return;
        }
        try (Visit visit = chart.emergency(at, 6, "Traumatisme crânien")) {
            visit.triage(3).acute(Diagnosis.HEAD_TRAUMA, 10).rounds(2, 3);
            visit.measure(at.plusMinutes(15), Analyte.GLASGOW).measure(at.plusHours(3), Analyte.GLASGOW);
            if (chart.person().ageAt(visit.day()) > 65 || visit.dice().chance(0.4)) {
                visit.imaging(Imaging.HEAD_CT, "Pas d'hémorragie intracrânienne. Pas de fracture.");
            }
            visit.letter(Letter.EMERGENCY, "Surveillance sans particularité. Consignes remises à l'entourage.");
        }
    }

    private static void anaphylaxis(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 26)) {
            return;
        }
        LocalDate day = at.toLocalDate();
        chart.body().effect(Analyte.SYSTOLIC, day, day.plusDays(1), Curve.flat(-34));
        chart.body().effect(Analyte.HEART_RATE, day, day.plusDays(1), Curve.flat(40));
        chart.body().effect(Analyte.OXYGEN, day, day.plusDays(1), Curve.flat(-4));
        try (Visit visit = chart.emergency(at, 24, "Malaise et urticaire après repas")) {
            visit.triage(1).acute(Diagnosis.ANAPHYLAXIS, 1).rounds(4, 6);
            visit.labs(Panel.BLOOD_COUNT, Panel.BLOOD_GAS);
            visit.letter(
                    Letter.EMERGENCY, "Adrénaline intramusculaire, évolution favorable. Consultation d'allergologie.");
        }
    }

    private static void nosebleed(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 4)) {
            return;
        }
        try (Visit visit = chart.emergency(at, 3, "Saignement de nez")) {
            visit.triage(4).acute(Diagnosis.EPISTAXIS, 1).rounds(1, 2);
            visit.act(at.plusMinutes(40), Act.NASAL_PACKING).labs(Panel.BLOOD_COUNT, Panel.CLOTTING);
            visit.letter(Letter.EMERGENCY, "Saignement tari par méchage. Déméchage à 48 heures.");
        }
    }

    static void fall(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 10)) {
            return;
        }
        try (Visit visit = chart.emergency(at, 7, "Chute au domicile")) {
            visit.triage(3).chronic(Diagnosis.FALL).reconcile().rounds(3, 3);
            visit.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.INFLAMMATION)
                    .act(Act.ECG);
            visit.imaging(Imaging.HIP_XRAY, "Pas de fracture du bassin ni des hanches.");
            if (visit.dice().chance(0.5)) {
                visit.imaging(Imaging.HEAD_CT, "Atrophie liée à l'âge. Pas d'hématome.");
            }
            visit.letter(
                    Letter.EMERGENCY,
                    "Chute mécanique sans lésion. Évaluation gériatrique et kinésithérapie demandées.");
        }
    }

    private static void stomach(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 6)) {
            return;
        }
        try (Visit visit = chart.emergency(at, 4, "Vomissements et diarrhée")) {
            visit.triage(4).acute(Diagnosis.GASTROENTERITIS, 4).rounds(2, 2);
            visit.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS);
            visit.prescribe("racecadotril", Doses.CAPSULE_THRICE, 3);
            visit.letter(Letter.EMERGENCY, "Réhydratation, pas de signe de gravité.");
        }
    }
}
