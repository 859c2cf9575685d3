// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

/**
 * A main speciality of the NHS Data Dictionary, under which beds are kept and asked for.
 *
 * @param code three digits, such as {@code 320}
 * @param label in English
 * @param labelFr in French
 * @param group under which it stands in the dictionary
 * @param retired whether the dictionary has withdrawn the code; files that still use it are read
 */
public record Speciality(String code, String label, String labelFr, Group group, boolean retired) {

    /** The groups of the dictionary. */
    public enum Group {
        SURGICAL("Surgical specialties", "Spécialités chirurgicales"),
        MEDICAL("Medical specialties", "Spécialités médicales"),
        PSYCHIATRY("Psychiatry", "Psychiatrie"),
        RADIOLOGY("Radiology", "Radiologie et radiothérapie"),
        PATHOLOGY("Pathology", "Biologie et anatomopathologie"),
        OTHER("Other", "Autres");

        private final String label;
        private final String labelFr;

        Group(String label, String labelFr) {
            this.label = label;
            this.labelFr = labelFr;
        }

        public String label() {
            return label;
        }

        public String labelFr() {
            return labelFr;
        }
    }
}
