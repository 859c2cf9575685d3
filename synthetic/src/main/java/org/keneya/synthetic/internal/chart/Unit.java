// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.util.Locale;
import org.keneya.synthetic.internal.people.Plan;

/** Units of the demonstration hospital: code, French name, speciality of its doctors. */
public enum Unit {
    MPO("Médecine interne et polyvalente", "Médecine interne"),
    URG("Urgences", "Médecine d'urgence"),
    CAR("Cardiologie", "Cardiologie"),
    PNE("Pneumologie", "Pneumologie"),
    DIG("Chirurgie digestive", "Chirurgie viscérale et digestive"),
    ORT("Orthopédie et traumatologie", "Chirurgie orthopédique"),
    MAT("Gynécologie et maternité", "Gynécologie-obstétrique"),
    PED("Pédiatrie", "Pédiatrie"),
    GER("Gériatrie", "Gériatrie"),
    REA("Réanimation", "Médecine intensive-réanimation"),
    NEU("Neurologie", "Neurologie"),
    NEP("Néphrologie et dialyse", "Néphrologie"),
    ONC("Oncologie", "Oncologie médicale"),
    PSY("Psychiatrie", "Psychiatrie"),
    SPA("Soins palliatifs", "Médecine palliative"),
    END("Endocrinologie et diabétologie", "Endocrinologie"),
    RHU("Rhumatologie", "Rhumatologie"),
    INF("Maladies infectieuses", "Maladies infectieuses"),
    HGE("Hépato-gastro-entérologie", "Gastro-entérologie"),
    ORL("ORL", "Oto-rhino-laryngologie"),
    DER("Dermatologie", "Dermatologie"),
    OPH("Ophtalmologie", "Ophtalmologie"),
    URO("Urologie", "Urologie"),
    CSG("Consultations de médecine générale", "Médecine générale"),
    LAB("Laboratoire de biologie médicale", "Biologie médicale"),
    IMA("Imagerie médicale", "Radiodiagnostic"),
    PHA("Pharmacie à usage intérieur", "Pharmacie");

    private final String label;
    private final String speciality;

    Unit(String label, String speciality) {
        this.label = label;
        this.speciality = speciality;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String label() {
        return label;
    }

    public String speciality() {
        return speciality;
    }

    /** Beds of the unit; 0 for a unit without a ward. */
    public int beds() {
        return Plan.wards().contains(code()) ? Plan.BEDS : 0;
    }

    /** Doctors of the unit, numbered from 1. */
    public int doctors() {
        return 3;
    }

    public String organization() {
        return "Organization/uf-" + code();
    }

    public String location() {
        return "Location/lieu-" + code();
    }

    /** The bed of a rank, from 1. */
    public String bed(int rank) {
        return "Location/lit-%s-%02d".formatted(code(), rank);
    }

    /** The doctor of a rank, from 1; the first of internal medicine is the demonstration account. */
    public String doctor(int rank) {
        return this == MPO && rank == 1
                ? "Practitioner/demo-medecin"
                : "Practitioner/med-%s-%d".formatted(code(), rank);
    }

    public String nurse() {
        return this == MPO ? "Practitioner/demo-ide" : "Practitioner/ide-" + code();
    }
}
