// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

/** Imaging examinations: DICOM modality, French name, CCAM code where sure (empty otherwise), usual number of images. */
public enum Imaging {
    CHEST_XRAY("DX", "Radiographie du thorax", "ZBQK002", 2),
    HAND_XRAY("DX", "Radiographie de la main", "MDQK001", 3),
    WRIST_XRAY("DX", "Radiographie du poignet", "", 2),
    ANKLE_XRAY("DX", "Radiographie de la cheville", "", 3),
    HIP_XRAY("DX", "Radiographie de la hanche", "", 2),
    KNEE_XRAY("DX", "Radiographie du genou", "", 3),
    SPINE_XRAY("DX", "Radiographie du rachis lombaire", "", 3),
    HEAD_CT("CT", "Scanner cérébral sans injection", "ACQK001", 180),
    CHEST_CT("CT", "Angioscanner thoracique", "", 420),
    ABDOMEN_CT("CT", "Scanner abdominopelvien avec injection", "", 510),
    KIDNEY_CT("CT", "Scanner abdominopelvien sans injection", "", 360),
    BODY_CT("CT", "Scanner thoraco-abdomino-pelvien avec injection", "", 780),
    BRAIN_MRI("MR", "IRM cérébrale", "", 640),
    SPINE_MRI("MR", "IRM lombaire", "", 240),
    ABDOMEN_US("US", "Échographie abdominale", "ZCQM008", 24),
    KIDNEY_US("US", "Échographie rénale", "", 16),
    HEART_US("US", "Échocardiographie transthoracique", "DZQM006", 40),
    VEIN_US("US", "Écho-Doppler veineux des membres inférieurs", "", 22),
    NECK_US("US", "Échographie cervicale", "", 18),
    FETAL_US("US", "Échographie obstétricale", "", 34),
    MAMMOGRAPHY("MG", "Mammographie bilatérale", "QEQK001", 4),
    BONE_DENSITY("DX", "Ostéodensitométrie", "", 2),
    EYE_OCT("OPT", "Tomographie en cohérence optique", "", 12);

    private final String modality;
    private final String label;
    private final String ccam;
    private final int images;

    Imaging(String modality, String label, String ccam, int images) {
        this.modality = modality;
        this.label = label;
        this.ccam = ccam;
        this.images = images;
    }

    public String modality() {
        return modality;
    }

    public String label() {
        return label;
    }

    public String ccam() {
        return ccam;
    }

    public int images() {
        return images;
    }
}
