// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keneya.model.Json;

/**
 * The demonstration hospital, the same for every seed: one Organization with its units, wards, beds, doctors, nurses and
 * the people of the demonstration accounts. RPPS and FINESS numbers are made up: RPPS begin with 99, FINESS with 99 too,
 * which no person and no department has; both carry a Luhn key.
 */
public final class Hospital {
    public static final String NAME = "CHU Keneya";
    public static final String ORGANIZATION = "Organization/chu-keneya";
    public static final String INSURANCE = "Organization/assurance-demo";

    private static final String[] FAMILIES = {
        "Marchand", "Lefort", "Benhamou", "Carpentier", "Diallo", "Vasseur", "Le Goff", "Nguyen", "Rossi", "Hamdi",
        "Delmas", "Perrin", "Kowalski", "Da Costa", "Aubry", "Schneider", "Toussaint", "Mercier", "Colonna", "Brunet",
        "Haddad", "Lacombe", "Roussel", "Payet", "Fontaine", "Weber", "Camara", "Giraud", "Yilmaz", "Prigent"
    };
    private static final String[] GIVENS = {
        "Hélène",
        "Marc",
        "Sarah",
        "Paul",
        "Awa",
        "Julien",
        "Nolwenn",
        "Minh",
        "Chiara",
        "Karim",
        "Sophie",
        "Antoine",
        "Ewa",
        "Tiago",
        "Claire",
        "Thomas",
        "Rose",
        "Nicolas",
        "Livia",
        "Étienne",
        "Leïla",
        "Guillaume",
        "Camille",
        "Jean-Marie",
        "Agathe"
    };
    private static final List<Unit> UNITS = List.of(Unit.values());
    private static final Map<Unit, String[]> NAMES = names();

    private record Staff(
            String id, String family, String given, String profession, String label, String speciality, String unit) {}

    private static final List<Staff> ACCOUNTS = List.of(
            new Staff("demo-medecin", "Marchand", "Hélène", "10", "Médecin", Unit.MPO.speciality(), "mpo"),
            new Staff("demo-ide", "Rivière", "Lucas", "60", "Infirmier", "", "mpo"),
            new Staff("demo-secretaire", "Garnier", "Sylvie", "", "Secrétaire médicale", "", "mpo"),
            new Staff("demo-pharmacien", "Chevalier", "Inès", "21", "Pharmacien", "", "pha"),
            new Staff("demo-technicien", "Besson", "Hugo", "", "Technicien de laboratoire", "", "lab"),
            new Staff("demo-dim", "Langlois", "Béatrice", "10", "Médecin", "Santé publique", "chu"),
            new Staff("demo-dpo", "Imbert", "Olivier", "", "Délégué à la protection des données", "", "chu"),
            new Staff("demo-admin", "Tessier", "Nadia", "", "Administratrice du système", "", "chu"),
            new Staff("demo-regulateur", "Roux", "Yann", "10", "Médecin", "Médecine d'urgence", "chu"));

    private Hospital() {}

    /** {@code Dr Hélène MARCHAND}. */
    static String name(Unit unit, int rank) {
        String[] names = NAMES.get(unit);
        return names == null ? "" : names[rank - 1];
    }

    /** {@code Dr Hélène MARCHAND}, as the Practitioner of a demonstration account is called. */
    public static String nameOf(String practitioner) {
        Staff staff = ACCOUNTS.stream()
                .filter(one -> one.id.equals(practitioner))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no account for " + practitioner));
        String name = staff.given + " " + staff.family.toUpperCase(Locale.ROOT);
        return isDoctor(staff) ? "Dr " + name : name;
    }

    private static boolean isDoctor(Staff staff) {
        return staff.profession.equals("10");
    }

    static String nurseName(Unit unit) {
        return unit == Unit.MPO ? "Lucas Rivière" : "Infirmerie " + unit.label();
    }

    /** Everything, in an order in which each resource comes after those it points to. */
    public static List<Json.Obj> resources() {
        List<Json.Obj> all = new ArrayList<>();
        all.add(organization("chu-keneya", NAME, "prov", "Établissement de santé", "")
                .put("identifier", Fhir.list(Fhir.identifier("https://finess.esante.gouv.fr", luhn("99000001"))))
                .put("telecom", Fhir.list(new Json.Obj(2).put("system", "phone").put("value", "+33 4 65 71 00 00")))
                .put("address", Fhir.list(address())));
        all.add(organization("assurance-demo", "Assurance maladie de démonstration", "ins", "Assurance maladie", ""));
        for (Unit unit : Unit.values()) {
            all.add(organization("uf-" + unit.code(), unit.label(), "dept", "Unité fonctionnelle", ORGANIZATION));
        }
        for (Unit unit : Unit.values()) {
            all.add(location("lieu-" + unit.code(), unit.label(), unit, "HOSP", ""));
            for (int bed = 1; bed <= unit.beds(); bed++) {
                String id = unit.bed(bed).substring("Location/".length());
                all.add(location(id, unit.label() + ", lit " + bed, unit, "BED", unit.location()));
            }
        }
        ACCOUNTS.forEach(staff -> add(all, staff, 0));
        int number = 100;
        for (Unit unit : Unit.values()) {
            for (int rank = 1; rank <= unit.doctors(); rank++, number++) {
                String id = unit.doctor(rank).substring("Practitioner/".length());
                if (!id.startsWith("demo-")) {
                    add(all, doctor(unit, rank, id), number);
                }
            }
            if (unit != Unit.MPO) {
                add(
                        all,
                        new Staff("ide-" + unit.code(), "Infirmerie", unit.label(), "60", "Infirmier", "", unit.code()),
                        number + 500);
            }
        }
        return all;
    }

    private static Staff doctor(Unit unit, int rank, String id) {
        int at = UNITS.indexOf(unit) * 3 + rank - 1;
        String profession = unit == Unit.PHA ? "21" : "10";
        String label = unit == Unit.PHA ? "Pharmacien" : "Médecin";
        return new Staff(id, family(at), given(at), profession, label, unit.speciality(), unit.code());
    }

    private static void add(List<Json.Obj> all, Staff staff, int number) {
        int rank = number > 0 ? number : all.size();
        Json.Obj practitioner = Fhir.resource("Practitioner", staff.id).put("active", Json.Bool.TRUE);
        boolean registered = !staff.profession.isEmpty();
        if (registered) {
            practitioner.put(
                    "identifier",
                    Fhir.list(new Json.Obj(4)
                            .put("use", "official")
                            .put(
                                    "type",
                                    Fhir.concept(
                                            "RPPS",
                                            Fhir.coding(
                                                    "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203",
                                                    "RPPS")))
                            .put("system", "https://rpps.esante.gouv.fr")
                            .put("value", luhn("99%08d".formatted(rank)))));
        }
        Json.Obj name = new Json.Obj(4)
                .put("use", "official")
                .put("family", staff.family.toUpperCase(Locale.ROOT))
                .put("given", Fhir.list(new Json.Str(staff.given)));
        if (isDoctor(staff)) {
            name.put("prefix", Fhir.list(new Json.Str("Dr")));
        }
        practitioner.put("name", Fhir.list(name));
        practitioner.put(
                "telecom",
                Fhir.list(new Json.Obj(3)
                        .put("system", "email")
                        .put("value", staff.id + "@example.org")
                        .put("use", "work")));
        all.add(practitioner);
        Json.Obj role = Fhir.resource("PractitionerRole", "role-" + staff.id).put("active", Json.Bool.TRUE);
        role.put("practitioner", Fhir.reference("Practitioner/" + staff.id));
        String where = staff.unit.equals("chu") ? ORGANIZATION : "Organization/uf-" + staff.unit;
        role.put("organization", Fhir.reference(where));
        role.put("code", Fhir.list(registered ? profession(staff) : Fhir.text(staff.label)));
        if (!staff.speciality.isEmpty()) {
            role.put("specialty", Fhir.list(Fhir.text(staff.speciality)));
        }
        all.add(role);
    }

    private static Json.Obj profession(Staff staff) {
        return Fhir.concept(
                staff.label,
                Fhir.coding(
                        "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante",
                        staff.profession,
                        staff.label));
    }

    private static Json.Obj organization(String id, String name, String type, String label, String parent) {
        Json.Obj organization = Fhir.resource("Organization", id).put("active", Json.Bool.TRUE);
        organization.put("type", Fhir.list(Fhir.concept(label, Fhir.hl7("organization-type", type))));
        organization.put("name", name);
        return parent.isEmpty() ? organization : organization.put("partOf", Fhir.reference(parent));
    }

    private static Json.Obj location(String id, String name, Unit unit, String type, String parent) {
        Json.Obj location =
                Fhir.resource("Location", id).put("status", "active").put("name", name);
        location.put("mode", "instance");
        if (type.equals("BED")) {
            location.put("physicalType", Fhir.concept("Lit", Fhir.hl7("location-physical-type", "bd")));
        } else {
            location.put("physicalType", Fhir.concept("Unité", Fhir.hl7("location-physical-type", "wa")));
            location.put(
                    "position",
                    new Json.Obj(2).put("longitude", new Json.Num("4.88")).put("latitude", new Json.Num("45.74")));
        }
        location.put("managingOrganization", Fhir.reference(unit.organization()));
        return parent.isEmpty() ? location : location.put("partOf", Fhir.reference(parent));
    }

    private static Json.Obj address() {
        return new Json.Obj(4)
                .put("line", Fhir.list(new Json.Str("1 place de l'Hôpital")))
                .put("city", "Lyon")
                .put("postalCode", "69003")
                .put("country", "FRA");
    }

    private static Map<Unit, String[]> names() {
        Map<Unit, String[]> names = new EnumMap<>(Unit.class);
        for (Unit unit : Unit.values()) {
            String[] doctors = new String[unit.doctors()];
            for (int rank = 1; rank <= doctors.length; rank++) {
                int at = UNITS.indexOf(unit) * 3 + rank - 1;
                doctors[rank - 1] = "Dr " + given(at) + " " + family(at).toUpperCase(Locale.ROOT);
            }
            names.put(unit, doctors);
        }
        return names;
    }

    private static String family(int at) {
        return FAMILIES[(at + at / FAMILIES.length * 7) % FAMILIES.length];
    }

    private static String given(int at) {
        return GIVENS[at % GIVENS.length];
    }

    /** The digits followed by their Luhn key (ISO/IEC 7812-1). */
    static String luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit * 2 : digit;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return digits + (10 - sum % 10) % 10;
    }
}
