// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.Locale;
import org.keneya.model.Json;

/** Writes DocumentReferences: a letter in French plain text, as an attachment. */
final class Letters {
    private static final String[] MONTHS = {
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre"
    };

    private Letters() {}

    static void write(Chart chart, Visit visit, LocalDateTime at, Letter letter, String text) {
        byte[] body = compose(chart, visit, letter, text).getBytes(StandardCharsets.UTF_8);
        String title = letter.label() + " — " + visit.title();
        chart.add(Fhir.resource("DocumentReference", chart.newId())
                .put("status", "current")
                .put("docStatus", "final")
                .put("type", Fhir.concept(letter.label(), Fhir.coding(Fhir.LOINC, letter.loinc(), letter.label())))
                .put("subject", chart.subject())
                .put("date", Fhir.instant(at))
                .put("author", Fhir.list(visit.doctor()))
                .put("authenticator", visit.doctor())
                .put("custodian", Fhir.reference(Hospital.ORGANIZATION, Hospital.NAME))
                .put("description", title)
                .put("securityLabel", Fhir.list(Fhir.status("v3-Confidentiality", "N")))
                .put(
                        "content",
                        Fhir.list(new Json.Obj(1)
                                .put(
                                        "attachment",
                                        new Json.Obj(6)
                                                .put("contentType", "text/plain;charset=utf-8")
                                                .put("language", "fr-FR")
                                                .put("data", Base64.getEncoder().encodeToString(body))
                                                .put("size", Fhir.number(body.length))
                                                .put("title", title)
                                                .put("creation", Fhir.instant(at)))))
                .put(
                        "context",
                        new Json.Obj(2)
                                .put("encounter", Fhir.list(Fhir.reference(visit.reference())))
                                .put("period", Fhir.period(visit.start(), visit.end()))));
    }

    /** {@code 12 mars 2026}. */
    static String date(LocalDate day) {
        return (day.getDayOfMonth() == 1 ? "1er" : String.valueOf(day.getDayOfMonth()))
                + " "
                + MONTHS[day.getMonthValue() - 1]
                + " "
                + day.getYear();
    }

    private static String compose(Chart chart, Visit visit, Letter letter, String text) {
        var person = chart.person();
        StringBuilder page = new StringBuilder(1200);
        page.append("CHU Keneya — ").append(visit.unit().label()).append('\n');
        page.append(letter.label()).append('\n').append('\n');
        page.append("Lyon, le ").append(date(visit.end().toLocalDate())).append("\n\n");
        boolean female = person.isFemale();
        boolean child = person.ageAt(visit.day()) < 16;
        page.append(child ? "L'enfant " : female ? "Madame " : "Monsieur ").append(person.display());
        page.append(female ? ", née le " : ", né le ")
                .append(date(person.born()))
                .append("\n\n");
        page.append("Chère Consœur, cher Confrère,\n\n");
        String patient = female ? "otre patiente" : "otre patient";
        String agreement = female ? "e" : "";
        page.append(
                switch (visit.kind()) {
                    case STAY ->
                        "V" + patient + " a été hospitalisé" + agreement + " dans le service du " + date(visit.day())
                                + " au " + date(visit.end().toLocalDate());
                    case EMERGENCY -> "V" + patient + " a été vu" + agreement + " aux urgences le " + date(visit.day());
                    default -> "J'ai vu v" + patient + " le " + date(visit.day());
                });
        page.append(" (").append(visit.title().toLowerCase(Locale.FRENCH)).append(").\n\n");
        String usual = usual(chart, visit.day());
        if (!usual.isEmpty()) {
            page.append("Traitement habituel :\n").append(usual).append('\n');
        }
        page.append(text).append("\n\n");
        if (!visit.diagnoses().isEmpty()) {
            page.append("Conclusion : ");
            page.append(visit.diagnoses().getFirst().diagnosis().label()).append(".\n\n");
        }
        page.append("Bien confraternellement,\n").append(visit.doctorName()).append('\n');
        return page.toString();
    }

    private static String usual(Chart chart, LocalDate day) {
        StringBuilder lines = new StringBuilder();
        for (Chart.Treatment treatment : chart.treatments()) {
            if (!treatment.until().isBefore(day)) {
                lines.append("- ").append(treatment.drug().name()).append(" : ");
                lines.append(treatment.posology().text()).append('\n');
            }
        }
        return lines.toString();
    }
}
