// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.util.Map;
import java.util.stream.Collectors;
import org.keneya.synthetic.internal.people.Sex;
import org.keneya.synthetic.internal.people.Tables;

/**
 * A measurable quantity: LOINC code, French name, UCUM unit, usual values and limits of an adult.
 *
 * <p>Means and deviations draw values; {@code low} and {@code high} are the reference range printed with the result (NaN
 * for an open end), {@code panicLow} and {@code panicHigh} the limits beyond which a laboratory telephones, {@code floor}
 * and {@code ceiling} the values life allows. Ranges are those usually printed by French laboratories for adults.
 */
public enum Analyte {
    // haematology
    HEMOGLOBIN,
    HEMATOCRIT,
    RED_CELLS,
    MCV,
    WHITE_CELLS,
    NEUTROPHILS,
    LYMPHOCYTES,
    PLATELETS,
    // electrolytes and kidneys
    SODIUM,
    POTASSIUM,
    CHLORIDE,
    BICARBONATE,
    UREA,
    CREATININE,
    EGFR,
    ALBUMINURIA,
    CALCIUM,
    PHOSPHATE,
    // metabolism
    GLUCOSE,
    HBA1C,
    CHOLESTEROL,
    HDL,
    LDL,
    TRIGLYCERIDES,
    TSH,
    FREE_T4,
    URATE,
    FERRITIN,
    // liver, inflammation, heart, clotting
    AST,
    ALT,
    GGT,
    ALKALINE,
    BILIRUBIN,
    ALBUMIN,
    CRP,
    PROCALCITONIN,
    LACTATE,
    TROPONIN,
    NT_PROBNP,
    INR,
    PROTHROMBIN,
    D_DIMERS,
    // special
    PSA,
    CEA,
    CD4,
    HIV_LOAD,
    PTH,
    HCG,
    LITHIUM,
    ARTERIAL_PH,
    ARTERIAL_PCO2,
    ARTERIAL_PO2,
    // vital signs and measures of the body
    SYSTOLIC,
    DIASTOLIC,
    HEART_RATE,
    RESPIRATION,
    TEMPERATURE,
    OXYGEN,
    PAIN,
    GLASGOW,
    WEIGHT,
    HEIGHT,
    BMI,
    HEAD,
    URINE_OUTPUT,
    // function tests and scores
    LVEF,
    FEV1,
    FEV1_RATIO,
    MMSE,
    PHQ9,
    DAS28,
    EYE_PRESSURE,
    GESTATION,
    APGAR_1,
    APGAR_5;

    private final String loinc;
    private final String label;
    private final String unit;
    private final String ucum;
    private final int decimals;
    private final double meanMale;
    private final double meanFemale;
    private final double deviation;
    private final double lowMale;
    private final double highMale;
    private final double lowFemale;
    private final double highFemale;
    private final double panicLow;
    private final double panicHigh;
    private final double floor;
    private final double ceiling;

    Analyte() {
        String[] row = Rows.of(name());
        this.loinc = row[1];
        this.label = row[2];
        this.unit = row[3];
        this.ucum = row[4];
        this.decimals = Integer.parseInt(row[5]);
        this.meanMale = number(row[6]);
        this.meanFemale = number(row[7]);
        this.deviation = number(row[8]);
        this.lowMale = number(row[9]);
        this.highMale = number(row[10]);
        this.lowFemale = number(row[11]);
        this.highFemale = number(row[12]);
        this.panicLow = number(row[13]);
        this.panicHigh = number(row[14]);
        this.floor = number(row[15]);
        this.ceiling = number(row[16]);
    }

    /** The table analytes.txt, read once. */
    private static final class Rows {
        private static final Map<String, String[]> BY_NAME =
                Tables.rows("analytes.txt").stream().collect(Collectors.toMap(row -> row[0], row -> row));

        static String[] of(String name) {
            String[] row = BY_NAME.get(name);
            if (row == null) {
                throw new IllegalStateException("no row for " + name + " in analytes.txt");
            }
            return row;
        }
    }

    private static double number(String text) {
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    /** Empty when the score has no code we are sure of. */
    public String loinc() {
        return loinc;
    }

    public String label() {
        return label;
    }

    /** As printed; empty for a pure number. */
    public String unit() {
        return unit;
    }

    public String ucum() {
        return ucum;
    }

    public int decimals() {
        return decimals;
    }

    double mean(Sex sex) {
        return sex == Sex.MALE ? meanMale : meanFemale;
    }

    double deviation() {
        return deviation;
    }

    /** Lower end of the reference range, NaN when open. */
    double low(Sex sex) {
        return sex == Sex.MALE ? lowMale : lowFemale;
    }

    /** Upper end of the reference range, NaN when open. */
    double high(Sex sex) {
        return sex == Sex.MALE ? highMale : highFemale;
    }

    double panicLow() {
        return panicLow;
    }

    double panicHigh() {
        return panicHigh;
    }

    double clamp(double value) {
        return Math.clamp(value, floor, ceiling);
    }

    boolean isVital() {
        return compareTo(SYSTOLIC) >= 0 && compareTo(HEAD) <= 0;
    }

    boolean isLaboratory() {
        return compareTo(SYSTOLIC) < 0;
    }
}
