// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

/** Diagnoses with their CIM-10 code, French name and, where sure, SNOMED CT concept (empty otherwise). */
public enum Diagnosis {
    TYPE_2_DIABETES("E11.9", "Diabète de type 2", "44054006"),
    TYPE_1_DIABETES("E10.9", "Diabète de type 1", "46635009"),
    KETOACIDOSIS("E10.1", "Acidocétose diabétique", ""),
    HYPERTENSION("I10", "Hypertension artérielle essentielle", "38341003"),
    DYSLIPIDAEMIA("E78.2", "Hyperlipidémie mixte", "55822004"),
    OBESITY("E66.9", "Obésité", "414916001"),
    COPD("J44.9", "Bronchopneumopathie chronique obstructive", "13645005"),
    COPD_FLARE("J44.1", "Exacerbation aiguë de BPCO", ""),
    ASTHMA("J45.9", "Asthme", "195967001"),
    ASTHMA_ATTACK("J46", "Asthme aigu grave", ""),
    KIDNEY_FAILURE("N18.3", "Maladie rénale chronique, stade 3", "709044004"),
    END_STAGE_KIDNEY("N18.5", "Maladie rénale chronique, stade 5", "46177005"),
    HEART_FAILURE("I50.0", "Insuffisance cardiaque congestive", "42343007"),
    LEFT_HEART_FAILURE("I50.1", "Œdème aigu du poumon cardiogénique", ""),
    ATRIAL_FIBRILLATION("I48.9", "Fibrillation auriculaire", "49436004"),
    ANGINA("I20.9", "Angine de poitrine", "194828000"),
    INFARCTION("I21.9", "Infarctus aigu du myocarde", "22298006"),
    CORONARY_DISEASE("I25.1", "Cardiopathie ischémique chronique", "414545008"),
    CHEST_PAIN("R07.4", "Douleur thoracique", "29857009"),
    STROKE("I63.9", "Infarctus cérébral", "230690007"),
    PULMONARY_EMBOLISM("I26.9", "Embolie pulmonaire", "59282003"),
    DEEP_THROMBOSIS("I80.2", "Thrombose veineuse profonde du membre inférieur", "128053003"),
    HYPOTHYROIDISM("E03.9", "Hypothyroïdie", "40930008"),
    HYPERTHYROIDISM("E05.0", "Maladie de Basedow", "353295004"),
    RHEUMATOID_ARTHRITIS("M06.9", "Polyarthrite rhumatoïde", "69896004"),
    GOUT("M10.9", "Goutte", "90560007"),
    OSTEOPOROSIS("M81.9", "Ostéoporose", "64859006"),
    HIP_ARTHROSIS("M16.9", "Coxarthrose", ""),
    KNEE_ARTHROSIS("M17.9", "Gonarthrose", ""),
    LOW_BACK_PAIN("M54.5", "Lombalgie commune", "279039007"),
    EPILEPSY("G40.9", "Épilepsie", "84757009"),
    MIGRAINE("G43.9", "Migraine", "37796009"),
    PARKINSON("G20", "Maladie de Parkinson", "49049000"),
    ALZHEIMER("G30.9", "Maladie d'Alzheimer", "26929004"),
    MULTIPLE_SCLEROSIS("G35", "Sclérose en plaques", "24700007"),
    SLEEP_APNOEA("G47.3", "Syndrome d'apnées du sommeil", "78275009"),
    DEPRESSION("F32.1", "Épisode dépressif moyen", "35489007"),
    BIPOLAR("F31.9", "Trouble affectif bipolaire", "13746004"),
    SCHIZOPHRENIA("F20.9", "Schizophrénie", "58214004"),
    ANXIETY("F41.1", "Anxiété généralisée", "21897009"),
    ALCOHOL("F10.2", "Syndrome de dépendance à l'alcool", ""),
    TOBACCO("F17.2", "Dépendance au tabac", ""),
    ADHD("F90.0", "Trouble déficit de l'attention avec hyperactivité", ""),
    HIV("B24", "Infection par le VIH", "86406008"),
    CROHN("K50.9", "Maladie de Crohn", "34000006"),
    REFLUX("K21.9", "Reflux gastro-œsophagien", "235595009"),
    CIRRHOSIS("K70.3", "Cirrhose alcoolique", ""),
    APPENDICITIS("K35.8", "Appendicite aiguë", "85189001"),
    GALLSTONES("K80.2", "Lithiase vésiculaire", ""),
    INGUINAL_HERNIA("K40.9", "Hernie inguinale", "396232000"),
    BREAST_CANCER("C50.9", "Tumeur maligne du sein", "254837009"),
    COLON_CANCER("C18.9", "Tumeur maligne du côlon", "363406005"),
    PROSTATE_CANCER("C61", "Tumeur maligne de la prostate", "399068003"),
    LUNG_CANCER("C34.9", "Tumeur maligne des bronches et du poumon", "254637007"),
    CHEMOTHERAPY("Z51.1", "Séance de chimiothérapie", ""),
    PALLIATIVE("Z51.5", "Soins palliatifs", ""),
    DIALYSIS("Z49.1", "Dialyse extracorporelle", ""),
    PROSTATE_HYPERPLASIA("N40", "Hyperplasie de la prostate", "266569009"),
    RENAL_COLIC("N23", "Colique néphrétique", ""),
    CYSTITIS("N30.0", "Cystite aiguë", ""),
    PYELONEPHRITIS("N10", "Pyélonéphrite aiguë", ""),
    PNEUMONIA("J18.9", "Pneumopathie", "233604007"),
    SEPTIC_SHOCK("R57.2", "Choc septique", "76571007"),
    ERYSIPELAS("A46", "Érysipèle", "44653001"),
    GASTROENTERITIS("A09.0", "Gastro-entérite aiguë", "25374005"),
    BRONCHIOLITIS("J21.9", "Bronchiolite aiguë", "4120002"),
    OTITIS("H66.9", "Otite moyenne aiguë", ""),
    TONSILLITIS("J03.9", "Angine aiguë", ""),
    SINUSITIS("J01.9", "Sinusite aiguë", ""),
    NASOPHARYNGITIS("J00", "Rhinopharyngite aiguë", ""),
    INFLUENZA("J11.1", "Grippe", "6142004"),
    CHICKENPOX("B01.9", "Varicelle", "38907003"),
    INFANT_FEVER("R50.9", "Fièvre du nourrisson", "386661006"),
    ECZEMA("L20.9", "Dermatite atopique", "24079001"),
    PSORIASIS("L40.9", "Psoriasis", "9014002"),
    ACNE("L70.0", "Acné vulgaire", "88616000"),
    CATARACT("H25.9", "Cataracte sénile", ""),
    GLAUCOMA("H40.1", "Glaucome primitif à angle ouvert", ""),
    WRIST_FRACTURE("S52.5", "Fracture de l'extrémité inférieure du radius", ""),
    HIP_FRACTURE("S72.0", "Fracture du col du fémur", ""),
    ANKLE_SPRAIN("S93.4", "Entorse de la cheville", ""),
    HAND_WOUND("S61.0", "Plaie ouverte de doigt", ""),
    HEAD_TRAUMA("S06.0", "Commotion cérébrale", "110030002"),
    ANAPHYLAXIS("T78.2", "Choc anaphylactique", "39579001"),
    EPISTAXIS("R04.0", "Épistaxis", "249366005"),
    FALL("R29.6", "Chutes à répétition", ""),
    MALNUTRITION("E44.0", "Dénutrition modérée", ""),
    IRON_DEFICIENCY("D50.9", "Anémie par carence en fer", "87522002"),
    PREGNANCY("Z34.9", "Surveillance d'une grossesse normale", "77386006"),
    GESTATIONAL_DIABETES("O24.4", "Diabète gestationnel", "11687002"),
    VAGINAL_DELIVERY("O80.0", "Accouchement spontané par voie naturelle", ""),
    CAESAREAN("O82.0", "Accouchement par césarienne", ""),
    MISCARRIAGE("O03.9", "Avortement spontané", ""),
    NEWBORN("Z38.0", "Enfant unique, né à l'hôpital", "");

    private final String cim10;
    private final String label;
    private final String snomed;

    Diagnosis(String cim10, String label, String snomed) {
        this.cim10 = cim10;
        this.label = label;
        this.snomed = snomed;
    }

    public String cim10() {
        return cim10;
    }

    public String label() {
        return label;
    }

    public String snomed() {
        return snomed;
    }
}
