// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import org.keneya.model.Json;
import org.keneya.synthetic.internal.chart.Chart;
import org.keneya.synthetic.internal.chart.Fhir;
import org.keneya.synthetic.internal.chart.Visit;

/** Vaccines of the French calendar of 2025 (ministry of health), as Immunizations coded by ATC. */
final class Vaccines {
    enum Vaccine {
        HEXAVALENT("J07CA09", "Vaccin hexavalent DTCaP-Hib-hépatite B"),
        PNEUMOCOCCUS("J07AL02", "Vaccin pneumococcique conjugué"),
        MENINGOCOCCUS_B("J07AH09", "Vaccin méningococcique B"),
        MENINGOCOCCUS_ACWY("J07AH08", "Vaccin méningococcique ACWY"),
        MEASLES("J07BD52", "Vaccin rougeole-oreillons-rubéole"),
        TETRAVALENT("J07CA02", "Vaccin diphtérie-tétanos-coqueluche-poliomyélite"),
        BOOSTER("J07CA01", "Vaccin diphtérie-tétanos-poliomyélite"),
        PAPILLOMAVIRUS("J07BM03", "Vaccin papillomavirus 9-valent"),
        INFLUENZA("J07BB02", "Vaccin antigrippal"),
        COVID("J07BN01", "Vaccin Covid-19 à ARN messager"),
        ZOSTER("J07BK03", "Vaccin contre le zona");

        private final String atc;
        private final String label;

        Vaccine(String atc, String label) {
            this.atc = atc;
            this.label = label;
        }
    }

    private Vaccines() {}

    /** Vaccines due at an age in days during the first two years. */
    static void infant(Visit visit, int days) {
        switch (days) {
            case 62 -> {
                give(visit, Vaccine.HEXAVALENT, 1);
                give(visit, Vaccine.PNEUMOCOCCUS, 1);
            }
            case 92 -> give(visit, Vaccine.MENINGOCOCCUS_B, 1);
            case 122 -> {
                give(visit, Vaccine.HEXAVALENT, 2);
                give(visit, Vaccine.PNEUMOCOCCUS, 2);
            }
            case 152 -> give(visit, Vaccine.MENINGOCOCCUS_B, 2);
            case 182 -> give(visit, Vaccine.MENINGOCOCCUS_ACWY, 1);
            case 335 -> {
                give(visit, Vaccine.HEXAVALENT, 3);
                give(visit, Vaccine.PNEUMOCOCCUS, 3);
            }
            case 367 -> {
                give(visit, Vaccine.MEASLES, 1);
                give(visit, Vaccine.MENINGOCOCCUS_B, 3);
                give(visit, Vaccine.MENINGOCOCCUS_ACWY, 2);
            }
            case 500 -> give(visit, Vaccine.MEASLES, 2);
            default -> {}
        }
    }

    /** What a child of school age may be due. */
    static void child(Visit visit) {
        int age = visit.chart().person().ageAt(visit.day());
        if (age == 6) {
            give(visit, Vaccine.TETRAVALENT, 4);
        } else if (age == 12) {
            give(visit, Vaccine.PAPILLOMAVIRUS, 1);
        }
    }

    static void give(Visit visit, Vaccine vaccine, int dose) {
        Chart chart = visit.chart();
        chart.add(Fhir.resource("Immunization", chart.newId())
                .put("status", "completed")
                .put(
                        "vaccineCode",
                        Fhir.concept(vaccine.label, Fhir.coding("http://www.whocc.no/atc", vaccine.atc, vaccine.label)))
                .put("patient", chart.subject())
                .put("encounter", Fhir.reference(visit.reference()))
                .put("occurrenceDateTime", Fhir.instant(visit.start().plusMinutes(10)))
                .put("primarySource", Json.Bool.TRUE)
                .put("lotNumber", "DEMO" + (1000 + visit.dice().below(9000)))
                .put("protocolApplied", Fhir.list(new Json.Obj(1).put("doseNumberPositiveInt", Fhir.number(dose)))));
    }
}
