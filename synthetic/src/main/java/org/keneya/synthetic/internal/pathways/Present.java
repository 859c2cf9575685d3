// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.keneya.synthetic.internal.chart.Act;
import org.keneya.synthetic.internal.chart.Analyte;
import org.keneya.synthetic.internal.chart.Chart;
import org.keneya.synthetic.internal.chart.Diagnosis;
import org.keneya.synthetic.internal.chart.Imaging;
import org.keneya.synthetic.internal.chart.Letter;
import org.keneya.synthetic.internal.chart.Panel;
import org.keneya.synthetic.internal.chart.Unit;
import org.keneya.synthetic.internal.chart.Visit;
import org.keneya.synthetic.internal.people.Plan;

/** What goes on around the reference day: stays, the emergency room, the agenda. */
final class Present {
    private record Reason(String title, Diagnosis diagnosis, int triage, Imaging imaging) {}

    private static final List<Reason> REASONS = List.of(
            new Reason("Douleur thoracique", Diagnosis.CHEST_PAIN, 2, Imaging.CHEST_XRAY),
            new Reason("Traumatisme du poignet", Diagnosis.WRIST_FRACTURE, 4, Imaging.WRIST_XRAY),
            new Reason("Douleur abdominale", Diagnosis.GASTROENTERITIS, 3, Imaging.ABDOMEN_US),
            new Reason("Plaie de la main", Diagnosis.HAND_WOUND, 4, Imaging.HAND_XRAY),
            new Reason("Traumatisme crânien", Diagnosis.HEAD_TRAUMA, 3, Imaging.HEAD_CT));

    private static final List<String> MOTIVES = List.of(
            "Suivi de maladie chronique",
            "Renouvellement d'ordonnance",
            "Fatigue",
            "Résultats d'examens",
            "Douleurs articulaires",
            "Première consultation");

    private Present() {}

    static void write(Chart chart, Plan plan) {
        switch (plan.present()) {
            case STAY -> stay(chart, Unit.valueOf(plan.unit().toUpperCase(Locale.ROOT)), plan.rank());
            case EMERGENCY -> emergency(chart);
            case TODAY -> today(chart, plan.rank());
            case THIS_WEEK -> week(chart, plan.rank());
            case NOTHING -> {}
        }
    }

    private static void stay(Chart chart, Unit unit, int bed) {
        chart.reserve(unit, bed);
        int before = chart.dice().between(1, 5);
        LocalDateTime at =
                chart.today().minusDays(before).atTime(9 + chart.dice().below(9), 20);
        int days = before + chart.dice().between(1, 5);
        switch (unit) {
            case CAR -> HeartDiseases.decompensation(chart, at, days);
            case PNE -> LungsAndKidneys.flare(chart, at, days);
            case NEU -> Stays.stroke(chart, at, days);
            case REA -> Stays.intensive(chart, at, days + 4);
            case MAT -> Pregnancies.stay(chart, at, before + 2, false, 39);
            case PSY -> NervesAndMind.stay(chart, at, Diagnosis.DEPRESSION, days + 7, "Épisode dépressif sévère");
            case SPA -> LongIllnesses.palliativeStay(chart, at, days + 6);
            case ORT ->
                Operations.operate(
                        chart,
                        at.withHour(7),
                        Unit.ORT,
                        Diagnosis.HIP_ARTHROSIS,
                        Act.HIP_PROSTHESIS,
                        days,
                        "Prothèse totale de hanche",
                        "Prothèse totale de hanche, voie antérieure. Appui immédiat.");
            case DIG ->
                Operations.operate(
                        chart,
                        at.withHour(7),
                        Unit.DIG,
                        Diagnosis.GALLSTONES,
                        Act.CHOLECYSTECTOMY,
                        days,
                        "Cholécystectomie",
                        "Cholécystectomie par cœlioscopie. Pas d'incident.");
            case PED -> general(chart, Unit.PED, at, days, Diagnosis.PNEUMONIA, "Pneumopathie de l'enfant");
            case GER -> Stays.pneumonia(chart, at, Unit.GER, days);
            case NEP -> general(chart, Unit.NEP, at, days, Diagnosis.PYELONEPHRITIS, "Insuffisance rénale aiguë");
            case ONC -> general(chart, Unit.ONC, at, days, Diagnosis.LUNG_CANCER, "Altération de l'état général");
            default -> Stays.pneumonia(chart, at, unit, days);
        }
    }

    private static void general(Chart chart, Unit unit, LocalDateTime at, int days, Diagnosis diagnosis, String title) {
        Stays.infection(chart, at.toLocalDate(), 90, days + 2);
        try (Visit stay = chart.stay(unit, at, days, title)) {
            stay.acute(diagnosis, days + 10).reconcile().rounds(8, days * 3);
            stay.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.INFLAMMATION);
            stay.labs(chart.today().atTime(6, 10), Panel.BLOOD_COUNT, Panel.INFLAMMATION);
            stay.imaging(Imaging.CHEST_XRAY, "Pas de foyer systématisé.");
        }
    }

    private static void emergency(Chart chart) {
        chart.reserve(Unit.URG, 0);
        Reason reason = chart.dice().pick(REASONS);
        LocalDateTime at = chart.now().minusMinutes(chart.dice().between(40, 300));
        try (Visit visit = chart.emergency(at, 9, reason.title)) {
            visit.triage(reason.triage).acute(reason.diagnosis, 8).rounds(1, 5);
            visit.labs(Panel.BLOOD_COUNT, Panel.ELECTROLYTES, Panel.KIDNEYS, Panel.TROPONIN_ONLY);
            visit.imaging(reason.imaging, "Compte rendu provisoire : pas d'anomalie aiguë décelée.");
        }
    }

    /** The first lists are those of the demonstration doctor: one patient each half hour. */
    private static void today(Chart chart, int rank) {
        boolean child = chart.person().ageAt(chart.today()) < 16;
        Unit unit = child
                ? Unit.PED
                : rank % 2 == 0 ? Unit.MPO : chart.dice().pick(List.of(Unit.CAR, Unit.END, Unit.PNE, Unit.RHU));
        LocalDateTime at = chart.today().atTime(8, 0).plusMinutes(rank / 2 % 20 * 30L);
        chart.appointment(unit, chart.dice().pick(MOTIVES), at, "booked");
    }

    private static void week(Chart chart, int rank) {
        boolean child = chart.person().ageAt(chart.today()) < 16;
        Unit unit = child ? Unit.PED : rank % 3 == 0 ? Unit.MPO : Unit.CSG;
        if (rank % 2 == 0) {
            LocalDate day = chart.today().plusDays(1 + chart.dice().below(6));
            chart.appointment(unit, chart.dice().pick(MOTIVES), chart.atWork(day), "booked");
            return;
        }
        LocalDateTime at = chart.today()
                .minusDays(1 + chart.dice().below(4))
                .atTime(9 + chart.dice().below(8), 15);
        if (chart.fits(at, 3)) {
            try (Visit visit = chart.consultation(unit, at, chart.dice().pick(MOTIVES))) {
                visit.pressure().measure(Analyte.HEART_RATE).build().labs(Panel.BLOOD_COUNT, Panel.KIDNEYS);
                visit.letter(Letter.CONSULTATION, "Examen rassurant. Bilan demandé, résultats à revoir.");
            }
        }
    }
}
