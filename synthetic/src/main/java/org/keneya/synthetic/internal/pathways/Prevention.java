// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import static org.keneya.synthetic.internal.pathways.Pathway.event;
import static org.keneya.synthetic.internal.pathways.Pathway.lasting;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.keneya.synthetic.internal.chart.Act;
import org.keneya.synthetic.internal.chart.Chart;
import org.keneya.synthetic.internal.chart.Diagnosis;
import org.keneya.synthetic.internal.chart.Letter;
import org.keneya.synthetic.internal.chart.Posology;
import org.keneya.synthetic.internal.chart.Unit;
import org.keneya.synthetic.internal.chart.Visit;

/** Vaccines of adults, screening, giving up smoking. */
final class Prevention {
    static final List<Pathway> ALL = List.of(
            lasting("vaccins-adulte", "Vaccinations de l'adulte", 45, 98, 0.3, 0.6, Prevention::vaccines),
            event("depistage-colorectal", "Coloscopie de dépistage", 50, 75, 0.03, Prevention::colonoscopy),
            event("sevrage-tabac", "Sevrage du tabac", 20, 68, 0.02, Prevention::tobacco));

    private Prevention() {}

    private static void vaccines(Chart chart, LocalDateTime start) {
        LocalDate day = chart.since();
        boolean shingles = true;
        while (day.isBefore(chart.end().toLocalDate())) {
            LocalDateTime at = chart.atWork(
                    LocalDate.of(day.getYear(), 10, 16).plusDays(chart.dice().below(30)));
            int age = chart.person().ageAt(at.toLocalDate());
            if (chart.fits(at, 1) && !at.toLocalDate().isBefore(chart.since())) {
                try (Visit visit = chart.consultation(Unit.CSG, at, "Vaccination")) {
                    if (age >= 65) {
                        Vaccines.give(visit, Vaccines.Vaccine.INFLUENZA, 1);
                        Vaccines.give(visit, Vaccines.Vaccine.COVID, 1);
                    }
                    if (age == 65 || age == 75 || age == 45) {
                        Vaccines.give(visit, Vaccines.Vaccine.BOOSTER, 1);
                    }
                    if (age >= 66 && shingles) {
                        Vaccines.give(visit, Vaccines.Vaccine.ZOSTER, 1);
                        shingles = false;
                    }
                }
            }
            day = day.plusYears(1);
        }
    }

    private static void colonoscopy(Chart chart, LocalDateTime start) {
        LocalDateTime at = chart.atWork(start.toLocalDate()).withHour(8);
        if (chart.fits(at, 6)) {
            try (Visit visit = chart.dayCase(Unit.HGE, at, 5, "Coloscopie de dépistage")) {
                visit.pressure().act(at.plusMinutes(50), Act.COLONOSCOPY);
                visit.letter(Letter.PATHOLOGY, "Polype de 6 mm réséqué : adénome tubuleux, dysplasie de bas grade.");
            }
        }
    }

    private static void tobacco(Chart chart, LocalDateTime start) {
        LocalDateTime at = chart.atWork(start.toLocalDate());
        if (chart.fits(at, 1)) {
            try (Visit visit = chart.consultation(Unit.PNE, at, "Aide au sevrage du tabac")) {
                visit.chronic(Diagnosis.TOBACCO).build();
                visit.prescribe("nicotine", Posology.daily("1 dispositif le matin", 1, "dispositif", 1), 28);
            }
        }
    }
}
