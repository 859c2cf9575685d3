// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import static org.keneya.synthetic.internal.pathways.Pathway.event;

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
import org.keneya.synthetic.internal.chart.Unit;
import org.keneya.synthetic.internal.chart.Visit;
import org.keneya.synthetic.internal.people.Sex;

/** Pregnancy from the first examination to the delivery, and its interruption. */
final class Pregnancies {
    static final List<Pathway> ALL = List.of(
            event("grossesse", "Grossesse et accouchement", 18, 44, 0.06, Pregnancies::pregnancy)
                    .only(Sex.FEMALE),
            event("fausse-couche", "Fausse couche précoce", 18, 45, 0.01, Pregnancies::miscarriage)
                    .only(Sex.FEMALE));

    private static final int[] WEEKS = {10, 12, 18, 22, 27, 32, 36, 39};

    private Pregnancies() {}

    private static void pregnancy(Chart chart, LocalDateTime start) {
        if (chart.has(Diagnosis.PREGNANCY) || chart.has(Diagnosis.HYPERTENSION) || chart.has(Diagnosis.BREAST_CANCER)) {
            return;
        }
        LocalDate lastPeriod = start.toLocalDate();
        LocalDate due = lastPeriod.plusDays(280);
        LocalDate delivery = due.plusDays(chart.dice().between(-16, 7));
        boolean over = delivery.isBefore(chart.end().toLocalDate());
        if (lastPeriod.isBefore(chart.since()) || chart.person().ageAt(delivery) > 47) {
            return;
        }
        Body body = chart.body();
        body.effect(Analyte.WEIGHT, lastPeriod, delivery, days -> Math.max(0, days - 60) * 0.058);
        body.effect(Analyte.WEIGHT, delivery, Curve.settle(6, 0.8, 60));
        body.effect(Analyte.HEMOGLOBIN, lastPeriod, delivery, days -> -1.6 * Math.min(1, days / 200.0));
        body.effect(Analyte.HCG, lastPeriod, delivery, days -> days < 28 ? 0 : Math.min(90_000, (days - 27) * 2200));
        body.effect(Analyte.ALKALINE, lastPeriod, delivery, days -> days * 0.25);
        boolean diabetic = chart.dice().chance(0.12);
        chart.problem(Diagnosis.PREGNANCY, lastPeriod.plusDays(40), over ? delivery : null, null);
        for (int week : WEEKS) {
            LocalDateTime at = chart.atWork(lastPeriod.plusWeeks(week));
            if (!at.toLocalDate().isBefore(delivery)) {
                break;
            }
            if (chart.fits(at, 1)) {
                examination(chart, at, lastPeriod, due, week, diabetic);
            } else if (chart.isAlive()) {
                chart.appointment(Unit.MAT, "Consultation de grossesse", at, "booked");
            }
        }
        if (over) {
            deliver(chart, delivery, lastPeriod);
        }
    }

    private static void examination(
            Chart chart, LocalDateTime at, LocalDate lastPeriod, LocalDate due, int week, boolean diabetic) {
        try (Visit visit = chart.consultation(Unit.MAT, at, "Consultation de grossesse")) {
            visit.pressure().measure(Analyte.WEIGHT);
            visit.measure(at.plusMinutes(2), Analyte.GESTATION, weeks(lastPeriod, at.toLocalDate()));
            visit.dueDate(due);
            switch (week) {
                case 10 -> {
                    visit.labs(Panel.PREGNANCY_TEST, Panel.BLOOD_COUNT, Panel.GLYCAEMIA);
                    visit.prescribe("acide-folique-grossesse", Doses.TABLET_MORNING, 60);
                }
                case 12 ->
                    visit.imaging(Imaging.FETAL_US, "Grossesse monofœtale évolutive, clarté nucale 1,3 mm, LCC 62 mm.");
                case 22 ->
                    visit.imaging(Imaging.FETAL_US, "Biométries au 50e percentile. Morphologie sans particularité.");
                case 27 -> {
                    visit.labs(Panel.BLOOD_COUNT, Panel.GLYCAEMIA).prescribe("fer", Doses.TABLET_MORNING, 60);
                    if (diabetic) {
                        chart.problem(Diagnosis.GESTATIONAL_DIABETES, at.toLocalDate(), due, visit);
                    }
                }
                case 32 ->
                    visit.imaging(Imaging.FETAL_US, "Croissance harmonieuse, présentation céphalique, liquide normal.");
                case 36 ->
                    visit.labs(Panel.BLOOD_COUNT, Panel.CLOTTING)
                            .letter(
                                    Letter.ANAESTHESIA,
                                    "Consultation d'anesthésie de fin de grossesse : péridurale possible.");
                default -> {}
            }
            visit.letter(
                    Letter.CONSULTATION, "Grossesse de déroulement normal. Mouvements actifs perçus. Conseils donnés.");
        }
    }

    private static double weeks(LocalDate lastPeriod, LocalDate day) {
        return Math.floorDiv(day.toEpochDay() - lastPeriod.toEpochDay(), 7L);
    }

    private static void deliver(Chart chart, LocalDate day, LocalDate lastPeriod) {
        LocalDateTime at = chart.anyHour(day);
        boolean caesarean = chart.dice().chance(0.21);
        int days = caesarean ? 5 : 3;
        if (!chart.fits(at, 3)) {
            return;
        }
        stay(chart, at, days, caesarean, weeks(lastPeriod, day));
    }

    static void stay(Chart chart, LocalDateTime at, int days, boolean caesarean, double weeks) {
        LocalDate day = at.toLocalDate();
        chart.body().effect(Analyte.HEMOGLOBIN, day, Curve.spike(-1.8, 40));
        try (Visit stay = chart.stay(Unit.MAT, at, days, "Accouchement")) {
            stay.acute(caesarean ? Diagnosis.CAESAREAN : Diagnosis.VAGINAL_DELIVERY, 3);
            stay.measure(at.plusMinutes(5), Analyte.GESTATION, weeks).rounds(8, days * 3);
            stay.act(at.plusHours(6), caesarean ? Act.CAESAREAN_SECTION : Act.VAGINAL_BIRTH);
            stay.labs(Panel.BLOOD_COUNT, Panel.CLOTTING).labs(at.plusDays(1), Panel.BLOOD_COUNT);
            stay.prescribe("paracetamol", Doses.PAIN, 8);
            stay.letter(Letter.DISCHARGE, "Suites de couches simples. Visite post-natale dans six à huit semaines.");
        }
        LocalDateTime control = chart.atWork(day.plusDays(48));
        if (chart.fits(control, 1)) {
            try (Visit visit = chart.consultation(Unit.MAT, control, "Visite post-natale")) {
                visit.pressure().build().letter(Letter.CONSULTATION, "Examen normal. Rééducation périnéale prescrite.");
            }
        }
    }

    private static void miscarriage(Chart chart, LocalDateTime at) {
        if (!chart.fits(at, 6) || chart.has(Diagnosis.PREGNANCY) || chart.hadPregnancyAround(at.toLocalDate())) {
            return;
        }
        LocalDate day = at.toLocalDate();
        chart.body().effect(Analyte.HCG, day, Curve.spike(3200, 30));
        try (Visit visit = chart.emergency(at, 4, "Saignements du premier trimestre")) {
            visit.triage(3).acute(Diagnosis.MISCARRIAGE, 10).rounds(2, 2).labs(Panel.BLOOD_COUNT, Panel.PREGNANCY_TEST);
            visit.imaging(Imaging.FETAL_US, "Sac intra-utérin sans activité cardiaque.");
            visit.letter(
                    Letter.EMERGENCY, "Fausse couche spontanée précoce. Soutien proposé, contrôle à quinze jours.");
        }
    }
}
