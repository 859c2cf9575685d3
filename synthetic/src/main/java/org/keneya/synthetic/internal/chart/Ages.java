// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import org.keneya.synthetic.internal.people.Sex;

/** What is usual at an age, where it differs from the adult of forty. */
final class Ages {
    private static final double[] YEARS = {0, 0.5, 1, 3, 6, 10, 14, 18};
    private static final double[] HEART = {138, 130, 120, 105, 95, 85, 78, 73};
    private static final double[] BREATHS = {42, 34, 30, 26, 22, 20, 17, 15};
    private static final double[] SYSTOLIC = {70, 86, 90, 94, 98, 103, 112, 118};
    private static final double[] DIASTOLIC = {42, 50, 53, 56, 59, 63, 68, 72};
    private static final double[] HEMOGLOBIN = {16.5, 11.8, 12, 12.2, 12.6, 13.2, 13.8, 14.2};

    private Ages() {}

    static double mean(Analyte analyte, Sex sex, double years) {
        double adult = analyte.mean(sex);
        if (years < 18) {
            return switch (analyte) {
                case HEART_RATE -> along(HEART, years);
                case RESPIRATION -> along(BREATHS, years);
                case SYSTOLIC -> along(SYSTOLIC, years);
                case DIASTOLIC -> along(DIASTOLIC, years);
                case HEMOGLOBIN -> along(HEMOGLOBIN, years);
                case HEMATOCRIT -> along(HEMOGLOBIN, years) * 2.95;
                case WHITE_CELLS -> years < 6 ? 8.5 : adult;
                case LYMPHOCYTES -> years < 6 ? 3.6 : adult;
                case ALKALINE -> 220;
                case PSA -> 0.05;
                default -> adult;
            };
        }
        return switch (analyte) {
            case SYSTOLIC -> adult + Math.max(0, years - 40) * 0.28;
            case DIASTOLIC -> adult + (years > 40 && years < 65 ? (years - 40) * 0.15 : 2);
            case CHOLESTEROL, LDL -> adult + Math.clamp((years - 40) * 0.008, -0.3, 0.25);
            case NT_PROBNP -> adult + Math.max(0, years - 60) * 8;
            case D_DIMERS -> adult + Math.max(0, years - 50) * 5;
            case TROPONIN -> adult + Math.max(0, years - 65) * 0.2;
            case FEV1 -> adult - Math.max(0, years - 30) * 0.025;
            case MMSE -> adult - Math.max(0, years - 75) * 0.06;
            case PSA -> sex == Sex.MALE ? adult + Math.max(0, years - 50) * 0.03 : adult;
            case HEMOGLOBIN -> adult - Math.max(0, years - 70) * 0.03;
            case ALBUMIN -> adult - Math.max(0, years - 70) * 0.1;
            default -> adult;
        };
    }

    /** Whether the adult reference range holds at the age. */
    static boolean hasAdultRange(Analyte analyte, double years) {
        if (years >= 16) {
            return true;
        }
        return switch (analyte) {
            case TEMPERATURE, OXYGEN, SODIUM, POTASSIUM, CRP, PLATELETS, GLASGOW, GLUCOSE, INR -> true;
            default -> false;
        };
    }

    private static double along(double[] values, double years) {
        return Growth.along(YEARS, values, years);
    }
}
