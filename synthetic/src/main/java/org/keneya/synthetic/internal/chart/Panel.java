// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import static org.keneya.synthetic.internal.chart.Analyte.*;

import java.util.List;

/** Sets of analyses asked together. LOINC panel codes where sure, empty otherwise. */
public enum Panel {
    BLOOD_COUNT(
            "58410-2",
            "Numération formule sanguine",
            HEMOGLOBIN,
            HEMATOCRIT,
            RED_CELLS,
            MCV,
            WHITE_CELLS,
            NEUTROPHILS,
            LYMPHOCYTES,
            PLATELETS),
    ELECTROLYTES("24326-1", "Ionogramme sanguin", SODIUM, POTASSIUM, CHLORIDE, BICARBONATE),
    KIDNEYS("24362-6", "Fonction rénale", UREA, CREATININE, EGFR),
    LIPIDS("24331-1", "Bilan lipidique", CHOLESTEROL, HDL, LDL, TRIGLYCERIDES),
    LIVER("24325-3", "Bilan hépatique", AST, ALT, GGT, ALKALINE, BILIRUBIN),
    DIABETES("", "Équilibre glycémique", GLUCOSE, HBA1C),
    GLYCAEMIA("", "Glycémie", GLUCOSE),
    ALBUMIN_URINE("", "Albuminurie", ALBUMINURIA),
    THYROID("", "Bilan thyroïdien", TSH, FREE_T4),
    TSH_ONLY("", "TSH", TSH),
    INFLAMMATION("", "Protéine C réactive", CRP),
    SEPSIS("", "Bilan infectieux", CRP, PROCALCITONIN, LACTATE),
    HEART("", "Marqueurs cardiaques", TROPONIN, NT_PROBNP),
    TROPONIN_ONLY("", "Troponine", TROPONIN),
    CLOTTING("", "Hémostase", PROTHROMBIN, Analyte.INR),
    INR_ONLY("", "INR", Analyte.INR),
    D_DIMER("", "D-dimères", D_DIMERS),
    BONE("", "Bilan phosphocalcique", CALCIUM, PHOSPHATE, PTH, ALBUMIN),
    IRON("", "Ferritine", FERRITIN),
    URIC_ACID("", "Uricémie", URATE),
    PROSTATE("", "PSA", PSA),
    TUMOUR("", "Marqueur tumoral", CEA),
    HIV_FOLLOW_UP("", "Suivi VIH", CD4, HIV_LOAD),
    NUTRITION("", "Bilan nutritionnel", ALBUMIN, CRP),
    LITHIUM_LEVEL("", "Lithémie", LITHIUM),
    BLOOD_GAS("24336-0", "Gaz du sang artériel", ARTERIAL_PH, ARTERIAL_PCO2, ARTERIAL_PO2, LACTATE),
    PREGNANCY_TEST("", "Dosage de bêta-hCG", HCG);

    private final String loinc;
    private final String label;
    private final List<Analyte> analytes;

    Panel(String loinc, String label, Analyte... analytes) {
        this.loinc = loinc;
        this.label = label;
        this.analytes = List.of(analytes);
    }

    public String loinc() {
        return loinc;
    }

    public String label() {
        return label;
    }

    public List<Analyte> analytes() {
        return analytes;
    }
}
