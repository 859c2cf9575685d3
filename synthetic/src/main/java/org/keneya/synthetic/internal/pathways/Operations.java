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
import org.keneya.synthetic.internal.chart.Unit;
import org.keneya.synthetic.internal.chart.Visit;
import org.keneya.synthetic.internal.people.Sex;

/** Operations, planned or not. */
final class Operations {
    static final List<Pathway> ALL = List.of(
            lasting("appendicite", "Appendicectomie", 6, 60, 0.015, 0.015, Operations::appendix),
            lasting("lithiase-vesiculaire", "Cholécystectomie", 28, 80, 0.015, 0.035, Operations::gallbladder),
            lasting("hernie-inguinale", "Cure de hernie inguinale", 30, 85, 0.02, 0.045, Operations::hernia)
                    .only(Sex.MALE),
            lasting("prothese-hanche", "Prothèse totale de hanche", 55, 90, 0.02, 0.06, Operations::hip),
            lasting("prothese-genou", "Prothèse totale de genou", 58, 88, 0.015, 0.045, Operations::knee),
            lasting("fracture-hanche", "Fracture du col du fémur", 72, 105, 0.02, 0.11, Operations::hipFracture),
            lasting("cataracte", "Chirurgie de la cataracte", 62, 95, 0.06, 0.25, Operations::cataract));

    private Operations() {}

    /** Anaesthesia consultation, stay with operation, control: what planned surgery has in common. */
    private static void planned(
            Chart chart,
            LocalDateTime start,
            Unit unit,
            Diagnosis diagnosis,
            Act act,
            int days,
            String title,
            String report) {
        LocalDateTime before = chart.atWork(start.toLocalDate());
        if (!chart.fits(before, 2)) {
            return;
        }
        try (Visit visit = chart.consultation(unit, before, "Consultation d'anesthésie")) {
            visit.pressure().build().reconcile();
            visit.labs(Panel.BLOOD_COUNT, Panel.KIDNEYS, Panel.CLOTTING).act(Act.ECG);
            visit.letter(Letter.ANAESTHESIA, "Pas de contre-indication à l'anesthésie. ASA 2. Jeûne expliqué.");
        }
        LocalDateTime entry = chart.atWork(start.toLocalDate().plusDays(21)).withHour(7);
        if (!chart.fits(entry, days * 24 + 10)) {
            return;
        }
        operate(chart, entry, unit, diagnosis, act, days, title, report);
        LocalDateTime control = chart.atWork(entry.toLocalDate().plusDays(35));
        if (chart.fits(control, 1)) {
            try (Visit visit = chart.consultation(unit, control, "Contrôle post-opératoire")) {
                visit.letter(Letter.CONSULTATION, "Cicatrice propre, suites simples. Fin de suivi chirurgical.");
            }
        }
    }

    static void operate(
            Chart chart,
            LocalDateTime entry,
            Unit unit,
            Diagnosis diagnosis,
            Act act,
            int days,
            String title,
            String report) {
        if (chart.fits(entry, 12)) {
            operate(chart, entry, unit, diagnosis, act, days, "home", title, report);
        }
    }

    private static void operate(
            Chart chart,
            LocalDateTime entry,
            Unit unit,
            Diagnosis diagnosis,
            Act act,
            int days,
            String exit,
            String title,
            String report) {
        LocalDate day = entry.toLocalDate();
        chart.body().effect(Analyte.CRP, day.plusDays(1), Curve.spike(95, 9));
        chart.body().effect(Analyte.HEMOGLOBIN, day, Curve.spike(-1.4, 40));
        try (Visit stay = days == 0 ? chart.dayCase(unit, entry, 8, title) : chart.stay(unit, entry, days, title)) {
            stay.acute(diagnosis, days + 20).exit(exit).reconcile().rounds(8, Math.max(2, days * 3));
            stay.act(entry.plusHours(2), act);
            stay.give(entry.plusHours(3), "paracetamol", "1 g par voie intraveineuse");
            stay.measure(entry.plusHours(5), Analyte.PAIN, 4).measure(entry.plusHours(7), Analyte.PAIN, 2);
            if (days > 0) {
                stay.labs(entry.plusDays(1).withHour(6), Panel.BLOOD_COUNT, Panel.INFLAMMATION);
                stay.prescribe("enoxaparine", Doses.INJECTION_DAILY, 10);
            }
            stay.prescribe("paracetamol", Doses.PAIN, 10);
            stay.letter(Letter.OPERATION, report);
            stay.letter(Letter.DISCHARGE, "Suites opératoires simples. Sortie avec ordonnances et consignes écrites.");
        }
    }

    private static void appendix(Chart chart, LocalDateTime start) {
        if (!chart.fits(start, 80)) {
            return;
        }
        LocalDate day = start.toLocalDate();
        chart.body().effect(Analyte.WHITE_CELLS, day, Curve.spike(8, 6));
        chart.body().effect(Analyte.NEUTROPHILS, day, Curve.spike(8, 6));
        chart.body().effect(Analyte.CRP, day, Curve.spike(70, 8));
        chart.body().effect(Analyte.TEMPERATURE, day, Curve.spike(1.3, 3));
        try (Visit visit = chart.emergency(start, 6, "Douleur de la fosse iliaque droite")) {
            visit.triage(3).acute(Diagnosis.APPENDICITIS, 8).rounds(3, 2).exit("other-hcf");
            visit.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.INFLAMMATION);
            visit.imaging(Imaging.ABDOMEN_US, "Appendice de 9 mm, non compressible, infiltration de la graisse.");
            visit.letter(Letter.EMERGENCY, "Appendicite aiguë non compliquée. Transfert en chirurgie digestive.");
        }
        operate(
                chart,
                start.plusHours(8),
                chart.person().ageAt(day) < 15 ? Unit.PED : Unit.DIG,
                Diagnosis.APPENDICITIS,
                Act.APPENDECTOMY,
                2,
                "Appendicectomie",
                "Appendicectomie par cœlioscopie, appendice inflammatoire non perforé. Pas d'incident.");
    }

    private static void gallbladder(Chart chart, LocalDateTime start) {
        planned(
                chart,
                start,
                Unit.DIG,
                Diagnosis.GALLSTONES,
                Act.CHOLECYSTECTOMY,
                1,
                "Cholécystectomie",
                "Cholécystectomie par cœlioscopie, critère de sécurité obtenu. Pas de drain.");
    }

    private static void hernia(Chart chart, LocalDateTime start) {
        planned(
                chart,
                start,
                Unit.DIG,
                Diagnosis.INGUINAL_HERNIA,
                Act.HERNIA_REPAIR,
                0,
                "Cure de hernie inguinale",
                "Hernie inguinale indirecte, plaque prépéritonéale. Ambulatoire.");
    }

    private static void hip(Chart chart, LocalDateTime start) {
        chart.problem(Diagnosis.HIP_ARTHROSIS, start.toLocalDate().minusYears(2), null, null);
        planned(
                chart,
                start,
                Unit.ORT,
                Diagnosis.HIP_ARTHROSIS,
                Act.HIP_PROSTHESIS,
                4,
                "Prothèse totale de hanche",
                "Prothèse totale de hanche non cimentée, voie antérieure. Appui immédiat.");
    }

    private static void knee(Chart chart, LocalDateTime start) {
        chart.problem(Diagnosis.KNEE_ARTHROSIS, start.toLocalDate().minusYears(3), null, null);
        planned(
                chart,
                start,
                Unit.ORT,
                Diagnosis.KNEE_ARTHROSIS,
                Act.KNEE_PROSTHESIS,
                5,
                "Prothèse totale de genou",
                "Prothèse tricompartimentaire cimentée. Flexion 110 degrés en fin d'intervention.");
    }

    private static void hipFracture(Chart chart, LocalDateTime start) {
        if (!chart.fits(start, 240)) {
            return;
        }
        try (Visit visit = chart.emergency(start, 8, "Chute, douleur de hanche")) {
            visit.triage(2).acute(Diagnosis.HIP_FRACTURE, 90).rounds(3, 3).exit("other-hcf");
            visit.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.CLOTTING);
            visit.imaging(Imaging.HIP_XRAY, "Fracture cervicale vraie déplacée du fémur droit.");
            visit.letter(Letter.EMERGENCY, "Fracture du col du fémur. Bloc opératoire dans les 24 heures.");
        }
        chart.problem(Diagnosis.OSTEOPOROSIS, start.toLocalDate(), null, null);
        operate(
                chart,
                start.plusHours(14),
                Unit.ORT,
                Diagnosis.HIP_FRACTURE,
                Act.HIP_HEMI_PROSTHESIS,
                8,
                "rehab",
                "Fracture du col du fémur",
                "Prothèse intermédiaire cimentée. Lever dès le lendemain.");
    }

    private static void cataract(Chart chart, LocalDateTime start) {
        LocalDateTime before = chart.atWork(start.toLocalDate());
        if (!chart.fits(before, 1)) {
            return;
        }
        try (Visit visit = chart.consultation(Unit.OPH, before, "Baisse d'acuité visuelle")) {
            visit.acute(Diagnosis.CATARACT, 60).measure(Analyte.EYE_PRESSURE).imaging(Imaging.EYE_OCT, "Macula plane.");
        }
        LocalDateTime entry = chart.atWork(start.toLocalDate().plusDays(28)).withHour(8);
        if (chart.fits(entry, 5)) {
            try (Visit visit = chart.dayCase(Unit.OPH, entry, 4, "Chirurgie de la cataracte")) {
                visit.acute(Diagnosis.CATARACT, 30).pressure().act(entry.plusHours(1), Act.CATARACT_SURGERY);
                visit.letter(Letter.OPERATION, "Phacoémulsification, implant souple dans le sac. Pas d'incident.");
            }
        }
    }
}
