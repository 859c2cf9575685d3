// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

/** Kinds of document: LOINC type of the French health record (JDV J07) and French name. */
public enum Letter {
    CONSULTATION("11488-4", "Compte rendu de consultation"),
    STAY("34112-3", "Compte rendu d'hospitalisation"),
    DISCHARGE("11490-0", "Lettre de liaison à la sortie"),
    EMERGENCY("15507-7", "Compte rendu de passage aux urgences"),
    OPERATION("34874-8", "Compte rendu opératoire"),
    ANAESTHESIA("34749-2", "Compte rendu de consultation d'anesthésie"),
    PATHOLOGY("60568-3", "Compte rendu d'anatomopathologie"),
    SUMMARY("60591-5", "Synthèse médicale"),
    CERTIFICATE("89601-9", "Certificat"),
    VACCINATION("87273-9", "Note de vaccination"),
    CARE_PLAN("18776-5", "Plan personnalisé de soins");

    private final String loinc;
    private final String label;

    Letter(String loinc, String label) {
        this.loinc = loinc;
        this.label = label;
    }

    public String loinc() {
        return loinc;
    }

    public String label() {
        return label;
    }
}
