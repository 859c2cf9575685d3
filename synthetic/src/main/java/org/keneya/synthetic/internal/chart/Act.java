// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

/** Procedures: French name, CCAM code where sure (empty otherwise), usual duration. */
public enum Act {
    ECG("DEQP003", "Électrocardiographie sur au moins 12 dérivations", 10),
    FINGER_SUTURE("", "Suture de plaie superficielle de doigt", 25),
    PLASTER("", "Immobilisation plâtrée antébrachiopalmaire", 30),
    ANKLE_BRACE("", "Pose d'une orthèse de cheville", 10),
    NASAL_PACKING("", "Méchage nasal antérieur", 20),
    APPENDECTOMY("HHFA016", "Appendicectomie, par cœlioscopie", 55),
    CHOLECYSTECTOMY("HMFC004", "Cholécystectomie, par cœlioscopie", 70),
    HERNIA_REPAIR("", "Cure de hernie inguinale par plaque", 50),
    HIP_PROSTHESIS("NEKA020", "Remplacement de l'articulation coxofémorale par prothèse totale", 100),
    KNEE_PROSTHESIS("", "Remplacement de l'articulation du genou par prothèse tricompartimentaire", 110),
    HIP_HEMI_PROSTHESIS("", "Prothèse intermédiaire de hanche", 80),
    CATARACT_SURGERY("BFGA004", "Extraction de cataracte par phacoémulsification avec implant", 25),
    CORONARY_STENT("DDAF006", "Angioplastie coronaire avec pose d'endoprothèse", 60),
    THROMBOLYSIS("", "Thrombolyse intraveineuse", 60),
    COLONOSCOPY("HHQE005", "Coloscopie totale", 35),
    GASTROSCOPY("HEQE002", "Endoscopie œso-gastro-duodénale", 20),
    COLECTOMY("", "Colectomie gauche par cœlioscopie", 180),
    BREAST_SURGERY("", "Tumorectomie du sein avec ganglion sentinelle", 90),
    CHEMOTHERAPY_SESSION("", "Perfusion de chimiothérapie", 180),
    HAEMODIALYSIS("JVJF004", "Hémodialyse pour insuffisance rénale chronique", 240),
    INTUBATION("", "Intubation trachéale", 10),
    MECHANICAL_VENTILATION("", "Ventilation mécanique invasive", 1440),
    CENTRAL_LINE("", "Pose d'une voie veineuse centrale", 30),
    VAGINAL_BIRTH("", "Accouchement céphalique par voie naturelle", 60),
    CAESAREAN_SECTION("", "Accouchement par césarienne", 50),
    CERVICAL_SMEAR("", "Frottis cervico-utérin", 10),
    SPIROMETRY("", "Spirométrie", 20),
    SLEEP_STUDY("", "Polygraphie ventilatoire", 480),
    EEG("", "Électroencéphalographie", 30),
    FUNDUS("", "Fond d'œil", 10),
    FOOT_EXAM("", "Examen des pieds au monofilament", 10),
    SKIN_BIOPSY("", "Biopsie cutanée", 15),
    CHEST_PHYSIO("", "Désobstruction rhinopharyngée", 15),
    NEONATAL_SCREEN("", "Dépistage néonatal sanguin", 5),
    HEARING_TEST("", "Oto-émissions acoustiques", 10),
    CARDIOVERSION("", "Cardioversion électrique externe", 30);

    private final String ccam;
    private final String label;
    private final int minutes;

    Act(String ccam, String label, int minutes) {
        this.ccam = ccam;
        this.label = label;
        this.minutes = minutes;
    }

    public String ccam() {
        return ccam;
    }

    public String label() {
        return label;
    }

    public int minutes() {
        return minutes;
    }
}
