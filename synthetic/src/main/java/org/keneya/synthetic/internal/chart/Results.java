// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.keneya.synthetic.internal.people.Person;

/** The results of one sample, made to agree: totals with parts, filtration with creatinine, cells with haemoglobin. */
final class Results {
    private Results() {}

    static Map<Analyte, Double> of(Chart chart, LocalDate day, Panel panel) {
        Map<Analyte, Double> values = new EnumMap<>(Analyte.class);
        for (Analyte analyte : panel.analytes()) {
            values.put(analyte, chart.body().value(analyte, day));
        }
        switch (panel) {
            case BLOOD_COUNT -> bloodCount(values);
            case LIPIDS -> lipids(values);
            case KIDNEYS -> kidneys(values, chart.person(), day);
            default -> {}
        }
        return values;
    }

    private static void bloodCount(Map<Analyte, Double> values) {
        double hematocrit = Analyte.HEMATOCRIT.clamp(get(values, Analyte.HEMOGLOBIN) * 2.98);
        values.put(Analyte.HEMATOCRIT, hematocrit);
        values.put(Analyte.RED_CELLS, Analyte.RED_CELLS.clamp(hematocrit / get(values, Analyte.MCV) * 10));
        double white = get(values, Analyte.WHITE_CELLS);
        double share = Math.clamp(get(values, Analyte.NEUTROPHILS) / white, 0.2, 0.92);
        values.put(Analyte.NEUTROPHILS, white * share);
        values.put(Analyte.LYMPHOCYTES, white * (1 - share) * 0.75);
    }

    private static void lipids(Map<Analyte, Double> values) {
        double total = get(values, Analyte.LDL) + get(values, Analyte.HDL) + get(values, Analyte.TRIGLYCERIDES) / 2.2;
        values.put(Analyte.CHOLESTEROL, total);
    }

    private static void kidneys(Map<Analyte, Double> values, Person person, LocalDate day) {
        double years = person.yearsAt(day);
        if (years < 18) {
            values.remove(Analyte.EGFR);
            return;
        }
        double creatinine = Math.round(get(values, Analyte.CREATININE));
        values.put(Analyte.EGFR, Analyte.EGFR.clamp(Body.Kidneys.filtration(creatinine, person.sex(), years)));
    }

    private static double get(Map<Analyte, Double> values, Analyte analyte) {
        return values.getOrDefault(analyte, analyte.clamp(1));
    }
}
